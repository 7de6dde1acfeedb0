import { compile, type DomNode, type FormatCallback, type SelectorDefinition } from 'html-to-text'

/** What stands in the text for a picture of the given source and description. */
type PictureText = (src: string, alt: string) => string

/** More tags than any question has: how they nest is then no longer worth working out, nor safe. */
const MAX_TAGS = 2_000
/** More letters than any question has. */
const MAX_LETTERS = 200_000
/** Deeper than any editor nests; beyond it the walk would use up the stack. */
const MAX_DEPTH = 200
/** Stands where the walk went no deeper; no file's text holds it. */
const CUT = '\u0000'

/**
 * The words of an HTML text as a reader sees them, one line for each paragraph, break, list item and table row.
 * Pictures become what `picture` says; scripts, styles, sounds and films are left out.
 */
export function htmlToText(html: string, picture: PictureText): string {
  if (!/[<&]/.test(html)) return plainSpaces(html.replace(/[ \t\n\f\r]+/g, ' '))
  const { tags, letters } = sizeOf(html)
  if (letters > MAX_LETTERS) return plainSpaces(html.replace(/<[^<>]*>/g, ' '))
  const text = tags > MAX_TAGS ? CUT : convert(html.replace(LAST_BREAK, ''), picture)
  return plainSpaces(text.includes(CUT) ? convert(flat(html), picture) : text)
}

/** A break at the end of a block is not seen. */
const LAST_BREAK = /<br\b[^<>]*>\s{0,100}(?=<\/(?:p|div|li|td|th|h[1-6])\b)/gi

const plainSpaces = (text: string): string => text.replaceAll('\u00A0', ' ')

function sizeOf(html: string): { tags: number; letters: number } {
  let [tags, letters, after] = [0, 0, 0]
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', after)) {
    tags += 1
    letters += at - after
    const end = html.indexOf('>', at)
    after = end === -1 ? html.length : end + 1
  }
  return { tags, letters: letters + html.length - after }
}

/** Only breaks and pictures: nothing that nests. */
function flat(html: string): string {
  return html.replace(/<\/(?:p|div|li|tr|h[1-6])\b[^<>]*>/gi, '<br>').replace(/<(?!br\b|img\b)[^<>]*>/gi, '')
}

/** Whether a part of a table is more than the space between its tags. */
const isSeen = ({ type, data }: DomNode): boolean => type === 'tag' || (type === 'text' && /\S/.test(data ?? ''))

const attribute = ({ attribs }: DomNode, name: string): string | undefined => (attribs as Record<string, string> | undefined)?.[name]

/** An element and everything in it, in document order. */
function nodesIn(element: DomNode): DomNode[] {
  const nodes: DomNode[] = []
  const open = [element]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    nodes.push(next)
    open.push(...[...(next.children ?? [])].reverse())
  }
  return nodes
}

const wordsIn = (element: DomNode): string =>
  nodesIn(element)
    .map(({ type, data }) => (type === 'text' ? (data ?? '') : ''))
    .join('')
    .replace(/\s+/g, ' ')
    .trim()

const image: FormatCallback = (element, _walk, builder) => {
  const { metadata: picture } = builder as typeof builder & { metadata: PictureText }
  builder.addLiteral(picture(attribute(element, 'src') ?? '', attribute(element, 'alt') ?? attribute(element, 'title') ?? ''))
}

const DEICTIC = /^(?:xem )?(?:(?:tại|ở) )?(?:đây|link|here|click here|this link)\.?$/iu

/** A link's address is told only where its words say nothing without it. */
const link: FormatCallback = (element, walk, builder) => {
  const address = attribute(element, 'href') ?? ''
  walk(element.children, builder)
  if (/^https?:/i.test(address) && DEICTIC.test(wordsIn(element).normalize('NFC'))) builder.addLiteral(` (${address})`)
}

