import { contracts } from '@hoithi/shared/contracts/index'
import type { Contract } from '@hoithi/shared/contracts/common'
import type { RouteName } from '@hoithi/shared/routes'
import { z } from 'zod'
import { sampleOf, type JsonSchema } from '../../../scripts/fuzz/sample.ts'
import { questions } from '../../support/contest.ts'

const csv = 'Mã,Họ tên\n1,2\n'
const cell = { count: 1 }

/** What a shape does not tell: values that a second look at them would refuse otherwise. */
const values: Record<string, unknown> = {
  phone: '0987654321',
  password: 'mat khau that dai 7',
  newPassword: 'mat khau khac dai 7',
  birthDate: '1990-01-01',
  slug: 'ban-sao',
  timeZone: 'Asia/Ho_Chi_Minh',
  login: 'nguoi-moi',
  fileName: 'tep.csv',
  content: Buffer.from(csv).toString('base64'),
  question: questions[0],
  cells: [cell],
  code: 'MA-1',
  token: 'doan-mo-thoi-doan-mo-thoi',
  day: '2021-05-20',
  ticket: 'doan-mo-thoi-doan-mo-thoi',
  entryKey: 'khoa-thu-quyen',
  opensAt: Date.parse('2021-06-01T00:00:00+07:00'),
  closesAt: Date.parse('2021-06-08T00:00:00+07:00'),
}
/** Bodies whose fields hang together. */
const whole: Partial<Record<RouteName, unknown>> = {
  fileAppeal: { subject: 'rank', body: 'Hạng của tôi chưa đúng' },
  fileAppealFor: { subject: 'rank', body: 'Hạng của tôi chưa đúng', reason: 'gửi thay' },
  saveCampaign: {
    ...{ name: 'Đợt thi đua', legalBasis: '', contents: '', opensAt: 0, closesAt: 1, initiativesCloseAt: 1 },
    ...{ fileNeeded: false, initiativeColumns: [], basedOn: 0, reason: 'thử quyền' },
  },
  moveInitiative: { step: 'withdraw', basedOn: 1, reason: 'thử quyền' },
  saveCommendationRules: {
    rules: {
      kinds: [
        {
          ...{ for: 'person', key: 'ca-nhan', title: 'Giấy khen', groupBy: 'all', cap: { unit: 'places', amount: 1 }, notWith: [] },
          ...{ source: 'byHand', notVoided: false },
        },
      ],
    },
    ...{ edition: 1, reason: 'thử quyền' },
  },
  nominate: { kind: 'ca-nhan', fullName: 'Lò Văn Thử', unionId: 'khong-co', merit: 'Việc đã làm', edition: 1, reason: 'thử quyền' },
  withdrawNominee: { kind: 'ca-nhan', subjectId: 'khong-co', edition: 1, reason: 'thử quyền' },
  decideCommended: { kind: 'ca-nhan', subjectIds: ['khong-co'], verdict: 'agreed', upward: false, edition: 1, reason: 'thử quyền' },
  answerAppeal: { outcome: 'rejected', answer: 'Kết quả đúng thể lệ.', basedOn: 0 },
}
const known = (name: string): unknown => values[name]

/** A plain part of what a route takes, made from its contract; undefined where it takes none. */
export function plainPart(name: RouteName, part: 'query' | 'body'): unknown {
  const schema = (contracts[name] as Contract)[part]
  if (schema === undefined) return undefined
  if (part === 'body' && name in whole) return whole[name]
  const shape = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  return sampleOf(shape, shape, known)
}
