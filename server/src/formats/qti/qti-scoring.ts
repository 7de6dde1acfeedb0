import { cleanText } from '../clean-text.ts'
import { flag } from './qti-declaration.ts'
import { attribute, child, children, greatest, numberIn, numberOf, qtiName, within } from './qti-names.ts'
import { descendants, elements, textOf, type XmlElement } from '../xml.ts'

/** How far a number may be from the right one: absolutely or in percent, below and above, or as far as it rounds alike. */
export type Spread = { mode: 'absolute' | 'relative'; below: number; above: number } | Rounding
export type Rounding = { mode: 'decimalPlaces' | 'significantFigures'; figures: number }

/** Responses that a condition takes: the declared right one, named values, words inside the answer, or numbers between two bounds. */
export type Taken = { spread: Spread | null; caseSensitive: boolean | null } & (
  | { kind: 'correct' }
  | { kind: 'values'; values: string[] }
  | { kind: 'inside'; words: string }
  | { kind: 'range'; low: number; high: number }
)

/** One branch of response processing: what it takes, the points it gives, and the outcomes it sets to identifiers ("FEEDBACK=right"). */
export type Branch = { taken: Taken[]; points: number; sets: string[]; needs: string[] }

export type Scoring = {
  /** match: the declared right response alone counts; map: its mapping; own: rules of the item's own; none: not scored. */
  by: 'match' | 'map' | 'own' | 'none'
  branches: Branch[]
  /** Outcomes that take over the response itself. */
  echoes: string[]
  /** Rules ask for the declared right response. */
  asksCorrect: boolean
  /** Rules that hoithi cannot follow, such as patterns. */
  hasUnread: boolean
}

/** How an item scores one response, read from its responseProcessing (QTI 2.2 information model, section 7). */
export function scoringOf(item: XmlElement, response: string): Scoring {
  const rules = child(item, 'responseProcessing')
  if (rules === null) return { by: 'none', branches: [], echoes: [], asksCorrect: false, hasUnread: false }
  const all = [...descendants(rules)]
  const names = new Set(all.map(qtiName))
  const template = attribute(rules, 'template') || attribute(rules, 'templateLocation')
  const maps = all.some((one) => qtiName(one) === 'mapResponse' && attribute(one, 'identifier') === response)
  const isMapped = maps || /map_response/i.test(template)
  const isMatched = /match/i.test(template)
  return {
    by: isMapped ? 'map' : isMatched ? 'match' : elements(rules).length > 0 ? 'own' : 'none',
    branches: all.filter((one) => /^responseIf$|^responseElseIf$/.test(qtiName(one))).map((one) => branchOf(one, item, response)),
    echoes: all
      .filter((one) => qtiName(one) === 'setOutcomeValue' && isVariable(elements(one)[0], response))
      .map((one) => attribute(one, 'identifier')),
    asksCorrect: isMatched || names.has('correct'),
    hasUnread: names.has('patternMatch') || names.has('customOperator'),
  }
}

function branchOf(branch: XmlElement, item: XmlElement, response: string): Branch {
  const [condition] = elements(branch)
  const outcomes = children(branch, 'setOutcomeValue')
  return {
    taken: condition === undefined ? [] : takenBy(condition, response),
    points: greatest(outcomes.filter((one) => /score/i.test(attribute(one, 'identifier'))).map((one) => pointsOf(elements(one)[0], item))),
    sets: outcomes.flatMap((one) => identifiersIn(one).map((value) => `${attribute(one, 'identifier')}=${value}`)),
    needs: condition === undefined ? [] : needsOf(condition),
  }
}

/** Values that an element names: base values, alone or in containers. */
function identifiersIn(of: XmlElement): string[] {
  return within(of, 'baseValue').map((value) => cleanText(textOf(value)))
}

/** Outcomes that a condition asks for, such as Onyx's FEEDBACKBASIC being "correct"; what it denies does not count. */
function needsOf(condition: XmlElement): string[] {
  const name = qtiName(condition)
  if (name === 'not') return []
  const variable = name === 'match' || name === 'member' ? child(condition, 'variable') : null
  const own = variable === null ? [] : identifiersIn(condition).map((value) => `${attribute(variable, 'identifier')}=${value}`)
  return [...own, ...elements(condition).flatMap(needsOf)]
}

