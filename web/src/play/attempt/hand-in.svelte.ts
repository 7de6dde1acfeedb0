import { Refused } from '../../lib/api.ts'
import { ask } from '../ask.ts'
import { judge, wait } from './attempt-line.ts'
import { backOff } from './outbox.ts'

type Ports = {
  attemptId: string
  /** The last letters go out, what is unsaved is sent, and it resolves once nothing is. */
  everythingSaved: () => Promise<void>
  /** Whether the time is over by the server's clock of now; throws when it cannot be asked. */
  stillOver: () => Promise<boolean>
  sync: () => Promise<void>
  ended: () => boolean
  finished: () => boolean
  refused: (error: unknown) => void
}

/** Handing in: waits for the line as long as it takes, and doing it twice changes nothing. */
export function handIn({ attemptId, everythingSaved, stillOver, sync, ended, finished, refused }: Ports) {
  let submitting = $state(false)

  /** True when there is nothing more to try. `byTime`: nobody pressed the button, so it is handed in only while the time is over. */
  async function tryOnce(byTime: boolean): Promise<boolean> {
    try {
      if (byTime && !(await stillOver())) return true
      await everythingSaved()
      if (finished()) return true
      await ask('submitAttempt', { params: { attemptId }, body: {} })
      await sync()
      return finished()
    } catch (error) {
      if (!(error instanceof Refused) || judge(error) === 'retry') return false
      await sync()
      refused(error)
      return true
    }
  }

  return {
    get submitting() {
      return submitting
    },
    async submit(byTime: boolean): Promise<void> {
      if (submitting || ended() || finished()) return
      submitting = true
      for (let failures = 1; !ended() && !finished(); failures += 1) {
        if (await tryOnce(byTime)) break
        await wait(backOff(Math.min(failures, 4), Math.random()))
      }
      submitting = false
    },
  }
}
