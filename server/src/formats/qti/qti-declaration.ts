import { cleanText } from '../clean-text.ts'
import { attribute, child, children, numberIn, qtiName } from './qti-names.ts'
import { elements, textOf, type XmlElement } from '../xml.ts'

type MapEntry = { key: string; value: number; caseSensitive: boolean | null }
type Mapping = { entries: MapEntry[]; defaultValue: number; upperBound: number | null }

/** A response variable of an item: its right value and what each value is worth (QTI responseDeclaration). */
export type Declaration = { cardinality: string; baseType: string; correct: string[]; mapping: Mapping | null }

export function declarationOf(item: XmlElement, identifier: string): Declaration {
  const declared = children(item, 'responseDeclaration').find((one) => attribute(one, 'identifier') === identifier)
  if (declared === undefined) return { cardinality: '', baseType: '', correct: [], mapping: null }
  return {
    cardinality: attribute(declared, 'cardinality'),
    baseType: attribute(declared, 'baseType'),
    correct: correctOf(declared),
    mapping: mappingOf(declared),
  }
}

function correctOf(declared: XmlElement): string[] {
  const correct = child(declared, 'correctResponse')
  return correct === null
    ? []
    : children(correct, 'value')
        .map((value) => cleanText(textOf(value)))
        .filter((value) => value !== '')
}

function mappingOf(declared: XmlElement): Mapping | null {
  const mapping = child(declared, 'mapping')
  if (mapping === null) return null
  const entries = elements(mapping)
    .filter((entry) => qtiName(entry) === 'mapEntry')
    .map((entry) => ({
      key: cleanText(attribute(entry, 'mapKey')),
      value: numberIn(entry, 'mappedValue') ?? 0,
      caseSensitive: flag(attribute(entry, 'caseSensitive')),
    }))
  return { entries, defaultValue: numberIn(mapping, 'defaultValue') ?? 0, upperBound: numberIn(mapping, 'upperBound') }
}

/** An XML Schema boolean; null where nothing is said. */
export function flag(written: string): boolean | null {
  if (written === '') return null
  return written === 'true' || written === '1'
}

/** A percentage as drafts keep it. */
export const percent = (share: number): number => Math.round(Math.min(1, Math.max(-1, share)) * 1e7) / 1e5

/** Percent of the points for each value, of the most that `choose` values can earn together; null when nothing earns points. */
export function sharesOf({ entries, defaultValue, upperBound }: Mapping, values: readonly string[], choose: number): number[] | null {
  const worth = new Map(entries.map(({ key, value }) => [key, value]))
  const points = values.map((value) => worth.get(value) ?? defaultValue)
  const best = [...points].sort((a, b) => b - a).slice(0, choose === 0 ? undefined : choose)
  const attainable = best.reduce((sum, value) => sum + Math.max(0, value), 0)
  const most = upperBound !== null && upperBound > 0 ? Math.min(upperBound, attainable) : attainable
  return most > 0 ? points.map((value) => percent(value / most)) : null
}
