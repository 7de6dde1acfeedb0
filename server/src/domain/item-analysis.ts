import { greatestProductSum, histogramOf, pairSums, sizeOf, valueAt, type Pairs } from './moments.ts'
import { testStatistics, type TestStatistics } from './test-statistics.ts'

/** One question of one finished attempt; marks in hundredths of a point, so that sums are whole numbers. */
export type AnalysedAnswer = {
  versionId: string
  questionId: string
  /** The cell of the blueprint that the question was drawn for. */
  cell: number
  mark: number
  most: number
  /** How many options there are to tick; 0 where the question is answered otherwise. */
  options: number
  /** Options ticked, by their place in the bank. */
  chosen: readonly number[]
  /** What was written, ordered or matched instead; null: nothing was. */
  written: string | null
}

/** How a question fared among the attempts whose papers held it. Shares are 0–1, correlations −1 … 1. */
export type ItemFigures = {
  versionId: string
  questionId: string
  attempts: number
  /** Attempts that left it unanswered. */
  blank: number
  facility: number | null
  /** Of the share of its points. */
  standardDeviation: number | null
  intendedWeight: number | null
  effectiveWeight: number | null
  discrimination: number | null
  efficiency: number | null
  options: OptionFigures[]
  /** The commonest answers to a question without options to tick, most frequent first. */
  answers: AnswerFigures[]
}

/** `top` and `bottom`: share among the best and the weakest third; null where the scores do not tell thirds apart. */
export type OptionFigures = { option: number; count: number; share: number; top: number | null; bottom: number | null }
export type AnswerFigures = { text: string; count: number; share: number; top: number | null }

export type Analysis = {
  test: TestStatistics
  /** How many attempts had each score, in hundredths of a point, ascending. */
  scores: { score: number; attempts: number }[]
  /** The least score of the best third and the greatest of the weakest, in hundredths; null where ties leave no thirds. */
  thirds: { top: number; bottom: number } | null
  items: ItemFigures[]
}

type Tally = {
  questionId: string
  attempts: number
  blank: number
  most: number
  optionCount: number
  marks: Joint
  /** By score: how often each option was chosen. */
  options: Map<number, number[]>
  answers: Map<string, { count: number; scores: Map<number, number> }>
}
/** How often each mark occurred with each score: by mark, then by score. */
type Joint = Map<number, Map<number, number>>
/** `draws`: the marks of the nth question that papers drew for the cell. */
type Cell = { questions: Set<string>; draws: Joint[] }
type Thirds = Analysis['thirds']

/** Answers that are told apart for one question: everyone may write something else. */
const MOST_ANSWERS = 1_000
const SHOWN_ANSWERS = 20

/**
 * Item analysis by Moodle's published formulas, in one pass: what is kept grows with the questions and the scores that occur, not with the attempts.
 * A question's own mark is set against the rest of the same paper, T − x.
 */
export function itemAnalysis() {
  const scores = new Map<number, number>()
  const items = new Map<string, Tally>()
  const cells = new Map<number, Cell>()
  let mostOfPaper = 0

  const tallyOf = ({ versionId, questionId }: AnalysedAnswer): Tally => {
    const known = items.get(versionId)
    if (known !== undefined) return known
    const tally: Tally = { questionId, attempts: 0, blank: 0, most: 0, optionCount: 0, marks: new Map(), options: new Map(), answers: new Map() }
    items.set(versionId, tally)
    return tally
  }
  const cellOf = (number: number): Cell => {
    const known = cells.get(number)
    if (known !== undefined) return known
    const cell: Cell = { questions: new Set(), draws: [] }
    cells.set(number, cell)
    return cell
  }

  return {
    add(paper: readonly AnalysedAnswer[]): void {
      const score = paper.reduce((sum, { mark }) => sum + mark, 0)
      raise(scores, score)
      mostOfPaper += paper.reduce((sum, { most }) => sum + most, 0)
      const drawn = new Map<number, number>()
      for (const answer of paper) {
        const nth = drawn.get(answer.cell) ?? 0
        drawn.set(answer.cell, nth + 1)
        const { questions, draws } = cellOf(answer.cell)
        questions.add(answer.questionId)
        note((draws[nth] ??= new Map()), answer.mark, score)
        count(tallyOf(answer), answer, score)
      }
    },
    result(): Analysis {
      const thirds = thirdsOf(scores)
      const ofPlaces = placesOfTest([...cells.values()], marksByQuestion(items)).map(spreadOf)
      const whole = ofPlaces.reduce((sum, { withTest }) => sum + (withTest !== null && withTest > 0 ? Math.sqrt(withTest) : 0), 0)
      const paper = { mean: scores.size === 0 ? 0 : mostOfPaper / sizeOf(scores), whole }
      const inPoints = new Map([...scores].map(([score, attempts]) => [score / 100, attempts]))
      return {
        test: testStatistics(
          inPoints,
          ofPlaces.map(({ variance }) => (variance === null ? null : variance / 10_000)),
        ),
        scores: [...scores].sort(([a], [b]) => a - b).map(([score, attempts]) => ({ score, attempts })),
        thirds,
        items: [...items].map(([versionId, tally]) => figuresOf(versionId, tally, paper, thirds)),
      }
    },
  }
}

const raise = <Key>(counts: Map<Key, number>, key: Key): void => void counts.set(key, (counts.get(key) ?? 0) + 1)
const note = (marks: Joint, mark: number, score: number, times = 1): void => {
  const scores = marks.get(mark) ?? new Map<number, number>()
  marks.set(mark, scores)
  scores.set(score, (scores.get(score) ?? 0) + times)
}
const pairsOf = (marks: Joint): Pairs => [...marks].flatMap(([mark, scores]) => [...scores].map(([score, times]) => [mark, score, times] as const))

