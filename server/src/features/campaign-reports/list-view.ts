import { may } from '@hoithi/shared/rights'
import { confinedTo } from '../../domain/access.ts'
import { daysLate, groupCounts } from '../../domain/campaign-report.ts'
import type { Session } from '../../http/auth.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { CampaignReports, ReportFilter } from '../../ports/campaign-reports.ts'
import type { Services } from '../../services.ts'
import type { About } from './about.ts'
import { keyOf } from './one-report.ts'
import { lateness, periodView, rowView } from './view.ts'

/** A reminder names so many. */
const NAMED = 60

type Narrowing = Pick<ReportFilter, 'among' | 'state' | 'kind' | 'peerGroup' | 'search'>
type Paging = Pick<Parameters<CampaignReports['list']>[0], 'sort' | 'order' | 'page' | 'pageSize'>

/** Which unions below the one that is asked about. */
export function filterOf({ contest, union, period }: About, { among, state, kind, peerGroup, search }: Narrowing): ReportFilter {
  const group = peerGroup === 'none' ? '' : peerGroup
  return { contestId: contest.id, unionId: union.id, period: period.key, among, state, kind, peerGroup: group, search }
}

/** Who below a union has reported and who has not. */
export async function listView(
  { storage }: Pick<Services, 'storage'>,
  about: About,
  query: Narrowing & Paging,
  session: Session,
): Promise<ReplyOf<'listCampaignReports'>> {
  const { contest, union, period, periods, dueDays, now } = about
  const reports = storage.campaignReports
  const filter = filterOf(about, query)
  const { sort, order, page, pageSize } = query
  const [found, counts, missing, own] = await Promise.all([
    reports.list({ ...filter, sort, order, page, pageSize }),
    reports.counts(filter),
    reports.list({ ...filter, state: 'missing', sort: 'group', order: 'asc', page: 1, pageSize: NAMED }),
    reports.find(keyOf(about)),
  ])
  const { id, name, code, kind, path, parentId } = union
  return {
    union: { id, name, code, kind, path, parentId: id === confinedTo(session) ? null : parentId },
    period: periodView(period),
    periods: periods.map(periodView),
    rows: found.rows.map((row) => rowView(row, about)),
    ...{ total: found.total, page, pageSize },
    groups: groupCounts(counts),
    missing: { total: missing.total, names: missing.rows.map(({ unionName }) => unionName) },
    own: { state: own?.state ?? null, daysLate: daysLate(own, period, lateness(about)) },
    ...{ dueDays, mayChangeRules: may(session.role, 'manageCampaigns'), timeZone: contest.timeZone, now },
  }
}
