import { compile, type FormatCallback, type SelectorDefinition } from 'html-to-text'

/** More than any question's formatting; beyond it tags are only cut away, so that a hostile file cannot hold up the server. */
const MAX_HTML = 100_000
const MAX_TAGS = 2_000

/** What a picture's source and description become in the text. */
export type PictureText = (source: string, alt: string) => string

const attribute = (value: string | undefined): string => (value ?? '').replace(/[^\P{Cc}]+|\s+/gu, ' ')

/** A picture as control characters around its source and description: no text holds these, so nothing else looks like a picture. */
const pictureToken: FormatCallback = (element, _walk, builder) => {
  const { src, alt, title } = element.attribs as Record<string, string | undefined>
  builder.addInline(`\u0011${attribute(src).replaceAll(' ', '')}\u0012${attribute(alt ?? title)}\u0013`)
}

const PICTURE_TOKEN = /[^\P{Cc}\s](\P{Cc}*)[^\P{Cc}\s](\P{Cc}*)[^\P{Cc}\s]/gu
const CELL_END = '\u0014'
const tight = { leadingLineBreaks: 1, trailingLineBreaks: 1 }
const selectors: SelectorDefinition[] = [
  ...['p', 'table', 'pre', 'ol', 'blockquote'].map((selector) => ({ selector, options: tight })),
  { selector: 'tr', format: 'block', options: tight },
  { selector: 'hr', format: 'lineBreak' },
  { selector: 'ul', options: { ...tight, itemPrefix: '- ' } },
  ...[1, 2, 3, 4, 5, 6].map((level) => ({ selector: `h${level}`, options: { ...tight, uppercase: false } })),
  ...['td', 'th'].map((selector) => ({ selector, format: 'inlineSurround', options: { suffix: CELL_END } })),
  { selector: 'a', options: { ignoreHref: true } },
  ...['img', 'audio', 'video', 'iframe', 'object', 'embed', 'svg'].map((selector) => ({ selector, format: 'picture' })),
  ...['script', 'style', 'head', 'template'].map((selector) => ({ selector, format: 'skip' })),
]

const convert = compile({ wordwrap: false, limits: { maxDepth: 100, ellipsis: '' }, formatters: { picture: pictureToken }, selectors })

/** The words of an HTML text with its line breaks, lists and table rows; small raised and lowered signs as Unicode has them. */
export function htmlToPlain(html: string, picture: PictureText): string {
  const data: string[] = []
  const light = html.replace(/data:image\/[\w.+-]{1,40};base64,[A-Za-z0-9+/=]*/g, (uri) => `data:${data.push(uri) - 1}`)
  const words = light.length > MAX_HTML || countOf(light, /<[/a-z]/gi) > MAX_TAGS ? light.replace(/<[^<>]*>/g, ' ') : convert(raised(light))
  return words
    .split('\n')
    .map((line) => line.replace(/\s+$/u, '').split(CELL_END))
    .map((cells) => (cells.length > 1 && cells.at(-1) === '' ? cells.slice(0, -1) : cells).join(' | '))
    .join('\n')
    .replace(PICTURE_TOKEN, (_token, source: string, alt: string) => picture(data[Number(/^data:(\d{1,9})$/.exec(source)?.[1] ?? -1)] ?? source, alt))
    .replace(/[ \u00A0]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

const countOf = (text: string, part: RegExp): number => text.match(part)?.length ?? 0

const superscripts: Record<string, string> = { '+': '⁺', '-': '⁻', '−': '⁻', n: 'ⁿ', i: 'ⁱ', o: '°' }
const digits = { sup: '⁰¹²³⁴⁵⁶⁷⁸⁹', sub: '₀₁₂₃₄₅₆₇₈₉' }

/** "10<sup>5</sup>" must not become "105". */
function raised(html: string): string {
  return html.replace(/<(sup|sub)\b[^<>]*>([^<>]{1,40})<\/\1>/gi, (_element, tag: string, content: string) => {
    const [place, text] = [tag.toLowerCase() === 'sup' ? 'sup' : 'sub', content.trim()] as const
    const signs = [...text].map((sign) => (/\d/.test(sign) ? digits[place][Number(sign)] : place === 'sup' ? superscripts[sign] : undefined))
    if (signs.every((sign) => sign !== undefined)) return signs.join('')
    return /^(?:st|nd|rd|th)$/i.test(text) ? text : `${place === 'sup' ? '^' : '_'}(${text})`
  })
}
