import { marked } from 'marked'
import { cleanText } from '../clean-text.ts'
import { htmlToText } from './html-text.ts'
import type { Loss } from './moodle-xml-losses.ts'
import type { QuestionPictures } from './moodle-xml-pictures.ts'
import { element, isElement, localName, type XmlElement, type XmlNode } from '../xml.ts'

export type Format = 'html' | 'auto' | 'plain' | 'markdown'

/** Names of Moodle's text formats, and the numbers that its database has for them. */
const formats: Record<string, Format> = {
  html: 'html',
  moodle_auto_format: 'auto',
  wiki_like: 'auto',
  plain_text: 'plain',
  plain: 'plain',
  markdown: 'markdown',
  '0': 'auto',
  '1': 'html',
  '2': 'plain',
  '4': 'markdown',
}

export const formatOf = (of: XmlElement | null, fallback: Format): Format => formats[of?.attributes['format']?.trim().toLowerCase() ?? ''] ?? fallback

/** Elements that stand beside a text and are no part of it. */
const besideText = new Set(
  'text file feedback answer tolerance tolerancetype fraction correctanswerformat correctanswerlength options shownumcorrect'.split(' '),
)

/** What an element's text element says; files of old Moodle versions and of other programs have the text in the element itself. */
export function sourceOf(of: XmlElement | null): string {
  if (of === null) return ''
  const text = element(of, 'text')
  return text === null ? markup(of.children.filter((child) => !isElement(child) || !besideText.has(localName(child)))) : markup(text.children)
}

/** Elements inside a text are markup that nobody escaped: it is HTML as much as escaped markup is. */
function markup(nodes: readonly XmlNode[]): string {
  const mixed = nodes.some(isElement)
  const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')
  const tag = ({ name, attributes, children }: XmlElement): string => {
    const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`)
    return `<${name}${written.join('')}>${/^(?:br|img|hr)$/i.test(name) ? '' : `${children.map(one).join('')}</${name}>`}`
  }
  const one = (node: XmlNode): string => (isElement(node) ? tag(node) : escaped(node))
  return nodes.map((node) => (isElement(node) || mixed ? one(node) : node)).join('')
}

/** Spaces in such numbers are never meant, and make every later search through the text slow. */
const MAX_SPACES = 200
const MAX_MARKDOWN = 10_000

const MARKED = /<(?:b|strong|i|em|u|s|strike|del|mark)\b|text-decoration/i
const MEDIA = /<(?:audio|video|iframe|object|embed|svg|canvas)\b|href=["']?@@PLUGINFILE@@/i
const FORMULA = /\\\(|\\\[|\$\$|\[tex\]|<tex>|<math\b|Wirisformula/i

type Picture = (src: string, alt: string) => string

function plainOf(source: string, format: Format, picture: Picture): string {
  if (format === 'plain') return source
  return htmlToText(format === 'html' ? source : format === 'auto' ? withBreaks(source) : fromMarkdown(source), picture)
}

const clean = (text: string): string => cleanText(text.replace(/\s{200,}/gu, (run) => run.slice(0, MAX_SPACES)))

/** What an element says, for telling whether it says anything: nothing in it is kept. */
export const wordsOf = (of: XmlElement | null, fallback: Format): string =>
  clean(plainOf(sourceOf(of), formatOf(of, fallback), (_src, alt) => `[${alt}]`))

/** Turns the texts of one question into plain ones; what they lose is noted. */
export function questionTexts(pictures: QuestionPictures, lose: (loss: Loss) => void) {
  const read = (of: XmlElement | null, format: Format): string => {
    const source = sourceOf(of)
    if (of === null || source === '') return ''
    if (FORMULA.test(source)) lose('formula')
    if (format !== 'plain' && MEDIA.test(source)) lose('media')
    if (format !== 'plain' && MARKED.test(source)) lose('formatting')
    return clean(plainOf(source, format, (src, alt) => pictures.show(of, src, alt)))
  }
  return {
    /** A text in the format it is marked with. */
    text: (of: XmlElement | null, fallback: Format): string => read(of, formatOf(of, fallback)),
    /** An answer to be typed or chosen from a menu: plain in Moodle, whatever its format says, unless it is one whole piece of HTML. */
    plain: (of: XmlElement | null): string => read(of, formatOf(of, 'html') !== 'plain' && WHOLE_TAG.test(sourceOf(of)) ? 'html' : 'plain'),
  }
}

const WHOLE_TAG = /^\s*<(p|div|span|b|strong|i|em|u)\b[^<>]*>[\s\S]*<\/\1>\s*$/i

/** Moodle's own format is HTML in which a line break breaks the line, but not next to a tag. */
function withBreaks(source: string): string {
  return source
    .trim()
    .replace(/>\s+</g, '><')
    .replace(/>[\r\n]/g, '> ')
    .replace(/[\r\n]</g, ' <')
    .replace(/\r?\n/g, '<br>')
}

function fromMarkdown(source: string): string {
  if (source.length > MAX_MARKDOWN) return withBreaks(source)
  try {
    return marked.parse(source, { async: false })
  } catch {
    return withBreaks(source)
  }
}
