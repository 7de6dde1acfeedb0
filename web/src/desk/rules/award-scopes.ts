type Round = { id: string; title: string; phase: string; practice: boolean }
/** What one decision is of: a round, or (no title) the whole contest; `first`: the one to begin with. */
export type AwardScope = { id: string; roundId: string | null; title: string | null; first: boolean }

export const WHOLE = 'contest'

/** Every round that counts, and the whole contest where there are several; begun with the newest that is sealed. */
export function awardScopes(rounds: readonly Round[]): AwardScope[] {
  const ranked = rounds.filter(({ practice }) => !practice)
  const begins = ranked.findLast(({ phase }) => phase === 'sealed') ?? ranked[0]
  const scopes = ranked.map(({ id, title }): AwardScope => ({ id, roundId: id, title, first: id === begins?.id }))
  return ranked.length < 2 ? scopes : [...scopes, { id: WHOLE, roundId: null, title: null, first: false }]
}
