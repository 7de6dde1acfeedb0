import type { ContestSettings, RoundRules } from '@hoithi/shared/contracts/rules'
import type { Role } from '@hoithi/shared/contracts/common'
import { plainSettings } from '../../server/src/domain/contest.ts'
import { blankQuestion, type QuestionDraft } from '../../server/src/domain/question.ts'
import type { Services } from '../../server/src/services.ts'
import { plainRules } from './plain-rules.ts'

/** Six questions whose right options carry a marker that no reply to a contestant may tell apart, and an explanation that none may hold. */
export const questions: QuestionDraft[] = Array.from({ length: 6 }, (_, index): QuestionDraft => ({
  ...blankQuestion(),
  code: `Q-${index + 1}`,
  kind: index === 4 ? 'multiple' : index === 5 ? 'trueFalse' : 'single',
  topic: index % 2 === 0 ? 'Bầu cử' : 'Công đoàn',
  difficulty: 1 + (index % 3),
  status: 'ready',
  stem: `Câu hỏi số ${index + 1}?`,
  options: index === 5 ? ['Đúng', 'Sai'] : ['phương án một', 'phương án hai', 'phương án ba', 'phương án bốn'],
  correct: index === 4 ? [0, 2] : [0],
  explanation: `BÍ MẬT: giải thích câu ${index + 1}`,
  legalReference: `BÍ MẬT: Điều ${index + 1}`,
}))

export type Fixture = { contestId: string; slug: string; roundIds: string[]; unionIds: Record<string, string> }

type Setting = {
  settings?: Partial<ContestSettings>
  rules?: Partial<RoundRules>
  rounds?: [opensAt: string, closesAt: string][]
  questions?: QuestionDraft[]
  /** Places, from 0, of the rounds that are practice. */
  practice?: number[]
}

/** A small contest: one federation with two districts and a few grassroots unions, a bank, and rounds from 2021-05-03 on. */
export async function makeContest({ storage, ids, clock }: Services, setting: Setting = {}): Promise<Fixture> {
  const now = clock.now()
  const windows = setting.rounds ?? [
    ['2021-05-03T00:00:00+07:00', '2021-05-10T00:00:00+07:00'],
    ['2021-05-10T00:00:00+07:00', '2021-05-17T00:00:00+07:00'],
  ]
  const contest = {
    id: ids.next(now),
    slug: 'thu',
    title: 'Cuộc thi thử',
    organiser: 'LĐLĐ tỉnh',
    intro: '## Giới thiệu',
    timeZone: 'Asia/Ho_Chi_Minh',
    opensAt: Date.parse(windows[0]![0]),
    closesAt: Date.parse(windows.at(-1)![1]),
    consent: { version: 'v1', text: { vi: 'Tôi đồng ý để ban tổ chức lưu dữ liệu.', en: 'I agree that the organisers keep my data.' } },
    state: 'published' as const,
    settings: { ...plainSettings, ...setting.settings },
    pausedAt: null,
  }
  const rounds = windows.map(([opensAt, closesAt], index) => ({
    id: ids.next(now),
    contestId: contest.id,
    number: index + 1,
    title: `Kỳ ${index + 1}`,
    opensAt: Date.parse(opensAt),
    closesAt: Date.parse(closesAt),
    rules: { ...plainRules, ...setting.rules },
    sealedRevision: null,
    practice: setting.practice?.includes(index) ?? false,
  }))
  await storage.contests.create(contest, rounds)
  const audit = () => ({ id: ids.next(now), at: now, actorId: 'test', action: 'test', subject: 'test', reason: 'fixture' })
  await storage.unions.load(
    [
      { code: 'T', name: 'LĐLĐ tỉnh', kind: 'provincialFederation', parentCode: null, memberCount: null },
      { code: 'T-A', name: 'LĐLĐ huyện A', kind: 'districtFederation', parentCode: 'T', memberCount: null },
      { code: 'T-B', name: 'LĐLĐ huyện B', kind: 'districtFederation', parentCode: 'T', memberCount: null },
      { code: 'T-A-1', name: 'CĐCS Trường THCS Tả Tổng', kind: 'grassrootsUnion', parentCode: 'T-A', memberCount: 40 },
      { code: 'T-A-2', name: 'CĐCS Bệnh viện Đa khoa', kind: 'grassrootsUnion', parentCode: 'T-A', memberCount: 100 },
      { code: 'T-B-1', name: 'CĐCS Nhà máy Thuỷ điện', kind: 'grassrootsUnion', parentCode: 'T-B', memberCount: 14 },
    ],
    () => ids.next(now),
    audit(),
  )
  await storage.questions.load(contest.id, setting.questions ?? questions, now, audit())
  const unionIds: Record<string, string> = {}
  const walk = async (parentId: string | null): Promise<void> => {
    for (const union of await storage.unions.children(parentId)) {
      unionIds[union.code] = union.id
      await walk(union.id)
    }
  }
  await walk(null)
  return { contestId: contest.id, slug: contest.slug, roundIds: rounds.map(({ id }) => id), unionIds }
}

let phones = 912_000_000

/** A registered contestant (straight into storage: their password cannot be used). */
export async function makeContestant(
  { storage, ids, clock }: Services,
  unionId: string,
  fullName = 'Nguyễn Văn Thử',
): Promise<{ id: string; phone: string }> {
  phones += 1
  const account = {
    id: ids.next(clock.now()),
    login: `0${phones}`,
    role: 'contestant' as const,
    fullName,
    passwordHash: '-',
    unionId,
    createdAt: clock.now(),
  }
  const made = await storage.accounts.register(account, {
    phone: account.login,
    birthDate: '1990-01-01',
    contestantKind: 'member',
    unionId,
    consentVersion: 'v1',
    consentAt: clock.now(),
  })
  if (!made.ok) throw new Error(made.reason)
  return { id: account.id, phone: account.login }
}

export async function makeStaff({ storage, ids, clock }: Services, role: Role, unionId: string | null = null): Promise<{ id: string }> {
  const now = clock.now()
  const account = { id: ids.next(now), login: `${role}-${ids.next(now).slice(-6)}`, role, fullName: role, passwordHash: '-', unionId, createdAt: now }
  const made = await storage.accounts.createStaff(account, {
    id: ids.next(now),
    at: now,
    actorId: 'test',
    action: 'createStaff',
    subject: account.login,
    reason: 'fixture',
  })
  if (!made.ok) throw new Error(made.reason)
  return { id: account.id }
}
