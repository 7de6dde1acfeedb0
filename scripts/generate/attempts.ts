import { decideFinish, decideSave, type AttemptHead, type SavedResponse, type Tap } from '../../server/src/domain/attempt.ts'
import type { Contest, Round } from '../../server/src/domain/contest.ts'
import { finishedAttempt } from '../../server/src/domain/finish.ts'
import { drawPaper, paperShape, pools, type BankEntry, type PaperItem } from '../../server/src/domain/paper.ts'
import type { QuestionDraft } from '../../server/src/domain/question.ts'
import { randomFrom, type Random } from '../../server/src/domain/random.ts'
import { sha256 } from '../../server/src/sha256.ts'
import type { Invented } from '../crowd-people.ts'
import { chanceOf, idOf, seedOf } from './chance.ts'
import { personOf, type Origin } from './people.ts'
import type { Visit } from './timeline.ts'

/** What a round's papers are drawn from, and how they are graded. */
export type Bank = { version: number; entries: readonly BankEntry[]; questions: ReadonlyMap<string, QuestionDraft> }
export type Setting = { seed: string; contest: Contest; round: Round; bank: Bank; origin: Origin }
export type Made = ReturnType<ReturnType<typeof attemptMaker>>

const letter = (index: number): string => String.fromCharCode(97 + index)

/** Takes papers of a round: drawn, read, graded and sealed with a receipt by the very functions that the server runs. */
export function attemptMaker({ seed, round, bank, origin }: Setting) {
  const poolOfCell = pools(round.rules.blueprint, bank.entries)
  const keyOf = (versionId: string): QuestionDraft => {
    const question = bank.questions.get(versionId)
    if (question === undefined) throw new Error(`the bank has no version ${versionId}`)
    return question
  }
  const codesOf = (paper: readonly PaperItem[]): Set<string> => new Set(paper.map(({ versionId }) => keyOf(versionId).code))
  const chanceOfAttempt = (person: number, number: number): Buffer => chanceOf(seed, `attempt ${round.number} ${person} ${number}`)
  /** A later paper prefers questions that the earlier ones of the same person did not ask. */
  const paperOf = (person: number, number: number): { paperSeed: string; paper: PaperItem[]; chance: Buffer } => {
    const chance = chanceOfAttempt(person, number)
    const paperSeed = seedOf(chance)
    const seen = number === 1 ? undefined : codesOf(Array.from({ length: number - 1 }, (_, index) => paperOf(person, index + 1).paper).flat())
    const drawn = drawPaper(paperSeed, round.rules.blueprint, bank.entries, seen, poolOfCell)
    if (!drawn.ok) throw new Error(`a paper could not be drawn: ${drawn.reason}`)
    return { paperSeed, paper: drawn.value, chance }
  }

  return (visit: Visit) => {
    const person = personOf(origin, visit.person)
    const { paperSeed, paper, chance } = paperOf(visit.person, visit.number)
    const random = randomFrom(seedOf(chance, 1))
    const id = idOf(visit.startedAt, chance)
    const head: AttemptHead = {
      ...{ id, roundId: round.id, contestantId: person.id, unionId: person.unionId, number: visit.number, startedAt: visit.startedAt },
      ...{ deadlineAt: visit.deadlineAt, pausedMs: 0, prediction: null, shape: paperShape(paper), submittedAt: null },
    }
    const responses = answersOf({ visit, person, paper, head, keyOf }, random)
    const moment = decideFinish(head, visit.leaves ? 'deadline' : 'contestant', visit.loggedAt)
    if (!moment.ok) throw new Error(`an attempt could not be handed in: ${moment.reason}`)
    const prediction = round.rules.prediction === null || visit.leaves || random.below(20) === 0 ? null : 20 + random.below(380)
    const attempt = { paper, seed: paperSeed, contestantKind: person.contestantKind }
    const finished = finishedAttempt({ attempt, head, responses, prediction, keyOf, corrections: [], round }, moment.value, sha256)
    return { head, attempt, bankVersion: bank.version, responses, savedAt: visit.submittedAt, loggedAt: visit.loggedAt, ...finished }
  }
}

type Answering = { visit: Visit; person: Invented; paper: readonly PaperItem[]; head: AttemptHead; keyOf: (versionId: string) => QuestionDraft }

/** Answers by skill, spread over the time that was taken; whoever walks away answers only the first half. */
function answersOf({ visit, person, paper, head, keyOf }: Answering, random: Random): SavedResponse[] {
  const answered = visit.leaves ? Math.floor(paper.length / 2) : paper.length
  const taken = visit.submittedAt - visit.startedAt
  const taps = paper.slice(0, answered).map((item, index): Tap => {
    const { correct, difficulty } = keyOf(item.versionId)
    const knows = random.below(1_000) < person.skill - difficulty * 20
    const right = item.order.flatMap((original, shown) => (correct.includes(original) ? [letter(shown)] : []))
    return {
      position: index + 1,
      choice: knows ? right : [letter(random.below(item.order.length))],
      ageMs: Math.floor(taken * (1 - (index + 1) / (answered + 1))),
    }
  })
  const saved = decideSave(head, taps, visit.submittedAt)
  if (!saved.ok) throw new Error(`an answer was refused: ${saved.reason}`)
  return saved.value
}
