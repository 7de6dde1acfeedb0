import { formatValue, isDateFormat } from 'hucre'

/** Number formats that a workbook need not spell out (ECMA-376 part 1, 18.8.30); the dates are the ones that Excel shows in Vietnam's way. */
const builtIn: Record<number, string> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  12: '# ?/?',
  13: '# ??/??',
  14: 'dd/mm/yyyy',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'dd/mm/yyyy h:mm',
  37: '#,##0',
  38: '#,##0',
  39: '#,##0.00',
  40: '#,##0.00',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss',
  49: '@',
}

/** The format of a number cell; '' for General. */
export function numberFormat(id: number, own: ReadonlyMap<number, string>): string {
  const code = own.get(id) ?? builtIn[id] ?? ''
  return code.length > 255 || /^(?:General|Standard|@)$/i.test(code.trim()) ? '' : code
}

/** A number as a sheet shows it, and without its format: a percentage as what stands before its sign. */
export function shownNumber(value: number, format: string, is1904: boolean): { text: string; plain: string; isDate: boolean } {
  const plain = String(Number(value.toPrecision(15)))
  if (format === '') return { text: plain, plain, isDate: false }
  const isDate = isDateFormat(format)
  const text = formatted(value, plain, format, is1904)
  if (isDate) return { text, plain: text, isDate }
  return { text, plain: text.endsWith('%') ? String(Number((value * 100).toPrecision(12))) : plain, isDate }
}

/** Vietnam writes 1.234,5: the locale is one that does the same. */
function formatted(value: number, plain: string, format: string, is1904: boolean): string {
  const code = format.replace(/\[\$([^\]-]*)[^\]]*\]/g, (_, currency: string) => (currency === '' ? '' : `"${currency}"`))
  const [first = ''] = code.split(';')
  if (/General/i.test(first))
    return first
      .replace(/General/i, plain)
      .replace(/\[[^\]]*\]|["\\]/g, '')
      .trim()
  try {
    const text = formatValue(value, code, { locale: 'de-DE', is1904 }).trim()
    return text === '' || text.length > 200 ? plain : text
  } catch {
    return plain
  }
}

const DAY_MS = 86_400_000
/** Day 0 of Excel's two calendars; days before March 1900, which the first one counts wrongly, are nobody's birthday. */
const dayZero = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) }

/** The day that a date cell stands for (yyyy-MM-dd), however its format writes it. */
export function dayOf(value: number, is1904: boolean): string | null {
  const at = dayZero[is1904 ? 1904 : 1900] + Math.floor(value) * DAY_MS
  return value >= 61 && at < Date.UTC(10_000, 0, 1) ? new Date(at).toISOString().slice(0, 10) : null
}
