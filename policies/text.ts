/** One sentence in both languages. Chinese is the first reader's language; English stands beside it. */
export interface Text {
  readonly zh: string
  readonly en: string
}

export type Language = 'zh' | 'en'
