import { call, type Reply } from '../../lib/api.ts'
import type { Wish } from '../rules/correction-form.ts'
import { action } from './action.svelte.ts'
import type { Problem } from './problem.ts'

type Trial = Reply<'getCorrectionTrial'>['trial']

export type CorrectionTrial = {
  readonly busy: boolean
  readonly problem: Problem | null
  readonly seen: number
  readonly total: number
  readonly found: Trial['found']
  readonly id: string
  /** The wish that was tried, as text; '' before the first. */
  readonly of: string
  start(wish: Wish): Promise<boolean>
}

const LOOK_EVERY_MS = 500

/** A trial of a decision on a key: begun, and looked at until it is done. Call it while a component starts. */
export function correctionTrial(roundId: () => string): CorrectionTrial {
  let trial = $state.raw<Trial>({ seen: 0, total: 0, found: null })
  let id = $state('')
  let of = $state('')
  let left = false
  $effect(() => () => {
    left = true
  })

  const run = action(async (wish: Wish) => {
    trial = { seen: 0, total: 0, found: null }
    of = JSON.stringify(wish)
    const { trialId } = await call('tryCorrection', { params: { roundId: roundId() }, body: wish })
    id = trialId
    while (!left) {
      trial = (await call('getCorrectionTrial', { params: { trialId }, query: { pageSize: 1 } })).trial
      if (trial.found !== null) return
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
    }
  })
  return {
    get busy() {
      return run.busy
    },
    get problem() {
      return run.problem
    },
    get seen() {
      return trial.seen
    },
    get total() {
      return trial.total
    },
    get found() {
      return trial.found
    },
    get id() {
      return id
    },
    get of() {
      return of
    },
    start: (wish) => run.start(wish),
  }
}
