import type { RevisionRow } from '../../ports/results.ts'
import type { Storage } from '../../ports/storage.ts'

/** The sealed revision that was asked for, else the newest one. */
export async function revisionOf(
  { results }: Pick<Storage, 'results'>,
  roundId: string,
  number: number | undefined,
): Promise<RevisionRow | undefined> {
  const revisions = await results.revisions(roundId)
  return number === undefined ? revisions[0] : revisions.find((revision) => revision.number === number)
}
