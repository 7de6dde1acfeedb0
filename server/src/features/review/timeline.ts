import { answerWords } from '../../domain/answer-words.ts'
import type { Attempt, SavedResponse } from '../../domain/attempt.ts'
import { deadlineNow } from '../../domain/attempt.ts'
import type { Round } from '../../domain/contest.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { answerGaps, charactersToRead, readingMs } from '../../domain/flags-speed.ts'
import { planHeld, type HeldTap } from '../../domain/held-answers.ts'
import { correctedBy, gradeWith, markedShares } from '../../domain/key-correction.ts'
import type { QuestionVersion } from '../../domain/question.ts'
import type { Sighting } from '../../domain/sighting.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { Services } from '../../services.ts'

type Timeline = ReplyOf<'getTimeline'>

const EVERY_FLAG = { page: 1, pageSize: 100, sort: 'weight', order: 'desc' } as const
const HISTORY = { page: 1, pageSize: 100 } as const

/** How one attempt went, as a judge may see it: its key is in it. */
export async function timelineOf({ storage, clock }: Pick<Services, 'storage' | 'clock'>, attemptId: string): Promise<Decision<Timeline>> {
  const attempt = await storage.attempts.find(attemptId)
  const found = attempt === null ? null : await storage.contests.round(attempt.roundId)
  const person = attempt === null ? null : await storage.contestants.find(attempt.contestantId)
  if (attempt === null || found === null || person === null) return refuse('not-found')
  const [versions, stands, held, sightings, corrections, flags, history, own, unions] = await Promise.all([
    storage.questions.versions(attempt.paper.map(({ versionId }) => versionId)),
    storage.attempts.stands(attemptId),
    storage.attempts.heldResponses(attemptId),
    storage.attempts.sightings(attemptId),
    storage.corrections.ofRound(attempt.roundId),
    storage.flags.list({ ...EVERY_FLAG, roundId: attempt.roundId, attemptId }),
    storage.audit.list({ ...HISTORY, search: attemptId }),
    storage.attempts.ofContestant(attempt.contestantId, found.contest.id),
    storage.unions.names([attempt.unionId]),
  ])
  const paper = paperReader(attempt, { versions, round: found.round, corrections })
  return accept({
    attempt: {
      ...headView(attempt, clock.now()),
      contestantName: person.fullName,
      phone: person.birthDate === '' ? '' : person.phone,
      unionName: unions.get(attempt.unionId) ?? '',
      voided: own.some(({ id, voided }) => id === attemptId && voided),
    },
    sightings: numbered(sightings),
    answers: answersView(attempt, stands, paper),
    late: held.map((tap) => lateView(tap, stands, paper)),
    scoreWithLate: paper.scoreWith(stands, held),
    flags: flags.rows.map(({ id, kind, strength, state }) => ({ id, kind, strength, state })),
    history: history.rows.map(({ at, actor, action, reason }) => ({ at, actor, action, reason })),
    now: clock.now(),
  })
}

function headView(attempt: Attempt, now: number) {
  const { id, roundId, number, contestantId, startedAt, submittedAt, outcome, paper } = attempt
  return {
    attemptId: id,
    roundId,
    number,
    contestantId,
    startedAt,
    deadlineAt: deadlineNow(attempt, now),
    submittedAt,
    finishedBy: outcome?.finishedBy ?? null,
    durationMs: outcome?.durationMs ?? null,
    score: outcome?.score ?? null,
    maxScore: outcome?.maxScore ?? null,
    receipt: outcome?.receipt ?? null,
    questions: paper.length,
  }
}

type Known = {
  versions: ReadonlyMap<string, QuestionVersion>
  round: Round
  corrections: Awaited<ReturnType<Services['storage']['corrections']['ofRound']>>
}

/** Reads a paper with the key in force. */
function paperReader({ paper }: Attempt, { versions, round, corrections }: Known) {
  const versionAt = (position: number): QuestionVersion => {
    const version = versions.get(paper[position - 1]?.versionId ?? '')
    if (version === undefined) throw new Error(`a paper has no question ${position}`)
    return version
  }
  const keyOf = (versionId: string): QuestionVersion => {
    const version = versions.get(versionId)
    if (version === undefined) throw new Error(`question version ${versionId} does not exist`)
    return version
  }
  const corrected = correctedBy(corrections)
  const rightAt = (response: SavedResponse): boolean =>
    markedShares({ paper, responses: [response], keyOf, corrected }, round.rules.multipleCredit)[response.position - 1] === 1
  return {
    view: (response: SavedResponse) => ({
      position: response.position,
      stem: versionAt(response.position).stem,
      answer: wordsOf(response.position, response.choice),
      right: response.choice.length > 0 && rightAt(response),
    }),
    wordsOf,
    readingMs: (position: number): number => readingMs(charactersToRead(versionAt(position))),
    scoreWith: (saved: SavedResponse[], held: HeldTap[]): number | null => {
      const plan = planHeld(saved, held, { accept: true, positions: null })
      return plan === null ? null : gradeWith({ paper, responses: plan.responses, keyOf, corrected }, round.rules).score
    },
  }
  function wordsOf(position: number, choice: string[]): string[] {
    const item = paper[position - 1]
    return item === undefined ? [] : answerWords(item, choice, versionAt(position))
  }
}
type Paper = ReturnType<typeof paperReader>

function answersView({ startedAt }: Attempt, stands: (SavedResponse & { savedAt: number })[], paper: Paper): Timeline['answers'] {
  const given = stands.filter(({ choice }) => choice.length > 0)
  const byPosition = new Map(given.map((response) => [response.position, response]))
  const inOrder = given.map(({ position, tappedAt }) => ({ position, tappedAt, versionId: '', response: '', right: false }))
  return answerGaps({ startedAt, answers: inOrder }).flatMap(({ position, gapMs }) => {
    const response = byPosition.get(position)
    if (response === undefined) return []
    const { tappedAt, savedAt } = response
    return [{ ...paper.view(response), tappedAt, savedAt, gapMs: Math.max(0, gapMs), readingMs: paper.readingMs(position) }]
  })
}

function lateView(tap: HeldTap, stands: readonly SavedResponse[], paper: Paper): Timeline['late'][number] {
  const standing = stands.find(({ position }) => position === tap.position)
  const { tappedAt, arrivedAt, decision } = tap
  return { ...paper.view(tap), tappedAt, arrivedAt, decision, stands: paper.wordsOf(tap.position, standing?.choice ?? []) }
}

/** Devices and addresses as 1, 2, 3 … in the order in which they appear: a hash says nothing to a reader. */
function numbered<Kept extends Sighting>(sightings: readonly Kept[]) {
  const [devices, addresses]: [string[], string[]] = [[], []]
  const numberIn = (known: string[], hash: string | null): number | null => {
    if (hash === null) return null
    if (!known.includes(hash)) known.push(hash)
    return known.indexOf(hash) + 1
  }
  return sightings.map(({ deviceHash, addressHash, ...sighting }) => ({
    ...sighting,
    device: numberIn(devices, deviceHash),
    address: numberIn(addresses, addressHash),
  }))
}
