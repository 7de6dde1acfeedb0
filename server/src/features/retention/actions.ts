import { deadlinesOf, retentionKinds, type Periods, type RetentionKind } from '../../domain/retention.ts'
import type { Services } from '../../services.ts'

type Counts = Record<RetentionKind, number>
type Needs = Pick<Services, 'storage' | 'clock' | 'ids'>

/** Who acts when a command does, and no account. */
const BY_COMMAND = 'retention'
const REASON = 'hết thời hạn lưu dữ liệu'
const AT_ONCE = 50
/** Between two commits, so that a server that runs beside gets its turn. */
const REST_MS = 10

/** How much is over its time, by kind; changes nothing. */
export const whatIsDue = ({ storage, clock }: Pick<Needs, 'storage' | 'clock'>, periods: Periods): Promise<Counts> =>
  storage.retention.due(deadlinesOf(periods, clock.now()))

/** Remove what is over its time, a few rows a commit, and leave one audit entry that counts them; a run that was broken off is simply run again. */
export async function applyRetention(
  { storage, clock, ids }: Needs,
  periods: Periods,
  progress: (kind: RetentionKind, done: number) => void = () => undefined,
): Promise<Counts> {
  const deadlines = deadlinesOf(periods, clock.now())
  const done = Object.fromEntries(retentionKinds.map((kind) => [kind, 0])) as Counts
  try {
    for (const kind of retentionKinds)
      for (;;) {
        const some = await storage.retention.apply(kind, deadlines, AT_ONCE)
        if (some === 0) break
        done[kind] += some
        progress(kind, done[kind])
        await new Promise((resolve) => setTimeout(resolve, REST_MS))
      }
  } finally {
    const now = clock.now()
    const removed = Object.fromEntries(Object.entries(done).filter(([, count]) => count > 0))
    if (Object.keys(removed).length > 0)
      await storage.audit.append({
        id: ids.next(now),
        at: now,
        actorId: BY_COMMAND,
        action: 'applyRetention',
        subject: BY_COMMAND,
        reason: REASON,
        details: { periods, removed },
      })
  }
  return done
}
