import { describe, expect, test } from 'vitest'
import type { CommendationPaperKind } from '../../shared/src/contracts/commendation.ts'
import type { CommendationFacts, CommendedLine } from '../../server/src/domain/commendation-list.ts'
import { commendationBlocks, commendationFields, firstCommendationPapers } from '../../server/src/domain/commendation-papers.ts'
import { sampleRules } from '../../server/src/domain/commendation-sample.ts'
import { unknownPlaceholders } from '../../server/src/domain/award-text.ts'
import { commendationContent } from '../../server/src/formats/papers/commendation-content.ts'
import type { CommendationPaperJob } from '../../server/src/ports/exports.ts'

const facts: CommendationFacts = {
  campaign: 'Đợt thi đua 30 ngày',
  legalBasis: 'Kế hoạch 248/KH-LĐLĐ;\nHướng dẫn số 5.',
  contest: 'Cuộc thi thử',
  organiser: 'LĐLĐ tỉnh Lai Châu',
  timeZone: 'Asia/Ho_Chi_Minh',
  opensAt: Date.parse('2021-04-26T00:00+07:00'),
  closesAt: Date.parse('2021-05-27T00:00+07:00'),
  people: 12_345,
  attempts: 20_100,
  basis: [
    { title: 'Kỳ 1', revision: 2 },
    { title: 'Kỳ 2', revision: 1 },
  ],
  at: Date.parse('2021-05-28T09:00+07:00'),
  rehearsal: false,
}
const person: CommendedLine = {
  kindKey: 'ca-nhan',
  kindTitle: 'Bằng khen cá nhân',
  for: 'person',
  subjectId: 'an',
  name: 'Nguyễn Thị Ánh',
  unionName: 'CĐCS Nậm Nhùn',
  unionPath: '',
  group: '',
  rank: 1,
  points: null,
  figures: [
    { of: 'rank', value: 1, reference: null, points: null },
    { of: 'score', value: 39.5, reference: null, points: null },
  ],
  merit: '',
  upward: true,
  words: 'biên bản',
}
const union: CommendedLine = {
  ...person,
  kindKey: 'tap-the',
  kindTitle: 'Cờ thi đua',
  for: 'collective',
  subjectId: 'dl',
  name: 'CĐCS Điện lực',
  unionName: '',
  unionPath: 'LĐLĐ huyện Phong Thổ',
  group: 'Cụm 1',
  points: 87.125,
  figures: [{ of: 'rate', value: 0.4567, reference: 0.5, points: 45.67 }],
  upward: false,
}
const byHand: CommendedLine = {
  ...person,
  kindKey: 'can-bo',
  kindTitle: 'Giấy khen',
  name: 'Tòng Thị Em',
  figures: [],
  merit: 'Vận động\nđoàn viên.',
  upward: false,
}
const lines = [union, person, byHand]
const papers = firstCommendationPapers(facts)
const content = (commendation: CommendationPaperKind, changes: Partial<CommendationPaperJob> = {}) =>
  commendationContent({
    commendation,
    format: 'docx',
    paper: papers[commendation],
    facts,
    rules: sampleRules,
    lines,
    draft: false,
    at: 0,
    ...changes,
  })
const words = (template: string, told = lines) =>
  commendationBlocks(template, { facts, rules: sampleRules, lines: told }).map(
    ({ kind, runs }) => `${kind}: ${runs.map(({ text, bold }) => (bold ? `*${text}*` : text)).join('')}`,
  )

