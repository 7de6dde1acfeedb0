import { isShouted, plain } from './pasted-line.ts'
import { difficultyOf } from './pasted-words.ts'

/** How a question begins: "Câu 12a (NB):" and "12." both have a number; `named` ones say a word. `text` is where the stem begins. */
export type StartLabel = { number: string; named: boolean; delimiter: string; text: number; difficulty: number; points: boolean }

const RANGE = /^\s*(?:-|den|toi|va|,)\s*(?:cau\s*)?\d/
const named = /^(?:cau(?: hoi)?(?: so)?|bai(?: tap)?(?: so)?|question|q)\s{0,5}\.?\s{0,5}(\d{1,5}(?:\.\d{1,3})?[a-z]?)(?![a-z0-9])/
const bare = /^(\d{1,4}(?:\.\d{1,3}){0,2})\s?([.)/:]|-(?=\s))(?!\d)/
const unnumbered = /^(?:cau hoi|hoi|question)\s?:/

/** The question number that a line begins with; null when it begins with none. */
export function startLabel(text: string): StartLabel | null {
  const letters = plain(text)
  const word = named.exec(letters)
  if (word !== null) return namedStart(text, letters, word[0].length, word[1] ?? '')
  const digits = bare.exec(letters)
  if (digits !== null) {
    if (digits[2] === '-' && /^\s*\d/.test(letters.slice(digits[0].length))) return null
    return { ...afterNumber(text, digits[0].length), number: digits[1] ?? '', named: false, delimiter: digits[2] ?? '' }
  }
  const open = unnumbered.exec(letters)?.[0].length
  return open === undefined ? null : { ...afterNumber(text, open), number: '', named: true, delimiter: ':' }
}

function namedStart(text: string, letters: string, end: number, number: string): StartLabel | null {
  const rest = letters.slice(end)
  if (RANGE.test(rest)) return null
  const delimiter = /^\s{0,5}([.:)/-])/.exec(rest)?.[1] ?? ''
  const following = /^\s*(\S)/u.exec(text.slice(end))?.[1] ?? ''
  // "Câu 1 và câu 2 nói về …" is a sentence.
  if (delimiter === '' && /\p{Ll}/u.test(following)) return null
  return { ...afterNumber(text, end), number, named: true, delimiter }
}

const POINTS = /^\d{1,3}(?:[.,]\d{1,3})?\s?(?:diem|d|points?|pts?)\.?$/

/** Skips "(0,5 điểm)", "[NB]" and the punctuation after a number. */
function afterNumber(text: string, from: number): Pick<StartLabel, 'text' | 'difficulty' | 'points'> {
  let at = from
  let difficulty = 0
  let points = false
  for (let round = 0; round < 4; round += 1) {
    at += /^[\s.:)/–—-]{0,12}/u.exec(text.slice(at, at + 12))?.[0].length ?? 0
    const note = /^[([{]([^()[\]{}\n]{1,40})[)\]}]/u.exec(text.slice(at, at + 50))
    const inside = note?.[1]?.trim() ?? ''
    const level = note === null ? null : difficultyOf(inside.replace(/^.*:/u, ''))
    if (note === null || (level === null && !POINTS.test(plain(inside))) || /^\d$/.test(inside)) break
    if (level === null) points = true
    else difficulty = level
    at += note[0].length
  }
  return { text: at, difficulty, points }
}

/** A letter before an option: "A.", "b)", "(C)", "D -", "*B.", "C*."; `end` is where its text begins. */
export type OptionLabel = { letter: string; start: number; letterAt: number; end: number; delimiter: string; lower: boolean; right: boolean }

const optionWord = String.raw`(?:(?:phuong an|lua chon|option)\s)?`
const bracketedHead = new RegExp(String.raw`${optionWord}([([])\s?([a-z])\s?([)\]])(\*?)\s?[.:]?`, 'dy')
const plainHead = new RegExp(String.raw`${optionWord}([a-z])\s?(\*?)\s?(?:([).:/])|(-)(?=\s))(\*?)`, 'dy')

/** The option letter at a place of a text; `letters` is the text made plain. */
export function optionLabelAt(text: string, letters: string, at: number): OptionLabel | null {
  const signs = signsAt(text, at)
  const label = (head: RegExpExecArray, group: number, delimiter: string, starred: boolean): OptionLabel => {
    const letterAt = head.indices?.[group]?.[0] ?? head.index
    const written = text.charAt(letterAt)
    const letter = written === 'Đ' || written === 'đ' ? 'Đ' : letters.charAt(letterAt).toUpperCase()
    const end = head.index + head[0].length
    return { letter, start: at, letterAt, end, delimiter, lower: written !== written.toUpperCase(), right: signs.right || starred }
  }
  bracketedHead.lastIndex = signs.end
  const bracketed = bracketedHead.exec(letters)
  if (bracketed !== null && (bracketed[1] === '(') === (bracketed[3] === ')')) return label(bracketed, 2, bracketed[1] ?? '', bracketed[4] === '*')
  plainHead.lastIndex = signs.end
  const head = plainHead.exec(letters)
  return head === null ? null : label(head, 1, head[3] ?? head[4] ?? '', head[2] === '*' || head[5] === '*')
}

/** Bullets, check boxes and marks of rightness in front of a text. */
export type Signs = { end: number; right: boolean; box: boolean; bullet: boolean }

