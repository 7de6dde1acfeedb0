/** `form` picks the place of a plural form for a written figure; `marks` stand between thousands and before decimals. See docs/languages.md. */
type Language = { name: string; dir: 'ltr' | 'rtl'; marks: readonly [thousands: string, decimal: string]; form: (figure: string) => number }

/** Every language a reader can choose, named in itself. Vietnamese comes first: it is whole, and stands in for what another one lacks. */
export const languages = {
  vi: { name: 'Tiếng Việt', dir: 'ltr', marks: ['.', ','], form: () => 0 },
  en: { name: 'English', dir: 'ltr', marks: [',', '.'], form: (figure) => (figure === '1' ? 0 : 1) },
} as const satisfies Record<string, Language>

export type Locale = keyof typeof languages
/** A language beside Vietnamese: its texts are loaded when it is chosen. */
export type OtherLocale = Exclude<Locale, 'vi'>
