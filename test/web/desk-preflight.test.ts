import { describe, expect, it, test } from 'vitest'
import { badFindings, goodFindings, preflightChecks, type PreflightCheck } from '@hoithi/shared/contracts/preflight'
import { figuresInWords, mendOf, reportText, sizeInWords, spanInWords } from '../../web/src/desk/rules/preflight.ts'
import { deskPreflightEn } from '../../web/src/lib/text/desk-preflight-en.ts'
import { deskPreflightVi } from '../../web/src/lib/text/desk-preflight-vi.ts'
import { t } from '../../web/src/lib/text/desk.svelte.ts'

test.each([
  // ms, in words
  [0.118, '0,12 ms'],
  [12, '12 ms'],
  [1_540, '1,5 giây'],
  [90_000, '2 phút'],
  [3_600_000, '1 giờ'],
  [25 * 3_600_000, '25 giờ'],
  [3 * 86_400_000, '3 ngày'],
])('a span of %s ms is %s', (ms, words) => expect(spanInWords(ms, t, 'vi')).toBe(words))

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [81_234, '81 kB'],
  [1_250_000, '1,3 MB'],
  [83_751_862_272, '83,8 GB'],
])('%d bytes are %s', (bytes, words) => expect(sizeInWords(bytes, 'vi')).toBe(words))

test('the end of a figure’s name tells what it is', () => {
  const figures = {
    openedAt: Date.parse('2021-05-10T08:00:00+07:00'),
    openMs: 60_000,
    freeBytes: 2_000_000,
    freeShare: 0.314,
    people: 25_000,
    other: 'Kỳ 2',
  }
  expect(figuresInWords(figures, t, 'vi')).toEqual({
    openedAt: '08:00 10/05/2021',
    openMs: '1 phút',
    freeBytes: '2 MB',
    freeShare: '31 %',
    people: '25.000',
    other: 'Kỳ 2',
  })
})

describe('every check and finding', () => {
  const texts = { vi: deskPreflightVi, en: deskPreflightEn } as Record<string, Record<string, string>>
  it.each(['vi', 'en'])('has its words in %s, and each bad one says what to do', (language) => {
    const keys = [
      ...preflightChecks.map((name) => `preflight.check.${name}`),
      ...[...goodFindings, ...badFindings].map((finding) => `preflight.${finding}`),
      ...badFindings.map((finding) => `preflight.todo.${finding}`),
    ]
    expect(keys.filter((key) => (texts[language]?.[key] ?? '') === '')).toEqual([])
  })
})

const check = (changes: Partial<PreflightCheck>): PreflightCheck =>
  ({ name: 'backup', state: 'fail', finding: 'backupNone', round: null, figures: { folder: '/d/backups' }, ...changes }) as PreflightCheck

test.each<[Partial<PreflightCheck>, string | null]>([
  [{ name: 'bank', finding: 'bankSmall' }, 'blueprint'],
  [{ name: 'windows', finding: 'roundUnsealed' }, 'sealing'],
  [{ name: 'windows', finding: 'roundsOverlap' }, null],
  [{ name: 'headCounts', finding: 'headCountsMissing' }, 'unions'],
  [{ name: 'trial', finding: 'trialNone' }, 'trial'],
  [{}, null],
  [{ name: 'bank', state: 'ok', finding: 'bankEnough' }, null],
])('%j is mended at %s', (changes, mend) => expect(mendOf(check(changes))).toBe(mend))

test('the report says the worst first, with what to do', () => {
  const round = { id: 'r', title: 'Kỳ 1' }
  const checks = [
    check({ name: 'unions', state: 'ok', finding: 'unionsKnown', figures: { unions: 608, lowest: 597 } }),
    check({ name: 'bank', state: 'warn', finding: 'bankSmall', round, figures: { questions: 20, number: 2, need: 5, spare: 1, have: 6 } }),
    check({}),
  ]
  expect(reportText(['Cuộc thi', 'Chưa sẵn sàng'], checks, t, 'vi').split('\n')).toEqual([
    'Cuộc thi',
    'Chưa sẵn sàng',
    '',
    'Phải xử lý (1)',
    '- Bản sao lưu: Chưa có bản sao lưu nào trong /d/backups.',
    '  Việc cần làm: Đề nghị chạy npm run backup rồi chép bản đó sang máy khác.',
    '',
    'Nên xem (1)',
    '- Câu hỏi đủ cho đề: Kỳ 1: Đề 20 câu rút được, nhưng nhóm 2 cần 5 câu mà chỉ dư 1: các đề gần như giống nhau, đáp án dễ bị chuyền tay.',
    '  Việc cần làm: Đề nghị thêm câu cho nhóm này, ít nhất gấp đôi số câu cần.',
    '',
    'Đã ổn (1)',
    '- Cây đơn vị: 608 đơn vị, trong đó 597 đơn vị ở cấp cuối để thí sinh chọn.',
  ])
})
