import { givesCertificates } from '../../domain/certificate.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { maskedName } from '../../domain/names.ts'
import { normaliseReceipt } from '../../domain/receipt.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { shownTo } from '../contests/entry.ts'
import { prizeState } from './prize-state.ts'

type Needs = Pick<Services, 'storage' | 'clock' | 'sha256'>
type Verified = ReplyOf<'verifyCertificate'>

/** What a certificate's code stands for: a prize, or a completed round by its receipt. */
export async function verifyCertificate(needs: Needs, typed: string, session: { role: string } | null): Promise<Decision<Verified>> {
  const code = normaliseReceipt(typed)
  if (code === null) return refuse('not-found')
  const found = (await prizeOf(needs, code, session)) ?? (await completionOf(needs, code, session))
  return found === null ? refuse('not-found') : accept({ ...found, code, now: needs.clock.now() })
}

type Found = Omit<Verified, 'code' | 'now'>

async function prizeOf(needs: Needs, code: string, session: { role: string } | null): Promise<Found | null> {
  const { storage } = needs
  const found = await storage.awards.ofCode(code)
  if (found === null) return null
  const { decision, winner } = found
  const contest = await storage.contests.byId(decision.contestId)
  if (contest === null || !shownTo(contest, session)) return null
  return {
    ...(await prizeState(needs, decision, winner)),
    kind: 'award',
    name: maskedName(winner.fullName, winner.phone),
    unionName: winner.unionName,
    contest: contest.title,
    round: decision.facts?.round ?? null,
    prize: winner.divisionName === null ? winner.title : `${winner.title} – ${winner.divisionName}`,
    officialNumber: decision.papers.decision.number,
    at: decision.publishedAt ?? decision.createdAt,
  }
}

async function completionOf({ storage }: Needs, code: string, session: { role: string } | null): Promise<Found | null> {
  const logged = await storage.log.findReceipt(code)
  if (logged === null || logged.entry.event.kind !== 'submission') return null
  const { roundId, contestantId } = logged.entry.event
  const found = await storage.contests.round(roundId)
  if (found === null || !shownTo(found.contest, session) || !givesCertificates(found.contest, found.round)) return null
  const revision = (await storage.results.revisions(roundId))[0]
  const row = revision === undefined ? null : await storage.results.own(revision.id, contestantId)
  // As the newest results know it: until the next ones are there, whatever was logged since changes nothing.
  const sealed = revision === undefined ? null : await storage.log.asOf(code, revision.chainSeq)
  if (revision === undefined || sealed === null || (row === null && !sealed.voided)) return null
  const face = row ?? (await facedInRound(storage, roundId, contestantId))
  return {
    ...{ state: sealed.voided ? 'void' : 'valid', amendedAt: null, entitled: null, replacedBy: null },
    kind: 'completion',
    name: face === null ? '' : maskedName(face.fullName, face.phone),
    unionName: face?.unionName ?? '',
    contest: found.contest.title,
    round: found.round.title,
    prize: null,
    officialNumber: '',
    at: revision.sealedAt,
  }
}

/** Whoever stands in an older revision only: the attempt of their certificate is void. */
async function facedInRound(storage: Services['storage'], roundId: string, contestantId: string) {
  for (const { id } of await storage.results.revisions(roundId)) {
    const row = await storage.results.own(id, contestantId)
    if (row !== null) return row
  }
  return null
}
