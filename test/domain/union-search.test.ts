import { expect, test } from 'vitest'
import { fold } from '../../server/src/domain/names.ts'
import { unionSearchText } from '../../server/src/domain/union-search.ts'

const school = 'CĐCS Trường THCS Tả Tổng'
const hospital = 'CĐCS Bệnh viện Đa khoa tỉnh'
const hydropower = 'Công đoàn cơ sở Nhà máy Thuỷ điện Lai Châu'

/** As storage searches: every folded word of the query is somewhere in the text. */
const finds = (query: string, name: string, code = 'LC-1') =>
  fold(query)
    .split(' ')
    .every((word) => unionSearchText(code, name).includes(word))

test.each([
  // typed,                name,       found
  ['thcs ta tong', school, true],
  ['Tả Tổng', school, true],
  ['trung hoc co so ta tong', school, true],
  ['tong ta', school, true],
  ['truong ta tong', school, true],
  ['bv da khoa', hospital, true],
  ['BVĐK tỉnh', hospital, false],
  ['bv đk tỉnh', hospital, true],
  ['benh vien', hospital, true],
  ['nmtd lai chau', hydropower, true],
  ['cdcs thuy dien', hydropower, true],
  ['cđ nhà máy', hydropower, true],
  ['bv da khoa', school, false],
  ['thpt ta tong', school, false],
  ['lc-1', school, true],
])('typed %j, %s: found is %s', (typed, name, found) => {
  expect(finds(typed, name)).toBe(found)
})

test('an abbreviation stands for whole words only: "Mạnh" holds no "mn"', () => {
  expect(unionSearchText('X', 'CĐCS Bản Thượng')).not.toContain('tieu hoc')
  expect(unionSearchText('X', 'CĐCS xã Mường Mô')).not.toMatch(/\bmn\b/)
})
