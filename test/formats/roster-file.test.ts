import { writeXlsx } from 'hucre/xlsx'
import { describe, expect, it, test } from 'vitest'
import { readRosterFile } from '../../server/src/formats/roster/roster-file.ts'
import { windows1258 } from './windows-1258.ts'

const known = new Set(['T-A-1'])
const header = 'Mã đoàn viên,Số điện thoại,Họ và tên,Ngày sinh,Đối tượng,Mã đơn vị'
const read = (text: string) => readRosterFile(new TextEncoder().encode(text), known)
const issues = (line: string) => read(`${header}\n${line}`).errors.map(({ line: at, field, code }) => [at, field, code])
const anh = {
  line: 2,
  code: 'DV01',
  phone: '0912345678',
  fullName: 'Lò Thị Ánh',
  birthDate: '1988-09-05',
  contestantKind: 'officer',
  unionCode: 'T-A-1',
}

describe('a list of people', () => {
  it('becomes people with their lines', () => {
    expect(read(`${header}\ndv 01,+84 912 345 678,Lò Thị Ánh,05/09/1988,Cán bộ công đoàn,T-A-1`)).toEqual({ people: [anh], errors: [], warnings: [] })
  })

  it.each<[string, Uint8Array]>([
    ['other headings in another order', Buffer.from('STT;Họ tên;SĐT;Đơn vị;Năm sinh;Mã;Loại\n1;Lò Thị Ánh;0912.345.678;T-A-1;5-9-1988;DV01;CBCĐ')],
    ['Windows-1258', windows1258('Mã;Điện thoại;Họ và tên;Ngày sinh;Đối tượng;Mã đơn vị\nDV01;0912345678;Lò Thị Ánh;1988-09-05;cán bộ;T-A-1')],
  ])('is read from %s', (_what, bytes) => {
    expect(readRosterFile(bytes, known)).toMatchObject({ people: [anh], errors: [] })
  })

  it('is read from a workbook, where a phone has lost its zero and a date is a number', async () => {
    const rows = [
      ['DANH SÁCH ĐOÀN VIÊN'],
      ['Mã đoàn viên', 'Số điện thoại', 'Họ và tên', 'Ngày sinh', 'Đối tượng', 'Mã đơn vị'],
      ['DV01', 912_345_678, 'Lò Thị Ánh', new Date(Date.UTC(1988, 8, 5)), 'Cán bộ', 'T-A-1'],
    ]
    const bytes = await writeXlsx({ sheets: [{ name: 'Danh sách', rows }] })
    expect(readRosterFile(bytes, known)).toMatchObject({ people: [{ ...anh, line: 3 }], errors: [] })
  })

  it.each(['dd/mm/yyyy', 'mm/dd/yy', 'd-mmm-yy', 'mm-dd-yy', '"ngày" d "tháng" m "năm" yyyy'])(
    'reads a date cell that is shown as %s',
    async (numFmt) => {
      const rows = [header.split(','), ['DV01', '0912345678', 'Lò Thị Ánh', 32_391, 'Cán bộ', 'T-A-1']]
      const bytes = await writeXlsx({ sheets: [{ name: 'Danh sách', rows, cells: new Map([['1,3', { style: { numFmt } }]]) }] })
      expect(readRosterFile(bytes, known)).toMatchObject({ people: [anh], errors: [] })
    },
  )

  test.each<[what: string, line: string, found: unknown[]]>([
    ['neither code nor phone', ',,Lò Thị Ánh,05/09/1988,,T-A-1', [[2, 'code', 'roster-key-missing']]],
    ['a code without a birth date', 'DV1,,Lò Thị Ánh,,,T-A-1', [[2, 'birthDate', 'birth-date-missing']]],
    ['a phone without a birth date', ',0912345678,Lò Thị Ánh,,,T-A-1', []],
    ['a number that is no phone', 'DV1,12345,Lò Thị Ánh,05/09/1988,,T-A-1', [[2, 'phone', 'phone-invalid']]],
    ['a day that is none', 'DV1,,Lò Thị Ánh,31/02/1988,,T-A-1', [[2, 'birthDate', 'birth-date-invalid']]],
    ['a year alone', 'DV1,,Lò Thị Ánh,1988,,T-A-1', [[2, 'birthDate', 'birth-date-invalid']]],
    ['no name', 'DV1,0912345678,,05/09/1988,,T-A-1', [[2, 'fullName', 'full-name-missing']]],
    ['a kind that nobody knows', 'DV1,0912345678,Lò Thị Ánh,05/09/1988,Khách,T-A-1', [[2, 'contestantKind', 'person-kind-unknown']]],
    ['a union that does not exist', 'DV1,0912345678,Lò Thị Ánh,05/09/1988,,T-X', [[2, 'unionCode', 'union-code-unknown']]],
    ['no union', 'DV1,0912345678,Lò Thị Ánh,05/09/1988,,', [[2, 'unionCode', 'union-code-missing']]],
    ['a code twice', 'DV1,0912345678,A B,05/09/1988,,T-A-1\ndv1,0912345679,C D,05/09/1988,,T-A-1', [[3, 'code', 'code-twice']]],
    ['a phone twice', 'DV1,0912345678,A B,05/09/1988,,T-A-1\nDV2,84912345678,C D,05/09/1988,,T-A-1', [[3, 'phone', 'phone-twice']]],
  ])('%s', (_what, line, found) => expect(issues(line)).toEqual(found))

  it('without a column that is needed, or without people, is refused', () => {
    expect(read('Mã,Họ tên\nDV1,Ánh').errors).toMatchObject([{ code: 'columns-missing' }])
    expect(read(header).errors).toMatchObject([{ code: 'no-people' }])
  })
})
