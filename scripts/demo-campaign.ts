import type { InitiativeKind } from '@hoithi/shared/contracts/initiatives'
import { targetsEdition } from '../server/src/domain/campaign.ts'
import type { InitiativeFacts } from '../server/src/domain/initiative.ts'
import { saveCampaign, saveTargets, switchCampaign } from '../server/src/features/campaigns/actions.ts'
import { entered } from '../server/src/features/initiatives/actions.ts'
import type { InitiativeChange } from '../server/src/ports/initiatives.ts'
import type { Services } from '../server/src/services.ts'
import { sampleLogins } from './demo-logins.js'

const DAY_MS = 86_400_000
const at = (day: string): number => Date.parse(`${day}T00:00:00+07:00`)
const facts = {
  name: 'Đợt thi đua 30 ngày cao điểm chào mừng bầu cử',
  legalBasis: 'Kế hoạch 248/KH-LĐLĐ ngày 26/4/2021 của LĐLĐ tỉnh Lai Châu',
  contents: 'Tham gia cuộc thi trực tuyến.\nMỗi đơn vị có sáng kiến tham gia chương trình “75 nghìn sáng kiến, vượt khó, phát triển”.',
  opensAt: at('2021-04-26'),
  closesAt: at('2021-05-27'),
  initiativesCloseAt: at('2021-06-01'),
  fileNeeded: false,
  initiativeColumns: [],
}

/** What people of such units hand in; made up, as is everything in the demo. */
const works: readonly [title: string, kind: InitiativeKind, field: string, millions: number][] = [
  ['Sổ theo dõi tiêm chủng bằng bảng tính dùng chung', 'management', 'Y tế', 35],
  ['Máy bóc vỏ ngô chạy bằng xe máy cũ', 'technical', 'Nông nghiệp', 120],
  ['Trò chơi ôn tập tiếng Việt cho học sinh lớp 1 người Mông', 'operational', 'Giáo dục', 0],
  ['Hệ thống tưới nhỏ giọt cho vườn chè', 'application', 'Nông nghiệp', 240],
  ['Rút ngắn quy trình một cửa từ năm bước còn ba', 'management', 'Hành chính', 60],
  ['Giá phơi thuốc nam quay được', 'technical', 'Y tế', 18],
  ['Bộ thẻ tranh dạy tính nhẩm', 'operational', 'Giáo dục', 5],
]
const names = ['Lò Văn Pành', 'Vàng A Sử', 'Giàng Thị Dợ', 'Nguyễn Thị Hoà', 'Tẩn Mí Lìn', 'Đèo Văn Khao', 'Lường Thị Ón']
const OWN_UNITS = 12
const path = ['sent', 'recognised', 'confirmed', 'counted'] as const
const stepTo = { sent: 'send', recognised: 'recognise', confirmed: 'confirm', counted: 'count' } as const

/** A campaign in mid-flight for the unions directly below the province: targets in three peer groups, and initiatives at every step. The same each time. */
export async function playCampaign(services: Services, contest: { id: string; slug: string }, until: number): Promise<number> {
  const { storage } = services
  const [top] = await storage.unions.children(null)
  const below = top === undefined ? [] : await storage.unions.children(top.id)
  const uppers = below.filter(({ childCount }) => childCount > 0)
  /** The province's own grassroots unions stand beside the upper ones, in a group of their own. */
  const own = below.filter(({ childCount }) => childCount === 0).slice(0, OWN_UNITS)
  const by = { actorId: 'setup', reason: 'dữ liệu mẫu của bản diễn tập' }
  const begun = { ...services, clock: { now: () => Math.min(until, facts.opensAt), rehearsal: true } }
  await saveCampaign(begun, contest, { ...facts, basedOn: 0 }, by)
  const targets = uppers.map(({ id: unionId, kind }, index) => ({
    unionId,
    peerGroup: kind === 'districtFederation' ? 'Khối huyện, thành phố' : 'Khối ngành',
    initiatives: 6 + (index % 3) * 2,
    benefit: 200_000_000,
    works: 5,
  }))
  const ownTargets = own.map(({ id: unionId }) => ({ unionId, peerGroup: 'Khối trực thuộc tỉnh', initiatives: 2, benefit: 50_000_000, works: 1 }))
  await saveTargets(begun, contest, { targets: [...targets, ...ownTargets], basedOn: targetsEdition(services.sha256, []) }, by)
  await switchCampaign(begun, contest, true, by)
  const campaign = await storage.campaigns.find(contest.id)
  if (campaign === null) throw new Error('the campaign of the demo was not kept')
  const changes: Omit<InitiativeChange, 'audit'>[] = []
  for (const [place, upper] of uppers.entries()) {
    const units = await storage.unions.children(upper.id)
    for (let index = 0; index < 4 + ((place * 5) % 6); index += 1) {
      const unit = units[(index * 3) % units.length]
      const enteredAt = facts.opensAt + ((place + index * 4) % 22) * DAY_MS + index * 3_600_000
      if (unit !== undefined && enteredAt < until) changes.push(...stepsOf(services, campaign, { unit, number: place * 3 + index, enteredAt, until }))
    }
  }
  for (const [place, unit] of own.entries()) {
    const enteredAt = facts.opensAt + (place % 9) * 2 * DAY_MS
    if (enteredAt < until) changes.push(...stepsOf(services, campaign, { unit, number: 100 + place * 3, enteredAt, until }))
  }
  changes.push(...(await ofWorker(services, campaign, until)))
  const now = begun.clock.now()
  const audit = { id: services.ids.next(now), at: now, ...by, action: 'importInitiatives', subject: 'ban-dien-tap' }
  await storage.initiatives.load({ contestId: contest.id, titles: [], authors: [] }, () => ({ changes, audit }))
  return new Set(changes.map(({ initiative }) => initiative.id)).size
}

