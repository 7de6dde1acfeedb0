import type { Answers } from './answers.ts'
import type { AttemptView } from './attempt-view.ts'
import { PREDICTION, predictionChoice } from './tap.ts'

type Given = { position: number; choice: string[] }

const same = (a: readonly string[] = [], b: readonly string[] = []): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The answers as the person sees them: their newest tap, else what the server has from whichever phone. */
export function answerSheet() {
  let answers = $state.raw<Answers>({})
  /** Questions that another phone has answered otherwise while this one looked on. */
  let elsewhere = $state.raw<number[]>([])
  let company = false
  // Counts taps and acknowledgements, so that a reply which was asked for before a tap cannot undo it.
  let beat = 0
  const touched = new Map<number, number>()

  const touch = (positions: readonly number[]): void => {
    beat += 1
    for (const position of positions) touched.set(position, beat)
  }
  const set = ({ position, choice }: Given): void => {
    answers = { ...answers, [position]: choice }
  }
  /** Takes what the server says of these questions, but nothing that a tap on this phone has overtaken; tells what is new. */
  const adopt = (given: readonly Given[], asked: number, waiting: ReadonlySet<number>, quiet: boolean): void => {
    const fresh = given.filter(({ position }) => !waiting.has(position) && (touched.get(position) ?? 0) <= asked)
    const news = fresh.filter(({ position, choice }) => !same(answers[position], choice))
    news.forEach(set)
    const told = news.map(({ position }) => position).filter((position) => position !== PREDICTION && !quiet)
    if (told.length === 0) return
    company = true
    elsewhere = [...new Set([...elsewhere, ...told])].sort((a, b) => a - b)
  }

  return {
    get answers() {
      return answers
    },
    get elsewhere() {
      return elsewhere
    },
    /** Another phone has answered in this attempt. */
    get company() {
      return company
    },
    beat: (): number => beat,
    /** What this phone had kept. */
    begin(kept: Answers): void {
      answers = { ...kept, ...answers }
    },
    tapped(given: Given): void {
      touch([given.position])
      set(given)
      elsewhere = elsewhere.filter((position) => position !== given.position)
    },
    acknowledged: (given: readonly Given[]): void => touch(given.map(({ position }) => position)),
    /** Some answers stand otherwise than this phone thought. */
    adopt(given: readonly Given[], asked: number, waiting: ReadonlySet<number>): void {
      adopt(given, asked, waiting, false)
    },
    /** The whole attempt as the server has it; `quiet` the first time, when nothing was shown before. */
    adoptAll(view: AttemptView, asked: number, waiting: ReadonlySet<number>, quiet: boolean): void {
      const saved = new Map(view.responses.map(({ position, choice }) => [position, choice]))
      const whole = view.questions.map(({ position }) => ({ position, choice: saved.get(position) ?? [] }))
      adopt([...whole, { position: PREDICTION, choice: predictionChoice(view.prediction) }], asked, waiting, quiet)
    },
    /** The person has seen what another phone did. */
    seen(): void {
      elsewhere = []
    },
  }
}
