import { confinedTo } from '../../domain/access.ts'
import { awardCertificateText, certificateText, givesCertificates, type CertificateText } from '../../domain/certificate.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { normaliseReceipt } from '../../domain/receipt.ts'
import type { Limits } from '../../http/limits.ts'
import { SENT, type Route } from '../../http/route.ts'
import type { AwardDecisionRow, CodedLine } from '../../ports/awards.ts'
import type { Services } from '../../services.ts'
import { linkOrigin } from '../posters/link-origin.ts'
import { certificateJobs, type CertificatesWanted } from './certificate-jobs.ts'
import { verifyCertificate } from './verify.ts'

/** Certificates of many in one file, and what the code of one stands for. */
export function certificateRoutes(route: Route, services: Services, limits: Limits): void {
  const { storage, clock, exports, config } = services
  const jobs = certificateJobs(services)

  route('verifyCertificate', 'anyone', ({ params, session }) => verifyCertificate(services, params.code, session), { limits: [limits.byAddress] })

  const prizeTexts = async (decision: AwardDecisionRow, lines: readonly CodedLine[], origin: string): Promise<CertificateText[]> => {
    const contest = await storage.contests.byId(decision.contestId)
    if (contest === null) return []
    const at = decision.publishedAt ?? decision.createdAt
    const round = decision.facts?.round ?? null
    return lines.map((prize) => awardCertificateText({ contest, round, prize, code: prize.code, at, origin, rehearsal: clock.rehearsal }))
  }

  route(
    'getAwardCertificate',
    'takeAttempts',
    async ({ params, session, request, reply }) => {
      const found = await storage.awards.ofCode(normaliseReceipt(params.code) ?? '')
      if (found === null || found.decision.state !== 'published' || found.winner.subjectId !== session.id) return refuse('not-found')
      const line = (await storage.awards.lines(found.decision.id)).filter(({ code }) => code === found.winner.code)
      const [text] = await prizeTexts(found.decision, line, linkOrigin(config.publicUrl, request))
      if (text === undefined) return refuse('not-found')
      const bytes = await exports.certificate({ text, at: clock.now() })
      void reply
        .headers({ 'content-type': 'application/pdf', 'content-disposition': 'attachment; filename="giay-chung-nhan-dat-giai.pdf"' })
        .send(Buffer.from(bytes))
      return SENT
    },
    { limits: [limits.bySession] },
  )

  /** The certificates of a union's people, for an officer of a union above it or of itself. */
  const wantedOf = async (
    roundId: string,
    unionId: string,
    { within, origin }: { within: string | null; origin: string },
  ): Promise<Decision<CertificatesWanted>> => {
    if (within !== null && !(await storage.unions.inside(unionId, within))) return refuse('not-allowed')
    const [found, union] = await Promise.all([storage.contests.round(roundId), storage.unions.find(unionId)])
    if (found === null || found.round.practice) return refuse('not-found')
    if (union === null) return refuse('unknown-union')
    const { round, contest } = found
    const revision = round.sealedRevision === null ? undefined : (await storage.results.revisions(roundId))[0]
    if (revision === undefined) return refuse('not-sealed')
    const total = givesCertificates(contest, round) ? await storage.results.certifiedTotal(revision.id, unionId) : 0
    if (total === 0) return refuse('no-certificates')
    const given = { contest, round, sealedAt: revision.sealedAt, origin, rehearsal: clock.rehearsal }
    return accept({
      ...{ revisionId: revision.id, unionId, unionCode: union.code, total },
      wording: ({ fullName, unionName, receipt }) => certificateText({ ...given, name: fullName, union: unionName, receipt }),
    })
  }

  route('startCertificates', 'printCertificates', async ({ params, body, session, request }) => {
    const asked = { within: confinedTo(session), origin: linkOrigin(config.publicUrl, request) }
    const wanted = await wantedOf(params.roundId, body.unionId, asked)
    return wanted.ok ? jobs.start(wanted.value, session.id, (error) => request.log.error(error)) : wanted
  })

  route('getCertificates', 'printCertificates', async ({ params, session }) => {
    const job = await jobs.find(params.jobId, session.id)
    return job === null ? refuse('not-found') : accept(job)
  })

  route('downloadCertificates', 'printCertificates', async ({ params, session, request, reply }) => {
    const part = await jobs.open(params.jobId, session.id, params.part)
    if (part === null) return refuse('not-found')
    request.raw.once('close', () => part.stream.destroy())
    void reply
      .headers({
        'content-type': 'application/zip',
        'content-length': part.bytes,
        'content-disposition': `attachment; filename="${part.name}"`,
      })
      .send(part.stream)
    return SENT
  })

  route('exportAwardCertificates', 'manageAwards', async ({ params, request, reply }) => {
    const decision = await storage.awards.find(params.decisionId)
    if (decision === null || decision.state === 'draft') return refuse('not-found')
    const lines = await storage.awards.lines(decision.id)
    const { winners } = await storage.awards.winners(decision.id, { page: 1, pageSize: lines.length + 1 })
    // Of somebody who has left nothing is printed any more: they have no phone here.
    const gone = new Set(winners.filter(({ kind, phone }) => kind === 'person' && phone === '').map(({ code }) => code))
    const texts = await prizeTexts(
      decision,
      lines.filter(({ code }) => !gone.has(code)),
      linkOrigin(config.publicUrl, request),
    )
    const bytes = await exports.certificates({ texts, at: clock.now() })
    request.raw.once('close', () => bytes.destroy())
    void reply
      .headers({
        'content-type': 'application/zip',
        'content-disposition': `attachment; filename="giay-chung-nhan-dat-giai-ban-${decision.number}.zip"`,
      })
      .send(bytes)
    return SENT
  })
}