function pointsOf(value: XmlElement | undefined, item: XmlElement): number {
  if (value === undefined) return 0
  const name = qtiName(value)
  if (name === 'baseValue') return numberOf(textOf(value)) ?? 0
  if (name === 'sum') return elements(value).reduce((sum, part) => sum + pointsOf(part, item), 0)
  return name === 'variable' ? defaultOf(item, attribute(value, 'identifier')) : 0
}

/** What an outcome is worth before it is set: MAXSCORE and its like hold the points; one point where they do not say. */
function defaultOf(item: XmlElement, identifier: string): number {
  const declared = children(item, 'outcomeDeclaration').find((one) => attribute(one, 'identifier') === identifier)
  const standard = declared === undefined ? null : child(declared, 'defaultValue')
  const value = standard === null ? null : numberOf(textOf(standard))
  return value ?? (/max/i.test(identifier) ? 1 : 0)
}

const isVariable = (element: XmlElement | undefined, identifier: string): boolean =>
  element !== undefined && qtiName(element) === 'variable' && attribute(element, 'identifier') === identifier

const plain = { spread: null, caseSensitive: null }

function takenBy(condition: XmlElement, response: string): Taken[] {
  const name = qtiName(condition)
  const parts = elements(condition)
  if (name === 'or' || name === 'anyN') return parts.flatMap((part) => takenBy(part, response))
  if (name === 'and') return allOf(parts, response)
  if (!/^(?:match|stringMatch|equal|equalRounded|member|contains|substring)$/.test(name)) return []
  const other = parts.find((part) => !isVariable(part, response))
  if (other === undefined || !parts.some((part) => isVariable(part, response))) return []
  const caseSensitive = flag(attribute(condition, 'caseSensitive'))
  const values =
    qtiName(other) === 'baseValue' ? [cleanText(textOf(other))] : /^(?:multiple|ordered)$/.test(qtiName(other)) ? identifiersIn(other) : []
  const [words] = values
  if (words !== undefined && (name === 'substring' || flag(attribute(condition, 'substring')) === true))
    return [{ kind: 'inside', words, spread: null, caseSensitive }]
  const spread = spreadOf(condition)
  if (qtiName(other) === 'correct') return [{ kind: 'correct', spread, caseSensitive }]
  return values.length === 0 ? [] : [{ kind: 'values', values, spread, caseSensitive }]
}

/** All of several conditions: two bounds are a range, several chosen options are one choice of them all. */
function allOf(parts: readonly XmlElement[], response: string): Taken[] {
  const bounds = parts.flatMap((part) => {
    if (!/^(?:gte|gt|lte|lt)$/.test(qtiName(part)) || !elements(part).some((one) => isVariable(one, response))) return []
    const value = child(part, 'baseValue')
    const number = value === null ? null : numberOf(textOf(value))
    return number === null ? [] : [number]
  })
  const taken = parts.flatMap((part) => takenBy(part, response))
  if (bounds.length === 2) return [{ kind: 'range', low: Math.min(...bounds), high: Math.max(...bounds), ...plain }, ...taken]
  const values = taken.flatMap((one) => (one.kind === 'values' ? one.values : []))
  return taken.filter(({ kind }) => kind === 'values').length > 1 ? [{ kind: 'values', values, ...plain }] : taken
}

function spreadOf(condition: XmlElement): Spread | null {
  const mode = attribute(condition, 'toleranceMode')
  const rounding = attribute(condition, 'roundingMode')
  const figures = numberIn(condition, 'figures')
  if (qtiName(condition) === 'equalRounded') {
    return figures === null ? null : { mode: rounding === 'decimalPlaces' ? 'decimalPlaces' : 'significantFigures', figures }
  }
  if (mode !== 'absolute' && mode !== 'relative') return null
  const [below, above = below] = attribute(condition, 'tolerance').split(/\s+/).map(numberOf)
  return typeof below === 'number' && typeof above === 'number' && below >= 0 && above >= 0 ? { mode, below, above } : null
}
