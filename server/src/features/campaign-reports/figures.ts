import type { CampaignTarget } from '../../domain/campaign.ts'
import { FINAL, rolledUp, type CampaignReport, type ReportPeriod } from '../../domain/campaign-report.ts'
import type { Contest, Round } from '../../domain/contest.ts'
import { startOfWeek } from '../../domain/local-time.ts'
import { initiativeFigures, reportedWorks, type FrozenFigures, type ReportFigures, type Untold } from '../../domain/report-figures.ts'
import type { ReportQuery } from '../../ports/activity.ts'
import type { Services } from '../../services.ts'
import { todayIn } from '../works/actions.ts'

type Needs = Pick<Services, 'storage'>
type About = { contest: Contest; rounds: readonly Round[]; unionId: string; period: ReportPeriod }
type ContestFigures = Omit<ReportFigures, 'initiatives' | 'works'>

/** What began before a round closed may be handed in after that, and in the next week. */
const HANDED_IN_WITHIN_MS = 24 * 3_600_000

/** What a report tells now: what is known of the union, its targets, and what those below it sent up. */
export async function figuresNow(
  { storage }: Needs,
  about: About,
  { at, targets, below }: { at: number; targets: readonly CampaignTarget[]; below: readonly (CampaignReport | null)[] },
): Promise<FrozenFigures> {
  const { contest, unionId } = about
  // As they stand now, of the union with everything below it.
  const [own, { cells }, works] = await Promise.all([
    contestFigures({ storage }, about),
    storage.initiatives.count(contest.id, unionId, 0),
    storage.works.count(contest.id, unionId, todayIn(contest.timeZone, at)),
  ])
  const known = { ...own, initiatives: initiativeFigures(cells), works: reportedWorks(works) }
  const { initiatives: wanted = null, benefit = null, works: wantedWorks = null } = targets.find((target) => target.unionId === unionId) ?? {}
  return { at, known, targets: { initiatives: wanted, benefit, works: wantedWorks }, rollUp: rolledUp(below) }
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
  const inPeriod = key === FINAL ? rounds : counting.filter(({ opensAt, closesAt }) => opensAt < to && closesAt + HANDED_IN_WITHIN_MS > from)
  const sealed = inPeriod.filter(({ practice }) => !practice).every(({ sealedRevision }) => sealedRevision !== null)
  const { memberCount, people, attempts, peopleBefore, attemptsBefore } = row
  if (key === FINAL) return { memberCount, people, attempts, peopleSoFar: people, attemptsSoFar: attempts, ...scoresOf(row, { sealed, whole: true }) }
  if (isWhole(period, contest.timeZone))
    return { memberCount, people, attempts, peopleSoFar: peopleBefore, attemptsSoFar: attemptsBefore, ...scoresOf(row, { sealed, whole: true }) }
  const scores = scoresOf({ ...row, people: peopleBefore }, { sealed, whole: false })
  return { memberCount, people: peopleBefore, attempts: attemptsBefore, peopleSoFar: people, attemptsSoFar: attempts, ...scores }
}

type Scores = Pick<ReportFigures, 'scoreSum' | 'allCorrect' | 'untold'>

/** Where nobody took part there is nothing to keep back. */
function scoresOf(
  { people, scoreSum, allCorrect }: { people: number; scoreSum: number; allCorrect: number },
  { sealed, whole }: { sealed: boolean; whole: boolean },
): Scores {
  if (people === 0) return { scoreSum: 0, allCorrect: 0, untold: null }
  const untold: Untold | null = !sealed ? 'notSealed' : whole ? null : 'partWeek'
  return untold === null ? { scoreSum, allCorrect, untold } : { scoreSum: null, allCorrect: null, untold }
}

const isWhole = ({ key, from, to }: ReportPeriod, timeZone: string): boolean => from === key && to === startOfWeek(key, timeZone, 1)
