import { childValue } from './docx-package.ts'
import { element, elements, isElement, localName, textOf, type XmlElement } from '../xml.ts'

const MAX_DEPTH = 60

/** An Office equation (ECMA-376 part 1, 22.1) in one line of plain text: a/b, √(x), x^2, a_n. */
export function equationText(of: XmlElement, depth = 0): string {
  if (depth > MAX_DEPTH) return textOf(of)
  const inside = (name: string): string => {
    const child = element(of, name)
    return child === null ? '' : equationText(child, depth + 1).trim()
  }
  const write = writers[localName(of)]
  if (write !== undefined) return write(inside, of, (child) => equationText(child, depth + 1))
  return of.children.map((child) => (isElement(child) ? equationText(child, depth + 1) : '')).join('')
}

type Inside = (name: string) => string
type Writer = (inside: Inside, of: XmlElement, write: (child: XmlElement) => string) => string

const grouped = (text: string): string => (/^[\p{L}\p{N}.,]*$/u.test(text) ? text : `(${text})`)
const script = (sign: string, text: string): string => (text === '' ? '' : `${sign}${grouped(text)}`)
const silent: Writer = () => ''

/** How each part of an equation is written; parts not named here are written child by child. */
const writers: Record<string, Writer> = {
  t: (_, of) => textOf(of),
  f: (inside) => `${grouped(inside('num'))}/${grouped(inside('den'))}`,
  rad: (inside) => (inside('deg') === '' ? `√${grouped(inside('e'))}` : `√[${inside('deg')}]${grouped(inside('e'))}`),
  sSup: (inside) => `${grouped(inside('e'))}${script('^', inside('sup'))}`,
  sSub: (inside) => `${grouped(inside('e'))}${script('_', inside('sub'))}`,
  sSubSup: (inside) => `${grouped(inside('e'))}${script('_', inside('sub'))}${script('^', inside('sup'))}`,
  d: (_, of, write) => `(${elements(of, 'e').map(write).join('; ')})`,
  nary: (inside, of) => `${childValue(element(of, 'naryPr'), 'chr') ?? '∫'}${script('_', inside('sub'))}${script('^', inside('sup'))} ${inside('e')}`,
  func: (inside) => `${inside('fName')} ${grouped(inside('e'))}`,
  m: (_, of, write) =>
    `[${elements(of, 'mr')
      .map((row) => elements(row, 'e').map(write).join(' '))
      .join('; ')}]`,
  eqArr: (_, of, write) => elements(of, 'e').map(write).join('; '),
  rPr: silent,
  fPr: silent,
  radPr: silent,
  ctrlPr: silent,
  dPr: silent,
  naryPr: silent,
  sSupPr: silent,
  sSubPr: silent,
}
