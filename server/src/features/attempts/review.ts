import type { Attempt, SavedResponse } from '../../domain/attempt.ts'
import { answersShown } from '../../domain/contest.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { asHandedIn } from '../../domain/held-answers.ts'
import { correctedBy, markedShares, rightUnder, type VersionRule } from '../../domain/key-correction.ts'
import type { PaperItem } from '../../domain/paper.ts'
import type { QuestionVersion } from '../../domain/question.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { Correction } from '../../ports/corrections.ts'
import type { Services } from '../../services.ts'
import { knownUpTo } from './as-sealed.ts'
import { questionView } from './paper-view.ts'

/** A finished attempt with its key, as its contestant may see it once the rules allow; never before. */
export async function reviewOf({ storage }: Pick<Services, 'storage'>, attempt: Attempt): Promise<Decision<ReplyOf<'getReview'>>> {
  const found = await storage.contests.round(attempt.roundId)
  if (found === null) return refuse('not-found')
  const rounds = await storage.contests.rounds(found.contest.id)
  if (attempt.outcome === null || !answersShown(found.round, rounds)) return refuse('answers-hidden')
  const versions = await storage.questions.versions(attempt.paper.map(({ versionId }) => versionId))
  const upTo = await knownUpTo({ storage }, found.round)
  const responses = await responsesUpTo({ storage }, attempt, upTo)
  const versionOf = (versionId: string): QuestionVersion => {
    const version = versions.get(versionId)
    if (version === undefined) throw new Error(`question version ${versionId} does not exist`)
    return version
  }
  const choices = new Map(responses.map(({ position, choice }) => [position, choice]))
  const decisions = (await storage.corrections.ofRound(attempt.roundId)).filter(({ seq }) => upTo === null || seq <= upTo)
  const corrected = correctedBy(decisions)
  const marked = { paper: attempt.paper, responses, keyOf: versionOf, corrected }
  const earned = markedShares(marked, found.round.rules.multipleCredit)
  const questions = attempt.paper.map((item, index) => {
    const version = versionOf(item.versionId)
    return {
      ...questionView(item, index + 1, version),
      choice: choices.get(index + 1) ?? [],
      ...told(item, version, corrected.get(version.id), decisions),
      share: earned[index] ?? 0,
      explanation: version.explanation,
      legalReference: version.legalReference,
    }
  })
  return accept({ attemptId: attempt.id, roundId: attempt.roundId, number: attempt.number, practice: found.round.practice, questions })
}

/** The answers on which the score rests that is shown: one that came late counts with the results that it is in. */
async function responsesUpTo({ storage }: Pick<Services, 'storage'>, { id, outcome }: Attempt, upTo: number | null): Promise<SavedResponse[]> {
  const responses = await storage.attempts.responses(id)
  const then = upTo === null || outcome === null ? null : await storage.log.asOf(outcome.receipt, upTo)
  return then?.lateSince === true ? asHandedIn(responses, await storage.attempts.heldResponses(id)) : responses
}

/** What was right, and what was decided on the key since and why. */
function told(
  item: PaperItem,
  version: QuestionVersion,
  rule: VersionRule | undefined,
  decisions: readonly Correction[],
): Pick<ReplyOf<'getReview'>['questions'][number], 'right' | 'correction'> {
  const { right, alsoRight } = rightUnder(item, version, rule)
  if (rule === undefined) return { right, correction: null }
  const reason = decisions.findLast(({ versions }) => version.id in versions)?.reason ?? ''
  return { right, correction: { treatment: rule.treatment, reason, alsoRight } }
}