const small = {
  sup: { sign: '^', from: '0123456789+-−=()ni', to: [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ'] },
  sub: { sign: '_', from: '0123456789+-−=()', to: [...'₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎'] },
}

/** "m<sup>2</sup>" is m², "x<sub>max</sub>" is x_max; "1<sup>st</sup>" stays 1st. */
const raised =
  (place: keyof typeof small): FormatCallback =>
  (element, walk, builder) => {
    const words = wordsIn(element)
    const { sign, from, to } = small[place]
    if (nodesIn(element).some(({ name }) => name === 'img')) walk(element.children, builder)
    else if ([...words].every((letter) => from.includes(letter))) builder.addLiteral([...words].map((letter) => to[from.indexOf(letter)]).join(''))
    else if (/^(?:st|nd|rd|th|e|er|o|a)$/i.test(words) && place === 'sup') builder.addLiteral(words)
    else builder.addLiteral(/^[\p{L}\p{N}]+$/u.test(words) ? `${sign}${words}` : `${sign}(${words})`)
  }

const list: FormatCallback = (element, walk, builder) => {
  const first = Number(/^\d{1,5}$/.exec(attribute(element, 'start') ?? '')?.[0] ?? 1)
  const letters = /^a$/i.test(attribute(element, 'type') ?? '') ? (attribute(element, 'type') ?? '') : null
  let place = first - 1
  builder.openBlock({ leadingLineBreaks: 1 })
  for (const child of element.children) {
    if (child.name !== 'li') {
      walk([child], builder)
      continue
    }
    place += 1
    const mark =
      element.name === 'ul' ? '-' : letters !== null && place <= 26 ? `${String.fromCharCode(letters.charCodeAt(0) + place - 1)}.` : `${place}.`
    builder.openBlock({ leadingLineBreaks: 1 })
    walk(child.children, builder)
    builder.closeBlock({ trailingLineBreaks: 1, blockTransform: (text) => `${mark} ${text.trimStart()}` })
  }
  builder.closeBlock({ trailingLineBreaks: 1 })
}

/** A line for each row, its cells parted by bars; a table of one column is only a frame around its contents. */
const table: FormatCallback = (element, walk, builder) => {
  const parts = element.children
    .filter(isSeen)
    .flatMap((part) => (/^t(?:head|body|foot)$/.test(part.name ?? '') ? part.children.filter(isSeen) : [part]))
  const rows = parts.filter(({ name }) => name === 'tr')
  const others = parts.filter(({ name }) => name !== 'tr')
  if (others.length > 0) walk(others, builder)
  builder.openTable()
  for (const row of rows) {
    builder.openTableRow()
    for (const cell of row.children.filter(isSeen)) {
      builder.openTableCell()
      walk(cell.type === 'text' ? [cell] : cell.children, builder)
      builder.closeTableCell()
    }
    builder.closeTableRow()
  }
  const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ').trim()
  builder.closeTable({
    leadingLineBreaks: 1,
    trailingLineBreaks: 1,
    tableToString: (lines) =>
      lines.map((cells) => (cells.length === 1 ? (cells[0]?.text ?? '') : cells.map(({ text }) => oneLine(text)).join(' | '))).join('\n'),
  })
}

/** A formula's own source where it carries one, else its signs. */
const formula: FormatCallback = (element, _walk, builder) => {
  const source = nodesIn(element).find((node) => node.name === 'annotation' && /tex/i.test(attribute(node, 'encoding') ?? ''))
  builder.addLiteral(source === undefined ? wordsIn(element) : `\\(${wordsIn(source)}\\)`)
}

const oneBreak = { leadingLineBreaks: 1, trailingLineBreaks: 1 }
const all = (names: string, format: string, options = {}): SelectorDefinition[] => names.split(' ').map((selector) => ({ selector, format, options }))

const selectors: SelectorDefinition[] = [
  ...all(
    'p div h1 h2 h3 h4 h5 h6 blockquote section article aside header footer main nav form figure figcaption caption center dl dt dd li tr',
    'block',
    oneBreak,
  ),
  ...all('pre', 'pre', oneBreak),
  ...all('ul ol', 'list'),
  ...all('table', 'table'),
  ...all('hr', 'lineBreak'),
  ...all('img', 'image'),
  ...all('a', 'link'),
  ...all('sup', 'sup'),
  ...all('sub', 'sub'),
  ...all('q', 'inlineSurround', { prefix: '“', suffix: '”' }),
  ...all('math', 'formula'),
  ...all('head title script style template select textarea audio video iframe svg canvas', 'skip'),
]

const convert = compile({
  wordwrap: false,
  baseElements: { selectors: [] },
  whitespaceCharacters: ' \t\r\n\f',
  limits: { maxDepth: MAX_DEPTH, ellipsis: CUT, maxInputLength: Number.MAX_SAFE_INTEGER },
  formatters: { image, link, sup: raised('sup'), sub: raised('sub'), list, table, formula },
  selectors,
}) as (html: string, picture: PictureText) => string
