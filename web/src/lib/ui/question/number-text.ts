const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i
const THOUSANDS = /^[+-]?\d{1,3}(?:[.,]\d{3})+$/

const plain = (text: string): string => text.normalize('NFKC').replace(/\s/g, '').replace('−', '-')

/** Whether the grading reads a typed text as a number: "1,5", "1.5", "1.500", "1.500,25", "-3". */
export function isNumber(text: string): boolean {
  const typed = plain(text)
  if (THOUSANDS.test(typed)) return true
  const last = Math.max(typed.lastIndexOf('.'), typed.lastIndexOf(','))
  const whole = typed.slice(0, Math.max(0, last))
  const point = typed.slice(last, last + 1)
  if (last !== -1 && whole.includes(point)) return false
  const decimal = last === -1 ? typed : `${whole.replace(/[.,]/g, '')}.${typed.slice(last + 1)}`
  return DECIMAL.test(decimal) && Number.isFinite(Number(decimal))
}

/** Whether more keys may still make it a number, so that nobody is told off in the middle of typing. */
export function mayBecomeNumber(text: string): boolean {
  return /^[+-]?[\d.,]*(?:e[+-]?\d*)?$/i.test(plain(text))
}

/** The same number with the other sign: some phones have no minus among the digits. */
export function otherSign(text: string): string {
  const bare = text.trimStart()
  return /^[-−]/.test(bare) ? bare.slice(1).trimStart() : `-${bare.replace(/^\+/, '')}`
}
