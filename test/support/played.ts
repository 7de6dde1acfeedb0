import type { ContestantKind } from '@hoithi/shared/contracts/common'
import type { RoundRules } from '@hoithi/shared/contracts/rules'
import { activityOf } from '../../server/src/domain/activity.ts'
import { decideFinish, decideStart, type AttemptHead } from '../../server/src/domain/attempt.ts'
import { plainSettings, type Contest, type Round } from '../../server/src/domain/contest.ts'
import type { AnswerKey } from '../../server/src/domain/grading.ts'
import { paperShape, type PaperItem } from '../../server/src/domain/paper.ts'
import { compareRanked } from '../../server/src/domain/ranking.ts'
import { sealResults, type SealedAttempt, type SealedResults } from '../../server/src/domain/sealing.ts'
import { contestStanding, roundStanding, type Outcome } from '../../server/src/domain/standing.ts'
import { grade } from './grade.ts'
import { plainRules } from './plain-rules.ts'

/** A contest as its rules are written; windows as "2021-05-03 07:00" on a clock in Vietnam. */
export type Written = {
  settings?: Partial<Contest['settings']>
  rounds: [title: string, opens: string, closes: string, practice?: 'practice'][]
  rules: Partial<RoundRules>
  /** Right options of the questions, where they are not simply the first. */
  keys?: string[]
  /** Who is no member. */
  kinds?: Record<string, ContestantKind>
}
/**
 * One attempt: who, when they began, how long it took ("12:30", or "left" when they never handed it in), what they had right
 * (questions, by cell of the blueprint, or the options chosen), the prediction, and what they met with where it was no paper.
 */
export type Played = [who: string, began: string, took: string, right: number | number[] | string, prediction?: number | null, met?: string]

const MINUTE = 60_000
const moment = (written: string): number => Date.parse(`${written.replace(' ', 'T')}+07:00`)
const spanOf = (took: string): number => {
  const [minutes = 0, seconds = 0] = took.split(':').map(Number)
  return minutes * MINUTE + seconds * 1000
}

type Taken = SealedAttempt & { roundId: string; startedAt: number; deadlineAt: number }
export type Told = { met: string[]; taken: Taken[]; results: SealedResults }

/** A contest that can be played through by the rules alone: starts, deadlines, grades, standings, ranks. */
export function writtenContest({ settings = {}, rounds: windows, rules, keys = [], kinds = {} }: Written) {
  const contest = { state: 'published' as const, settings: { ...plainSettings, ...settings }, timeZone: 'Asia/Ho_Chi_Minh', pausedAt: null }
  const rounds = windows.map(([title, opens, closes, practice], index): Round => ({
    id: title,
    contestId: 'contest',
    number: index + 1,
    title,
    opensAt: moment(opens),
    closesAt: moment(closes),
    rules: { ...plainRules, prediction: null, tieBreaks: ['score'], ...rules },
    sealedRevision: null,
    practice: practice !== undefined,
  }))
  const all: Taken[] = []

  const outcomesOf = (who: string, roundId: string): Outcome[] =>
    all
      .filter((attempt) => attempt.contestantId === who && attempt.roundId === roundId)
      .map((attempt) => ({ ...attempt, contestId: 'contest', contestantKind: kinds[who] ?? 'member', voided: false }))

  const roundNamed = (title: string): Round => {
    const round = rounds.find(({ id }) => id === title)
    if (round === undefined) throw new Error(`no round ${title}`)
    return round
  }

  const begin = (round: Round, who: string, startedAt: number, entered: boolean) => {
    const own = all.filter(({ contestantId }) => contestantId === who)
    const here = own.filter(({ roundId }) => roundId === round.id)
    const counting = own.filter(({ roundId }) => !roundNamed(roundId).practice)
    const running = own.find((attempt) => startedAt < attempt.submittedAt)
    const head = running === undefined ? null : ({ id: running.attemptId, roundId: running.roundId } as AttemptHead)
    const entrant = {
      contestantKind: kinds[who] ?? 'member',
      phone: '0912345678',
      unions: ['u'],
      listed: true,
      entered,
      agreed: true,
      attempts: counting.length,
    }
    const view = { round, contest, entrant, attemptsUsed: here.length, startedAts: here.map((one) => one.startedAt), extraMs: 0, running: head }
    return decideStart(view, startedAt)
  }

  const take = (round: Round, [who, began, took, right, prediction = null]: Played): string => {
    const started = begin(round, who, moment(began), took !== 'no code')
    if (!started.ok) return started.reason
    if ('resume' in started.value) return 'resumed'
    const { number, startedAt, deadlineAt } = started.value.start
    const head = { startedAt, deadlineAt, submittedAt: null, pausedMs: 0 }
    const finished =
      took === 'left' ? decideFinish(head, 'deadline', deadlineAt + 10 * MINUTE) : decideFinish(head, 'contestant', startedAt + spanOf(took))
    if (!finished.ok) return finished.reason
    const { submittedAt, durationMs } = finished.value
    const { score, maxScore, allCorrect } = graded(round.rules, right, keys)
    const attemptId = `${who} ${number}`
    const figures = { score, maxScore, allCorrect, prediction, durationMs, submittedAt, predictionDistance: null }
    all.push({ attemptId, roundId: round.id, contestantId: who, unionId: 'u', number, startedAt, deadlineAt, receipt: '', ...figures })
    return ''
  }

  return {
    rounds,
    /** Play attempts of one round one after another. Voided attempts are named by person and number: "An 2". */
    play(title: string, attempts: readonly Played[], more: { voided?: string[]; lot?: (attemptId: string) => string } = {}): Told {
      const round = roundNamed(title)
      const met = attempts.map((attempt) => take(round, attempt))
      const taken = all.filter(({ roundId, attemptId }) => roundId === round.id && !(more.voided ?? []).includes(attemptId))
      return { met, taken, results: sealResults(taken, round.rules, more.lot ?? (() => '')) }
    },
    /** What each kind of contestant did in a round. */
    byKind(title: string) {
      const kindsSeen: Record<string, { people: number; attempts: number; allCorrect: number }> = {}
      for (const who of new Set(all.map(({ contestantId }) => contestantId))) {
        const did = [...activityOf(outcomesOf(who, title), contest.timeZone).values()].find(({ boardId }) => boardId === title)
        if (did === undefined) continue
        const sum = kindsSeen[did.kind] ?? { people: 0, attempts: 0, allCorrect: 0 }
        kindsSeen[did.kind] = {
          people: sum.people + did.people,
          attempts: sum.attempts + did.attempts,
          allCorrect: sum.allCorrect + did.allCorrect,
        }
      }
      return kindsSeen
    },
    /** The board of the whole contest: who, the score, minutes taken, in its order. */
    overall(): [who: string, score: number][] {
      const people = [...new Set(all.map(({ contestantId }) => contestantId))]
      const standings = people.flatMap((who) => {
        const real = rounds.filter(({ practice }) => !practice)
        const own = real.flatMap((round) => roundStanding(outcomesOf(who, round.id), round.rules) ?? [])
        return contestStanding(own, real[0]?.rules ?? plainRules) ?? []
      })
      return standings.sort(compareRanked).map(({ contestantId, score }) => [contestantId, score])
    },
  }
}

