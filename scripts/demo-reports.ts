import { aboutOf } from '../server/src/features/campaign-reports/about.ts'
import { decideReport, saveReport, sendReport } from '../server/src/features/campaign-reports/actions.ts'
import { reportNow } from '../server/src/features/campaign-reports/one-report.ts'
import { reportPeriods, FINAL } from '../server/src/domain/campaign-report.ts'
import type { Decision } from '../server/src/domain/decision.ts'
import type { Contest } from '../server/src/domain/contest.ts'
import type { Actor } from '../server/src/domain/access.ts'
import type { Services } from '../server/src/services.ts'

const HOUR_MS = 3_600_000

async function unitsBelow({ storage }: Services) {
  const [top] = await storage.unions.children(null)
  return top === undefined ? [] : storage.unions.children(top.id)
}

function done<T>(decision: Decision<T>): T {
  if (!decision.ok) throw new Error(`the demo was refused: ${decision.reason}`)
  return decision.value
}

/** How far the report of the union at a place in the list has come in the last week. */
const courses = ['accepted', 'sent', 'accepted', 'returned', 'sent', 'draft', 'accepted', 'sent', 'nothing', 'draft', 'nothing'] as const
const deeds = [
  '- Phát động đợt thi đua đến 100% công đoàn cơ sở.\n- Vận động đoàn viên dự thi trực tuyến hằng ngày.',
  '- Tuyên truyền bầu cử trên loa truyền thanh và nhóm Zalo.\n- Mỗi công đoàn cơ sở cử một người giúp đoàn viên vào thi.',
  '- Lồng ghép cuộc thi trong sinh hoạt tổ công đoàn.\n- Đăng ký công trình chào mừng ngày bầu cử.',
]

/** The unions below the one that the sample officer is of. */
async function ofDistrict({ storage }: Services) {
  const district = await storage.unions.byCode('LC-TPLC')
  return district === null ? [] : storage.unions.children(district.id)
}

/** Reports of the weeks of the campaign so far, by the unions right below the province, and in the last one by those below a district. */
export async function playReports(services: Services, contest: Contest, organiser: Actor): Promise<number> {
  const campaign = await services.storage.campaigns.find(contest.id)
  const now = services.clock.now()
  if (campaign === null) return 0
  const weeks = reportPeriods(campaign, contest.timeZone, 1).filter(({ key, to }) => key !== FINAL && to <= now)
  const units = await unitsBelow(services)
  let written = 0
  for (const [number, week] of weeks.entries())
    for (const [index, unit] of (number < weeks.length - 1 ? units : [...(await ofDistrict(services)), ...units]).entries()) {
      const course = number < weeks.length - 1 ? 'accepted' : (courses[index % courses.length] ?? 'nothing')
      if (course === 'nothing') continue
      const at = week.to - (10 + index) * HOUR_MS
      await write({ ...services, clock: { now: () => at, rehearsal: true } }, { contest, organiser, unitId: unit.id, week: week.key, course, index })
      written += 1
    }
  return written
}

type Writing = { contest: Contest; organiser: Actor; unitId: string; week: number; course: (typeof courses)[number]; index: number }

async function write(services: Services, { contest, organiser, unitId, week, course, index }: Writing): Promise<void> {
  const about = done(await aboutOf(services, organiser, { slug: contest.slug, unionId: unitId, period: week }))
  const { head } = await reportNow(services, about)
  const words = { done: deeds[index % deeds.length] ?? '', difficulties: 'Một số điểm trường mạng yếu.', proposals: '' }
  const written = { words, head: { ...head, place: 'Lai Châu' }, basedOn: 0 }
  if (course === 'draft') return void done(await saveReport(services, about, written, organiser))
  const { edition } = done(await sendReport(services, about, written, organiser))
  if (course === 'accepted') done(await decideReport(services, about, { verdict: 'accept', basedOn: edition }, organiser))
  if (course === 'returned')
    done(
      await decideReport(
        services,
        about,
        { verdict: 'return', reason: 'Đề nghị nêu rõ số công đoàn cơ sở đã phát động.', basedOn: edition },
        organiser,
      ),
    )
}
