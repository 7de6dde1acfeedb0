import { elements, localName, textOf, type XmlElement } from '../xml.ts'

const RAISED: Record<string, string> = Object.fromEntries(
  [...'0123456789+-=()ni'].map((sign, index) => [sign, [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ'][index] ?? sign]),
)
const LOWERED: Record<string, string> = Object.fromEntries([...'0123456789+-=()'].map((sign, index) => [sign, [...'₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎'][index] ?? sign]))

function script(text: string, signs: Record<string, string>, mark: string): string {
  const letters = [...text.replace('−', '-')]
  if (letters.length === 0) return ''
  if (letters.every((letter) => Object.hasOwn(signs, letter))) return letters.map((letter) => signs[letter]).join('')
  return letters.length === 1 ? `${mark}${text}` : `${mark}(${text})`
}

/** Text set high or low in plain characters: x², H₂O, x^(a/b). */
export const raised = (text: string): string => script(text, RAISED, '^')
export const lowered = (text: string): string => script(text, LOWERED, '_')

const grouped = (text: string): string => (/^[\p{L}\p{N}.,]*$/u.test(text) ? text : `(${text})`)

type Parts = readonly string[]
const at = (parts: Parts, index: number): string => parts[index] ?? ''

const writers: Record<string, (parts: Parts, element: XmlElement) => string> = {
  mfrac: (parts) => `${grouped(at(parts, 0))}/${grouped(at(parts, 1))}`,
  msup: (parts) => at(parts, 0) + raised(at(parts, 1)),
  msub: (parts) => at(parts, 0) + lowered(at(parts, 1)),
  msubsup: (parts) => at(parts, 0) + lowered(at(parts, 1)) + raised(at(parts, 2)),
  munderover: (parts) => at(parts, 0) + lowered(at(parts, 1)) + raised(at(parts, 2)),
  msqrt: (parts) => `√${grouped(parts.join(''))}`,
  mroot: (parts) => `${raised(at(parts, 1))}√${grouped(at(parts, 0))}`,
  mfenced: (parts, { attributes }) => `${attributes.open ?? '('}${parts.join(attributes.separators?.trim()[0] ?? ', ')}${attributes.close ?? ')'}`,
  mtable: (parts) => parts.join('; '),
  mtr: (parts) => parts.join(' '),
  // The first child is the formula, the others say it again for machines.
  semantics: (parts) => at(parts, 0),
  annotation: () => '',
  'annotation-xml': () => '',
}

/** A MathML formula on one line: fractions with "/", powers as x² or x^(…). */
export function mathText(element: XmlElement): string {
  const inner = elements(element)
  if (inner.length === 0) return textOf(element).replace(/\s+/gu, ' ').trim()
  const parts = inner.map(mathText)
  const name = localName(element)
  return Object.hasOwn(writers, name) ? (writers[name]?.(parts, element) ?? '') : parts.join('')
}
