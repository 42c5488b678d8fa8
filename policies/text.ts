/** One sentence in both languages. Chinese is the first reader's language; English stands beside it. */
export interface Text {
  readonly zh: string
  readonly en: string
}

export const languages = ['zh', 'en'] as const
export type Language = (typeof languages)[number]
