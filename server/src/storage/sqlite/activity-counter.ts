import { eq } from 'drizzle-orm'
import type { Activity, activityOf } from '../../domain/activity.ts'
import type { Outcome } from '../../domain/standing.ts'
import type { Sqlite } from './open.ts'
import type { ProjectionRows } from './projection-rows.ts'
import { contests } from './schema.ts'

type Person = { contestantId: string; contestId: string }
type Change = Omit<Activity, 'scoreSum'> & { hundredths: number }

const same = (a: Activity, b: Activity | undefined): boolean =>
  b !== undefined &&
  a.unionId === b.unionId &&
  a.kind === b.kind &&
  a.attempts === b.attempts &&
  a.scoreSum === b.scoreSum &&
  a.allCorrect === b.allCorrect

/** Keeps activity level with the outcomes: what some hundred entries change is summed up and written at once, inside the caller's transaction. */
export function activityCounter({ db, client }: Pick<Sqlite, 'db' | 'client'>, rows: Pick<ProjectionRows, 'inContest'>) {
  const zones = new Map<string, string>()
  const changes = new Map<string, Change>()

  const zoneOf = (contestId: string): string => {
    const known = zones.get(contestId) ?? db.select({ timeZone: contests.timeZone }).from(contests).where(eq(contests.id, contestId)).get()?.timeZone
    if (known === undefined) throw new Error(`the log names contest ${contestId}, which does not exist`)
    zones.set(contestId, known)
    return known
  }
  const add = (row: Activity | undefined, sign: 1 | -1): void => {
    if (row === undefined) return
    const { boardId, span, at, unionId, kind, people, attempts, scoreSum, allCorrect } = row
    const key = `${boardId} ${span} ${at} ${unionId} ${kind}`
    const change = changes.get(key) ?? { boardId, span, at, unionId, kind, people: 0, attempts: 0, hundredths: 0, allCorrect: 0 }
    change.people += sign * people
    change.attempts += sign * attempts
    change.hundredths += sign * Math.round(scoreSum * 100)
    change.allCorrect += sign * allCorrect
    changes.set(key, change)
  }
  const write = client.prepare(
    `insert into activity (board_id, span, at, union_id, kind, people, attempts, score_sum, all_correct) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (board_id, span, at, union_id, kind) do update set people = people + excluded.people, attempts = attempts + excluded.attempts,
       -- Points have two decimals: rounding keeps a running sum equal to a recomputed one.
       score_sum = round(score_sum + excluded.score_sum, 2), all_correct = all_correct + excluded.all_correct`,
  )
  /** Of stretches that somebody has left nothing may be left. */
  const removeEmpty = client.prepare('delete from activity where people <= 0 and board_id = ? and span = ? and at = ? and union_id = ? and kind = ?')

  return {
    /** Count what a change of a person's outcomes changes. */
    change({ contestantId, contestId }: Person, rule: typeof activityOf, writeOutcomes: () => void): void {
      const before = rows.inContest(contestantId, contestId)
      writeOutcomes()
      this.changed(contestId, rule, before, rows.inContest(contestantId, contestId))
    },
    /** The same where it is known what a person's outcomes were, and what they are. */
    changed(contestId: string, rule: typeof activityOf, outcomesBefore: readonly Outcome[], outcomes: readonly Outcome[]): void {
      const timeZone = zoneOf(contestId)
      const [before, after] = [rule(outcomesBefore, timeZone), rule(outcomes, timeZone)]
      for (const [key, row] of before) if (!same(row, after.get(key))) add(row, -1)
      for (const [key, row] of after) if (!same(row, before.get(key))) add(row, 1)
    },
    /** Write what was summed up since the last flush. */
    flush(): void {
      for (const { boardId, span, at, unionId, kind, people, attempts, hundredths, allCorrect } of changes.values()) {
        if (people !== 0 || attempts !== 0 || hundredths !== 0 || allCorrect !== 0)
          write.run(boardId, span, at, unionId, kind, people, attempts, hundredths / 100, allCorrect)
        if (people < 0) removeEmpty.run(boardId, span, at, unionId, kind)
      }
      this.forget()
    },
    /** What was summed up counts no more: its transaction is undone. */
    forget(): void {
      changes.clear()
      zones.clear()
    },
  }
}
