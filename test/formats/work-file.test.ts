import { describe, expect, test } from 'vitest'
import { readWorkFile } from '../../server/src/formats/works/work-file.ts'
import { workTemplate } from '../../server/src/formats/works/work-template.ts'
import { worksCsv, worksXlsx } from '../../server/src/formats/works/work-list.ts'
import { readXlsx } from 'hucre/xlsx'
import type { WorkRow } from '../../server/src/ports/works.ts'

const units = new Map([
  ['T-A-1', 'don-vi-1'],
  ['T-A-2', 'don-vi-2'],
])
const HEAD = 'Mã đơn vị,Tên công trình,Loại,Khối lượng,Đơn vị tính,Giá trị,Người thực hiện,Từ ngày,Đến ngày'
const read = (...rows: string[]) => readWorkFile(Buffer.from([HEAD, ...rows].join('\r\n')), units)

describe('a list of works', () => {
  test('is read with the numbers and days that people write', () => {
    const { works, errors } = read(
      'T-A-1,Làm đường vào bản,Công trình,"2,5",km,150.000.000 đ,Tổ thanh niên,26/4/2021,20/05/2021',
      'T-A-2,Thăm hỏi đoàn viên,phần việc,,,,,2021-05-01,2021-05-01',
    )
    expect(errors).toEqual([])
    expect(works.map(({ unionId, facts }) => [unionId, ...Object.values(facts)])).toEqual([
      ['don-vi-1', 'Làm đường vào bản', 'project', 2.5, 'km', 150_000_000, 'Tổ thanh niên', '2021-04-26', '2021-05-20'],
      ['don-vi-2', 'Thăm hỏi đoàn viên', 'task', null, '', null, '', '2021-05-01', '2021-05-01'],
    ])
  })

  // row, fields and codes of its errors
  test.each<[string, string[]]>([
    ['T-X,Làm đường vào bản,Công trình,,,,,26/4/2021,20/5/2021', ['unionCode union-code-unknown']],
    ['T-A-1,Nhà,Công trình,,,,,26/4/2021,20/5/2021', ['title work-title-missing']],
    ['T-A-1,Làm đường vào bản,Nhà,,,,,26/4/2021,20/5/2021', ['kind work-kind-unknown']],
    ['T-A-1,Làm đường vào bản,,,,,,26/4/2021,20/5/2021', ['kind work-kind-unknown']],
    ['T-A-1,Làm đường vào bản,Công trình,hai,,,,26/4/2021,20/5/2021', ['quantity work-quantity-invalid']],
    ['T-A-1,Làm đường vào bản,Công trình,,,nhiều tiền,,26/4/2021,20/5/2021', ['value work-money-invalid']],
    ['T-A-1,Làm đường vào bản,Công trình,,,,,31/4/2021,20/5/2021', ['plannedFrom work-day-invalid']],
    ['T-A-1,Làm đường vào bản,Công trình,,,,,26/4/2021,25/4/2021', ['plannedTo work-days-crossed']],
    [`T-A-1,${'dài '.repeat(80)},Công trình,,,,,,`, ['plannedFrom work-day-invalid', 'plannedTo work-day-invalid', 'title work-text-too-long']],
  ])('%s', (row, faults) => {
    const { errors } = read('T-A-1,Làm đường vào bản,Công trình,,,,,26/4/2021,20/5/2021', row)
    expect(errors.map(({ line, field, code }) => [line, `${field} ${code}`]).sort(([, a], [, b]) => (String(a) < String(b) ? -1 : 1))).toEqual(
      faults.map((fault) => [3, fault]),
    )
  })

  test.each([['csv'], ['xlsx']] as const)('an empty one (%s) has the headings and no work', async (format) => {
    expect(readWorkFile(await workTemplate[format](), units).errors.map(({ code }) => code)).toEqual(['no-works'])
  })
})

describe('the list that is given out', () => {
  const row: WorkRow = {
    ...{ id: 'w', contestId: 'c', unionId: 'u', title: '=HYPERLINK("x")', kind: 'project', quantity: 2.5, measure: 'km', value: 150_000_000 },
    ...{ carriedOutBy: 'Tổ 1', plannedFrom: '2021-04-26', plannedTo: '2021-05-02', state: 'confirmed', stateAt: 0, reason: '', source: 'desk' },
    ...{ entryKey: 'k', registeredAt: 0, registeredBy: 'a', doneOn: null, result: '', valueReached: null, acceptedAt: null, edition: 1, photos: 3 },
    ...{ unionName: 'CĐCS Một', unionCode: '0012', unionPath: 'LĐLĐ tỉnh › LĐLĐ huyện A' },
  }
  test('says who, what, when, and what is late', async () => {
    const { sheets } = await readXlsx(await worksXlsx([row], '2021-05-03'))
    expect(sheets[0]?.rows[1]?.map((cell) => cell ?? '')).toEqual([
      ...[1, 'CĐCS Một', '0012', 'LĐLĐ huyện A', '=HYPERLINK("x")', 'Công trình', 2.5, 'km', 150_000_000, 'Tổ 1'],
      ...['26/04/2021', '02/05/2021', 'Đang thực hiện', 'Quá hạn', '', '', '', 3],
    ])
  })
  test('as CSV no cell is run as a formula', () => {
    const csv = Buffer.from(worksCsv([row], '2021-05-02')).toString()
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`)
    expect(csv).toContain(',Đang thực hiện,,')
  })
})
