import { confinedTo } from '../../domain/access.ts'
import { decideOutcome } from '../../domain/data-request.ts'
import { accept, refuse } from '../../domain/decision.ts'
import type { Sessions } from '../../http/auth.ts'
import type { ReplyOf, Route } from '../../http/route.ts'
import type { DataRequestRow } from '../../ports/data-requests.ts'
import type { Services } from '../../services.ts'
import { faced } from '../contestants/view.ts'
import { ownDataFile } from '../own-data/export.ts'
import { ownDataOf, sessionView } from '../own-data/view.ts'
import { answerDataRequest, fileDataRequest } from './actions.ts'

const HANDED_OVER = 'xuất dữ liệu theo yêu cầu của thí sinh'

/** Requests about personal data that came to staff, with their two working days. */
export function dataRequestRoutes(route: Route, services: Services, sessions: Sessions): void {
  const { storage, clock, ids } = services

  route('listDataRequests', 'manageContestants', async ({ query, session }) => {
    const root = confinedTo(session)
    const now = clock.now()
    const { rows, ...counts } = await storage.dataRequests.list({
      ...query,
      within: root ?? undefined,
      phones: root === null ? 'any' : 'whole',
      now,
    })
    const requests = rows.map((row) => viewOf(row, root !== null))
    return accept({ requests, ...counts, page: query.page, pageSize: query.pageSize, now })
  })

  route('fileDataRequest', 'manageContestants', async ({ params: { contestantId }, body, session }) => {
    const found = await storage.contestants.find(contestantId)
    if (found === null) return refuse('not-found')
    const root = confinedTo(session)
    if (root !== null && !(await storage.unions.inside(found.unionId, root))) return refuse('not-allowed')
    const filed = await fileDataRequest(services, { contestantId, actorId: session.id, ...body })
    return filed.ok ? accept({ requestId: filed.value.id, dueAt: filed.value.dueAt }) : filed
  })

  route('answerDataRequest', 'manageContests', async ({ params: { requestId }, body, session }) => {
    const request = await storage.dataRequests.find(requestId)
    const answered = await answerDataRequest(services, { requestId, actorId: session.id, ...body })
    if (!answered.ok) return answered
    if (request?.kind === 'delete' && body.outcome === 'done') sessions.gate({ id: request.contestantId, sessionsFrom: 0, disabledAt: clock.now() })
    return accept({ state: answered.value })
  })

  route('exportDataFor', 'manageContests', async ({ params: { requestId }, session, reply }) => {
    const asked = decideOutcome(await storage.dataRequests.find(requestId))
    if (!asked.ok) return asked
    const { contestantId, kind } = asked.value
    if (kind !== 'export') return refuse('not-found')
    const seen = await sessions.ofAccount({ id: contestantId, role: 'contestant' })
    const data = await ownDataOf(
      services,
      contestantId,
      seen.map((one) => sessionView(one, '')),
    )
    if (data === null) return refuse('not-found')
    const now = clock.now()
    const audit = { id: ids.next(now), at: now, actorId: session.id, action: 'exportDataFor', subject: data.profile.phone, reason: HANDED_OVER }
    await storage.audit.append(audit)
    void reply.header('content-disposition', 'attachment; filename="du-lieu-ca-nhan.json"')
    return accept(await ownDataFile(services, data))
  })
}

function viewOf(row: DataRequestRow, masked: boolean): ReplyOf<'listDataRequests'>['requests'][number] {
  const { contestantId, fullName, phone, filedByLogin, answeredByLogin, ...request } = row
  const contestant = fullName === null || phone === null ? null : faced({ id: contestantId, fullName, phone }, masked)
  return { ...request, contestant, filedBy: filedByLogin, answeredBy: answeredByLogin }
}
