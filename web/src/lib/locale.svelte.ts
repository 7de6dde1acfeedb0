import { languages, type Locale } from './languages.ts'

export type { Locale } from './languages.ts'

const stored = (): Locale => {
  try {
    const code = localStorage.getItem('locale') ?? ''
    return code in languages ? (code as Locale) : 'vi'
  } catch {
    return 'vi'
  }
}

let current = $state<Locale>(stored())

/** The reader's language: Vietnamese unless they chose another one on this phone. */
export const locale = {
  get current(): Locale {
    return current
  },
  choose(next: Locale): void {
    current = next
    locale.mark()
    try {
      localStorage.setItem('locale', next)
    } catch {
      // Private mode: the choice lasts for this page only.
    }
  },
  /** Tell the browser, and whoever reads the page aloud, which language it is in. */
  mark(): void {
    const page = document.documentElement
    page.lang = current
    page.dir = languages[current].dir
  },
}

/** What the server says in its two languages, in the reader's or in Vietnamese. */
export function said(text: Record<'vi' | 'en', string>): string {
  return (text as Partial<Record<Locale, string>>)[current] ?? text.vi
}
