import { languages, type Locale, type OtherLocale } from '../languages.ts'
import { locale } from '../locale.svelte.ts'
import { fill } from './fill.ts'

type Values = Record<string, string | number>

/**
 * Texts of one area: Vietnamese in the bundle, another language loaded when it is chosen.
 * Values in a text are filled in (`fill`). Where the other language has no text, or cannot be loaded, the Vietnamese one stands in.
 */
export function catalogue<Key extends string>(
  vi: Record<Key, string>,
  others: Partial<Record<OtherLocale, () => Promise<Partial<Record<Key, string>>>>>,
) {
  let loaded = $state.raw<Partial<Record<Locale, Partial<Record<Key, string>>>>>({ vi })
  let loading: Locale | null = null
  const own = (key: Key): string | undefined => {
    const code = locale.current
    if (loaded[code] === undefined && loading !== code) {
      loading = code
      // On a bad line the next text that is drawn tries again.
      void others[code as OtherLocale]?.()
        .then((texts) => (loaded = { ...loaded, [code]: texts }))
        .catch(() => undefined)
        .then(() => (loading = null))
    }
    return loaded[code]?.[key]
  }
  const t = (key: Key, values: Values = {}): string => {
    const text = own(key)
    return text === undefined ? fill(vi[key], values, languages.vi.form) : fill(text, values, languages[locale.current].form)
  }
  /** The language of a text where it is not the page's: what stands in for it is read aloud as Vietnamese. */
  t.lang = (key: Key): 'vi' | undefined => (own(key) === undefined ? 'vi' : undefined)
  return t
}