const signAt = /\s+|([*✓✔☑☒✅]|\[[xX✓✔*]\]|\([xX✓✔*]\)|\([Đđ]\)\s?✅?\s?:)|([☐□❏○◯⬜]|\[\s?\]|\(\s?\)|\([Ss]\)\s?:)|([-+•●▪■◦·‣➢➤–—])(?=\s)/uy

export function signsAt(text: string, at: number): Signs {
  const signs: Signs = { end: at, right: false, box: false, bullet: false }
  for (let round = 0; round < 8; round += 1) {
    signAt.lastIndex = signs.end
    const sign = signAt.exec(text)
    if (sign === null) break
    if (sign[1] !== undefined) signs.right = true
    if (sign[1] !== undefined && /[☑☒[(]/u.test(sign[1].charAt(0))) signs.box = true
    if (sign[2] !== undefined) signs.box = true
    if (sign[3] !== undefined) signs.bullet = true
    signs.end += sign[0].length
  }
  return signs
}

/** The letter that may follow; Vietnamese lists run a, b, c, d, đ, e or a, b, c, d, e. */
export function isNextLetter(last: string, letter: string): boolean {
  if (last === '') return letter === 'A'
  if (last === 'D' && letter === 'Đ') return true
  if (last === 'Đ') return letter === 'E'
  return last.charCodeAt(0) + 1 === letter.charCodeAt(0)
}

/** A heading: its text without the numbering, and the numbering folded, "phan 1" or "ii". */
export type HeadingLabel = { text: string; numbering: string; roman: number }

const sectionWord =
  /^(phan thi|phan|chuong|chu de|chuyen de|noi dung|nhom|muc|module|part|section|chapter|topic)\s{1,3}(?:(?:thu|so)\s{1,3})?(\d{1,3}|[ivx]{1,6}|nhat|hai|ba|tu|bon|nam|mot)(?![a-z0-9])\s{0,3}([.:)/-]?)\s*/
const romanNumber = /^([IVX]{1,6})\s?(?:[.)/:]|[–—-](?=\s))\s*(?=\S)(?![A-Z]\.)/u

/** The section heading that a line is; null when it is none. */
export function headingLabel(text: string): HeadingLabel | null {
  if (text.length > 220) return null
  const section = sectionWord.exec(plain(text))
  if (section !== null) {
    const rest = text.slice(section[0].length).trim()
    // "Phần 1 của Luật …" goes on as a sentence.
    if (section[3] === '' && rest !== '' && !/^[\p{Lu}\d"“(]/u.test(rest)) return null
    return { text: rest === '' ? text.trim() : rest, numbering: `${section[1]} ${section[2]}`, roman: 0 }
  }
  const roman = romanNumber.exec(text)
  const value = roman === null ? 0 : romanValue(roman[1] ?? '')
  if (roman !== null && value > 0) return { text: text.slice(roman[0].length).trim(), numbering: (roman[1] ?? '').toLowerCase(), roman: value }
  if (/^(?:phan|chuong|chu de|chuyen de)\s/.test(plain(text)) && isShouted(text))
    return { text: text.trim(), numbering: plain(text).slice(0, 40), roman: 0 }
  return letteredPart(text)
}

/** "A. PHẦN TRẮC NGHIỆM", "B. TỰ LUẬN (3 điểm)": parts of a paper, no options. */
function letteredPart(text: string): HeadingLabel | null {
  const part = /^([A-D])\s?[.)/:-]\s*(?=\S)/.exec(text)
  const rest = part === null ? '' : text.slice(part[0].length)
  if (part === null || !/^(?:phan |cau hoi )?(?:trac nghiem|tu luan|cau hoi|ly thuyet|phan thi)/.test(plain(rest))) return null
  return isShouted(rest.replace(/\(.*$/u, '')) || /điểm\s?\)/iu.test(rest)
    ? { text: rest.trim(), numbering: `phan ${part[1] ?? ''}`.toLowerCase(), roman: 0 }
    : null
}

const romanDigits: Record<string, number> = { I: 1, V: 5, X: 10 }

/** The value of a Roman number up to 39; 0 for letters that are none. */
function romanValue(written: string): number {
  if (!/^X{0,3}(?:IX|IV|V?I{0,3})$/.test(written)) return 0
  return [...written].reduce((sum, letter, index, all) => {
    const value = romanDigits[letter] ?? 0
    return sum + (value < (romanDigits[all[index + 1] ?? ''] ?? 0) ? -value : value)
  }, 0)
}

const plainSections = new Set([
  'trac nghiem',
  'tu luan',
  'cau hoi',
  'cau hoi trac nghiem',
  'bai tap',
  'dung sai',
  'trac nghiem khach quan',
  'cau hoi tu luan',
])

/** A heading as a topic; '' when it only names a form of question ("TRẮC NGHIỆM (7 điểm)"). */
export function topicOf(heading: string): string {
  const words = heading
    .replace(/\((?=[^)]{0,40}(?:điểm|câu|đ)\b)[^)]*\)/giu, ' ')
    .replace(/[\s.:;–—-]+$/u, '')
    .trim()
  return plainSections.has(plain(words).replace(/^(?:phan|bo|cac) /, '')) ? '' : words
}
