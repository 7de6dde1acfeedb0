/** A worksheet's XML parted where its rows go, and the style number of each column. */
export type SheetFrame = { before: string; after: string; styles: string[] }

/** Take apart a worksheet that holds a heading and one sample row; throws when it does not. */
export function sheetFrame(xml: string): SheetFrame {
  const sample = /<row r="2".*?<\/row>/s.exec(xml)
  if (sample === null) throw new Error('a worksheet without its sample row')
  // The extent would name the sample row only; it is optional.
  const before = xml.slice(0, sample.index).replace(/<dimension [^>]*\/>/, '')
  const styles = [...sample[0].matchAll(/<c r="[A-Z]+2"(?: s="(\d+)")?/g)].map((cell) => cell[1] ?? '0')
  return { before, after: xml.slice(sample.index + sample[0].length), styles }
}

/** One row as worksheet XML; text is always a string cell, never a formula. */
export function sheetRow(number: number, cells: readonly (string | number | null)[], styles: readonly string[]): string {
  const inner = cells.map((cell, index) => {
    const place = `r="${String.fromCharCode(65 + index)}${number}" s="${styles[index] ?? '0'}"`
    if (cell === null || cell === '') return ''
    return typeof cell === 'number'
      ? `<c ${place}><v>${cell}</v></c>`
      : `<c ${place} t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`
  })
  return `<row r="${number}">${inner.join('')}</row>`
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Signs of XML, control characters, halves of pairs, and what XML forbids. */
// oxlint-disable-next-line no-control-regex
const SPECIAL = /[&<>_\u0000-\u001F\u007F-\u009F\uD800-\uDFFF\uFFFE\uFFFF]/

/** XML text without characters that XML forbids; "_x0041_" would be read as a letter, so its first mark is written as one. */
function escaped(text: string): string {
  // Nearly every cell is plain: looked at once instead of rewritten three times.
  if (!SPECIAL.test(text)) return text
  return text
    .replace(/[^\P{Cc}\t\n]|\p{Cs}|[\uFFFE\uFFFF]/gu, ' ')
    .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
    .replace(/[&<>]/g, (sign) => entities[sign] ?? sign)
}
