import { and, count, desc, eq, inArray, isNull, ne, notInArray, sql, type SQL } from 'drizzle-orm'
import { NOT_REPORTING, type ReportKey } from '../../domain/campaign-report.ts'
import { accept } from '../../domain/decision.ts'
import type { CampaignReports, ReportFilter, ReportScope } from '../../ports/campaign-reports.ts'
import { ofReport, toReport } from '../campaign-report-rows.ts'
import { appendAudit } from './audit.ts'
import { first, type Db, type Postgres } from './open.ts'
import { accounts, auditEntries, campaignReportRules, campaignReports, campaignTargets, unionAncestors, unions } from './schema.ts'
import { matching } from './union-boards.ts'

const peerGroup = sql<string>`coalesce(${campaignTargets.peerGroup}, '')`
/** What is most urgent first. */
const urgency = sql`case ${campaignReports.state} when 'returned' then 1 when 'draft' then 2 when 'sent' then 3 when 'accepted' then 4 else 0 end`

export function postgresCampaignReports({ db, read, write }: Postgres): CampaignReports {
  const at = ({ contestId, unionId, period }: ReportKey) =>
    and(eq(campaignReports.contestId, contestId), eq(campaignReports.period, period), eq(campaignReports.unionId, unionId))
  const find = async (tx: Db, key: ReportKey) => {
    const row = await first(tx.select().from(campaignReports).where(at(key)))
    return row === undefined ? null : toReport(row)
  }
  const dueDays = async (tx: Db, contestId: string) =>
    (await first(tx.select().from(campaignReportRules).where(eq(campaignReportRules.contestId, contestId))))?.dueDays ?? null
  /** Unions that are to report, with what they did. */
  const from = <Columns extends Parameters<typeof db.select>[0]>(tx: Db, columns: NonNullable<Columns>, { contestId, period }: ReportScope) =>
    tx
      .select(columns)
      .from(unionAncestors)
      .innerJoin(unions, eq(unions.id, unionAncestors.unionId))
      .leftJoin(
        campaignReports,
        and(eq(campaignReports.contestId, contestId), eq(campaignReports.period, period), eq(campaignReports.unionId, unions.id)),
      )
      .leftJoin(campaignTargets, and(eq(campaignTargets.contestId, contestId), eq(campaignTargets.unionId, unions.id)))
  const columns = {
    unionId: unions.id,
    unionName: unions.name,
    unionCode: unions.code,
    unionKind: unions.kind,
    peerGroup,
    memberCount: unions.memberTotal,
    report: campaignReports,
  }

  return {
    find: (key) => find(db, key),
    lastOf: async ({ contestId, unionId, period }) => {
      const row = await first(
        db
          .select()
          .from(campaignReports)
          .where(and(eq(campaignReports.unionId, unionId), eq(campaignReports.contestId, contestId), ne(campaignReports.period, period)))
          .orderBy(desc(campaignReports.savedAt), desc(campaignReports.id))
          .limit(1),
      )
      return row === undefined ? null : toReport(row)
    },
    change: (key, decide) =>
      write(async (tx) => {
        const decision = decide(await find(tx, key))
        if (!decision.ok) return decision
        const { report, audit } = decision.value
        const row = ofReport(report)
        await tx.insert(campaignReports).values(row).onConflictDoUpdate({ target: campaignReports.id, set: row })
        await appendAudit(tx, audit)
        return accept(report)
      }),
    list: (query) =>
      read(async (tx) => {
        const where = narrowed(query)
        const rows = await from(tx, columns, query)
          .where(where)
          .orderBy(...orderOf(query))
          .limit(query.pageSize)
          .offset((query.page - 1) * query.pageSize)
        const total = (await first(from(tx, { total: count() }, query).where(where)))?.total ?? 0
        return { rows: rows.map(({ report, ...row }) => ({ ...row, report: report === null ? null : toReport(report) })), total }
      }),
    counts: async (scope) =>
      from(db, { peerGroup, kind: unions.kind, state: campaignReports.state, units: count() }, scope)
        .where(due(scope))
        .groupBy(peerGroup, unions.kind, campaignReports.state),
    history: async (id, limit) => {
      const rows = await db
        .select({ entry: auditEntries, actor: accounts.login })
        .from(auditEntries)
        .leftJoin(accounts, eq(accounts.id, auditEntries.actorId))
        .where(eq(auditEntries.subject, id))
        .orderBy(desc(auditEntries.at), desc(auditEntries.id))
        .limit(limit)
      return rows.map(({ entry, actor }) => ({ ...entry, actor: actor ?? entry.actorId }))
    },
    dueDays: (contestId) => dueDays(db, contestId),
    saveDueDays: (contestId, decide) =>
      write(async (tx) => {
        const decision = decide(await dueDays(tx, contestId))
        if (!decision.ok) return decision
        const rules = { contestId, dueDays: decision.value.dueDays }
        await tx.insert(campaignReportRules).values(rules).onConflictDoUpdate({ target: campaignReportRules.contestId, set: rules })
        await appendAudit(tx, decision.value.audit)
        return accept(null)
      }),
  }
}

function due({ unionId, among }: ReportScope): SQL | undefined {
  return and(
    eq(unionAncestors.ancestorId, unionId),
    ne(unionAncestors.unionId, unionId),
    among === 'children' ? eq(unions.parentId, unionId) : undefined,
    eq(unions.state, 'active'),
    isNull(unions.mergedInto),
    notInArray(unions.kind, NOT_REPORTING),
  )
}

const states = {
  none: isNull(campaignReports.id),
  missing: sql`coalesce(${campaignReports.state}, 'none') in ('none', 'draft', 'returned')`,
}

function narrowed(filter: ReportFilter): SQL | undefined {
  const { state, kind, peerGroup: group, search } = filter
  return and(
    due(filter),
    state === undefined ? undefined : state === 'none' || state === 'missing' ? states[state] : inArray(campaignReports.state, [state]),
    kind === undefined ? undefined : eq(unions.kind, kind),
    group === undefined ? undefined : eq(peerGroup, group),
    ...matching(search),
  )
}

const sorts = {
  group: [sql`case when ${peerGroup} = '' then 1 else 0 end`, peerGroup],
  name: [],
  state: [urgency],
  sentAt: [sql`coalesce(${campaignReports.sentAt}, 0)`],
  members: [sql`coalesce(${unions.memberTotal}, -1)`],
}

function orderOf({ sort, order }: Pick<Parameters<CampaignReports['list']>[0], 'sort' | 'order'>): SQL[] {
  const way = sql.raw(order)
  const byName = [sql`${unions.name} ${sort === 'name' ? way : sql.raw('asc')}`, sql`${unions.code} asc`]
  return [...sorts[sort].map((by) => sql`${by} ${way}`), ...byName]
}
