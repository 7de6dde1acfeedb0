import type { Attempt } from '../../domain/attempt.ts'
import { answersShown } from '../../domain/contest.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { shares } from '../../domain/grading.ts'
import type { QuestionVersion } from '../../domain/question.ts'
import { rightAnswer } from '../../domain/right-answer.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { questionView } from './view.ts'

/** A finished attempt with its key, as its contestant may see it once the rules allow; never before. */
export async function reviewOf({ storage }: Pick<Services, 'storage'>, attempt: Attempt): Promise<Decision<ReplyOf<'getReview'>>> {
  const found = await storage.contests.round(attempt.roundId)
  if (found === null) return refuse('not-found')
  const rounds = await storage.contests.rounds(found.contest.id)
  if (attempt.outcome === null || !answersShown(found.round, rounds)) return refuse('answers-hidden')
  const versions = await storage.questions.versions(attempt.paper.map(({ versionId }) => versionId))
  const responses = await storage.attempts.responses(attempt.id)
  const versionOf = (versionId: string): QuestionVersion => {
    const version = versions.get(versionId)
    if (version === undefined) throw new Error(`question version ${versionId} does not exist`)
    return version
  }
  const choices = new Map(responses.map(({ position, choice }) => [position, choice]))
  const earned = shares(attempt.paper, responses, versionOf, found.round.rules.multipleCredit)
  const questions = attempt.paper.map((item, index) => {
    const version = versionOf(item.versionId)
    return {
      ...questionView(item, index + 1, version),
      choice: choices.get(index + 1) ?? [],
      right: rightAnswer(item, version),
      share: earned[index] ?? 0,
      explanation: version.explanation,
      legalReference: version.legalReference,
    }
  })
  return accept({ attemptId: attempt.id, roundId: attempt.roundId, number: attempt.number, practice: found.round.practice, questions })
}
