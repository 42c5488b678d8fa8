/** Library of `ywq deploy`, `ywq diff` and `ywq destroy`: the verbs parse options and print, everything else is here. */
export { readContexts, type Connection } from './connection.ts'
export {  type MissingObject } from './missing-objects.ts'
export { eventText,  summaryText } from './texts.ts'
export { listStacks, selectStacks,  type StackEntry, type StackFilter, type Wave } from './stack-list.ts'
export { runWaves, type Action, type StackResult, type WaveEvent, type WaveOptions } from './waves.ts'
