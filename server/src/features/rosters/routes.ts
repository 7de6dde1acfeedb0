import { confinedTo } from '../../domain/access.ts'
import { maskedPhone } from '../../domain/contestant.ts'
import { accept, refuse } from '../../domain/decision.ts'
import { rosterTemplate } from '../../formats/roster/roster-template.ts'
import type { Limits } from '../../http/limits.ts'
import { IMPORT_BYTES, type Route } from '../../http/route.ts'
import { sendList } from '../../http/send-list.ts'
import type { Services } from '../../services.ts'
import { shownTo } from '../contests/entry.ts'
import { claimRosterEntry, importRoster, previewRoster, removeFromRoster } from './actions.ts'

export function rosterRoutes(route: Route, services: Services, limits: Limits): void {
  const { storage } = services

  route('listRoster', 'manageContestants', async ({ params: { slug }, query, session }) => {
    const contest = await storage.contests.find(slug)
    if (contest === null) return refuse('not-found')
    const { unionId, registered, ...filter } = query
    const root = confinedTo(session)
    if (root !== null && unionId !== undefined && !(await storage.unions.inside(unionId, root))) return refuse('not-allowed')
    const where = { contestId: contest.id, within: unionId ?? root ?? undefined }
    const [{ rows, total }, totals, union] = await Promise.all([
      storage.rosters.list({
        ...filter,
        ...where,
        phones: root === null ? 'any' : 'whole',
        registered: registered === undefined ? undefined : registered === 'yes',
      }),
      storage.rosters.totals(where.contestId, where.within),
      unionId === undefined ? null : storage.unions.find(unionId),
    ])
    const people = root === null ? rows : rows.map((row) => ({ ...row, phone: row.phone === null ? null : maskedPhone(row.phone) }))
    return accept({ people, totals, union, total, page: query.page, pageSize: query.pageSize })
  })

  route('getRosterTemplate', 'manageRoster', async ({ params: { format }, reply }) =>
    sendList(reply, format, 'mau-danh-sach-du-thi', await rosterTemplate[format]()),
  )

  route(
    'previewRoster',
    'manageRoster',
    async ({ params: { slug }, body }) => {
      const contest = await storage.contests.find(slug)
      return contest === null ? refuse('not-found') : accept(await previewRoster(services, contest.id, body))
    },
    { bodyLimit: IMPORT_BYTES },
  )

  route(
    'importRoster',
    'manageRoster',
    async ({ params: { slug }, body: file, session }) => {
      const contest = await storage.contests.find(slug)
      return contest === null ? refuse('not-found') : importRoster(services, { contestId: contest.id, file, actorId: session.id })
    },
    { bodyLimit: IMPORT_BYTES },
  )

  route('removeFromRoster', 'manageRoster', async ({ params: { slug, entryId }, body: { reason }, session }) => {
    const contest = await storage.contests.find(slug)
    if (contest === null) return refuse('not-found')
    const removed = await removeFromRoster(services, { contestId: contest.id, entryId, actorId: session.id, reason })
    return removed.ok ? accept({ done: true as const }) : removed
  })

  route(
    'claimRosterEntry',
    'takeAttempts',
    async ({ params: { slug }, body: { code }, session }) => {
      const contest = await storage.contests.find(slug)
      if (contest === null || !shownTo(contest, session)) return refuse('not-found')
      const claimed = await claimRosterEntry(services, { contestId: contest.id, contestantId: session.id, code })
      return claimed.ok ? accept({ done: true as const }) : claimed
    },
    { limits: [limits.bySession] },
  )
}
