import type { Reply } from '../../lib/api.ts'

type Standing = Pick<Reply<'getStanding'>, 'state' | 'veil' | 'closesAt' | 'sealedAt' | 'voided' | 'pending' | 'counts' | 'overall'>
type NoteKey =
  | 'standing.live'
  | 'standing.over'
  | 'standing.sealed'
  | 'standing.prediction'
  | 'standing.frozen'
  | 'standing.frozenNone'
  | 'standing.hidden'
  | 'standing.other'
  | 'standing.voided'
  | 'standing.pending'
  | 'standing.none'
/** A sentence about a rank, with the moment that it names. */
export type StandingNote = { key: NoteKey; at: number | null }

const note = (key: NoteKey, at: number | null = null): StandingNote => ({ key, at })

/** What to say about a rank: above all when it may still change. `predicts`: a prediction counts from the seal on. */
export function standingNotes(standing: Standing, predicts: boolean): StandingNote[] {
  const { voided, pending, veil, counts, overall, state } = standing
  if (voided) return [note('standing.voided')]
  if (veil?.kind === 'hidden') return [note('standing.hidden', veil.until)]
  if (veil?.kind === 'frozen') return [note(overall === null ? 'standing.frozenNone' : 'standing.frozen', veil.until)]
  if (pending) return [note('standing.pending')]
  if (overall === null) return [note('standing.none')]
  return [
    ...(counts === false ? [note('standing.other')] : []),
    until(standing),
    ...(predicts && state !== 'sealed' ? [note('standing.prediction')] : []),
  ]
}

function until({ state, closesAt, sealedAt }: Standing): StandingNote {
  if (state === 'sealed') return note('standing.sealed', sealedAt)
  return state === 'over' ? note('standing.over') : note('standing.live', closesAt)
}
