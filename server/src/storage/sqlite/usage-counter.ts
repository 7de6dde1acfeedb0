import type { RoundRules } from '@hoithi/shared/contracts/rules'
import { eq, sql } from 'drizzle-orm'
import type { RestoreEvent, SubmissionEvent, VoidEvent } from '../../domain/log-event.ts'
import type { Projection } from '../../ports/boards.ts'
import { asHandedIn } from '../../domain/held-answers.ts'
import type { PaperItem } from '../../domain/paper.ts'
import type { QuestionDraft } from '../../domain/question.ts'
import { choiceOf } from '../attempt-rows.ts'
import { heldReader } from './held-responses.ts'
import type { Sqlite } from './open.ts'
import { prepared } from './prepared.ts'
import { contentOf } from './question-versions.ts'
import { questionVersions } from './schema.ts'

/** Keys that are held: those of a few contests under way. */
const MOST_KEYS = 10_000

type Sum = { drawn: number; answered: number; earned: number }

/** Sums up how questions fare in finished attempts; a void takes its attempt out again. Runs inside the caller's transaction. */
export function usageCounter({ db, client }: Pick<Sqlite, 'db' | 'client'>) {
  const paperOf = client.prepare<[attemptId: string], { paper: string }>('select paper from attempts where id = ?')
  const responsesOf = client.prepare<[attemptId: string], { position: number; choice: string; tappedAt: number }>(
    'select position, choice, tapped_at as tappedAt from responses where attempt_id = ?',
  )
  const add = client.prepare<[versionId: string, drawn: number, answered: number, earned: number]>(
    `insert into question_usage (version_id, drawn, answered, earned) values (?, ?, ?, ?)
     on conflict (version_id) do update set drawn = drawn + excluded.drawn, answered = answered + excluded.answered, earned = earned + excluded.earned`,
  )
  const heldOf = heldReader({ db })
  const keys = new Map<string, QuestionDraft>()
  const sums = new Map<string, Sum>()

  const versionById = prepared(
    db
      .select()
      .from(questionVersions)
      .where(eq(questionVersions.id, sql.placeholder('id'))),
  )
  const keyOf = (versionId: string): QuestionDraft => {
    const known = keys.get(versionId)
    if (known !== undefined) return known
    const row = versionById.get({ id: versionId })
    if (row === undefined) throw new Error(`a paper pins question version ${versionId}, which does not exist`)
    const key = contentOf(row)
    if (keys.size >= MOST_KEYS) keys.clear()
    keys.set(versionId, key)
    return key
  }

  return {
    count(event: SubmissionEvent | VoidEvent | RestoreEvent, { multipleCredit }: RoundRules, shares: Projection['shares']): void {
      const drawn = paperOf.get(event.attemptId)
      if (drawn === undefined) return
      const paper = JSON.parse(drawn.paper) as PaperItem[]
      const stands = responsesOf.all(event.attemptId).map(({ position, choice, tappedAt }) => ({ position, choice: choiceOf(choice), tappedAt }))
      // A late answer may have been let in before this entry was counted, or after: either way it is told what was handed in.
      const saved = asHandedIn(stands, heldOf(event.attemptId))
      const answered = new Set(saved.filter(({ choice }) => choice.length > 0).map(({ position }) => position))
      const sign = event.kind === 'void' ? -1 : 1
      for (const [index, share] of shares(paper, saved, keyOf, multipleCredit).entries()) {
        const versionId = paper[index]?.versionId ?? ''
        const sum = sums.get(versionId) ?? { drawn: 0, answered: 0, earned: 0 }
        sum.drawn += sign
        sum.answered += answered.has(index + 1) ? sign : 0
        sum.earned += sign * Math.round(share * 100)
        sums.set(versionId, sum)
      }
    },
    /** Write what was summed up since the last flush. */
    flush(): void {
      for (const [versionId, { drawn, answered, earned }] of sums) add.run(versionId, drawn, answered, earned)
      sums.clear()
    },
    /** What was summed up counts no more: its transaction is undone. */
    forget: (): void => sums.clear(),
  }
}
