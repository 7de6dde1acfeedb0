import { knownCampaign } from '../server/src/features/campaigns/known.ts'
import { decideCommended, draftCommendation, nominate } from '../server/src/features/commendation/actions.ts'
import { knownList } from '../server/src/features/commendation/known.ts'
import type { Services } from '../server/src/services.ts'

const BY_HAND = 'can-bo-tich-cuc'
const by = { actorId: 'setup', reason: 'dữ liệu mẫu của bản diễn tập' }
/** Made up, as is everything in the demo. */
const nominees: readonly [fullName: string, union: string, merit: string][] = [
  ['Lù Thị Mẩy', 'LC-TPLC-001', 'Hướng dẫn 60 đoàn viên lớn tuổi đăng ký và dự thi trong hai ngày nghỉ.'],
  ['Hoàng Văn Sính', 'LC-TPLC-001', 'Dán mã QR của đơn vị ở mọi phòng làm việc; tỷ lệ dự thi của tổ đạt 100%.'],
  ['Chẻo A Pao', 'LC-TPLC-001', 'Dịch thể lệ ra tiếng Dao cho công nhân tổ đường.'],
]

async function unless<T>(result: Promise<{ ok: true; value: T } | { ok: false; reason: string }>): Promise<T> {
  const found = await result
  if (!found.ok) throw new Error(`the demo's commendation was refused: ${found.reason}`)
  return found.value
}

/** A list in mid-flight: begun, with people put forward of whom one is agreed to; the rest of its shortlist follows once a judge seals a round. */
export async function playCommendation(services: Services, contest: { id: string; slug: string }): Promise<void> {
  const { storage } = services
  const organiser = { role: 'organiser' }
  const known = await unless(knownCampaign(services, contest.slug, organiser))
  const { commendationId } = await unless(draftCommendation(services, known, by))
  const list = () => unless(knownList(services, commendationId, organiser))
  for (const [fullName, code, merit] of nominees) {
    const union = await storage.unions.byCode(code)
    const now = await list()
    await unless(nominate(services, now, { kind: BY_HAND, fullName, unionId: union?.id ?? '', merit, edition: now.list.edition }, by))
  }
  const [first] = await storage.commendations.nominees(commendationId)
  const now = await list()
  const choice = { kind: BY_HAND, subjectIds: [first?.id ?? ''], verdict: 'agreed' as const, upward: true, edition: now.list.edition }
  await unless(decideCommended(services, now, choice, by))
}
