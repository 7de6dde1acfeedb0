import type { Attempt, SavedResponse } from '../../domain/attempt.ts'
import { answerWords } from '../../domain/answer-words.ts'
import { commonResponse } from '../../domain/flags-answers.ts'
import { correctedBy, markedShares, type Corrected } from '../../domain/key-correction.ts'
import type { QuestionVersion } from '../../domain/question.ts'
import { rightAnswer } from '../../domain/right-answer.ts'
import type { RoundRules } from '@hoithi/shared/contracts/rules'
import type { ReplyOf } from '../../http/route.ts'
import type { Services } from '../../services.ts'

type Compared = ReplyOf<'getFlag'>['compared'][number]
type Answered = { position: number; choice: string[]; right: boolean; item: Attempt['paper'][number] }

/** What both papers asked, in the order of the first: how each answered, and where they agree. */
export async function comparePapers({ storage }: Pick<Services, 'storage'>, firstId: string, secondId: string): Promise<Compared[]> {
  const [first, second] = await Promise.all([storage.attempts.find(firstId), storage.attempts.find(secondId)])
  const found = first === null ? null : await storage.contests.round(first.roundId)
  if (first === null || second === null || found === null) return []
  const versions = await storage.questions.versions([...first.paper, ...second.paper].map(({ versionId }) => versionId))
  const corrected = correctedBy(await storage.corrections.ofRound(first.roundId))
  const answersOf = async (attempt: Attempt) =>
    answered(attempt, { responses: await storage.attempts.responses(attempt.id), versions, rules: found.round.rules, corrected })
  const [own, other] = [await answersOf(first), await answersOf(second)]
  return [...own].flatMap(([versionId, answer]) => {
    const [against, version] = [other.get(versionId), versions.get(versionId)]
    return against === undefined || version === undefined ? [] : [compared(answer, against, version)]
  })
}

type Known = { responses: SavedResponse[]; versions: ReadonlyMap<string, QuestionVersion>; rules: RoundRules; corrected: Corrected }

function answered({ paper }: Attempt, { responses, versions, rules, corrected }: Known): Map<string, Answered> {
  const keyOf = (versionId: string): QuestionVersion => {
    const version = versions.get(versionId)
    if (version === undefined) throw new Error(`question version ${versionId} does not exist`)
    return version
  }
  const earned = markedShares({ paper, responses, keyOf, corrected }, rules.multipleCredit)
  const choices = new Map(responses.map(({ position, choice }) => [position, choice]))
  return new Map(
    paper.map((item, index) => [item.versionId, { item, position: index + 1, choice: choices.get(index + 1) ?? [], right: earned[index] === 1 }]),
  )
}

function compared(first: Answered, second: Answered, version: QuestionVersion): Compared {
  const [one, two] = [commonResponse(first.item, first.choice), commonResponse(second.item, second.choice)]
  const same = first.choice.length > 0 && one === two
  const side = ({ position, item, choice, right }: Answered) => ({ position, right, answer: answerWords(item, choice, version) })
  return {
    stem: version.stem,
    first: side(first),
    second: side(second),
    right: answerWords(first.item, rightAnswer(first.item, version), version),
    agree: same ? (first.right ? 'right' : 'wrong') : 'no',
  }
}
