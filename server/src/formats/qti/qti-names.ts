import { descendants, elements, localName, type XmlElement } from '../xml.ts'

const camel = (name: string): string => name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** An element's name as QTI 2.x spells it: "qti-choice-interaction" of QTI 3.0 is "choiceInteraction"; names of XHTML and MathML stay. */
export function qtiName(element: XmlElement): string {
  const name = localName(element)
  return name.startsWith('qti-') ? camel(name.slice(4)) : name
}

/** An attribute by its QTI 2.x name ("maxChoices", in QTI 3.0 "max-choices"), trimmed; empty when it is not there. */
export function attribute(element: XmlElement, name: string): string {
  return String(element.attributes[name] ?? element.attributes[kebab(name)] ?? '').trim()
}

/** A number in an attribute; null when it holds none. */
export function numberIn(element: XmlElement, name: string): number | null {
  return numberOf(attribute(element, name))
}

/** A number as QTI writes it; null for anything else. */
export function numberOf(written: string): number | null {
  const text = written.trim()
  return /^[+-]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})(?:e[+-]?\d{1,3})?$/i.test(text) && Number.isFinite(Number(text)) ? Number(text) : null
}

/** The greatest of any number of numbers, never less than zero. */
export const greatest = (values: readonly number[]): number => values.reduce((most, value) => Math.max(most, value), 0)

/** Child elements of one QTI name. */
export function children(of: XmlElement, name: string): XmlElement[] {
  return elements(of).filter((child) => qtiName(child) === name)
}

export function child(of: XmlElement, name: string): XmlElement | null {
  return elements(of).find((one) => qtiName(one) === name) ?? null
}

/** Elements of one QTI name anywhere below, in document order. */
export function within(of: XmlElement, name: string): XmlElement[] {
  return [...descendants(of)].filter((one) => qtiName(one) === name)
}
