import type { SavedResponse } from './attempt.ts'

/** A late answer that was kept apart; `decision` is null until a judge has decided, `replaced` what an accepted one took the place of. */
export type HeldTap = SavedResponse & { arrivedAt: number; decision: 'accepted' | 'refused' | null; replaced: string[] | null }

/** What becomes of one late tap. */
export type HeldMark = { position: number; tappedAt: number; decision: 'accepted' | 'refused'; replaced: string[] | null }
export type HeldPlan = { marks: HeldMark[]; responses: SavedResponse[]; taken: SavedResponse[] }

/** Of each position the newest tap that nobody has decided on. */
export function waitingAnswers(held: readonly HeldTap[]): HeldTap[] {
  const newest = new Map<number, HeldTap>()
  for (const tap of held) {
    const known = newest.get(tap.position)
    if (tap.decision === null && (known === undefined || known.tappedAt < tap.tappedAt)) newest.set(tap.position, tap)
  }
  return [...newest.values()].sort((a, b) => a.position - b.position)
}

/**
 * What follows when a judge accepts or refuses the late answers of some positions, or of all: of each the newest is taken in place of what stood,
 * the earlier ones fall with it. Null when there is nothing to decide on, or a position without a late answer is named.
 */
export function planHeld(
  saved: readonly SavedResponse[],
  held: readonly HeldTap[],
  wanted: { accept: boolean; positions: readonly number[] | null },
): HeldPlan | null {
  const waiting = waitingAnswers(held)
  const chosen = wanted.positions === null ? waiting : waiting.filter(({ position }) => wanted.positions?.includes(position))
  if (chosen.length === 0 || (wanted.positions !== null && chosen.length !== new Set(wanted.positions).size)) return null
  const stood = new Map(saved.map((response) => [response.position, response]))
  const marks = held.flatMap((tap): HeldMark[] => {
    const newest = chosen.find(({ position }) => position === tap.position)
    if (tap.decision !== null || newest === undefined) return []
    const taken = wanted.accept && newest.tappedAt === tap.tappedAt
    const { position, tappedAt } = tap
    return [{ position, tappedAt, decision: taken ? 'accepted' : 'refused', replaced: taken ? (stood.get(position)?.choice ?? []) : null }]
  })
  const taken = wanted.accept ? chosen.map(({ position, choice, tappedAt }) => ({ position, choice, tappedAt })) : []
  const responses = new Map([...stood, ...taken.map((tap): [number, SavedResponse] => [tap.position, tap])])
  return { marks, taken, responses: [...responses.values()].sort((a, b) => a.position - b.position) }
}

/** The answers as they were handed in, before any late one was let in: how a question fared is told by these. */
export function asHandedIn<Answer extends { position: number; choice: string[] }>(saved: readonly Answer[], held: readonly HeldTap[]): Answer[] {
  if (held.length === 0) return [...saved]
  const first = new Map<number, string[]>()
  for (const { position, decision, replaced } of held.toSorted((a, b) => b.tappedAt - a.tappedAt))
    if (decision === 'accepted') first.set(position, replaced ?? [])
  return saved.map((response) => ({ ...response, choice: first.get(response.position) ?? response.choice }))
}
