import { languages, type Locale } from '../../lib/languages.ts'

/** A figure with just so many decimals, so that a column of them lines up; null where there is none. What rounds to nothing has no sign. */
export function figureWords(value: number | null, locale: Locale, { percent, digits }: { percent: boolean; digits: number }): string | null {
  if (value === null) return null
  const scaled = Number((percent ? value * 100 : value).toFixed(digits))
  const written = new Intl.NumberFormat(languages[locale].tag, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(scaled + 0)
  return percent ? `${written}%` : written
}
