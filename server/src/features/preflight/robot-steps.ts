import type { TrialRound, TrialStep } from '@hoithi/shared/contracts/preflight'

type Step = TrialRound['steps'][number]

const middle = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0

/** Keeps what each step of a trial did and how long it took; a step is a list of pieces, each of which gives its trouble, '' for none. */
export function stepRecorder(): { steps: Step[]; step: (name: TrialStep, pieces: (() => Promise<string>)[]) => Promise<boolean> } {
  const steps: Step[] = []
  return {
    steps,
    async step(name, pieces) {
      const times: number[] = []
      let trouble = ''
      for (const piece of pieces) {
        const began = performance.now()
        trouble = await piece()
        times.push(performance.now() - began)
        if (trouble !== '') break
      }
      const passed = trouble === ''
      steps.push({ step: name, passed, times: times.length, medianMs: Math.round(middle(times) * 100) / 100, trouble })
      return passed
    },
  }
}
