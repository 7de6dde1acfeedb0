import type { Sqlite } from './open.ts'

const LONGEST_COUNT = 1_000_000_000

/**
 * Resolves once a write has reached the disk. A transaction that changes nothing writes nothing, so a number in the header that nobody else uses counts on.
 * Those who ask at the same time share one write.
 */
export function readyCheck({ client, queue }: Pick<Sqlite, 'client' | 'queue'>): () => Promise<void> {
  let underWay: Promise<void> | null = null
  const count = (): void => {
    const before = Number(client.pragma('user_version', { simple: true }))
    client.pragma(`user_version = ${(before + 1) % LONGEST_COUNT}`)
  }
  return () => {
    underWay ??= queue.write(count).finally(() => {
      underWay = null
    })
    return underWay
  }
}
