import type { Storage } from './ports/storage.ts'

/** Of servers that share a store one does what must be done once: sweeps, regrades, the search for flags, copies. */
export type Leader = {
  leads: () => boolean
  follow: (failed: (error: unknown) => void) => void
  /** Lets another one lead at once. */
  stop: () => Promise<void>
}

const RENEW_EVERY_MS = 1_000
/** Another one leads so long after the leader was last heard of. */
const LEASE_MS = 4_000
const NAME = 'background'

/** A server by itself always leads; one of several while it holds the lease. `holder`: a name that no other server has. */
export function openLeader({ lease }: Pick<Storage, 'lease'>, holder: string): Leader {
  if (lease === null) return { leads: () => true, follow: () => undefined, stop: async () => undefined }
  let heldUntil = Number.NEGATIVE_INFINITY
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let working: Promise<void> = Promise.resolve()
  const renew = async (): Promise<void> => {
    const asked = performance.now()
    heldUntil = (await lease.take(NAME, holder, LEASE_MS)) ? asked + LEASE_MS : Number.NEGATIVE_INFINITY
  }
  const follow: Leader['follow'] = (failed) => {
    const turn = (): void => {
      working = renew()
        .catch(failed)
        .finally(() => {
          if (!stopped) timer = setTimeout(turn, RENEW_EVERY_MS)
        })
    }
    turn()
  }
  return {
    // Reckoned from when it asked: it never thinks that it leads when another one already does.
    leads: () => performance.now() < heldUntil,
    follow,
    async stop() {
      stopped = true
      clearTimeout(timer)
      await working
      heldUntil = Number.NEGATIVE_INFINITY
      await lease.end(NAME, holder).catch(() => undefined)
    },
  }
}
