import { fold } from '../../domain/names.ts'
import { truthOf } from './pasted-words.ts'

/** An option as a key can name it. */
export type Named = { letter: string; text: string }

/**
 * What a written key says of the options: which ones, in the order it names them, and what it adds in words.
 * `conflict`: the letter and the words beside it name different options. `statements`: each option is called right or wrong.
 */
export type WrittenKey = { indices: number[]; rest: string; statements: boolean } | { conflict: [number, number] }

/** A written key read against the options; null when it names none of them. */
export function readWrittenKey(written: string, options: readonly Named[], numbered = false): WrittenKey | null {
  const spokenKey = written.trim().replace(/^(?:(?:là|phương án|đáp án|câu|ý|cả|chọn|is)\s+){1,4}(?=\S{1,3}(?:[\s.,;)]|$))/iu, '')
  const text = /^["“'‘([\s]{0,3}([A-ZĐ])["”'’)\].\s]{0,4}$/iu.exec(spokenKey)?.[1] ?? spokenKey
  const found = (indices: number[], rest = '', statements = false): WrittenKey => ({ indices, rest, statements })
  const same = options.findIndex((option) => option.text !== '' && fold(option.text) === fold(text) && fold(text) !== '')
  const letters = lettersIn(text, options)
  if (letters !== null) return found(letters)
  if (same !== -1) return found([same])
  const numbers = numbered ? numbersIn(text, options.length) : null
  if (numbers !== null) return found(numbers)
  const statements = statementsIn(text, options)
  if (statements !== null) return found(statements, '', true)
  const truth = truthOf(text)
  const spoken = truth === null ? -1 : options.findIndex((option) => truthOf(option.text) === truth)
  if (spoken !== -1 && options.length === 2) return found([spoken])
  return truthWithWords(text, options) ?? letterWithWords(text, options)
}

/** "Đúng. Vì …", "Sai (Điều 5)". */
function truthWithWords(text: string, options: readonly Named[]): WrittenKey | null {
  const head = /^(đúng|sai)(?:\s?[.,;:–—-]\s*|\s+(?=[(–—-]|(?:vì|do|bởi|theo)(?!\p{L})))(?=\S)/iu.exec(text)
  const index = head === null || options.length !== 2 ? -1 : options.findIndex((option) => truthOf(option.text) === truthOf(head[1] ?? ''))
  return head === null || index === -1 ? null : { indices: [index], rest: text.slice(head[0].length).trim(), statements: false }
}

const indexOf = (letter: string, options: readonly Named[]): number => options.findIndex((option) => option.letter === letter.toUpperCase())

/** "B", "A, C", "A và C", "ABD". */
function lettersIn(text: string, options: readonly Named[]): number[] | null {
  const tokens = text
    .replace(/[()[\]]/g, ' ')
    .split(/(?<!\p{L})(?:và|and)(?!\p{L})|[\s,;&+/.-]+/iu)
    .filter((token) => token !== '')
  const letters = tokens.flatMap((token) => (token.length === 1 ? [token] : /^[A-ZĐ]{2,12}$/u.test(token) ? [...token] : ['?']))
  const indices = letters.map((letter) => indexOf(letter, options))
  return indices.length === 0 || indices.length > 24 || indices.includes(-1) ? null : [...new Set(indices)]
}

function numbersIn(text: string, count: number): number[] | null {
  const tokens = text.split(/(?<!\p{L})(?:và|and)(?!\p{L})|[\s,;&+/.]+/iu).filter((token) => token !== '')
  const indices = tokens.map((token) => (/^\d{1,2}$/.test(token) ? Number(token) - 1 : -1))
  return indices.length === 0 || indices.some((index) => index < 0 || index >= count) ? null : [...new Set(indices)]
}

/** "a-Đ, b-S, c-Đ", "a) Đúng b) Sai …", "ĐSĐS": each option called right or wrong; null when not all are. */
function statementsIn(text: string, options: readonly Named[]): number[] | null {
  if (options.length < 3 || text.length > 200) return null
  const named = [...text.matchAll(/(?<![\p{L}\d])([a-hđ])\s?[-–.:)=]{0,2}\s?(đúng|sai|đ|s)(?!\p{L})/giu)]
  if (named.length === options.length) {
    const right = named.filter(([, , word = '']) => truthOf(word) === true).map(([, letter = '']) => indexOf(letter, options))
    return right.includes(-1) ? null : right
  }
  const words = text
    .replace(/đúng/giu, 'Đ')
    .replace(/sai/giu, 'S')
    .replace(/[\s,;–-]+/gu, '')
  if (words.length !== options.length || !/^[ĐDS]+$/iu.test(words)) return null
  return [...words].flatMap((word, index) => (/[ĐD]/iu.test(word) ? [index] : []))
}

/** "B. Huế", "B (Điều 5)", "A và C vì …". */
function letterWithWords(text: string, options: readonly Named[]): WrittenKey | null {
  const head =
    /^([([]?[A-ZĐ][)\]]?(?:\s?(?:[,;&+]|và|and)\s?[([]?[A-ZĐ](?!\p{L})[)\]]?){0,11})(?:\s?[.):,–—-]\s*|\s+(?=[(–—-]|(?:vì|do|bởi|theo)(?!\p{L})))(?=\S)/iu.exec(
      text,
    )
  const indices = head === null ? null : lettersIn(head[1] ?? '', options)
  if (head === null || indices === null) return null
  const rest = text
    .slice(head[0].length)
    .replace(/^[\s–—-]+/u, '')
    .trim()
  const [index = -1] = indices
  const other = indices.length > 1 ? -1 : options.findIndex((option) => fold(option.text) !== '' && fold(option.text) === fold(rest))
  if (other !== -1 && other !== index) return { conflict: [index, other] }
  return { indices, rest: other === -1 ? rest : '', statements: false }
}
