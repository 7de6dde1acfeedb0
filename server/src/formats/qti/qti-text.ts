import { lowered, mathText, raised } from './qti-math.ts'
import type { NoteLoss } from './qti-losses.ts'
import { attribute, qtiName } from './qti-names.ts'
import { elements, type XmlElement, type XmlNode } from '../xml.ts'

/** What stands in a text for elements that are no text: null where the element's own content serves. */
export type TextParts = {
  picture: (element: XmlElement) => string
  object: (element: XmlElement) => string | null
  interaction: (element: XmlElement) => string
  note: NoteLoss
}

const blocks = new Set(
  'address article aside blockquote body caption contentBody dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre prompt rubricBlock section simpleChoice summary table tbody tfoot thead tr ul'.split(
    ' ',
  ),
)
const styled = new Set('b strong i em u s del ins strike big font mark small tt table code samp kbd var a'.split(' '))
const media = new Set('audio video iframe embed svg canvas'.split(' '))
/** Said to others than the contestant, or only after answering. */
const unsaid = new Set(
  'feedbackInline feedbackBlock modalFeedback templateInline templateBlock printedVariable stylesheet style script head title catalogInfo infoControl companionMaterialsInfo colgroup rp'.split(
    ' ',
  ),
)

/** Whether the contestant does not get to see an element while answering (QTI rubricBlock views, feedback, hidden text). */
export function isUnsaid(element: XmlElement): boolean {
  const name = qtiName(element)
  if (name === 'rubricBlock') return !attribute(element, 'view').split(/\s+/).includes('candidate')
  return unsaid.has(name) || /(?:^|\s)qti-(?:visually-)?hidden(?:\s|$)/.test(attribute(element, 'class'))
}

/** XHTML, as QTI uses it, in plain text: a line for each block, "- " before list items, " | " between table cells. */
export function plainText(nodes: readonly XmlNode[], parts: TextParts): string {
  const lines = lineBuilder()
  for (const node of nodes) write(node, lines, parts)
  return lines.text()
}

type Lines = ReturnType<typeof lineBuilder>

/** Gathers words: white space counts once, breaks only between words. */
function lineBuilder() {
  const pieces: string[] = []
  let breaks = 0
  let space = false
  const put = (text: string): void => {
    if (pieces.length > 0) pieces.push(breaks > 0 ? '\n'.repeat(breaks) : space ? ' ' : '')
    pieces.push(text)
    breaks = 0
    space = false
  }
  return {
    words(raw: string): void {
      const text = raw.replace(/\s+/gu, ' ')
      if (text.startsWith(' ')) space = true
      if (text.trim() === '') return
      put(text.trim())
      space = text.endsWith(' ')
    },
    exactly(raw: string): void {
      if (raw.trim() !== '') put(raw)
    },
    block: (): void => void (breaks = Math.max(breaks, 1)),
    lineBreak: (): void => void (breaks = Math.min(breaks + 1, 2)),
    text: (): string => pieces.join('').trim(),
  }
}

const inner = (element: XmlElement, parts: TextParts): string => plainText(element.children, parts)

const writers: Record<string, (element: XmlElement, lines: Lines, parts: TextParts) => void> = {
  br: (_, lines) => lines.lineBreak(),
  img: (element, lines, parts) => lines.words(parts.picture(element)),
  math: (element, lines, parts) => {
    parts.note('qti-math-text')
    lines.words(mathText(element))
  },
  sup: (element, lines, parts) => lines.words(raised(inner(element, parts))),
  sub: (element, lines, parts) => lines.words(lowered(inner(element, parts))),
  rt: (element, lines, parts) => lines.words(`(${inner(element, parts)})`),
  q: (element, lines, parts) => lines.words(`“${inner(element, parts)}”`),
  pre: (element, lines, parts) => {
    lines.block()
    if (elements(element).length === 0) lines.exactly(element.children.join('').trimEnd().replace(/^\n+/, ''))
    else writeAll(element, lines, parts)
    lines.block()
  },
  ol: (element, lines, parts) => writeItems(element, lines, parts, (index) => `${index + 1}. `),
  ul: (element, lines, parts) => writeItems(element, lines, parts, () => '- '),
  tr: (element, lines, parts) => {
    lines.block()
    for (const [index, cell] of elements(element).entries()) {
      if (index > 0) lines.words(' | ')
      lines.words(inner(cell, parts))
    }
    lines.block()
  },
  object: (element, lines, parts) => {
    const text = parts.object(element)
    if (text === null) writeAll(element, lines, parts)
    else lines.exactly(text)
  },
}

function writeItems(list: XmlElement, lines: Lines, parts: TextParts, mark: (index: number) => string): void {
  for (const [index, item] of elements(list).entries()) {
    lines.block()
    lines.exactly(mark(index) + inner(item, parts))
    lines.block()
  }
}

function writeAll(element: XmlElement, lines: Lines, parts: TextParts): void {
  for (const node of element.children) write(node, lines, parts)
}

function write(node: XmlNode, lines: Lines, parts: TextParts): void {
  if (typeof node === 'string') return lines.words(node)
  const name = qtiName(node)
  if (isUnsaid(node)) return
  if (name.endsWith('Interaction')) return writeInteraction(node, lines, parts)
  if (media.has(name)) return parts.note('qti-media-lost')
  if (styled.has(name)) parts.note('qti-format-lost')
  if (Object.hasOwn(writers, name)) return writers[name]?.(node, lines, parts)
  if (blocks.has(name)) lines.block()
  writeAll(node, lines, parts)
  if (blocks.has(name)) lines.block()
}

/** Interactions in a line of text stay in it, the others stand on lines of their own. */
function writeInteraction(element: XmlElement, lines: Lines, parts: TextParts): void {
  const text = parts.interaction(element)
  if (/^(?:textEntry|inlineChoice)Interaction$/.test(qtiName(element))) return lines.words(text)
  lines.block()
  lines.exactly(text)
  lines.block()
}
