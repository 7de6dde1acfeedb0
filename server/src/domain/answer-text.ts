import { fold } from './names.ts'

/** More digits than this are no number that anybody types. */
const LONGEST_NUMBER = 60
const SEPARATED = /^[+-]?\d{1,3}(?:[.,]\d{3})+$/

/** A decimal as a key states it: "12", "-3.5", "1,5", "2e3"; null when it is none. A comma is a decimal comma. */
export function readNumber(text: string): number | null {
  const plain = text.trim().replace(/\s/gu, '').replace('−', '-').replace(',', '.')
  if (plain.length > LONGEST_NUMBER || !/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i.test(plain)) return null
  const value = Number(plain)
  return Number.isFinite(value) ? value : null
}

/**
 * The numbers that a typed answer may mean. "1.500" is one thousand five hundred in Vietnamese and one and a half in English:
 * both readings count, so nobody loses a point over a separator.
 */
export function numberReadings(typed: string): number[] {
  const text = typed.normalize('NFKC').trim().replace(/\s/gu, '').replace('−', '-')
  if (text.length > LONGEST_NUMBER) return []
  const readings = new Set<number>()
  const add = (candidate: string): void => {
    const value = readNumber(candidate)
    if (value !== null) readings.add(value)
  }
  if (SEPARATED.test(text)) add(text.replace(/[.,]/g, ''))
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','))
  if (last === -1) add(text)
  else {
    const whole = text.slice(0, last).replace(/[.,]/g, '')
    const sameSign = text.slice(0, last).includes(text[last] as string)
    if (!sameSign) add(`${whole}.${text.slice(last + 1)}`)
  }
  return [...readings]
}

export type TextMatching = { caseMatters: boolean; accentsMatter: boolean }

/** What is compared of a text: NFC, single spaces, no full stop at the end; without case and accents unless they matter. */
function comparable(text: string, { caseMatters, accentsMatter }: TextMatching): string {
  const plain = text
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(/[\s.!?;,]+$/u, '')
    .trim()
  if (accentsMatter) return caseMatters ? plain : plain.toLocaleLowerCase('vi')
  const bare = plain.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D')
  return caseMatters ? bare : bare.toLowerCase()
}

/** Whether a typed answer is an accepted one, in which `*` stands for any words (`\*` for the sign itself). */
export function matchesText(typed: string, accepted: string, matching: TextMatching): boolean {
  const given = comparable(typed, matching)
  if (given === '') return false
  // Split at stars that no backslash stands before.
  const parts = accepted.split(/(?<!\\)\*/).map((part) => part.replaceAll('\\*', '*'))
  if (parts.length === 1) return sameWords(given, comparable(parts[0] ?? '', matching), matching)
  const pieces = parts.map((part) => comparableInside(part, matching))
  let at = 0
  for (const [index, piece] of pieces.entries()) {
    const last = index === pieces.length - 1
    if (index === 0) {
      if (!given.startsWith(piece)) return false
      at = piece.length
    } else if (last) {
      if (given.length - piece.length < at || !given.endsWith(piece)) return false
    } else {
      const found = given.indexOf(piece, at)
      if (found === -1) return false
      at = found + piece.length
    }
  }
  return true
}

/** Punctuation between words does not part two answers unless case and accents both matter. */
function sameWords(given: string, accepted: string, { caseMatters, accentsMatter }: TextMatching): boolean {
  if (given === accepted) return true
  return !caseMatters && !accentsMatter && fold(given) !== '' && fold(given) === fold(accepted)
}

/** A piece between two stars: its outer spaces count. */
function comparableInside(piece: string, matching: TextMatching): string {
  const core = comparable(`|${piece}|`, matching)
  return core.replace(/^\|/, '').replace(/\|$/, '')
}
