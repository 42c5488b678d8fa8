/** Which characters the reader of plain block YAML takes, and which send a document to the full parser. */

/** Characters that may begin a plain scalar here, and those that keys are made of: fewer than YAML allows. */
export const startsPlain = new Uint8Array(128)
for (const c of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./+~($=^;\\') startsPlain[c.charCodeAt(0)] = 1
export const inKey = new Uint8Array(128)
for (const c of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./-') inKey[c.charCodeAt(0)] = 1

/** Tabs, carriage returns, control characters, halves of characters, byte order marks: for the full parser to judge. */
export const unusual = /[^\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/
