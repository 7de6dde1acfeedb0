import { isWrittenIn, unicodeOf, type LegacyEncoding } from './legacy-tables.ts'
import { isSyllable } from './vietnamese-syllables.ts'

export type { LegacyEncoding }

/** A letter that neither TCVN3 nor VNI has: a text with it was typed in Unicode. */
const BEYOND_LATIN_1 = /[\u0100-\u0151\u0154-\u024F\u1E00-\u1EFF]|\p{M}/u
/** A run of what may be letters in one of the encodings; signs of Latin-1 are letters in TCVN3. */
const RUN = /[A-Za-z\u00A1-\u00FF]+/g
const MAX_WORDS = 5_000
/** Two words in three have an accent in Vietnamese; tables and codes thin them out. */
const LEAST_ACCENTED = 0.15

/**
 * A text of Latin-1 letters that is Vietnamese typed in a TCVN3 or VNI font ("C«ng ®oµn", "Coâng ñoaøn"), as Unicode.
 * Null unless nearly all of its words with accents become syllables of Vietnamese, two different ones at least.
 */
export function legacyVietnamese(text: string): { encoding: LegacyEncoding; text: string } | null {
  if (isTypedInUnicode(text) || !/[\u00A1-\u00FF]/.test(text)) return null
  const words = accentedWords(text)
  const [best] = (['tcvn3', 'vni'] as const)
    .map((encoding) => ({ encoding, syllables: syllablesAmong(words, encoding) }))
    .sort((a, b) => b.syllables.valid - a.syllables.valid)
  if (best === undefined || best.syllables.valid < 2 || best.syllables.valid < 0.85 * best.syllables.judged) return null
  return { encoding: best.encoding, text: fromLegacy(best.encoding, text) }
}

/** Whether a text has a letter that neither encoding has: then nothing of its file is in them. */
export function isTypedInUnicode(text: string): boolean {
  return BEYOND_LATIN_1.test(text)
}

/** Text of a file that is known to be in one of the encodings, as Unicode. */
export function fromLegacy(encoding: LegacyEncoding, text: string): string {
  return unicodeOf(encoding, text).normalize('NFC')
}

/** Different words that have a letter beyond ASCII, the first few thousand; none when they are rarer than Vietnamese has them. */
function accentedWords(text: string): string[] {
  const words = new Set<string>()
  let all = 0
  let accented = 0
  for (const [word] of text.matchAll(RUN)) {
    all += 1
    if (!/[\u00A1-\u00FF]/.test(word)) continue
    accented += 1
    words.add(word)
    if (words.size >= MAX_WORDS) break
  }
  return accented < LEAST_ACCENTED * all ? [] : [...words]
}

/** How many words an encoding makes syllables of; abbreviations such as "LĐLĐ" tell nothing and are not judged. */
function syllablesAmong(words: readonly string[], encoding: LegacyEncoding): { valid: number; judged: number } {
  const judged = words.map((word) => ({ word, read: unicodeOf(encoding, word) })).filter(({ read }) => !/^[B-DF-HJ-NP-TV-XZĐ]+$/u.test(read))
  return { valid: judged.filter(({ word, read }) => isWrittenIn(encoding, word) && isSyllable(read)).length, judged: judged.length }
}
