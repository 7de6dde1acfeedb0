import { FINAL } from '../../domain/campaign-report.ts'
import { accept } from '../../domain/decision.ts'
import { fileNamePart } from '../../domain/names.ts'
import { SENT, type Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { knownCampaign } from '../campaigns/known.ts'
import { aboutOf, oneReport } from './about.ts'
import { decideReport, saveDueDays, saveReport, sendReport } from './actions.ts'
import { filterOf, listView } from './list-view.ts'
import { paperOf, reportView } from './one-report.ts'
import { lineOf } from './view.ts'

const types = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const
/** A workbook holds so many. */
const MOST = 5_000

export function campaignReportRoutes(route: Route, services: Services): void {
  const { storage, clock, exports } = services
  const reports = storage.campaignReports

  route('listCampaignReports', 'seeParticipation', async ({ params, query, session }) => {
    const about = await aboutOf(services, session, { ...params, ...query })
    return about.ok ? accept(await listView(services, about.value, query, session)) : about
  })

  route('exportCampaignReports', 'seeParticipation', async ({ params, query, session, reply }) => {
    const about = await aboutOf(services, session, { ...params, ...query })
    if (!about.ok) return about
    const { contest, campaign, union, period, now } = about.value
    const { rows } = await reports.list({ ...filterOf(about.value, query), sort: query.sort, order: query.order, page: 1, pageSize: MOST })
    const round = period.key === FINAL ? `Tổng kết ${campaign.name}` : null
    const title = { contest: contest.title, union: union.name, from: period.from, to: period.to, round, now, timeZone: contest.timeZone }
    const bytes = await exports.campaignReport({ file: 'list', title, lines: rows.map((row) => lineOf(row, about.value)) })
    return sendFile(reply, bytes, 'xlsx', `tinh-hinh-bao-cao-${union.name}`)
  })

  route('getCampaignReport', 'seeParticipation', async ({ params, query, session }) => {
    const about = await oneReport(services, session, { ...params, ...query })
    return about.ok ? accept(await reportView(services, about.value, session)) : about
  })

  route('exportCampaignReport', 'seeParticipation', async ({ params, query, session, reply }) => {
    const about = await oneReport(services, session, { ...params, ...query })
    if (!about.ok) return about
    const { format } = params
    const bytes = await exports.campaignReport({ file: 'one', format, report: await paperOf(services, about.value), at: clock.now() })
    return sendFile(reply, bytes, format, `bao-cao-thi-dua-${about.value.union.name}`)
  })

  route('saveCampaignReport', 'writeReports', async ({ params, body: { period, ...written }, session }) => {
    const about = await oneReport(services, session, { ...params, period })
    return about.ok ? saveReport(services, about.value, written, session) : about
  })

  route('sendCampaignReport', 'writeReports', async ({ params, body: { period, ...written }, session }) => {
    const about = await oneReport(services, session, { ...params, period })
    return about.ok ? sendReport(services, about.value, written, session) : about
  })

  route('decideCampaignReport', 'writeReports', async ({ params, body: { period, ...verdict }, session }) => {
    const about = await oneReport(services, session, { ...params, period })
    return about.ok ? decideReport(services, about.value, verdict, session) : about
  })

  route('saveReportRules', 'manageCampaigns', async ({ params, body: { dueDays, reason }, session }) => {
    const known = await knownCampaign(services, params.slug, session)
    return known.ok ? saveDueDays(services, known.value.contest, dueDays, { actorId: session.id, reason }) : known
  })
}

type Replying = { headers: (values: Record<string, string>) => { send: (bytes: Buffer) => unknown } }

function sendFile(reply: Replying, bytes: Uint8Array, format: keyof typeof types, name: string): typeof SENT {
  const headers = { 'content-type': types[format], 'content-disposition': `attachment; filename="${fileNamePart(name, 100)}.${format}"` }
  void reply.headers(headers).send(Buffer.from(bytes))
  return SENT
}
