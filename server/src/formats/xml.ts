import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { issueAt } from './import-issues.ts'

/** An element of an XML file with the line it begins on, 1-based; text between elements is kept as strings. */
export type XmlElement = { name: string; attributes: Record<string, string>; children: XmlNode[]; line: number }
export type XmlNode = XmlElement | string

const MAX_DEPTH = 200
/** Some thirty thousand questions; a tree of them takes most of a gigabyte. */
const MAX_ELEMENTS = 1_000_000
const MAX_ATTRIBUTES = 200

type Raw = Record<string, unknown> & { ':@'?: Record<string, string> }

/**
 * A whole XML text as a tree. Refused with the line: text that is not well formed, a DOCTYPE (no entities of a file's own, none from outside),
 * elements nested deeper than 200 and more elements than any question file has.
 */
export function parseXml(text: string): { ok: true; root: XmlElement } | { ok: false; issue: ImportIssue } {
  const xml = withoutDeclaration(text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text)
  const issue = emptiness(xml) ?? unsafePart(xml) ?? malformedPart(xml)
  if (issue !== null) return { ok: false, issue }
  try {
    const lines = lineStarts(xml)
    const root = (parser.parse(xml) as Raw[]).map((node) => elementOf(node, lines)).find(isElement)
    return root === undefined ? { ok: false, issue: invalid(null, 'không có thẻ nào') } : { ok: true, root }
  } catch {
    // The parser throws at names that mean something to JavaScript, such as __proto__.
    return { ok: false, issue: invalid(null, 'có thẻ hoặc thuộc tính mang tên không được dùng') }
  }
}

function emptiness(xml: string): ImportIssue | null {
  return /\S/.test(xml) ? null : issueAt(null, null, 'xml-empty', 'Tệp XML không có nội dung. Hãy chọn đúng tệp.')
}

/** The declaration and what should not stand before it become spaces, so that lines stay where they are. */
function withoutDeclaration(text: string): string {
  const declared = /^\uFEFF?\s*(?:<\?xml\s[^<>]*\?>)?/.exec(text)?.[0] ?? ''
  return declared.replace(/[^\n]/g, ' ') + text.slice(declared.length)
}

const invalid = (line: number | null, detail: string): ImportIssue =>
  issueAt(line, null, 'xml-invalid', `Tệp XML hỏng ${line === null ? '' : 'ở dòng này '}(${detail}). Hãy sửa lại hoặc xuất lại tệp từ hệ thống cũ.`)

const sections = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const

/**
 * The first part of a text that must not reach the parser, found in one pass: every "<" either opens a tag that closes and matches,
 * or a comment, a CDATA section or an instruction that ends.
 */
function unsafePart(xml: string): ImportIssue | null {
  const open: { name: string; at: number }[] = []
  let count = 0
  for (let at = xml.indexOf('<'); at !== -1;) {
    const section = sections.find(([start]) => xml.startsWith(start, at))
    if (section !== undefined) {
      const end = xml.indexOf(section[1], at + section[0].length)
      if (end === -1) return invalid(lineOf(xml, at), `${section[0]} mở mà không có ${section[1]}`)
      at = xml.indexOf('<', end + section[1].length)
      continue
    }
    if (xml.startsWith('<!', at)) return declaration(xml, at)
    const end = tagEnd(xml, at)
    if (end === -1) return invalid(lineOf(xml, at), 'dấu < này không mở một thẻ trọn vẹn; trong chữ phải viết là &lt;')
    if (open.length === 0 && count > 0 && xml[at + 1] !== '/') return invalid(lineOf(xml, at), 'có hơn một thẻ gốc')
    const problem = nesting(xml, at, end, open)
    if (problem !== null) return problem
    if (xml[at + 1] !== '/') count += 1
    if (count > MAX_ELEMENTS) return issueAt(null, null, 'xml-too-large', 'Tệp XML có quá nhiều phần tử. Hãy chia thành nhiều tệp nhỏ hơn.')
    at = xml.indexOf('<', end)
  }
  const last = open.pop()
  return last === undefined ? null : invalid(lineOf(xml, last.at), `thẻ <${last.name}> mở mà không đóng`)
}

function declaration(xml: string, at: number): ImportIssue {
  return /^<!doctype/i.test(xml.slice(at, at + 9))
    ? issueAt(
        lineOf(xml, at),
        null,
        'xml-doctype',
        'Tệp XML có khai báo DOCTYPE, không được nhận vì lý do an toàn. Hãy xoá dòng DOCTYPE rồi thử lại.',
      )
    : invalid(lineOf(xml, at), 'có khai báo <! không được dùng')
}

