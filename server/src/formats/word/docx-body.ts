import type { DocxContext } from './docx-context.ts'
import { attribute, childValue } from './docx-package.ts'
import { inlineOf } from './docx-runs.ts'
import { fillName } from './docx-styles.ts'
import { cut, lineOf, runOf, textOfLine, type MarkedLine } from './pasted-line.ts'
import { linesOfTable, type Cell } from './pasted-tables.ts'
import { element, elements, localName, type XmlElement } from '../xml.ts'

const wrappers = new Set(['sdt', 'sdtContent', 'ins', 'moveTo', 'customXml', 'smartTag', 'Choice'])

/** The lines of a document's body in reading order; `line` is the paragraph's number, paragraphs in table cells counted too. */
export function bodyLines(body: XmlElement, context: DocxContext): MarkedLine[] {
  let paragraphs = 0
  const blocks = (parent: XmlElement): MarkedLine[] =>
    elements(parent).flatMap((child) => {
      const name = localName(child)
      if (name === 'p') return paragraphLines(child, (paragraphs += 1), context)
      if (name === 'tbl') return linesOfTable(rowsOf(child))
      if (name === 'AlternateContent') return blocks(element(child, 'Choice') ?? child)
      return wrappers.has(name) ? blocks(child) : []
    })
  const rowsOf = (table: XmlElement): Cell[][] => inside(table, 'tr').map((row) => inside(row, 'tc').flatMap(cellOf))
  /** A cell that spans columns stands for as many cells. */
  const cellOf = (cell: XmlElement): Cell[] => {
    const properties = element(cell, 'tcPr')
    const fill = fillName(attribute(properties === null ? null : element(properties, 'shd'), 'fill'))
    const span = Math.min(60, Math.max(1, Number(childValue(properties, 'gridSpan') ?? 1) || 1))
    return [blocks(cell).map((line) => shaded(line, fill)), ...Array.from({ length: span - 1 }, () => [])]
  }
  return blocks(body)
}

/** Rows of a table or cells of a row, also those inside content controls and tracked insertions. */
function inside(parent: XmlElement, name: string): XmlElement[] {
  return elements(parent).flatMap((child) => {
    if (localName(child) === name) return [child]
    return wrappers.has(localName(child)) ? inside(child, name) : []
  })
}

function shaded(line: MarkedLine, fill: string): MarkedLine {
  return fill === '' ? line : { ...line, runs: line.runs.map((run) => (run.highlight === '' ? { ...run, highlight: fill } : run)) }
}

function paragraphLines(paragraph: XmlElement, line: number, context: DocxContext): MarkedLine[] {
  const properties = element(paragraph, 'pPr')
  const id = childValue(properties, 'pStyle')
  const style = context.styles.paragraph(id)
  const label = listLabel(properties, id, context)
  const { runs, faults } = inlineOf(paragraph, id, line, context)
  const outline = childValue(properties, 'outlineLvl')
  const heading = style.heading || (outline !== null && Number(outline) < 9)
  const whole = lineOf(line, runs, heading ? 'heading' : 'text', faults)
  if (style.contents) return [lineOf(line, [])]
  const lines = atBreaks(shaded(whole, fillName(attribute(properties === null ? null : element(properties, 'shd'), 'fill'))))
  const [first, ...rest] = lines
  if (first === undefined || label === '' || (textOfLine(whole).trim() === '' && faults.length === 0)) return lines
  return [{ ...first, runs: [runOf(`${label} `, undefined, true), ...first.runs] }, ...rest]
}

/** The label that Word's list numbering puts before a paragraph; '' for none. */
function listLabel(properties: XmlElement | null, styleId: string | null, { styles, labels }: DocxContext): string {
  const direct = properties === null ? null : element(properties, 'numPr')
  const style = styles.paragraph(styleId)
  const numId = childValue(direct, 'numId') ?? style.numId
  if (numId === null || numId === '0') return ''
  const level = childValue(direct, 'ilvl') ?? style.level
  return labels.next(numId, level === null ? labels.levelOfStyle(numId, styleId) : Number(level))
}

/** A paragraph with line breaks becomes several lines of the same number. */
function atBreaks(line: MarkedLine): MarkedLine[] {
  const text = textOfLine(line)
  if (!text.includes('\n')) return [line]
  const starts = [0, ...[...text.matchAll(/\n/g)].map((match) => match.index + 1)]
  return starts.map((start, index) => ({ ...cut(line, start, starts[index + 1]), faults: index === 0 ? line.faults : [] }))
}
