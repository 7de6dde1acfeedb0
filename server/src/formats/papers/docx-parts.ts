/** The width of the text in twentieths of a point: A4 without margins of 30 and 20 mm. */
export const TEXT_WIDTH = 9071
export const DOTTED = '…………………………'

type Align = 'left' | 'center' | 'right' | 'both'
/** Paragraphs of one half of a table without lines. */
export type Half = string[]

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** XML text, without characters that XML forbids. */
export const escaped = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[^\P{Cc}\t\n]|\p{Cs}|[\uFFFE\uFFFF]/gu, ' ')
    .replace(/[&<>"]/g, (sign) => entities[sign] ?? sign)

/** Text in one style; sizes in half points. */
export function run(text: string, { bold = false, italic = false, size = 28 }: { bold?: boolean; italic?: boolean; size?: number } = {}): string {
  const style = `${bold ? '<w:b/>' : ''}${italic ? '<w:i/>' : ''}<w:sz w:val="${size}"/><w:szCs w:val="${size}"/>`
  return `<w:r><w:rPr>${style}</w:rPr><w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`
}

type Paragraph = { align: Align; before?: number; after?: number; indent?: boolean; keep?: boolean; newPage?: boolean }

/** A paragraph; spaces in twentieths of a point. `keep`: on one page with the next one. */
export function paragraph(runs: string, { align, before = 0, after = 0, indent = false, keep = false, newPage = false }: Paragraph): string {
  const parts = [
    keep ? '<w:keepNext/>' : '',
    newPage ? '<w:pageBreakBefore/>' : '',
    `<w:spacing w:before="${before}" w:after="${after}" w:line="276" w:lineRule="auto"/>`,
    indent ? '<w:ind w:firstLine="720"/>' : '',
    `<w:jc w:val="${align}"/>`,
  ]
  return `<w:p><w:pPr>${parts.join('')}</w:pPr>${runs}</w:p>`
}

/** A line in the middle of a column, as wide as a share of it. */
export function rule(share: number, column: number): string {
  const side = Math.round((column * (1 - share)) / 2)
  return (
    `<w:p><w:pPr><w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr><w:spacing w:before="20" w:after="0" w:line="120" w:lineRule="exact"/>` +
    `<w:ind w:left="${side}" w:right="${side}"/><w:jc w:val="center"/></w:pPr></w:p>`
  )
}

const grid = (widths: readonly number[]): string => `<w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>`

/** Two columns side by side without lines, kept on one page. */
export function plainTable(halves: readonly Half[], widths: readonly number[]): string {
  const cells = halves.map(
    (half, index) => `<w:tc><w:tcPr><w:tcW w:w="${widths[index] ?? 0}" w:type="dxa"/></w:tcPr>${half.length === 0 ? '<w:p/>' : half.join('')}</w:tc>`,
  )
  const total = widths.reduce((sum, width) => sum + width, 0)
  return (
    `<w:tbl><w:tblPr><w:tblW w:w="${total}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr>${grid(widths)}` +
    `<w:tr><w:trPr><w:cantSplit/></w:trPr>${cells.join('')}</w:tr></w:tbl>`
  )
}

/** What stands in a cell of a table with lines. */
export const cell = (runs: string, align: Align): string =>
  `<w:p><w:pPr><w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/><w:jc w:val="${align}"/></w:pPr>${runs}</w:p>`

/** A table with lines, as wide as the text; its head stands again on each page, and no row is parted. */
export function gridTable(shares: readonly number[], head: readonly string[], rows: readonly (readonly string[])[]): string {
  const whole = shares.reduce((sum, share) => sum + share, 0)
  const widths = shares.map((share) => Math.floor((TEXT_WIDTH * share) / whole))
  const line = (name: string): string => `<w:${name} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`
  const row = (cells: readonly string[], first: boolean): string =>
    `<w:tr><w:trPr><w:cantSplit/>${first ? '<w:tblHeader/>' : ''}</w:trPr>${cells
      .map((inner, index) => `<w:tc><w:tcPr><w:tcW w:w="${widths[index] ?? 0}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>${inner}</w:tc>`)
      .join('')}</w:tr>`
  return (
    `<w:tbl><w:tblPr><w:tblW w:w="${TEXT_WIDTH}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>${['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(line).join('')}</w:tblBorders>` +
    `<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>${grid(widths)}` +
    `${row(head, true)}${rows.map((cells) => row(cells, false)).join('')}</w:tbl>`
  )
}
