import type { Progress } from './kept/kept-attempt.ts'

/** Where in the paper the person is, and what they have marked to look at again. */
export function placeInPaper(keep: (change: (old: Progress) => Partial<Progress>) => void) {
  let step = $state(0)
  let flagged = $state.raw<number[]>([])

  const toggled = (flags: readonly number[], position: number, on: boolean): number[] =>
    on ? [...flags.filter((other) => other !== position), position] : flags.filter((other) => other !== position)

  return {
    get step() {
      return step
    },
    get flagged() {
      return flagged
    },
    begin(kept: Progress): void {
      step = kept.step
      flagged = kept.flagged
    },
    /** The last step of all is handing in. */
    within(questions: number): void {
      step = Math.min(step, questions)
    },
    goTo(next: number): void {
      step = next
      keep(() => ({ step: next }))
    },
    toggleFlag(position: number): void {
      const on = !flagged.includes(position)
      flagged = toggled(flagged, position, on)
      keep((old) => ({ flagged: toggled(old.flagged, position, on) }))
    },
  }
}
