import type { Outcome } from '../../domain/attempt.ts'
import type { Round } from '../../domain/contest.ts'
import type { Services } from '../../services.ts'

type Needs = Pick<Services, 'storage'>

/**
 * The line of the log up to which contestants know a sealed round: that on which its newest results rest. Whatever was logged since (attempts graded
 * again, a void) shows only with the next results, so that score, rank, review and certificate are always of one moment. Null: everything may show.
 */
export async function knownUpTo({ storage }: Needs, round: Pick<Round, 'id' | 'sealedRevision'>): Promise<number | null> {
  if (round.sealedRevision === null) return null
  const upTo = await storage.results.sealedUpTo(round.id)
  return upTo === null || (await storage.log.newestOf(round.id)) <= upTo ? null : upTo
}

/** A contestant's attempts of one round as they may see them. */
export async function asSealed<A extends { outcome: Outcome | null; voided?: boolean }>(
  needs: Needs,
  round: Pick<Round, 'id' | 'sealedRevision'>,
  attempts: readonly A[],
): Promise<A[]> {
  const upTo = attempts.length === 0 ? null : await knownUpTo(needs, round)
  if (upTo === null) return [...attempts]
  return Promise.all(
    attempts.map(async (attempt) => {
      const then = attempt.outcome === null ? null : await needs.storage.log.asOf(attempt.outcome.receipt, upTo)
      if (attempt.outcome === null || then === null) return attempt
      const { voided, figures } = then
      return { ...attempt, outcome: { ...attempt.outcome, ...figures }, ...(attempt.voided === undefined ? {} : { voided }) }
    }),
  )
}
