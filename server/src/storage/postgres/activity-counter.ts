import { sql } from 'drizzle-orm'
import type { Activity, activityOf } from '../../domain/activity.ts'
import type { Outcome } from '../../domain/standing.ts'
import { given, insertMany } from './many-rows.ts'
import type { Db } from './open.ts'
import { activity } from './schema.ts'

type Change = Omit<Activity, 'scoreSum'> & { hundredths: number }

const same = (a: Activity, b: Activity | undefined): boolean =>
  b !== undefined &&
  a.unionId === b.unionId &&
  a.kind === b.kind &&
  a.attempts === b.attempts &&
  a.scoreSum === b.scoreSum &&
  a.allCorrect === b.allCorrect

// Points have two decimals: rounding keeps a running sum equal to a recomputed one.
const added = sql`on conflict (board_id, span, at, union_id, kind) do update set people = activity.people + excluded.people,
  attempts = activity.attempts + excluded.attempts, score_sum = round((activity.score_sum + excluded.score_sum) * 100) / 100,
  all_correct = activity.all_correct + excluded.all_correct`

/** Keeps activity level with the outcomes: what some hundred entries change is summed up and written at once, inside the caller's transaction. */
export function activityCounter(zoneOf: (contestId: string) => string) {
  const changes = new Map<string, Change>()

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

  return {
    /** Count what a change of a person's outcomes in a contest changes. */
    changed(contestId: string, rule: typeof activityOf, outcomesBefore: readonly Outcome[], outcomes: readonly Outcome[]): void {
      const timeZone = zoneOf(contestId)
      const [before, after] = [rule(outcomesBefore, timeZone), rule(outcomes, timeZone)]
      for (const [key, row] of before) if (!same(row, after.get(key))) add(row, -1)
      for (const [key, row] of after) if (!same(row, before.get(key))) add(row, 1)
    },
    /** Write what was summed up. */
    async flush(db: Db): Promise<void> {
      const all = [...changes.values()]
      const moved = all.filter(
        ({ people, attempts, hundredths, allCorrect }) => people !== 0 || attempts !== 0 || hundredths !== 0 || allCorrect !== 0,
      )
      await insertMany(
        db,
        activity,
        moved.map(({ hundredths, ...row }) => ({ ...row, scoreSum: hundredths / 100 })),
        added,
      )
      // Of stretches that somebody has left nothing may be left.
      const left = all.filter(({ people }) => people < 0).map(({ boardId, span, at, unionId, kind }) => ({ boardId, span, at, unionId, kind }))
      if (left.length === 0) return
      await db.execute(sql`delete from ${activity} using ${given(activity, left)} where activity.people <= 0 and activity.board_id = given.board_id
        and activity.span = given.span and activity.at = given.at and activity.union_id = given.union_id and activity.kind = given.kind`)
    },
  }
}
