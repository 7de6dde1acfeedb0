import { finishOverdue } from './features/attempts/actions.ts'
import type { Services } from './services.ts'

const EVERY_MS = 1_000
const AT_ONCE = 200

/** Finish abandoned attempts in the background; `stop` waits for the sweep that is under way. */
export function startSweep(services: Services, failed: (error: unknown) => void): { stop: () => Promise<void> } {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let working: Promise<void> = Promise.resolve()
  const sweep = async (): Promise<void> => {
    while (!stopped && (await finishOverdue(services, AT_ONCE)) === AT_ONCE) await new Promise(setImmediate)
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
