import { sql } from 'drizzle-orm'
import type { JoinEvent, MoveEvent, RegradeEvent, RestoreEvent, SubmissionEvent, VoidEvent } from '../../domain/log-event.ts'
import type { Outcome, Standing } from '../../domain/standing.ts'
import { given, insertMany, texts } from './many-rows.ts'
import type { Db } from './open.ts'
import { outcomes, standings } from './schema.ts'

export type Counted = SubmissionEvent | VoidEvent | RestoreEvent | MoveEvent | RegradeEvent | JoinEvent
type StandingRow = typeof standings.$inferSelect

export const toStanding = ({ boardId: _, k1, k2, k3, k4, ...row }: StandingRow): Standing => ({ keys: [k1, k2, k3, k4], ...row })
const toRow = (boardId: string, { keys: [k1, k2, k3, k4], ...standing }: Standing): StandingRow => ({ boardId, ...standing, k1, k2, k3, k4 })

/** Those whom an entry is about. */
export const peopleOf = (event: Counted): string[] => (event.kind === 'join' ? [event.contestantId, event.fromContestantId] : [event.contestantId])

/** Finished attempts of whomever some entries are about: read at once, changed in memory, written at once. Runs inside the caller's transaction. */
export async function outcomeRows(db: Db, events: readonly Counted[]) {
  const people = new Set(events.flatMap(peopleOf))
  const named = new Set(
    events.flatMap((event) => (event.kind === 'join' ? Object.keys(event.numbers) : 'attemptId' in event ? [event.attemptId] : [])),
  )
  const stored = await db
    .select()
    .from(outcomes)
    .where(sql`${outcomes.contestantId} = any(${texts(people)}) or ${outcomes.attemptId} = any(${texts(named)})`)
  const byPerson = new Map<string, Map<string, Outcome>>()
  const byAttempt = new Map<string, Outcome>()
  const added = new Set<string>()
  const changed = new Set<string>()

  const put = (outcome: Outcome): void => {
    const before = byAttempt.get(outcome.attemptId)
    if (before !== undefined && before.contestantId !== outcome.contestantId) byPerson.get(before.contestantId)?.delete(outcome.attemptId)
    byAttempt.set(outcome.attemptId, outcome)
    const own = byPerson.get(outcome.contestantId) ?? new Map<string, Outcome>()
    byPerson.set(outcome.contestantId, own.set(outcome.attemptId, outcome))
  }
  const ownOf = (contestantId: string): Outcome[] => [...(byPerson.get(contestantId)?.values() ?? [])]
  for (const outcome of stored) put(outcome)

  return {
    add(outcome: Outcome): void {
      if (byAttempt.has(outcome.attemptId)) throw new Error(`the log tells twice of attempt ${outcome.attemptId}`)
      put(outcome)
      added.add(outcome.attemptId)
    },
    change(attemptId: string, fields: Partial<Outcome>): void {
      const before = byAttempt.get(attemptId)
      if (before === undefined) return
      put({ ...before, ...fields })
      if (!added.has(attemptId)) changed.add(attemptId)
    },
    inRound: (contestantId: string, roundId: string): Outcome[] => ownOf(contestantId).filter((outcome) => outcome.roundId === roundId),
    inContest: (contestantId: string, contestId: string): Outcome[] => ownOf(contestantId).filter((outcome) => outcome.contestId === contestId),
    async flush(): Promise<void> {
      const rows = (ids: Iterable<string>): Outcome[] => [...ids].flatMap((id) => byAttempt.get(id) ?? [])
      await insertMany(db, outcomes, rows(added))
      if (changed.size === 0) return
      await db.execute(sql`update ${outcomes} set contestant_id = given.contestant_id, union_id = given.union_id, number = given.number, score = given.score,
        max_score = given.max_score, all_correct = given.all_correct, voided = given.voided
        from ${given(outcomes, rows(changed))} where outcomes.attempt_id = given.attempt_id`)
    },
  }
}

type Place = { boardId: string; contestantId: string }
type Known = Place & { was: Standing | null; is: Standing | null }
const keyOf = ({ boardId, contestantId }: Place): string => `${boardId} ${contestantId}`

const replaced = sql`on conflict (board_id, contestant_id) do update set union_id = excluded.union_id, attempt_id = excluded.attempt_id,
  attempts = excluded.attempts, score = excluded.score, all_correct = excluded.all_correct, duration_ms = excluded.duration_ms,
  submitted_at = excluded.submitted_at, k1 = excluded.k1, k2 = excluded.k2, k3 = excluded.k3, k4 = excluded.k4`

/** The same for where people stand on boards: only what stands at `places` is known, and may be changed. */
export async function standingRows(db: Db, places: readonly Place[]) {
  const known = new Map<string, Known>(places.map((place) => [keyOf(place), { ...place, was: null, is: null }]))
  for (const row of known.size === 0 ? [] : await storedAt(db, places)) {
    const standing = toStanding(row)
    known.set(keyOf(row), { boardId: row.boardId, contestantId: row.contestantId, was: standing, is: standing })
  }
  const changed = (): Known[] => [...known.values()].filter(({ was, is }) => was !== is)

  return {
    find: (boardId: string, contestantId: string): Standing | null => known.get(keyOf({ boardId, contestantId }))?.is ?? null,
    replace(boardId: string, contestantId: string, standing: Standing | null): void {
      const place = known.get(keyOf({ boardId, contestantId }))
      if (place === undefined) throw new Error(`nobody looked where ${contestantId} stands on board ${boardId}`)
      place.is = standing
    },
    /** Each place of which something else is known now. */
    changed,
    async flush(): Promise<void> {
      const gone = changed().filter(({ is }) => is === null)
      if (gone.length > 0)
        await db.execute(sql`delete from ${standings} using ${given(
          standings,
          gone.map(({ boardId, contestantId }) => ({ boardId, contestantId })),
        )}
          where standings.board_id = given.board_id and standings.contestant_id = given.contestant_id`)
      const rows = changed().flatMap(({ boardId, is }) => (is === null ? [] : [toRow(boardId, is)]))
      await insertMany(db, standings, rows, replaced)
    },
  }
}

const storedAt = async (db: Db, places: readonly Place[]): Promise<StandingRow[]> =>
  (
    await db
      .select({ row: standings })
      .from(standings)
      .innerJoin(given(standings, places), sql`${standings.boardId} = given.board_id and ${standings.contestantId} = given.contestant_id`)
  ).map(({ row }) => row)
