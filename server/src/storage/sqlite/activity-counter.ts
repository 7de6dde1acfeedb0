import { and, eq, lte, sql } from 'drizzle-orm'
import type { Activity, activityOf } from '../../domain/activity.ts'
import type { Sqlite } from './open.ts'
import { placeholders } from './placeholders.ts'
import { activity, contests, outcomes } from './schema.ts'

type Person = { contestantId: string; contestId: string }

/** Keeps activity level with the outcomes; runs inside the caller's transaction. */
export function activityCounter({ db }: Pick<Sqlite, 'db'>) {
  const zone = db
    .select({ timeZone: contests.timeZone })
    .from(contests)
    .where(eq(contests.id, sql.placeholder('contestId')))
    .prepare()
  const own = db
    .select()
    .from(outcomes)
    .where(and(eq(outcomes.contestantId, sql.placeholder('contestantId')), eq(outcomes.contestId, sql.placeholder('contestId'))))
    .prepare()
  const add = db
    .insert(activity)
    .values(placeholders('boardId', 'span', 'at', 'unionId', 'kind', 'people', 'attempts', 'scoreSum', 'allCorrect'))
    .onConflictDoUpdate({
      target: [activity.boardId, activity.span, activity.at, activity.unionId, activity.kind],
      set: {
        people: sql`${activity.people} + excluded.people`,
        attempts: sql`${activity.attempts} + excluded.attempts`,
        // Points have two decimals: rounding keeps a running sum equal to a recomputed one.
        scoreSum: sql`round(${activity.scoreSum} + excluded.score_sum, 2)`,
        allCorrect: sql`${activity.allCorrect} + excluded.all_correct`,
      },
    })
    .prepare()
  const removeEmpty = db
    .delete(activity)
    .where(
      and(
        eq(activity.boardId, sql.placeholder('boardId')),
        eq(activity.span, sql.placeholder('span')),
        eq(activity.at, sql.placeholder('at')),
        eq(activity.unionId, sql.placeholder('unionId')),
        eq(activity.kind, sql.placeholder('kind')),
        lte(activity.people, 0),
      ),
    )
    .prepare()

  const subtract = ({ people, attempts, scoreSum, allCorrect, ...row }: Activity): void => {
    add.run({ ...row, people: -people, attempts: -attempts, scoreSum: -scoreSum, allCorrect: -allCorrect })
  }
  const replace = (before: Activity | undefined, after: Activity | undefined): void => {
    if (before !== undefined) subtract(before)
    if (after !== undefined) add.run(after)
    if (before !== undefined) removeEmpty.run(before)
  }

  return {
    /** Count what a change of a person's outcomes changes. */
    change({ contestantId, contestId }: Person, rule: typeof activityOf, write: () => void): void {
      const timeZone = zone.get({ contestId })?.timeZone
      if (timeZone === undefined) throw new Error(`the log names contest ${contestId}, which does not exist`)
      const counted = (): Map<string, Activity> => rule(own.all({ contestantId, contestId }), timeZone)
      const before = counted()
      write()
      const after = counted()
      for (const key of new Set([...before.keys(), ...after.keys()])) {
        const [was, is] = [before.get(key), after.get(key)]
        if (JSON.stringify(was) !== JSON.stringify(is)) replace(was, is)
      }
    },
  }
}
