import { accept, refuse } from '../../domain/decision.ts'
import { sendLog } from './send-log.ts'
import { SENT, type Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { exportJobs } from './export-jobs.ts'
import { revisionOf } from './revision-of.ts'
import { wantedExport } from './wanted-export.ts'

/** Files of sealed revisions: streamed at once, or made in the background with progress. */
export function exportRoutes(route: Route, services: Services): void {
  const { storage, exports, clock } = services
  const jobs = exportJobs(services)

  route('exportResults', 'seeResults', async ({ params: { roundId, format }, query, reply, request }) => {
    const wanted = await wantedExport(services, roundId, { format, ...query })
    if (!wanted.ok) return wanted
    const bytes = await exports.results(wanted.value.job)
    request.raw.once('close', () => bytes.destroy())
    void reply.type(wanted.value.type).header('content-disposition', wanted.value.disposition).send(bytes)
    return SENT
  })

  route('startExport', 'seeResults', async ({ params, body, session, request }) => {
    const wanted = await wantedExport(services, params.roundId, body)
    return wanted.ok ? jobs.start(wanted.value, session.id, (error) => request.log.error(error)) : wanted
  })

  route('getExport', 'seeResults', async ({ params }) => {
    const job = await jobs.find(params.exportId)
    return job === null ? refuse('not-found') : accept(job)
  })

  route('downloadExport', 'seeResults', async ({ params, request, reply }) => {
    const file = await jobs.open(params.exportId)
    if (file === null) return refuse('not-found')
    request.raw.once('close', () => file.bytes.destroy())
    void reply.type(file.type).headers({ 'content-disposition': file.disposition, 'content-length': file.length }).send(file.bytes)
    return SENT
  })

  route('downloadFullLog', 'seeResults', (call) => sendLog(services, 'full', call))

  route('getRanking', 'judge', async ({ params: { roundId }, query: { page, pageSize, at, seq } }) => {
    if ((await storage.contests.round(roundId)) === null) return refuse('not-found')
    const upTo = seq === undefined ? { at: at ?? clock.now() } : { seq }
    const replayed = await exports.replay({ roundId, upTo, page, pageSize })
    return replayed === null ? refuse('not-found') : accept({ ...replayed, page, pageSize })
  })

  route('listExports', 'seeResults', async ({ params, query: { page, pageSize, revision } }) => {
    const found = await revisionOf(storage, params.roundId, revision)
    if (found === undefined) return refuse('not-sealed')
    return accept({ ...(await storage.exportFiles.ofRevision(found.id, { page, pageSize })), page, pageSize })
  })
}
