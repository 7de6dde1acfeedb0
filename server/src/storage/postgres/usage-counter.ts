import type { RoundRules } from '@hoithi/shared/contracts/rules'
import { sql } from 'drizzle-orm'
import { asHandedIn, type HeldTap } from '../../domain/held-answers.ts'
import type { SavedResponse } from '../../domain/attempt.ts'
import type { LogEvent, RestoreEvent, SubmissionEvent, VoidEvent } from '../../domain/log-event.ts'
import type { PaperItem } from '../../domain/paper.ts'
import type { QuestionDraft } from '../../domain/question.ts'
import type { Projection } from '../../ports/boards.ts'
import { insertMany, texts } from './many-rows.ts'
import { rowsOf, type Db } from './open.ts'
import { contentOf } from './question-versions.ts'
import { questionUsage, questionVersions } from './schema.ts'

/** Keys that are held: those of a few contests under way. A version of a question never changes. */
const MOST_KEYS = 10_000
export type VersionKeys = Map<string, QuestionDraft>

type UsageEvent = SubmissionEvent | VoidEvent | RestoreEvent
type Sum = { drawn: number; answered: number; earned: number }
type Paper = { items: PaperItem[]; saved: SavedResponse[] }

const added = sql`on conflict (version_id) do update set drawn = question_usage.drawn + excluded.drawn,
  answered = question_usage.answered + excluded.answered, earned = question_usage.earned + excluded.earned`

/** Sums up how questions fare in finished attempts; a void takes its attempt out again. Reads what some entries need at once, inside the caller's transaction. */
export async function usageCounter(db: Db, events: readonly LogEvent[], keys: VersionKeys) {
  const about = new Set(events.flatMap((event) => (tellsUsage(event) ? [event.attemptId] : [])))
  const papers = about.size === 0 ? new Map<string, Paper>() : await papersOf(db, about)
  await learnKeys(db, new Set([...papers.values()].flatMap(({ items }) => items.map(({ versionId }) => versionId))), keys)
  const sums = new Map<string, Sum>()
  const keyOf = (versionId: string): QuestionDraft => {
    const key = keys.get(versionId)
    if (key === undefined) throw new Error(`a paper pins question version ${versionId}, which does not exist`)
    return key
  }

  return {
    count(event: UsageEvent, { multipleCredit }: RoundRules, shares: Projection['shares']): void {
      const paper = papers.get(event.attemptId)
      if (paper === undefined) return
      const answered = new Set(paper.saved.filter(({ choice }) => choice.length > 0).map(({ position }) => position))
      const sign = event.kind === 'void' ? -1 : 1
      for (const [index, share] of shares(paper.items, paper.saved, keyOf, multipleCredit).entries()) {
        const versionId = paper.items[index]?.versionId ?? ''
        const sum = sums.get(versionId) ?? { drawn: 0, answered: 0, earned: 0 }
        sum.drawn += sign
        sum.answered += answered.has(index + 1) ? sign : 0
        sum.earned += sign * Math.round(share * 100)
        sums.set(versionId, sum)
      }
    },
    /** Write what was summed up. */
    flush: (to: Db): Promise<void> =>
      insertMany(
        to,
        questionUsage,
        [...sums].map(([versionId, sum]) => ({ versionId, ...sum })),
        added,
      ),
  }
}

/** A bank's version is told by its own key: a corrected key changes scores, not what people had answered. */
export const tellsUsage = (event: LogEvent): event is UsageEvent => event.kind === 'submission' || event.kind === 'void' || event.kind === 'restore'

type PaperRow = {
  id: string
  paper: string
  saved: [position: number, choice: string, tappedAt: number][] | null
  held: [position: number, choice: string, tappedAt: number, arrivedAt: number, decision: HeldTap['decision'], replaced: string | null][] | null
}

/** In one statement, for a judge may let a late answer in meanwhile: before or after, it is told what was handed in. */
async function papersOf(db: Db, attemptIds: ReadonlySet<string>): Promise<Map<string, Paper>> {
  const rows = await rowsOf<PaperRow>(
    db,
    sql`select id, paper,
      (select json_agg(json_build_array(r.position, r.choice, r.tapped_at) order by r.position) from responses r where r.attempt_id = a.id) as saved,
      (select json_agg(json_build_array(h.position, h.choice, h.tapped_at, h.arrived_at, h.decision, h.replaced) order by h.position, h.tapped_at)
        from held_responses h where h.attempt_id = a.id) as held
      from attempts a where id = any(${texts(attemptIds)})`,
  )
  const read = (written: string): string[] => JSON.parse(written) as string[]
  return new Map(
    rows.map(({ id, paper, saved, held }) => {
      const stands = (saved ?? []).map(([position, choice, tappedAt]) => ({ position, choice: read(choice), tappedAt }))
      const late = (held ?? []).map(([position, choice, tappedAt, arrivedAt, decision, replaced]) => ({
        position,
        choice: read(choice),
        tappedAt,
        arrivedAt,
        decision,
        replaced: replaced === null ? null : read(replaced),
      }))
      return [id, { items: JSON.parse(paper) as PaperItem[], saved: asHandedIn(stands, late) }]
    }),
  )
}

async function learnKeys(db: Db, wanted: ReadonlySet<string>, keys: VersionKeys): Promise<void> {
  if (keys.size + wanted.size > MOST_KEYS) keys.clear()
  const unknown = [...wanted].filter((id) => !keys.has(id))
  if (unknown.length === 0) return
  const rows = await db
    .select({ id: questionVersions.id, content: questionVersions.content })
    .from(questionVersions)
    .where(sql`${questionVersions.id} = any(${texts(unknown)})`)
  for (const row of rows) keys.set(row.id, contentOf(row))
}
