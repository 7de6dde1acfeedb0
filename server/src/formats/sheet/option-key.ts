import { fold } from '../../domain/names.ts'

export const optionLetters = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L'] as const

const LETTERS = /^(?:[A-L]{1,12}|[a-l]{1,12})$/
const indexOfLetter = (letter: string): number => letter.toUpperCase().charCodeAt(0) - 65

/**
 * Right options as written in a cell: "B", "A,C", "A và C", "AC", "2" (the second one where no option says "2"),
 * an option's own words, or several of these; null when it cannot be read. A letter past the last option is kept: the rules refuse it.
 */
export function readKey(written: string, options: readonly string[]): number[] | null {
  const key = written.trim()
  if (key === '') return []
  if (key.length > 1) {
    const exact = options.indexOf(key)
    if (exact !== -1) return [exact]
  }
  const letters = lettersOf(key)
  if (letters !== null && letters.every((index) => index < options.length)) return letters
  const named = byWords(key, options)
  if (named !== -1) return [named]
  return numbersOf(key, options) ?? severalOf(key, options) ?? letters ?? labelled(key, options)
}

/** Options by their letters, written so that it is no option's own words. */
export function writeKey(correct: readonly number[], options: readonly string[]): string {
  const letters = correct.map((index) => optionLetters[index] ?? '')
  let separator = ','
  while (letters.length > 1 && options.includes(letters.join(separator))) separator += ' '
  return letters.join(separator)
}

function lettersOf(key: string): number[] | null {
  if (key.length > 80) return null
  const parts = key
    .replace(/(?<!\p{L})(?:và|and)(?!\p{L})/giu, ',')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '')
  const run = parts.join('')
  const single = parts.length > 0 && parts.every((part) => /^[A-La-l]$/.test(part))
  return single || LETTERS.test(run) ? [...run].map(indexOfLetter) : null
}

function numbersOf(key: string, options: readonly string[]): number[] | null {
  if (!/^\d{1,2}(?:(?:[\s,;.&+/|]|và|and)+\d{1,2}){0,11}\.?$/iu.test(key)) return null
  const indices = (key.match(/\d+/g) ?? []).map((digits) => Number(digits) - 1)
  return indices.every((index) => index >= 0 && index < options.length) ? indices : null
}

/** The option that says just that: exactly, else the only one that does so without accents, case and punctuation. */
function byWords(words: string, options: readonly string[]): number {
  const exact = options.indexOf(words)
  const folded = fold(words)
  if (exact !== -1 || folded === '') return exact
  const alike = options.flatMap((option, index) => (fold(option) === folded ? [index] : []))
  return alike.length === 1 ? (alike[0] ?? -1) : -1
}

/** Several options, each by its letter or its own words, parted by semicolons, lines or bars. */
function severalOf(key: string, options: readonly string[]): number[] | null {
  const parts = key
    .split(/[;\n|]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  if (parts.length < 2 || parts.length > options.length) return null
  const indices = parts.map((part) => (/^[A-La-l]$/.test(part) ? indexOfLetter(part) : byWords(part, options)))
  return indices.every((index) => index >= 0 && index < options.length) ? indices : null
}

/** "Đáp án B", "B. Hà Nội": a letter with the word before it or the option's text after it. */
function labelled(key: string, options: readonly string[]): number[] | null {
  const letter = /^(?:dap an|phuong an|lua chon|option|answer|cau|chon) ([a-l])$/.exec(fold(key.slice(0, 100)))?.[1]
  if (letter !== undefined) return [indexOfLetter(letter)]
  const told = /^([A-L])\s*[.):/-]\s*(\S[\s\S]*)$/i.exec(key)
  const index = indexOfLetter(told?.[1] ?? '')
  return told !== null && byWords(told[2] ?? '', options) === index ? [index] : null
}

/** The right order of options as "B,C,A", "BCA", "2-3-1" or "B > C > A"; null unless it names each of them once. */
export function readOrder(written: string, options: readonly string[]): number[] | null {
  const parts = written.split(/[\s,;>→⇒|./–—-]+/u).filter((part) => part !== '')
  const only = parts[0] ?? ''
  const names = parts.length === 1 && LETTERS.test(only) ? [...only] : parts
  const order = names.map((name) =>
    /^[A-La-l]$/.test(name) ? indexOfLetter(name) : byWords(name, options) === -1 ? Number(name) - 1 : byWords(name, options),
  )
  const whole = order.length === options.length && new Set(order).size === order.length
  return whole && order.every((index) => Number.isInteger(index) && index >= 0 && index < options.length) ? order : null
}
