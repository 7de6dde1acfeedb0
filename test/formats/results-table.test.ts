import { describe, expect, test } from 'vitest'
import { BLANK_DISTANCE } from '../../server/src/domain/ranking.ts'
import { reasonAbove } from '../../server/src/formats/results/result-reason.ts'
import { provenanceRows, ruleRows } from '../../server/src/formats/results/provenance.ts'
import { resultColumns } from '../../server/src/formats/results/results-table.ts'
import { dateSerial, minutes, vietnamSerial, vietnamTime } from '../../server/src/formats/vietnamese-values.ts'
import { aboutRevision, resultRow } from './result-rows.ts'

const at = (time: string) => Date.parse(`2021-05-10T${time}+07:00`)

describe('why a row stands above the next one', () => {
  test.each<[Parameters<typeof reasonAbove>[0]['decidedBy'], number | null, number | null, string]>([
    ['score', 20, 19.5, 'Điểm cao hơn: 20 so với 19,5.'],
    ['score', 1234.5, 1000, 'Điểm cao hơn: 1.234,5 so với 1.000.'],
    ['predictionDistance', 3, 1_200, 'Dự đoán sát hơn: lệch 3 so với 1.200.'],
    ['predictionDistance', 0, 5, 'Dự đoán chính xác; người xếp ngay sau dự đoán chưa đúng.'],
    ['predictionDistance', 0, 1, 'Dự đoán chính xác; người xếp ngay sau dự đoán chưa đúng.'],
    ['predictionDistance', 0, BLANK_DISTANCE, 'Dự đoán chính xác; người xếp ngay sau bỏ trống.'],
    ['predictionDistance', 1, BLANK_DISTANCE, 'Có dự đoán; người xếp ngay sau bỏ trống.'],
    ['durationMs', 545_250, 545_251, 'Thời gian làm bài ngắn hơn: 9:05.250 so với 9:05.251.'],
    ['submittedAt', at('08:00:00.001'), at('08:00:00.002'), 'Nộp bài sớm hơn: 10/05/2021 08:00:00.001 so với 10/05/2021 08:00:00.002.'],
    ['lot', null, null, 'Bằng người xếp ngay sau ở mọi tiêu chí; thứ tự do bốc thăm.'],
    ['equal', null, null, 'Bằng người xếp ngay sau ở mọi tiêu chí nên đồng hạng.'],
    ['last', null, null, 'Xếp cuối bảng.'],
  ])('%s %s, %s', (decidedBy, own, next, sentence) => {
    expect(reasonAbove({ decidedBy, own, next })).toBe(sentence)
  })
})

describe('the columns of a result', () => {
  const cells = (changes: Parameters<typeof resultRow>[1]) =>
    Object.fromEntries(resultColumns.map(({ header, plain }) => [header, plain(resultRow(1, changes))]))

  test('a whole row', () => {
    expect(cells({})).toEqual({
      Hạng: 1,
      'Họ và tên': 'Nguyễn Thị Ánh',
      'Số điện thoại': '0912345678',
      'Ngày sinh': '03/02/1990',
      'Đơn vị': 'CĐCS Trường THPT Tân Uyên',
      'Cấp trên': 'LĐLĐ tỉnh Lai Châu › CĐ ngành Giáo dục',
      'Đối tượng': 'Đoàn viên',
      'Lượt thi': 2,
      Điểm: 19.5,
      'Điểm tối đa': 20,
      'Dự đoán': 100,
      'Chênh lệch dự đoán': 5,
      'Thời gian làm bài': '9:05.250',
      'Thời gian làm bài (ms)': 545_250,
      'Thời điểm nộp': '10/05/2021 23:59:59',
      'Mã biên nhận': 'ABCD-1234-EFGH',
      'Lý do xếp trên hạng sau': 'Thời gian làm bài ngắn hơn: 9:05.250 so với 10:00.000.',
    })
  })

  test.each<[string, Parameters<typeof resultRow>[1], string, unknown]>([
    ['a blank prediction', { prediction: null, predictionDistance: BLANK_DISTANCE }, 'Chênh lệch dự đoán', null],
    ['no prediction asked', { prediction: null, predictionDistance: null }, 'Chênh lệch dự đoán', null],
    ['an officer', { contestantKind: 'officer' }, 'Đối tượng', 'Cán bộ công đoàn'],
    ['a worker who is no member', { contestantKind: 'nonMember' }, 'Đối tượng', 'Người lao động chưa là đoàn viên'],
    ['a birth date that was erased', { birthDate: '' }, 'Ngày sinh', ''],
  ])('%s', (_name, changes, header, expected) => {
    expect(cells(changes)[header]).toBe(expected)
  })
})

describe("values on Vietnam's clock", () => {
  test.each([
    [0, '0:00.000'],
    [59_999, '0:59.999'],
    [1_200_000, '20:00.000'],
    [4_980_001, '83:00.001'],
  ])('%i ms is %s', (durationMs, expected) => {
    expect(minutes(durationMs)).toBe(expected)
  })

  test.each([
    ['2021-05-10T16:59:59Z', '10/05/2021 23:59:59'],
    ['2021-05-10T17:00:00Z', '11/05/2021 00:00:00'],
    ['2020-12-31T17:00:00Z', '01/01/2021 00:00:00'],
  ])('%s is %s', (utc, expected) => {
    expect(vietnamTime(Date.parse(utc))).toBe(expected)
  })

  // Day numbers as any spreadsheet shows them for these dates.
  test('dates as day numbers', () => {
    expect(dateSerial('1990-02-03')).toBe(32_907)
    expect(dateSerial('')).toBeNull()
    expect(dateSerial('1899-12-31')).toBeNull()
    expect(vietnamSerial(Date.parse('2021-05-10T12:00:00+07:00'))).toBe(44_326.5)
  })
})

test('where a file comes from, and how to check it, last', () => {
  expect(provenanceRows(aboutRevision(1_500)).slice(0, -1)).toEqual([
    ['Cuộc thi', 'CNVCLĐ với ngày hội của toàn dân'],
    ['Đơn vị tổ chức', 'LĐLĐ tỉnh Lai Châu'],
    ['Kỳ thi', 'Kỳ 1'],
    ['Lần chốt kết quả', '2'],
    ['Phạm vi của tệp', 'Toàn bộ'],
    ['Số dòng trong phạm vi', '1.500'],
    ['Chốt lúc', '11/05/2021 08:00:00 (giờ Việt Nam)'],
    ['Người chốt', 'Trần Văn Bình'],
    ['Lý do chốt', 'chốt kỳ 1'],
    ['Số người dự thi', '1.500'],
    ['Số lượt thi', '3.000'],
    ['Số người đúng hết', '7'],
    ['Đáp số câu dự đoán', '105'],
    ['Sổ nhận bài: dòng cuối', '12.345'],
    ['Sổ nhận bài: mã băm cuối', 'ab'.repeat(32)],
    ['Mã băm kết quả (SHA-256)', 'cd'.repeat(32)],
    ['Người đã xoá danh tính', '0'],
  ])
  expect(ruleRows(aboutRevision(1))[0]).toEqual([1, expect.stringMatching(/\p{L}/u)])
})