/** Where the tag that opens at `at` ends, a ">" inside quotes aside; −1 when it does not, or has more attributes than any tag. */
function tagEnd(xml: string, at: number): number {
  let quotes = 0
  for (let index = at + 1; index < xml.length; index += 1) {
    const sign = xml[index]
    if (sign === '>') return index
    if (sign === '<') return -1
    if (sign === '"' || sign === "'") {
      index = xml.indexOf(sign, index + 1)
      quotes += 1
      if (index === -1 || quotes > MAX_ATTRIBUTES) return -1
    }
  }
  return -1
}

/** Opens or closes the element of one tag; an issue when it closes another than the last, or stands too deep. */
function nesting(xml: string, at: number, end: number, open: { name: string; at: number }[]): ImportIssue | null {
  const closes = xml[at + 1] === '/'
  const name = /^[^\s/>]{1,200}/.exec(xml.slice(at + (closes ? 2 : 1), Math.min(end, at + 203)))?.[0] ?? ''
  if (closes) {
    const opened = open.pop()
    if (opened?.name === name) return null
    const expected = opened === undefined ? 'không có thẻ nào đang mở' : `thẻ <${opened.name}> mở ở dòng ${lineOf(xml, opened.at)} phải đóng trước`
    return invalid(lineOf(xml, at), `</${name.slice(0, 40)}> đóng nhầm: ${expected}`)
  }
  if (xml[end - 1] !== '/') open.push({ name, at })
  return open.length <= MAX_DEPTH
    ? null
    : issueAt(lineOf(xml, at), null, 'xml-deep', `Các thẻ XML lồng nhau quá ${MAX_DEPTH} tầng. Hãy chọn đúng tệp.`)
}

const plainWords: Record<string, string> = {
  InvalidChar: 'có dấu & hoặc chữ đứng sai chỗ; dấu & trong chữ phải viết là &amp;',
  InvalidTag: 'tên thẻ không hợp lệ; dấu < trong chữ phải viết là &lt;',
  InvalidAttr: 'thuộc tính của thẻ không hợp lệ hoặc ghi hai lần',
  InvalidXml: 'không phải một cây thẻ XML trọn vẹn',
}

function malformedPart(xml: string): ImportIssue | null {
  const valid = XMLValidator.validate(xml, { allowBooleanAttributes: true })
  return valid === true ? null : invalid(valid.err.line, plainWords[valid.err.code] ?? valid.err.msg.slice(0, 200))
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: { enabled: true, maxTotalExpansions: Number.MAX_SAFE_INTEGER, maxExpandedLength: Number.MAX_SAFE_INTEGER },
  htmlEntities: true,
  captureMetaData: true,
  maxNestedTags: MAX_DEPTH + 1,
})
/** Names that HTML gives to U+00A0 … U+00FF, in their order, and to the signs that editors put in. */
const latin =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest ' +
  'Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig ' +
  'agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'
const signs = {
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  bull: '•',
  hellip: '…',
  rarr: '→',
  larr: '←',
  minus: '−',
  le: '≤',
  ge: '≥',
  ne: '≠',
}
latin.split(' ').forEach((name, index) => parser.addEntity(name, String.fromCharCode(0xa0 + index)))
Object.entries(signs).forEach(([name, sign]) => parser.addEntity(name, sign))

const META = XMLParser.getMetaDataSymbol() as unknown as keyof Raw

function elementOf(raw: Raw, lines: readonly number[]): XmlNode {
  if ('#text' in raw) return String(raw['#text'])
  const name = Object.keys(raw).find((key) => key !== ':@') ?? ''
  const children = (Array.isArray(raw[name]) ? raw[name] : []) as Raw[]
  const { startIndex = 0 } = (raw[META] ?? {}) as { startIndex?: number }
  return { name, attributes: raw[':@'] ?? {}, children: children.map((child) => elementOf(child, lines)), line: lineAt(lines, startIndex) }
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

function lineAt(starts: readonly number[], index: number): number {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((starts[middle] ?? 0) <= index) low = middle + 1
    else high = middle
  }
  return low
}

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}

/** An element's name without its namespace prefix. */
export const localName = (element: XmlElement): string => element.name.slice(element.name.indexOf(':') + 1)

export const isElement = (node: XmlNode): node is XmlElement => typeof node !== 'string'

/** Child elements, all or those of one local name. */
export function elements(of: XmlElement, name?: string): XmlElement[] {
  return of.children.filter(isElement).filter((child) => name === undefined || localName(child) === name)
}

export function element(of: XmlElement, name: string): XmlElement | null {
  return elements(of, name)[0] ?? null
}

/** Every element below, in document order. */
export function* descendants(of: XmlElement): Generator<XmlElement> {
  for (const child of elements(of)) {
    yield child
    yield* descendants(child)
  }
}

/** All text inside an element, as it stands. */
export function textOf(of: XmlElement | null): string {
  return of === null ? '' : of.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('')
}
