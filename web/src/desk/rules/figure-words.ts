import { number } from '../../lib/format.ts'
import { languages, type Locale } from '../../lib/languages.ts'

/** A figure with just so many decimals, so that a column of them lines up; null where there is none. What rounds to nothing has no sign. */
export function figureWords(value: number | null, locale: Locale, { percent, digits }: { percent: boolean; digits: number }): string | null {
  if (value === null) return null
  const [, decimal] = languages[locale].marks
  const [whole = '', part = ''] = number(percent ? value * 100 : value, locale, digits).split(decimal)
  const written = digits === 0 ? whole : whole + decimal + part.padEnd(digits, '0')
  return percent ? `${written}%` : written
}
