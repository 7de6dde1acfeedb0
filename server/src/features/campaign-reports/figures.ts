import type { CampaignTarget } from '../../domain/campaign.ts'
import {
  FINAL,
  rolledUp,
  type CampaignReport,
  type FrozenFigures,
  type InitiativeFigures,
  type ReportFigures,
  type ReportPeriod,
  type WorkFigures,
} from '../../domain/campaign-report.ts'
import type { Contest, Round } from '../../domain/contest.ts'
import { figuresOf, inState } from '../../domain/initiative-counts.ts'
import { startOfWeek } from '../../domain/local-time.ts'
import type { ReportQuery } from '../../ports/activity.ts'
import type { Services } from '../../services.ts'
import { todayIn } from '../works/actions.ts'

type Needs = Pick<Services, 'storage'>
type About = { contest: Contest; rounds: readonly Round[]; unionId: string; period: ReportPeriod }
type ContestFigures = Omit<ReportFigures, 'initiatives' | 'works'>

/** What a report tells now: what is known of the union, its targets, and what those below it sent up. */
export async function figuresNow(
  { storage }: Needs,
  about: About,
  { at, targets, below }: { at: number; targets: readonly CampaignTarget[]; below: readonly (CampaignReport | null)[] },
): Promise<FrozenFigures> {
  const { contest, unionId } = about
  const [own, initiatives, works] = await Promise.all([
    contestFigures({ storage }, about),
    initiativeFigures({ storage }, contest.id, unionId),
    worksOf({ storage }, { contest, unionId, at }),
  ])
  const { initiatives: wanted = null, benefit = null, works: wantedWorks = null } = targets.find((target) => target.unionId === unionId) ?? {}
  return { at, known: { ...own, initiatives, works }, targets: { initiatives: wanted, benefit, works: wantedWorks }, rollUp: rolledUp(below) }
}

/** Of a union with everything below it, as they stand now. */
async function initiativeFigures({ storage }: Needs, contestId: string, unionId: string): Promise<InitiativeFigures> {
  const { cells } = await storage.initiatives.count(contestId, unionId, 0)
  const [sent, recognised, confirmed] = (['sent', 'recognised', 'confirmed'] as const).map((state) => inState(cells, state))
  const { counted, benefit } = figuresOf(cells)
  return { sent: sent ?? 0, recognised: recognised ?? 0, confirmed: confirmed ?? 0, counted, benefit }
}

async function worksOf({ storage }: Needs, { contest, unionId, at }: { contest: Contest; unionId: string; at: number }): Promise<WorkFigures> {
  const cells = await storage.works.count(contest.id, unionId, todayIn(contest.timeZone, at))
  const figures = { registered: 0, confirmed: 0, done: 0, accepted: 0, value: 0 }
  for (const { state, works, value } of cells) {
    if (state !== 'returned') figures[state] += works
    if (state === 'accepted') figures.value += value
  }
  return figures
}

/** Of a week that lies whole in the campaign all is counted already; of a part of one, people and attempts are counted and scores are not told. */
async function contestFigures({ storage }: Needs, { contest, rounds, unionId, period }: About): Promise<ContestFigures> {
  const { key, from, to } = period
  const counting = rounds.filter(({ practice }) => !practice)
  const contestBoard = { boardId: contest.id, at: null }
  const asked: Pick<ReportQuery, 'period' | 'before'> =
    key === FINAL
      ? { period: contestBoard, before: null }
      : isWhole(period, contest.timeZone)
        ? { period: { boardId: contest.id, at: key }, before: contestBoard }
        : { period: contestBoard, before: { roundIds: counting.map(({ id }) => id), from, to } }
  const found = await storage.activity.report({ ...asked, unionId, among: 'tree', sort: 'name', order: 'asc', page: 1, pageSize: 1 })
  const row = found.rows[0]
  if (row === undefined) throw new Error(`union ${unionId} stands in no report`)
  const inPeriod = key === FINAL ? rounds : counting.filter(({ opensAt, closesAt }) => opensAt < to && closesAt > from)
  const sealed = inPeriod.filter(({ practice }) => !practice).every(({ sealedRevision }) => sealedRevision !== null)
  const { memberCount, people, attempts, peopleBefore, attemptsBefore } = row
  const told = sealed && (key === FINAL || isWhole(period, contest.timeZone))
  const scores = { scoreSum: told ? row.scoreSum : null, allCorrect: told ? row.allCorrect : null }
  if (key === FINAL) return { memberCount, people, attempts, peopleSoFar: people, attemptsSoFar: attempts, ...scores }
  if (isWhole(period, contest.timeZone)) return { memberCount, people, attempts, peopleSoFar: peopleBefore, attemptsSoFar: attemptsBefore, ...scores }
  return { memberCount, people: peopleBefore, attempts: attemptsBefore, peopleSoFar: people, attemptsSoFar: attempts, ...scores }
}

const isWhole = ({ key, from, to }: ReportPeriod, timeZone: string): boolean => from === key && to === startOfWeek(key, timeZone, 1)
