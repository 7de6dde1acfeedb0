import { nextStep, shutFor } from '../next-step.ts'
import { session } from '../session.svelte.ts'

/** Where a person who has just come in goes: on with their attempt, to the start of the open round, or to the contest. */
export function placeAfterEntry(): string {
  const { me, contest } = session
  if (contest === null) return '/'
  const step = nextStep(me, contest.rounds, contest.now, shutFor(contest))
  if (step.kind === 'resume') return `/luot-thi/${step.attemptId}`
  return step.kind === 'start' ? `/thi/${step.roundId}` : '/'
}
