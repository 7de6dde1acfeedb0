import type { Reply } from '../../lib/api.ts'

type Board = Reply<'getCommendation'>
export type Kind = Board['kinds'][number]
export type Line = Kind['groups'][number]['lines'][number]
export type Rules = NonNullable<Board['rules']>
export type RuleKind = Rules['kinds'][number]
export type Measure = Extract<RuleKind, { for: 'collective' }>['measures'][number]['measure']
export type Shown = 'all' | 'undecided' | 'agreed' | 'upward' | 'struck'
export const shownOptions = ['all', 'undecided', 'agreed', 'upward', 'struck'] as const satisfies readonly Shown[]

/** A decision of the council names so many at most. */
export const DECIDED_AT_ONCE = 500

export const merits: readonly Measure[] = ['rate', 'people', 'mean', 'allCorrect', 'initiatives', 'benefit', 'works']
export const personSources = ['results', 'initiatives', 'byHand'] as const
/** Of these a union may have a target of its own. */
export const targeted: readonly Measure[] = ['initiatives', 'benefit', 'works']

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase()

/** Whether a line is to be seen: by its state, and by words of its name or union in any order and without accents. */
export function isShown(line: Line, shown: Shown, search: string): boolean {
  const states: Record<Shown, boolean> = {
    all: true,
    undecided: line.state === 'proposed' || line.state === 'tied',
    agreed: line.state === 'agreed',
    upward: line.upward,
    struck: line.state === 'struck',
  }
  const text = plain(`${line.name} ${line.unionName} ${line.unionPath}`)
  return (
    states[shown] &&
    plain(search)
      .split(/\s+/)
      .every((word) => text.includes(word))
  )
}

/** A key for a kind that is new, from its title; another than those that are taken. */
export function keyOf(title: string, taken: readonly string[]): string {
  const base =
    plain(title)
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 30)
      .replace(/-$/, '') || 'hinh-thuc'
  for (let number = 1; ; number += 1) {
    const key = number === 1 ? base : `${base}-${number}`
    if (!taken.includes(key)) return key
  }
}

/** A kind as it begins. */
export function newKind(what: RuleKind['for'], title: string, taken: readonly string[]): RuleKind {
  const common = { key: keyOf(title, taken), title, groupBy: 'all' as const, cap: { unit: 'places' as const, amount: 1 }, notWith: [] }
  return what === 'person'
    ? { for: 'person', ...common, source: 'results', notVoided: true }
    : {
        for: 'collective',
        ...common,
        unionKinds: ['grassrootsUnion'],
        measures: [{ measure: 'rate', weight: 100, against: 'best' }],
        leastMembers: 0,
        reportNeeded: false,
      }
}

/** A kind takes another place; one that it excluded and that now stands below it is excluded no more. */
export function moved(kinds: readonly RuleKind[], from: number, to: number): RuleKind[] {
  const list = [...kinds]
  const [kind] = list.splice(from, 1)
  if (kind === undefined) return list
  list.splice(to, 0, kind)
  return onlyAbove(list)
}

/** Without exclusions of kinds that are gone or stand below. */
export const onlyAbove = (kinds: readonly RuleKind[]): RuleKind[] =>
  kinds.map((kind, index) => ({ ...kind, notWith: kind.notWith.filter((key) => kinds.slice(0, index).some((one) => one.key === key)) }))

/** The weight of a measure; 0: it is not measured. */
export function weighed(
  kind: Extract<RuleKind, { for: 'collective' }>,
  measure: Measure,
  change: { weight: number; against: 'best' | 'target' },
): Extract<RuleKind, { for: 'collective' }> {
  const others = kind.measures.filter((one) => one.measure !== measure)
  return { ...kind, measures: change.weight > 0 ? [...others, { measure, ...change }] : others }
}
