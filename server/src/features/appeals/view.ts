import { APPEALS_OF_ATTEMPT, appealWindow, isOpen } from '../../domain/appeal.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { AppealRow, DisputedAttempt, OwnAppealRow } from '../../ports/appeals.ts'

type Own = ReplyOf<'listOwnAppeals'>['appeals'][number]

/** An appeal as the contestant sees it: of the answer what is theirs to know. */
export function ownView(row: OwnAppealRow): Own {
  const { id, attemptId, roundTitle, attemptNumber, filedAt, subject, position, body, state, answerBy } = row
  const answer =
    row.answer === null || row.answeredAt === null
      ? null
      : {
          text: row.answer,
          measure: row.measure,
          at: row.answeredAt,
          isNew: row.answerRevision > row.seenRevision,
          corrected: row.answerRevision > 1,
        }
  const onBehalf = row.filedBy !== row.contestantId
  return { id, attemptId, roundTitle, attemptNumber, filedAt, onBehalf, subject, position, body, state, answerBy, answer }
}

/** Whether and until when an attempt can be disputed by its contestant. */
export function windowView(disputed: DisputedAttempt, now: number): Omit<ReplyOf<'getAttemptAppeals'>, 'appeals' | 'now'> {
  const { state, opensAt, closesAt } = appealWindow(disputed.facts, now)
  const { days, answerDays } = disputed.facts.rules
  const mayFile = state === 'open' && !disputed.appeals.some(isOpen) && disputed.appeals.length < APPEALS_OF_ATTEMPT
  return { state, opensAt, closesAt, days, answerDays, questions: disputed.questions, voided: disputed.facts.voided, mayFile }
}

export function deskView(row: AppealRow): ReplyOf<'getAppeal'>['appeal'] {
  const { contestId: _contest, unionId: _union, filedByLogin, answeredByLogin, seenRevision, filedBy, ...shown } = row
  const own = filedBy === row.contestantId
  return {
    ...shown,
    filedBy: own ? null : filedByLogin,
    answeredBy: answeredByLogin,
    seen: row.answerRevision > 0 && seenRevision === row.answerRevision,
  }
}