function count(tally: Tally, { most, options, chosen, written, mark }: AnalysedAnswer, score: number): void {
  tally.attempts += 1
  tally.most += most
  tally.optionCount = Math.max(tally.optionCount, options)
  note(tally.marks, mark, score)
  if (chosen.length === 0 && written === null) tally.blank += 1
  for (const option of chosen) {
    const counts = tally.options.get(score) ?? []
    counts[option] = (counts[option] ?? 0) + 1
    tally.options.set(score, counts)
  }
  if (written === null) return
  const answer = tally.answers.get(written)
  if (answer === undefined && tally.answers.size >= MOST_ANSWERS) return
  const kept = answer ?? { count: 0, scores: new Map<number, number>() }
  tally.answers.set(written, kept)
  kept.count += 1
  raise(kept.scores, score)
}

/** The marks of each question, whichever version of it was on the paper. */
function marksByQuestion(items: ReadonlyMap<string, Tally>): Map<string, Joint> {
  const questions = new Map<string, Joint>()
  for (const { questionId, marks } of items.values()) {
    const sum: Joint = questions.get(questionId) ?? new Map<number, Map<number, number>>()
    questions.set(questionId, sum)
    for (const [mark, score, times] of pairsOf(marks)) note(sum, mark, score, times)
  }
  return questions
}

/** Where a cell was drawn from exactly as many questions as it asks for, each of them is a place of the test; else its nth draw is one. */
function placesOfTest(cells: readonly Cell[], byQuestion: ReadonlyMap<string, Joint>): Joint[] {
  const marksOf = (questions: Iterable<string>): Joint[] => [...questions].flatMap((questionId) => byQuestion.get(questionId) ?? [])
  const draws = cells.reduce((sum, cell) => sum + cell.draws.length, 0)
  // One set of questions for everyone: which cell each was meant for does not matter.
  if (byQuestion.size === draws) return marksOf(byQuestion.keys())
  return cells.flatMap((cell) => (cell.questions.size === cell.draws.length ? marksOf(cell.questions) : cell.draws))
}

/** Variance of the marks, and their covariance with the scores of the whole test; null of fewer than two. */
function spreadOf(marks: Joint): { variance: number | null; withTest: number | null } {
  const { n, xx, xy } = pairSums(pairsOf(marks))
  return n < 2 ? { variance: null, withTest: null } : { variance: xx / (n - 1), withTest: xy / (n - 1) }
}

function thirdsOf(scores: ReadonlyMap<number, number>): Thirds {
  const n = sizeOf(scores)
  if (n < 3) return null
  const third = Math.ceil(n / 3)
  const [bottom, top] = [valueAt(scores, third - 1), valueAt(scores, n - third)]
  return top > bottom ? { top, bottom } : null
}

function figuresOf(versionId: string, tally: Tally, paper: { mean: number; whole: number }, thirds: Thirds): ItemFigures {
  const pairs = pairsOf(tally.marks)
  const withRest = pairs.map(([x, score, times]) => [x, score - x, times] as const)
  const { n, meanX, xx, yy, xy } = pairSums(withRest)
  const greatest = greatestProductSum(withRest)
  const { withTest } = spreadOf(tally.marks)
  const most = tally.most / n
  return {
    versionId,
    questionId: tally.questionId,
    attempts: n,
    blank: tally.blank,
    facility: most === 0 ? null : meanX / most,
    standardDeviation: n < 2 || most === 0 ? null : Math.sqrt(xx / (n - 1)) / most,
    intendedWeight: paper.mean === 0 ? null : most / paper.mean,
    effectiveWeight: withTest === null || withTest < 0 || paper.whole === 0 ? null : Math.sqrt(withTest) / paper.whole,
    discrimination: n < 2 || xx === 0 || yy === 0 ? null : xy / Math.sqrt(xx * yy),
    efficiency: n < 2 || greatest === 0 ? null : xy / greatest,
    ...choicesOf(tally, thirds),
  }
}

/** How each option, and each written answer, was taken: by all, and by the best and the weakest third of those who had the question. */
function choicesOf(tally: Tally, thirds: Thirds): Pick<ItemFigures, 'options' | 'answers'> {
  const had = histogramOf(pairsOf(tally.marks), (_, score) => score)
  const inTop = (score: number): boolean => thirds !== null && score >= thirds.top
  const inBottom = (score: number): boolean => thirds !== null && score <= thirds.bottom
  const among = (holds: (score: number) => boolean, counts: ReadonlyMap<number, number>): number | null => {
    const sum = (of: ReadonlyMap<number, number>): number => [...of].reduce((total, [score, times]) => total + (holds(score) ? times : 0), 0)
    return sum(had) === 0 ? null : sum(counts) / sum(had)
  }
  const options = Array.from({ length: tally.optionCount }, (_, option): OptionFigures => {
    const byScore = new Map([...tally.options].map(([score, counts]) => [score, counts[option] ?? 0]))
    const times = sizeOf(byScore)
    return { option, count: times, share: times / tally.attempts, top: among(inTop, byScore), bottom: among(inBottom, byScore) }
  })
  const answers = [...tally.answers]
    .sort(([a, one], [b, other]) => other.count - one.count || (a < b ? -1 : 1))
    .slice(0, SHOWN_ANSWERS)
    .map(([text, { count: times, scores }]) => ({ text, count: times, share: times / tally.attempts, top: among(inTop, scores) }))
  return { options, answers }
}
