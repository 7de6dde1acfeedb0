import type { KeptAttempt } from './kept/kept-attempt.ts'
import { createOutbox, type OutboxPorts } from './outbox.ts'
import { saveBody, type SaveBody } from './save-body.ts'
import type { Tap } from './tap.ts'
import type { Watch } from './watch.ts'

export type PostPorts = Omit<OutboxPorts, 'send' | 'acknowledged'> & {
  kept: Pick<KeptAttempt, 'taps' | 'keepTap' | 'fixMoment' | 'removeTap'>
  watch: Watch
  newId: () => string
  /** Resolves once the server's clock is known; throws when it cannot be asked. */
  level: () => Promise<void>
  serverNow: () => number
  since: () => number | null
  /** Resolves when the server has taken these taps in. */
  save: (body: SaveBody, taps: Tap[]) => Promise<void>
  acknowledged: (taps: Tap[]) => void
}

/** From tap to acknowledgement: each is kept on the phone, stamped, sent with its age, and taken off the phone once the server has it. */
export function createPost(ports: PostPorts) {
  const { kept, watch } = ports
  /** Moments that were found once, so that a tap which is sent again is the same tap. */
  const moments = new Map<string, number>()

  /** Null when a newer tap has taken its place in another tab: that one sends it. */
  async function timed(tap: Tap): Promise<{ position: number; choice: string[]; at: number } | null> {
    const at = moments.get(tap.id) ?? watch.momentOf(tap.stamp, ports.serverNow())
    watch.passed(at)
    if (!('at' in tap.stamp) && !moments.has(tap.id) && !(await kept.fixMoment(tap, at))) return null
    moments.set(tap.id, at)
    return { position: tap.position, choice: tap.choice, at }
  }

  async function send(taps: Tap[]): Promise<void> {
    await ports.level()
    const due = (await Promise.all(taps.map(timed))).filter((tap) => tap !== null)
    if (due.length > 0) await ports.save(saveBody(due, ports.serverNow(), ports.since()), taps)
  }

  const outbox = createOutbox({
    ...ports,
    send,
    acknowledged: (taps) => {
      for (const tap of taps) void kept.removeTap(tap)
      ports.acknowledged(taps)
    },
    stopped: (verdict, error, lost) => {
      for (const tap of lost) void kept.removeTap(tap)
      ports.stopped(verdict, error, lost)
    },
  })

  const stamped = (position: number, choice: string[]): Tap => {
    const tap = { id: ports.newId(), position, choice, stamp: watch.stamp() }
    void kept.keepTap(tap)
    return tap
  }

  return {
    ...outbox,
    tap: (position: number, choice: string[]): void => outbox.tap(stamped(position, choice)),
    type: (position: number, choice: string[]): void => outbox.type(stamped(position, choice)),
    /** Takes over what an earlier page or another tab has left behind on this phone, and gives it back. */
    async collect(): Promise<Tap[]> {
      const left = await kept.taps()
      for (const { stamp } of left) if ('at' in stamp) watch.passed(stamp.at)
      outbox.add(left)
      return left
    },
  }
}
