import { attribute, childValue } from './docx-package.ts'
import { element, elements, type XmlElement } from '../xml.ts'

type Level = { start: number; format: string; text: string; restart: number | null; style: string | null }
type List = { id: string; levels: Map<number, Level> }
type Num = { list: List; overrides: Map<number, { start: number | null; level: Level | null }> }

/** Gives each paragraph of a list the label that Word shows before it and that its text does not hold. */
export type ListLabels = { next: (numId: string, level: number) => string; levelOfStyle: (numId: string, style: string | null) => number }

const MAX_LEVELS = 9

/** The lists of a Word document (ECMA-376 part 1, 17.9): formats, start values, restarts and overrides; one call a paragraph, in order. */
export function listLabels(numbering: XmlElement | null): ListLabels {
  const nums = readNums(numbering)
  const counters = new Map<string, (number | null)[]>()
  const begun = new Set<string>()
  return {
    next: (numId, level) => {
      const num = nums.get(numId)
      if (num === undefined || level < 0 || level >= MAX_LEVELS) return ''
      const counts = counters.get(num.list.id) ?? Array.from({ length: MAX_LEVELS }, () => null)
      counters.set(num.list.id, counts)
      advance(num, numId, level, counts, begun)
      return labelText(num, level, counts)
    },
    levelOfStyle: (numId, style) => {
      const levels = nums.get(numId)?.list.levels ?? new Map<number, Level>()
      return [...levels].find(([, given]) => style !== null && given.style === style)?.[0] ?? 0
    },
  }
}

/** The next number of a level; deeper levels begin anew, and a list that says so begins again where it is first used. */
function advance(num: Num, numId: string, level: number, counts: (number | null)[], begun: Set<string>): void {
  const first = num.overrides.get(level)?.start ?? null
  const key = `${numId}/${level}`
  if (first !== null && !begun.has(key)) counts[level] = null
  begun.add(key)
  const count = counts[level] ?? null
  counts[level] = count === null ? (first ?? levelOf(num, level).start) : count + 1
  for (let deeper = level + 1; deeper < MAX_LEVELS; deeper += 1) {
    const { restart } = levelOf(num, deeper)
    if (restart === null || level < restart) counts[deeper] = null
  }
}

const plainLevel: Level = { start: 1, format: 'none', text: '', restart: null, style: null }
const levelOf = (num: Num, level: number): Level => num.overrides.get(level)?.level ?? num.list.levels.get(level) ?? plainLevel

function labelText(num: Num, level: number, counts: readonly (number | null)[]): string {
  const { format, text } = levelOf(num, level)
  if (format === 'bullet') return text === '' ? '' : '•'
  return text.replace(/%([1-9])/g, (_, digit: string) => {
    const of = levelOf(num, Number(digit) - 1)
    return numeral(counts[Number(digit) - 1] ?? of.start, of.format)
  })
}

function readNums(numbering: XmlElement | null): Map<string, Num> {
  if (numbering === null) return new Map()
  const abstracts = elements(numbering, 'abstractNum')
  const lists = new Map<string, List>()
  for (const abstract of abstracts) {
    const id = attribute(abstract, 'abstractNumId') ?? ''
    const linked = childValue(abstract, 'numStyleLink')
    const source = linked === null ? abstract : (abstracts.find((other) => childValue(other, 'styleLink') === linked) ?? abstract)
    lists.set(id, { id: attribute(source, 'abstractNumId') ?? id, levels: levelsOf(source) })
  }
  const nums = new Map<string, Num>()
  for (const num of elements(numbering, 'num')) {
    const list = lists.get(childValue(num, 'abstractNumId') ?? '')
    if (list !== undefined) nums.set(attribute(num, 'numId') ?? '', { list, overrides: overridesOf(num) })
  }
  return nums
}

const levelsOf = (parent: XmlElement): Map<number, Level> =>
  new Map(elements(parent, 'lvl').map((lvl) => [numberOr(attribute(lvl, 'ilvl'), 0), levelFrom(lvl)]))

function levelFrom(lvl: XmlElement): Level {
  const restart = childValue(lvl, 'lvlRestart')
  return {
    start: numberOr(childValue(lvl, 'start'), 1),
    format: childValue(lvl, 'numFmt') ?? 'decimal',
    text: childValue(lvl, 'lvlText') ?? '',
    restart: restart === null ? null : numberOr(restart, 0),
    style: childValue(lvl, 'pStyle'),
  }
}

function overridesOf(num: XmlElement): Num['overrides'] {
  return new Map(
    elements(num, 'lvlOverride').map((override) => {
      const start = childValue(override, 'startOverride')
      const lvl = element(override, 'lvl')
      return [
        numberOr(attribute(override, 'ilvl'), 0),
        { start: start === null ? null : numberOr(start, 1), level: lvl === null ? null : levelFrom(lvl) },
      ]
    }),
  )
}

function numberOr(written: string | null, missing: number): number {
  const value = Number(written)
  return written !== null && Number.isInteger(value) && Math.abs(value) < 1e6 ? value : missing
}

function numeral(value: number, format: string): string {
  if (format === 'none') return ''
  if (format === 'decimalZero') return String(value).padStart(2, '0')
  if (value > 0 && (format === 'upperLetter' || format === 'lowerLetter')) {
    const letters = String.fromCharCode(65 + ((value - 1) % 26)).repeat(Math.min(20, Math.ceil(value / 26)))
    return format === 'upperLetter' ? letters : letters.toLowerCase()
  }
  if (value > 0 && value < 4000 && (format === 'upperRoman' || format === 'lowerRoman')) {
    return format === 'upperRoman' ? roman(value) : roman(value).toLowerCase()
  }
  return String(value)
}

const romanParts: [value: number, letters: string][] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
]

function roman(value: number): string {
  let left = value
  let letters = ''
  for (const [part, sign] of romanParts) {
    for (; left >= part; left -= part) letters += sign
  }
  return letters
}
