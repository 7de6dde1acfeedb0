import { buildApp } from '../../server/src/app.ts'
import { compose } from '../../server/src/compose.ts'
import { readConfig } from '../../server/src/config.ts'
import type { InitiativeFacts } from '../../server/src/domain/initiative.ts'
import { saveCampaign, switchCampaign } from '../../server/src/features/campaigns/actions.ts'
import { entered } from '../../server/src/features/initiatives/actions.ts'
import type { InitiativeChange } from '../../server/src/ports/initiatives.ts'
import { root } from '../setup.mjs'
import { BENCH_SECRET } from './secret.ts'

/** What officers work on: `sent` wait for a step. */
export type Campaigned = { slug: string; token: string; unionIds: string[]; sent: string[] }

const DAY_MS = 86_400_000
const AT_ONCE = 500
const kinds = ['technical', 'management', 'operational', 'application'] as const
const deeds = ['Cải tiến', 'Rút ngắn', 'Chế tạo', 'Số hoá', 'Tái sử dụng', 'Lắp đặt', 'Biên soạn']
const things = [
  'quy trình tiếp nhận',
  'máy tẽ hạt',
  'sổ theo dõi',
  'hệ thống tưới',
  'bộ học liệu',
  'lò sấy',
  'bảng tin',
  'tủ điện',
  'giá phơi',
  'kho vật tư',
  'lịch trực',
]
const places = ['ở trạm y tế', 'cho lớp ghép', 'tại xưởng', 'ở bản xa', 'trong kho', 'cho tổ đường', 'ở bộ phận một cửa', 'tại vườn ươm']
/** As people name what they made: few look alike. */
const titleOf = (number: number): string =>
  `${deeds[number % deeds.length]} ${things[Math.floor(number / deeds.length) % things.length]} ${places[Math.floor(number / 77) % places.length]} ${number.toString(36)}`
const fields = ['Y tế', 'Giáo dục', 'Nông nghiệp', 'Hành chính', 'Công nghiệp']

const factsOf = (number: number): InitiativeFacts => ({
  secret: false,
  title: titleOf(number),
  authors: [`Lò Văn ${number % 4_000}`],
  kind: kinds[number % kinds.length] ?? null,
  field: fields[number % fields.length] ?? '',
  firstAppliedOn: '2021-03-01',
  effect: 'Tiết kiệm công, đã áp dụng tại đơn vị.',
  benefit: (number % 50) * 1_000_000,
  reward: 0,
  recognisedBy: 'council',
  decisionNumber: `${number}/QĐ`,
  decisionOn: '2021-04-20',
})

/** A campaign that is on in the contest of the bench, with so many initiatives that were sent, and an organiser who handles them. */
export async function campaignData(folder: string, initiatives: number): Promise<Campaigned> {
  const services = await compose(readConfig({ DATA_DIR: folder, JWT_SECRET: BENCH_SECRET, LOG_LEVEL: 'silent' }, root))
  const { storage, ids, clock } = services
  const app = await buildApp(services)
  try {
    const now = clock.now()
    const contest = await storage.contests.find('bench')
    if (contest === null) throw new Error('the bench has no contest')
    const who = { id: ids.next(now), login: 'bench-organiser', role: 'organiser' as const, fullName: 'Ban tổ chức', passwordHash: '-' }
    const by = { actorId: who.id, reason: 'đo tốc độ' }
    const entry = () => ({ ...by, id: ids.next(now), at: now, action: 'bench', subject: 'bench' })
    await storage.accounts.createStaff({ ...who, unionId: null, createdAt: now }, entry())
    const days = { opensAt: now - DAY_MS, closesAt: now + DAY_MS, initiativesCloseAt: now + DAY_MS }
    const facts = { name: 'Đợt thi đua', legalBasis: '', contents: '', fileNeeded: false, initiativeColumns: [], ...days }
    await saveCampaign(services, contest, { ...facts, basedOn: 0 }, by)
    await switchCampaign(services, contest, true, by)
    const campaign = await storage.campaigns.find(contest.id)
    if (campaign === null) throw new Error('the campaign of the bench was not kept')
    const unionIds = (await storage.unions.tree()).filter(({ kind }) => kind === 'grassrootsUnion').map(({ id }) => id)
    const sent: string[] = []
    while (sent.length < initiatives) {
      const from = sent.length
      const changes = Array.from({ length: Math.min(AT_ONCE, initiatives - from) }, (_, index): Omit<InitiativeChange, 'audit'> => {
        const number = from + index
        const unionId = unionIds[number % unionIds.length] ?? ''
        return entered(services, { campaign, unionId, facts: factsOf(number), source: 'import', actorId: who.id })
      })
      await storage.initiatives.load({ contestId: contest.id, titles: [], authors: [] }, () => ({ changes, audit: entry() }))
      sent.push(...changes.map(({ initiative }) => initiative.id))
    }
    const until = now + DAY_MS
    const token = app.jwt.sign({ sub: who.id, role: 'organiser', unionId: null, jti: ids.next(now), since: now, proven: until, until })
    return { slug: contest.slug, token, unionIds, sent }
  } finally {
    await app.close()
    await storage.close()
  }
}

/** What somebody enters as new. */
export const newInitiative = (unionId: string, number: number) => ({ ...factsOf(1_000_000 + number), unionId })