const letters = 'abcdef'
const indicesOf = (choice: string): number[] => [...choice].map((letter) => letters.indexOf(letter))

/** The grade of a paper of four options a question, of which `a` is right unless `keys` say otherwise. */
function graded(rules: RoundRules, right: Played[3], keys: readonly string[]) {
  const paper = rules.blueprint.flatMap((cell, index): (PaperItem & { cell: number })[] =>
    Array.from({ length: cell.count }, () => ({
      versionId: '',
      kind: keys.length > 0 ? 'multiple' : 'single',
      order: [0, 1, 2, 3],
      cell: index,
      ...(cell.points === undefined ? {} : { points: cell.points }),
    })),
  )
  const choices =
    typeof right === 'string' ? right.split(' ') : answersBy(paper, typeof right === 'number' ? [right] : right, typeof right === 'number')
  const items = paper.map((item, index) => ({ ...item, versionId: String(index) }))
  const keyOf = (versionId: string): AnswerKey => ({
    correct: indicesOf(keys[Number(versionId)] ?? 'a'),
    credits: [],
    answers: [],
    caseMatters: false,
    accentsMatter: false,
  })
  const saved = choices.map((choice, index) => ({ position: index + 1, choice: choice === '-' ? [] : [...choice], tappedAt: 0 }))
  if (saved.length > items.length) throw new Error(`more answers than the ${paperShape(items)}`)
  return grade(items, saved, keyOf, rules)
}

/** The first so many right, the others wrong: of the whole paper, or of each cell. */
function answersBy(paper: readonly { cell: number }[], rights: readonly number[], whole: boolean): string[] {
  const used = rights.map(() => 0)
  return paper.map(({ cell }) => {
    const group = whole ? 0 : cell
    used[group] = (used[group] ?? 0) + 1
    return (used[group] ?? 0) <= (rights[group] ?? 0) ? 'a' : 'b'
  })
}

/** The ranks as a judge writes them: rank, who, which attempt, score, and what puts the row above the next. */
export const ranksOf = ({ results }: Told): [rank: number, who: string, attempt: number, score: number, decidedBy: string][] =>
  results.rows.map(({ rank, contestantId, number, score, decidedBy }) => [rank, contestantId, number, score, decidedBy])
