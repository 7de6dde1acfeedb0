import { setTimeout as pause } from 'node:timers/promises'
import { finishOverdue } from './features/attempts/actions.ts'
import { eraseDue } from './features/own-data/actions.ts'
import { forgetStagedImports } from './features/questions/import-actions.ts'
import { eraseSightings } from './features/review/actions.ts'
import type { Services } from './services.ts'

const EVERY_MS = 1_000
const AT_ONCE = 200
/** Papers are drawn a few moments at a time: a twentieth of a second at most, with the loop free between. */
const [DRAWS, BETWEEN_DRAWS_MS] = [5, 20]
const ERASE_EVERY_MS = 60_000
const TIDY_EVERY_MS = 600_000

/** Background chores: finish abandoned attempts, draw papers ahead, make people nameless who left, erase files that lay ready for their time, throw stale imports and old traces of devices away; `stop` waits for the sweep that is under way. */
export function startSweep(services: Services, failed: (error: unknown) => void): { stop: () => Promise<void> } {
  let stopped = false
  let tidied = 0
  let erased = 0
  let timer: NodeJS.Timeout | undefined
  let working: Promise<void> = Promise.resolve()
  const sweep = async (): Promise<void> => {
    const mine = services.leader.leads()
    while (mine && !stopped && (await finishOverdue(services, AT_ONCE)) === AT_ONCE) await new Promise(setImmediate)
    // What it draws ahead each server keeps for itself.
    for (let turn = 0; turn < DRAWS && !stopped && (await services.paperStock.fill()) > 0; turn += 1) await pause(BETWEEN_DRAWS_MS)
    if (!mine) return
    if (services.clock.now() - erased >= ERASE_EVERY_MS) {
      erased = services.clock.now()
      await eraseDue(services)
      await services.storage.jobs.forget()
    }
    if (services.clock.now() - tidied < TIDY_EVERY_MS) return
    tidied = services.clock.now()
    while (!stopped && (await forgetStagedImports(services)) > 0) await new Promise(setImmediate)
    while (!stopped && (await eraseSightings(services)) > 0) await new Promise(setImmediate)
  }
  const later = (): void => {
    timer = setTimeout(() => {
      working = sweep()
        .catch(failed)
        .finally(() => {
          if (!stopped) later()
        })
    }, EVERY_MS)
  }
  later()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await working
    },
  }
}
