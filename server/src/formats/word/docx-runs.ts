import { attribute } from './docx-package.ts'
import { equationText } from './docx-equations.ts'
import type { DocxContext } from './docx-context.ts'
import { runOf, type LineFault, type Run, type RunStyle } from './pasted-line.ts'
import { descendants, element, elements, localName, textOf, type XmlElement } from '../xml.ts'

/** What stands in one paragraph: its runs, "\n" for a line break, and what could not be shown. */
export type Inline = { runs: Run[]; faults: LineFault[] }

/** Content that only wraps other content, and content that was deleted or moved away. */
const wrappers = new Set([
  'hyperlink',
  'smartTag',
  'sdt',
  'sdtContent',
  'ins',
  'moveTo',
  'fldSimple',
  'bdo',
  'dir',
  'customXml',
  'Choice',
  'rubyBase',
  'ruby',
])

/** The runs of a paragraph, whatever they are wrapped in. */
export function inlineOf(paragraph: XmlElement, style: string | null, line: number, context: DocxContext): Inline {
  const inline: Inline = { runs: [], faults: [] }
  const visit = (parent: XmlElement): void => {
    for (const child of elements(parent)) {
      const name = localName(child)
      if (name === 'r') addRun(inline, child, style, line, context)
      else if (name === 'oMath' || name === 'oMathPara') {
        context.notes.add('equation-flattened', line)
        inline.runs.push(runOf(equationText(child), context.styles.run(style, null)))
      } else if (name === 'AlternateContent') visit(alternative(child))
      else if (wrappers.has(name)) visit(child)
    }
  }
  visit(paragraph)
  return inline
}

/** What a newer Word shows; an older one's substitute says the same again. */
const alternative = (of: XmlElement): XmlElement => element(of, 'Choice') ?? element(of, 'Fallback') ?? of

function addRun(inline: Inline, run: XmlElement, paragraphStyle: string | null, line: number, context: DocxContext): void {
  const style = context.styles.run(paragraphStyle, element(run, 'rPr'))
  const add = (text: string): void => void inline.runs.push(runOf(text, style))
  for (const child of elements(run)) {
    const name = localName(child)
    const sign = signs[name]
    if (name === 't') add(textOf(child).replace(/[\r\n]+/g, ' '))
    else if (sign !== undefined) add(sign)
    else if (name === 'br') add(/^(?:page|column)$/.test(attribute(child, 'type') ?? '') ? '' : '\n')
    else if (name === 'sym') add(symbol(child, line, context))
    else if (name === 'ruby') add(textOf(element(child, 'rubyBase')))
    else if (name === 'AlternateContent') drawings(inline, alternative(child), style, line, context)
    else if (name === 'drawing' || name === 'pict' || name === 'object') picturesOf(inline, child, style, line, context)
    else if (name === 'footnoteReference' || name === 'endnoteReference') context.notes.add('footnote-ignored', line)
    else if (name === 'commentReference') context.notes.add('comment-ignored', line)
  }
}

const signs: Record<string, string> = { tab: '\t', ptab: '\t', cr: '\n', noBreakHyphen: '-', softHyphen: '' }

/** The ticks and boxes of Wingdings; other signs of symbol fonts cannot be told. */
const wingdings: Record<string, string> = { FC: '✓', FE: '☑', A8: '☐', '6F': '☐', '78': '☒', FD: '☒', FB: '✗', E0: '→', F0: '⇒' }

function symbol(of: XmlElement, line: number, { notes }: DocxContext): string {
  const font = (attribute(of, 'font') ?? '').toLowerCase()
  const code = (attribute(of, 'char') ?? '').toUpperCase().replace(/^F0/, '')
  const known = font.startsWith('wingdings') ? wingdings[code] : undefined
  if (known === undefined) notes.add('symbol-lost', line)
  return known ?? ''
}

function drawings(inline: Inline, of: XmlElement, style: RunStyle, line: number, context: DocxContext): void {
  for (const child of elements(of)) {
    if (['drawing', 'pict', 'object'].includes(localName(child))) picturesOf(inline, child, style, line, context)
  }
}

/** The pictures of one drawing as marks in the text; text boxes, charts and shapes are only counted. */
function picturesOf(inline: Inline, drawing: XmlElement, style: RunStyle, line: number, context: DocxContext): void {
  const inside = [...descendants(drawing)]
  const alt = inside.map((child) => (localName(child) === 'docPr' ? attribute(child, 'descr') : null)).find((text) => text !== null) ?? ''
  const ids = inside.flatMap((child) => {
    if (localName(child) === 'blip') return [attribute(child, 'embed') ?? attribute(child, 'link') ?? '']
    return localName(child) === 'imagedata' ? [attribute(child, 'id') ?? ''] : []
  })
  for (const id of ids) {
    const kept = context.keepPicture(id, alt)
    if (kept.ok) inline.runs.push(runOf(kept.mark, style))
    else inline.faults.push({ field: 'pictures', code: kept.code, message: kept.message })
  }
  const boxed = inside.some((child) => localName(child) === 'txbxContent')
  if (boxed) context.notes.add('text-box-ignored', line)
  else if (ids.length === 0) context.notes.add('drawing-ignored', line)
}
