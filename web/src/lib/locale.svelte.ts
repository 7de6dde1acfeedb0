export type Locale = 'vi' | 'en'

const stored = (): Locale => {
  try {
    return localStorage.getItem('locale') === 'en' ? 'en' : 'vi'
  } catch {
    return 'vi'
  }
}

let current = $state<Locale>(stored())

/** The reader's language: Vietnamese unless they chose English on this phone. */
export const locale = {
  get current(): Locale {
    return current
  },
  choose(next: Locale): void {
    current = next
    document.documentElement.lang = next
    try {
      localStorage.setItem('locale', next)
    } catch {
      // Private mode: the choice lasts for this page only.
    }
  },
}