/** The sample worker's own, which their unit sent back with a reason: it waits on their phone. */
async function ofWorker(
  services: Services,
  campaign: Parameters<typeof entered>[1]['campaign'],
  until: number,
): Promise<Omit<InitiativeChange, 'audit'>[]> {
  const changes: Omit<InitiativeChange, 'audit'>[] = []
  const worker = await services.storage.accounts.findByLogin(sampleLogins.find(({ role }) => role === 'contestant')?.login ?? '')
  const person = worker === null ? null : await services.storage.contestants.find(worker.id)
  const enteredAt = facts.opensAt + 9 * 3_600_000
  if (worker === null || person === null || until < enteredAt + DAY_MS) return changes
  const said: InitiativeFacts = {
    ...{
      secret: false,
      title: 'Bảng phân công trực cơ quan tự nhắc qua tin nhắn',
      kind: 'management',
      field: 'Hành chính',
      authors: [person.fullName],
    },
    ...{ firstAppliedOn: '2021-03-08', effect: 'Không còn quên ca trực; bớt mỗi tuần một buổi họp giao ban.', benefit: 12_000_000, reward: 0 },
    ...{ recognisedBy: null, decisionNumber: '', decisionOn: null },
  }
  const at = (time: number) => ({ ...services, clock: { now: () => time, rehearsal: true } })
  const first = entered(at(enteredAt), { campaign, unionId: person.unionId, facts: said, source: 'member', actorId: worker.id })
  const step = (time: number, name: 'send' | 'return', actorId: string, reason: string) => ({
    id: services.ids.next(time),
    at: time,
    step: name,
    actorId,
    reason,
  })
  const why = 'Anh/Chị ghi thêm số và ngày quyết định công nhận của cơ quan rồi gửi lại.'
  const sent = { ...first.initiative, state: 'sent' as const, stateAt: enteredAt + 3_600_000, edition: 2 }
  const returned = { ...sent, state: 'returned' as const, stateAt: enteredAt + 20 * 3_600_000, reason: why, edition: 3 }
  changes.push(
    first,
    { initiative: sent, step: step(sent.stateAt, 'send', worker.id, '') },
    { initiative: returned, step: step(returned.stateAt, 'return', 'setup', why) },
  )
  return changes
}

type Where = { unit: { id: string; name: string }; number: number; enteredAt: number; until: number }

/** One initiative with as many of its steps as its number says, a day and a half each; every seventh lacks something and gets no further than its unit. */
function stepsOf(services: Services, campaign: Parameters<typeof entered>[1]['campaign'], { unit, number, enteredAt, until }: Where) {
  const [what, kind, field, millions] = works[number % works.length] ?? ['Sáng kiến', 'technical', 'Khác', 0]
  const lacking = number % 7 === 4
  // Some units call theirs the same, which the desk shows.
  const title = number % 9 === 0 ? what : `${what} (${unit.name.replace(/^CĐCS /, '')})`
  const said: InitiativeFacts = {
    ...{ secret: false, title, kind, field, authors: [names[(number * 5) % names.length] ?? ''] },
    ...{ firstAppliedOn: '2021-02-15', effect: 'Tiết kiệm công, đã áp dụng tại đơn vị.', benefit: millions * 1_000_000, reward: 500_000 },
    ...{ recognisedBy: 'council', decisionNumber: lacking ? '' : `${number + 11}/QĐ`, decisionOn: lacking ? null : '2021-04-20' },
  }
  const moment = (time: number) => ({ ...services, clock: { now: () => time, rehearsal: true } })
  const first = entered(moment(enteredAt), { campaign, unionId: unit.id, facts: said, source: 'desk', actorId: 'setup' })
  const changes = [first]
  const goes = path.slice(0, lacking ? 2 : 1 + ((number * 3) % 5))
  for (const [index, state] of goes.entries()) {
    const time = enteredAt + (index + 1) * 1.5 * DAY_MS
    const last = changes.at(-1)?.initiative
    if (last === undefined || time >= until) break
    const initiative = { ...last, state, stateAt: time, countedAt: state === 'counted' ? time : null, edition: last.edition + 1 }
    changes.push({ initiative, step: { id: services.ids.next(time), at: time, step: stepTo[state], actorId: 'setup', reason: '' } })
  }
  return changes
}
