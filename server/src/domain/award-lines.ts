import type { AwardedBy, PrizeGroup } from './awards.ts'

/** One prize as a decision gives it, with the names of that moment. */
export type AwardLine = {
  group: PrizeGroup
  divisionId: string | null
  divisionName: string | null
  tier: number
  title: string
  /** In đồng. */
  value: number | null
  kind: 'person' | 'union'
  subjectId: string
  name: string
  unionName: string
  unionPath: string
  rank: number
  /** Of a person. */
  score: number | null
  durationMs: number | null
  /** Of a union: people, attempts, rate (0–1) or mean. */
  figure: number | null
  by: AwardedBy
  words: string | null
}

export type AwardChange = Pick<AwardLine, 'group' | 'divisionName'> & {
  what: 'gained' | 'lost' | 'moved'
  name: string
  unionName: string
  kind: AwardLine['kind']
  from: string | null
  to: string | null
}

const keyOf = ({ group, divisionId, subjectId }: AwardLine): string => `${group} ${divisionId ?? ''} ${subjectId}`

/** What differs between the prizes of a decision that was published and those that the results of now give. */
export function awardChanges(published: readonly AwardLine[], now: readonly AwardLine[]): AwardChange[] {
  const after = new Map(now.map((line) => [keyOf(line), line]))
  const before = new Map(published.map((line) => [keyOf(line), line]))
  const about = ({ group, divisionName, name, unionName, kind }: AwardLine) => ({ group, divisionName, name, unionName, kind })
  const gone = published.flatMap((line): AwardChange[] => {
    const other = after.get(keyOf(line))
    if (other === undefined) return [{ what: 'lost', ...about(line), from: line.title, to: null }]
    return other.tier === line.tier ? [] : [{ what: 'moved', ...about(other), from: line.title, to: other.title }]
  })
  const gained = now
    .filter((line) => !before.has(keyOf(line)))
    .map((line): AwardChange => ({ what: 'gained', ...about(line), from: null, to: line.title }))
  return [...gone, ...gained]
}

/** Sum of the values that are told; null where a prize has none. */
export function totalValue(lines: readonly AwardLine[]): number | null {
  return lines.reduce<number | null>((sum, { value }) => (sum === null || value === null ? null : sum + value), 0)
}