describe('a template', () => {
  test.each([
    ['> {{legalBasis}}', ['cite: Căn cứ Kế hoạch 248/KH-LĐLĐ; Hướng dẫn số 5;']],
    ['{{collectives}} tập thể, {{persons}} cá nhân ({{kinds}})', ['text: 1 tập thể, 2 cá nhân (Cờ thi đua: 1; Bằng khen cá nhân: 1; Giấy khen: 1)']],
    ['{{people}} người, {{attempts}} lượt; {{results}}', ['text: 12.345 người, 20.100 lượt; Kỳ 1: bản kết quả số 2, Kỳ 2: bản kết quả số 1']],
    ['Diễn ra {{period}}.', ['text: Diễn ra từ ngày 26/04/2021 đến hết ngày 26/05/2021.']],
    ['A\n\n{{table}}\n\nB {{table}}', ['text: A', 'table: ', 'text: B {{table}}']],
    [
      '{{summaries}}',
      [
        'text: *1. CĐCS Điện lực* (LĐLĐ huyện Phong Thổ) – Cờ thi đua: 45,67% đoàn viên dự thi; đạt 87,125/100 điểm.',
        'text: *2. Nguyễn Thị Ánh* (CĐCS Nậm Nhùn) – Bằng khen cá nhân: xếp thứ 1; 39,5 điểm.',
        'text: *3. Tòng Thị Em* (CĐCS Nậm Nhùn) – Giấy khen: Vận động đoàn viên.',
      ],
    ],
  ])('%s', (template, expected) => {
    expect(words(template)).toEqual(expected)
  })

  test('criteria that stand alone are an item for each kind', () => {
    const told = words('{{criteria}}')
    expect(told).toHaveLength(sampleRules.kinds.length)
    expect(told[0]).toMatch(/^item: \*Cờ thi đua tập thể dẫn đầu\*: Điểm \(thang 100\) = 40 × /)
    expect(words('Theo {{criteria}}')).toHaveLength(1)
  })

  test('nobody to tell of leaves no paragraph', () => {
    expect(words('{{summaries}}', [])).toEqual([])
  })

  test('the papers that the product comes with name only fields that are known', () => {
    for (const { text } of Object.values(papers)) expect(unknownPlaceholders(text, commendationFields)).toEqual([])
  })
})

describe('a paper', () => {
  test.each([
    // paper     name                        number                   list behind it   lines in tables
    ['letter', 'TỜ TRÌNH', 'Số: ……/TTr-HĐTĐ', true, 3],
    ['list', 'DANH SÁCH', '', false, 3],
    ['summary', 'BẢN TÓM TẮT THÀNH TÍCH', '', false, 3],
    ['upward', 'TỜ TRÌNH', 'Số: ……/TTr-LĐLĐ', false, 1],
  ] as const)('%s: %s, %s', (kind, name, number, follows, rows) => {
    const made = content(kind)
    expect([made.name, made.number, made.list !== null, made.tables.flatMap((table) => table.rows).length]).toEqual([name, number, follows, rows])
  })

  test('tables say what each reached, with the peer group where there is one', () => {
    expect(content('list').tables.map(({ heading, columns, rows }) => [heading, columns.map(({ header }) => header), rows])).toEqual([
      ['I. Cờ thi đua', ['TT', 'Đơn vị', 'Cụm, khối', 'Điểm', 'Kết quả'], [['1', 'CĐCS Điện lực', 'Cụm 1', '87,13', '45,67% đoàn viên dự thi']]],
      ['II. Bằng khen cá nhân', ['TT', 'Họ và tên', 'Đơn vị', 'Thành tích'], [['1', 'Nguyễn Thị Ánh', 'CĐCS Nậm Nhùn', 'xếp thứ 1; 39,5 điểm']]],
      ['III. Giấy khen', ['TT', 'Họ và tên', 'Đơn vị', 'Thành tích'], [['1', 'Tòng Thị Em', 'CĐCS Nậm Nhùn', 'Vận động đoàn viên.']]],
    ])
  })

  test('a draft and a rehearsal say so', () => {
    expect(content('letter', { draft: true, facts: { ...facts, rehearsal: true } }).warning).toBe('DỰ THẢO – DIỄN TẬP – VĂN BẢN NÀY KHÔNG CÓ GIÁ TRỊ')
    expect(content('letter').warning).toBe('')
  })
})
