// Encodings of the time before Unicode: the fonts .VnTime (TCVN3, "ABC") and VNI-Times, whose letters are other letters of Latin-1.

export type LegacyEncoding = 'tcvn3' | 'vni'

/** TCVN 5712:1993, VN3: a letter for each byte from A1 on; a dot where the standard has none. Capitals with a tone come from a font of capitals (.VnTimeH). */
const TCVN3 =
  'ĂÂÊÔƠƯĐăâêôơưđ·' + // A1–AF
  '·····àảãáạ·ằẳẵắ·' + // B0–BF
  '······ặầẩẫấậè·ẻẽ' + // C0–CF
  'éẹềểễếệìỉ···ĩíịò' + // D0–DF
  '·ỏõóọồổỗốộờởỡớợù' + // E0–EF
  '·ủũúụừửữứựỳỷỹýỵ' // F0–FE

/** Vowels of VNI, with the marks that follow them. */
const marks = 'ùøûõï'
const hatted = 'âáàåãä'
const breved = 'êéèúüë'
const VNI: readonly (readonly [base: string, marks: string, letters: string])[] = [
  ['a', marks + hatted + breved, 'áàảãạâấầẩẫậăắằẳẵặ'],
  ['e', marks + hatted, 'éèẻẽẹêếềểễệ'],
  ['o', marks + hatted, 'óòỏõọôốồổỗộ'],
  ['u', marks, 'úùủũụ'],
  ['y', 'ùøûõ', 'ýỳỷỹ'],
  ['ô', marks, 'ớờởỡợ'],
  ['ö', marks, 'ứừửữự'],
]
/** Letters of VNI that are one sign. */
const VNI_SINGLE: readonly (readonly [sign: string, letter: string])[] = [
  ['ô', 'ơ'],
  ['ö', 'ư'],
  ['ñ', 'đ'],
  ['í', 'í'],
  ['ì', 'ì'],
  ['æ', 'ỉ'],
  ['ó', 'ĩ'],
  ['ò', 'ị'],
  ['î', 'ỵ'],
]

const upper = (text: string): string => text.toLocaleUpperCase('vi')

const tcvn3Letters = new Map([...TCVN3].flatMap((letter, index) => (letter === '·' ? [] : [[String.fromCharCode(0xa1 + index), letter] as const])))

/** A capital vowel makes a capital letter, whatever the case of the mark after it. */
const vniLetters = new Map([
  ...VNI.flatMap(([base, signs, letters]) =>
    [...signs].flatMap((sign, index) => {
      const letter = letters[index] ?? ''
      return [base + sign, base + upper(sign), upper(base) + sign, upper(base) + upper(sign)].map(
        (pair) => [pair, pair.startsWith(base) ? letter : upper(letter)] as const,
      )
    }),
  ),
  ...VNI_SINGLE.flatMap(([sign, letter]) => [[sign, letter] as const, [upper(sign), upper(letter)] as const]),
])

const VNI_SIGN = /[aeouyôöAEOUYÔÖ][ùøûõïâáàåãäêéèúüëÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË]|[ôöñíìæóòîÔÖÑÍÌÆÓÒÎ]/gu
const TCVN3_SIGN = /[\u00A1-\u00FE]/g

/** Latin-1 text as the Unicode text that its font shows. */
export function unicodeOf(encoding: LegacyEncoding, text: string): string {
  return encoding === 'vni'
    ? text.replace(VNI_SIGN, (sign) => vniLetters.get(sign) ?? sign)
    : inCapitals(text.replace(TCVN3_SIGN, (sign) => tcvn3Letters.get(sign) ?? sign))
}

/** Whether a word has no sign but the encoding's own. */
export function isWrittenIn(encoding: LegacyEncoding, word: string): boolean {
  const foreign =
    encoding === 'vni'
      ? word.replace(VNI_SIGN, (sign) => (vniLetters.has(sign) ? '' : sign))
      : word.replace(TCVN3_SIGN, (sign) => (tcvn3Letters.has(sign) ? '' : sign))
  return /^[A-Za-z]*$/.test(foreign)
}

/** Words that a font of capitals shows: their toned letters came out small between capitals. */
function inCapitals(text: string): string {
  return text
    .split('\n')
    .map((line) => (/\p{Lu}\P{Ll}*\p{Lu}|\p{Lu}[à-ỹ]\p{Lu}/u.test(line) ? lineInCapitals(line) : line))
    .join('\n')
}

type Case = 'capitals' | 'small' | 'open'

/** TCVN3 has no capitals but these: what else is big or small in a word tells its case. */
function caseOf(word: string): Case {
  const certain = word.replace(/[àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]/gu, '')
  if (/\p{Ll}/u.test(certain)) return 'small'
  return certain.length > 1 ? 'capitals' : 'open'
}

/** A word of one capital and toned letters ("Hà") goes with the words beside it. */
function lineInCapitals(line: string): string {
  const words = line.split(/(\p{L}+)/u)
  const cases = words.map((word, index) => (index % 2 === 1 ? caseOf(word) : null))
  return words
    .map((word, index) => {
      const own = cases[index] ?? null
      if (own === 'capitals') return upper(word)
      if (own !== 'open') return word
      const before = cases.slice(0, index).findLast((one) => one !== null && one !== 'open')
      const after = cases.slice(index + 1).find((one) => one !== null && one !== 'open')
      const beside = [before, after].filter((one) => one !== undefined)
      return beside.length > 0 && beside.every((one) => one === 'capitals') ? upper(word) : word
    })
    .join('')
}
