import { cleanText } from '../clean-text.ts'

/** Signs that a backslash makes ordinary, and `n` for a line break (Moodle's GIFT importer, `escapedchar_pre`). */
const SIGNS = '~=#{}:n'

/** A text without control characters but line breaks and tabs: what is left of them can stand for escaped signs. */
export const withoutControls = (text: string): string => text.replace(/[^\P{Cc}\t\n]/gu, ' ')

/** Every escaped sign as one control character, so that the signs left in the text are those that mean something. */
export function protect(text: string): string {
  return text.replace(/\\([\\~=#{}:n])/g, (_pair, sign: string) => (sign === '\\' ? sign : String.fromCharCode(1 + SIGNS.indexOf(sign))))
}

/** The signs that `protect` put away, as themselves. */
export function restore(text: string): string {
  return text.replace(/[^\P{Cc}\s]/gu, (mark) => {
    const sign = SIGNS[mark.charCodeAt(0) - 1] ?? ' '
    return sign === 'n' ? '\n' : sign
  })
}

/** A text as it stands in a GIFT file: on one line, with nothing in it that means something to GIFT. */
export function escapeGift(text: string): string {
  return cleanText(text)
    .replace(/[\\~=#{}:]/g, '\\$&')
    .replace(/\n/g, '\\n')
}
