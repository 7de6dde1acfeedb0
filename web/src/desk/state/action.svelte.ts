import { problemOf, type Problem } from './problem.ts'
import { provenly } from './proof.svelte.ts'

export type Action<Input extends unknown[]> = {
  readonly busy: boolean
  readonly problem: Problem | null
  /** True when it came about. A second press while the first is under way does nothing. */
  start(...input: Input): Promise<boolean>
  forget(): void
}

/** Something a person does that changes data: one at a time, with its problem kept for showing. */
export function action<Input extends unknown[]>(run: (...input: Input) => Promise<void>): Action<Input> {
  let busy = $state(false)
  let problem = $state.raw<Problem | null>(null)
  return {
    get busy() {
      return busy
    },
    get problem() {
      return problem
    },
    async start(...input) {
      if (busy) return false
      busy = true
      problem = null
      try {
        await provenly(() => run(...input))
        return true
      } catch (error) {
        problem = problemOf(error)
        return false
      } finally {
        busy = false
      }
    },
    forget() {
      problem = null
    },
  }
}
