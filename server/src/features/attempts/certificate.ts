import { certificateText, givesCertificates, type CertificateText } from '../../domain/certificate.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import type { Services } from '../../services.ts'
import { shownTo } from '../contests/entry.ts'

/** The words of a contestant's certificate of a round; `origin`: scheme and host of its link. */
export async function ownCertificate(
  { storage, clock: { rehearsal } }: Pick<Services, 'storage' | 'clock'>,
  who: { id: string; role: string },
  { roundId, origin }: { roundId: string; origin: string },
): Promise<Decision<CertificateText>> {
  const found = await storage.contests.round(roundId)
  if (found === null || found.round.practice || !shownTo(found.contest, who)) return refuse('not-found')
  const { round, contest } = found
  const revision = round.sealedRevision === null ? undefined : (await storage.results.revisions(roundId))[0]
  if (revision === undefined) return refuse('not-sealed')
  const own = givesCertificates(contest, round) ? await storage.results.own(revision.id, who.id) : null
  const attempt = own === null ? null : await storage.attempts.find(own.standing.attemptId)
  if (own === null || attempt === null || attempt.outcome === null) return refuse('no-certificate')
  const { fullName: name, unionName: union } = own
  return accept(certificateText({ contest, round, name, union, receipt: attempt.outcome.receipt, sealedAt: revision.sealedAt, origin, rehearsal }))
}
