import type { PaperTable } from './paper-content.ts'
import type { Sheet } from './paper-pdf.ts'

const SIZE = 12
const PAD = { x: 3.5, y: 3 }

/** A table with lines; a row that does not fit begins the next page, under the head again. */
export function drawTable(sheet: Sheet, { heading, columns, rows }: PaperTable): void {
  const whole = columns.reduce((sum, { width }) => sum + width, 0)
  const widths = columns.map(({ width }) => (sheet.width * width) / whole)
  const head = columns.map(({ header }) => header)
  const heightOf = (row: readonly string[], bold: boolean): number => {
    sheet.pdf.font(bold ? 'bold' : 'regular', SIZE)
    return (
      2 * PAD.y +
      Math.max(...row.map((words, index) => sheet.pdf.heightOfString(words === '' ? ' ' : words, { width: (widths[index] ?? 0) - 2 * PAD.x })))
    )
  }
  const put = (row: readonly string[], bold: boolean, height: number): void => {
    let x = sheet.left
    for (const [index, words] of row.entries()) {
      const width = widths[index] ?? 0
      sheet.pdf.lineWidth(0.5).rect(x, sheet.y, width, height).stroke('#000')
      sheet.pdf.font(bold ? 'bold' : 'regular', SIZE).fillColor('#000')
      const inner = { width: width - 2 * PAD.x, align: bold ? ('center' as const) : (columns[index]?.align ?? 'left') }
      sheet.pdf.text(words, x + PAD.x, sheet.y + (height - sheet.pdf.heightOfString(words, inner)) / 2 + 0.5, inner)
      x += width
    }
    sheet.y += height
  }
  const headHeight = heightOf(head, true)
  sheet.room(8 + (heading === '' ? 0 : 22) + headHeight + 2 * heightOf(rows[0] ?? head, false))
  sheet.y += 8
  if (heading !== '') {
    sheet.pdf.font('bold', 14).text(heading, sheet.left, sheet.y, { width: sheet.width })
    sheet.y = sheet.pdf.y + 4
  }
  put(head, true, headHeight)
  for (const row of rows) {
    const height = heightOf(row, false)
    const before = sheet.y
    sheet.room(height)
    if (sheet.y < before) put(head, true, headHeight)
    put(row, false, height)
  }
}
