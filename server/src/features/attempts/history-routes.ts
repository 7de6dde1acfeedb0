import { abandoned } from '../../domain/attempt.ts'
import { accept, refuse } from '../../domain/decision.ts'
import type { Session } from '../../http/auth.ts'
import type { Limits } from '../../http/limits.ts'
import { sendLog } from '../rounds/send-log.ts'
import { SENT, type ReplyOf, type Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { shownTo } from '../contests/entry.ts'
import { linkOrigin } from '../posters/link-origin.ts'
import { finishAttempt } from './actions.ts'
import { ownCertificate } from './certificate.ts'
import { ownAttemptRows } from './history.ts'
import { standingOf } from './standing.ts'

export function historyRoutes(route: Route, services: Services, limits: Limits): void {
  const { storage, clock, exports, config } = services

  route('getStanding', 'takeAttempts', async ({ params, session }) => {
    const attempt = await storage.attempts.find(params.attemptId)
    const found = attempt === null || attempt.contestantId !== session.id ? null : await storage.contests.round(attempt.roundId)
    if (attempt === null || attempt.outcome === null || found === null || found.round.practice) return refuse('not-found')
    return accept(await standingOf(services, { ...attempt, receipt: attempt.outcome.receipt }, found))
  })

  route('listOwnAttempts', 'takeAttempts', async ({ query: { page, pageSize, practice }, session }) => {
    const now = clock.now()
    const running = await storage.attempts.runningOf(session.id)
    if (running !== null && abandoned(running, now)) await finishAttempt(services, running.id, 'deadline')
    const { attempts, total } = await storage.attempts.history(session.id, { page, pageSize, practice: practice === 'yes' })
    return accept({ attempts: await ownAttemptRows(services, session.id, attempts), total, page, pageSize, now })
  })

  route(
    'getCertificate',
    'takeAttempts',
    async ({ params, session, request, reply }) => {
      const text = await ownCertificate(services, session, { roundId: params.roundId, origin: linkOrigin(config.publicUrl, request) })
      if (!text.ok) return text
      const bytes = await exports.certificate({ text: text.value, at: clock.now() })
      void reply
        .headers({ 'content-type': 'application/pdf', 'content-disposition': 'attachment; filename="giay-chung-nhan.pdf"' })
        .send(Buffer.from(bytes))
      return SENT
    },
    { limits: [limits.bySession] },
  )

  route('downloadLog', 'anyone', (call) => sendLog(services, 'links', call), { limits: [limits.byAddress] })
  route('listLog', 'anyone', async ({ query, session }) => accept(await logLines(services, query, session)), { limits: [limits.byAddress] })
}

/** Lines of the log as anyone may read them; rounds of drafts stay unnamed. */
async function logLines(
  { storage, clock }: Pick<Services, 'storage' | 'clock'>,
  { from, pageSize }: { from?: number | undefined; pageSize: number },
  session: Session | null,
): Promise<ReplyOf<'listLog'>> {
  const head = await storage.log.head()
  const entries = await storage.log.after(from === undefined ? Math.max(0, head.seq - pageSize) : from - 1, pageSize)
  const titles = new Map<string, string>()
  for (const { event } of entries) {
    if (titles.has(event.roundId)) continue
    const found = await storage.contests.round(event.roundId)
    titles.set(event.roundId, found !== null && shownTo(found.contest, session) ? found.round.title : '')
  }
  const lines = entries.map(({ seq, at, event, prevHash, hash }) => ({
    seq,
    kind: event.kind,
    at,
    roundTitle: titles.get(event.roundId) ?? '',
    receipt: event.kind === 'submission' ? event.receipt : null,
    prevHash,
    hash,
  }))
  return { lines, total: head.seq, headHash: head.hash, now: clock.now() }
}
