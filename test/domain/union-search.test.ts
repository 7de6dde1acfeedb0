import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { fold } from '../../server/src/domain/names.ts'
import { findUnions } from '../../server/src/domain/union-finding.ts'
import { indexUnions, type FoundUnion } from '../../server/src/domain/union-index.ts'
import { abbreviations } from '../../server/src/domain/union-abbreviations.ts'
import { oneLetterAway } from '../../server/src/domain/word-table.ts'
import { withoutFillers } from '../../server/src/domain/union-query.ts'
import { readUnionFile } from '../../server/src/formats/unions/union-file.ts'

const file = new URL('../../scripts/contest-packs/cnvcld-ngay-hoi-2021/unions.csv', import.meta.url)
const { unions: drafts } = readUnionFile(readFileSync(file), new Map())
const nameOf = new Map(drafts.map(({ code, name }) => [code, name]))
const parentOf = new Map(drafts.map(({ code, parentCode }) => [code, parentCode]))

function pathOf(code: string): string {
  const above = parentOf.get(code) ?? null
  return above === null ? '' : [pathOf(above), nameOf.get(above)].filter((part) => part !== '').join(' › ')
}
const union = (code: string, name: string, parentId: string | null = null, path = ''): FoundUnion => ({
  id: code,
  code,
  name,
  kind: 'grassrootsUnion',
  parentId,
  path,
})
const pack = drafts.map(({ code, name, kind, parentCode }) => ({ ...union(code, name, parentCode, pathOf(code)), kind }))
const index = indexUnions(pack)
const find = (typed: string, within?: string) => findUnions(index, typed, { limit: 20, within })
const names = (typed: string): (string | undefined)[] => find(typed).ids.map((id) => nameOf.get(id))

describe('in the contest pack of 609 unions', () => {
  test.each([
    // typed,                          stands first
    ['thcs ta tong', 'CĐCS Trường PTDTBT THCS Tà Tổng'],
    ['Tà Tổng thcs', 'CĐCS Trường PTDTBT THCS Tà Tổng'],
    ['THCS TÀ TỔNG', 'CĐCS Trường PTDTBT THCS Tà Tổng'],
    ['trung học cơ sở tà tổng', 'CĐCS Trường PTDTBT THCS Tà Tổng'],
    ['trường phổ thông dân tộc bán trú thcs tà tổng', 'CĐCS Trường PTDTBT THCS Tà Tổng'],
    ['ptdtbt thcs ta tong', 'CĐCS Trường PTDTBT THCS Tà Tổng'],
    ['th ta tong', 'CĐCS Trường PTDTBT Tiểu học Tà Tổng'],
    ['mn ta tong', 'CĐCS Trường Mầm non Tà Tổng'],
    ['trườngmầmnontàtổng', 'CĐCS Trường Mầm non Tà Tổng'],
    ['cd xa ta tong', 'CĐCS cơ quan xã Tà Tổng'],
    ['ubnd xã tà tổng', 'CĐCS cơ quan xã Tà Tổng'],
    ['uỷ ban nhân dân xã tà tổng', 'CĐCS cơ quan xã Tà Tổng'],
    ['x. tà tổng', 'CĐCS cơ quan xã Tà Tổng'],
    ['p. tân phong', 'CĐCS cơ quan phường Tân Phong'],
    ['tt tam duong', 'CĐCS cơ quan thị trấn Tam Đường'],
    ['bv da khoa', 'CĐCS Bệnh viện Đa khoa tỉnh'],
    ['BVĐK tỉnh', 'CĐCS Bệnh viện Đa khoa tỉnh'],
    ['bv yhct', 'CĐCS Bệnh viện Y học cổ truyền tỉnh'],
    ['ttyt h. sìn hồ', 'CĐCS Trung tâm Y tế huyện Sìn Hồ'],
    ['pgd than uyên', 'CĐCS Phòng Giáo dục và Đào tạo huyện Than Uyên'],
    ['ubnd h than uyen', 'CĐCS cơ quan HĐND và UBND huyện Than Uyên'],
    ['vks tan uyen', 'CĐCS Viện Kiểm sát nhân dân huyện Tân Uyên'],
    ['tand tinh', 'CĐCS Tòa án nhân dân tỉnh'],
    ['toà án tỉnh', 'CĐCS Tòa án nhân dân tỉnh'],
    ['bhxh tinh', 'CĐCS Bảo hiểm xã hội tỉnh'],
    ['kbnn', 'CĐCS Kho bạc Nhà nước tỉnh'],
    ['so ldtbxh', 'CĐCS Sở Lao động - Thương binh và Xã hội'],
    ['sở nn&ptnt', 'CĐCS Sở Nông nghiệp và Phát triển nông thôn'],
    ['sở tn-mt', 'CĐCS Sở Tài nguyên và Môi trường'],
    ['so y te', 'CĐCS Sở Y tế'],
    ['agribank', 'CĐCS Ngân hàng Nông nghiệp và PTNT chi nhánh Lai Châu'],
    ['cty cp tra than uyen', 'CĐCS Công ty CP Trà Than Uyên'],
    ['công ty cổ phần cao su lai châu', 'CĐCS Công ty CP Cao su Lai Châu'],
    ['cty cao su lai chau ii', 'CĐCS Công ty CP Cao su Lai Châu II'],
    ['nmtd nam ban', 'CĐCS Nhà máy Thủy điện Nậm Ban 2'],
    ['thuỷ điện nậm ban 2', 'CĐCS Nhà máy Thủy điện Nậm Ban 2'],
    ['htx van tai', 'CĐCS Hợp tác xã Vận tải Lai Châu'],
    ['ldld sin ho', 'LĐLĐ huyện Sìn Hồ'],
    ['cđ viên chức', 'Công đoàn Viên chức tỉnh Lai Châu'],
    ['LC-GD-014', 'CĐCS Trường THPT Dào San'],
    ['lcgd014', 'CĐCS Trường THPT Dào San'],
    // Accents tell Nậm Cha in Sìn Hồ from Nậm Chà in Nậm Nhùn; so does the district.
    ['mầm non nậm cha', 'CĐCS Trường Mầm non Nậm Cha'],
    ['mầm non nậm chà', 'CĐCS Trường Mầm non Nậm Chà'],
    ['mn nam cha nam nhun', 'CĐCS Trường Mầm non Nậm Chà'],
    ['mn nam cha sin ho', 'CĐCS Trường Mầm non Nậm Cha'],
    // The start of a word is enough.
    ['benh vien ph', 'CĐCS Bệnh viện Phổi tỉnh'],
    ['viettel', 'CĐCS Viettel Lai Châu'],
    // One wrong letter, only where nothing fits as typed.
    ['benh vein phoi', 'CĐCS Bệnh viện Phổi tỉnh'],
    ['bưu điên tỉnh', 'CĐCS Bưu điện tỉnh Lai Châu'],
    ['viettell', 'CĐCS Viettel Lai Châu'],
    ['thcs ta togn', 'CĐCS Trường PTDTBT THCS Tà Tổng'],
    // One word too many.
    ['tổ công đoàn trường mầm non tà tổng', 'CĐCS Trường Mầm non Tà Tổng'],
  ])('%j finds %s first', (typed, name) => {
    const [first] = names(typed)
    expect(first).toBe(name)
  })

  test.each([
    ['', 0],
    ['—', 0],
    ['zzzz', 0],
    ['đại học bách khoa hà nội', 0],
  ])('%j finds nothing (%i)', (typed, total) => {
    expect(find(typed)).toEqual({ ids: [], total, near: false })
  })
})

/** Every phrase that has a short form, in its first one, as people write it; longest phrases first. */
const longestFirst = [...abbreviations].filter(([, short]) => (short ?? '').length > 1).sort(([a], [b]) => b.length - a.length)
const abbreviated = (name: string): string =>
  longestFirst.reduce((text, [words, short]) => text.replaceAll(` ${words} `, ` ${short} `), ` ${withoutFillers(fold(name))} `).trim()

describe('each of the 609 names', () => {
  const rank = (typed: string, id: string): number => find(typed).ids.indexOf(id) + 1
  const late = (typedOf: (name: string) => string[]): string[] =>
    pack.flatMap(({ id, name }) =>
      typedOf(name)
        .filter((typed) => ![1, 2].includes(rank(typed, id)))
        .map((typed) => `${typed} → ${name}: ${rank(typed, id)}`),
    )

  it('is found first by its name as it is written', () => {
    expect(pack.filter(({ id, name }) => rank(name, id) !== 1).map(({ name }) => name)).toEqual([])
  })
  it('is found first or second without accents, in capitals, and without "CĐCS"', () => {
    expect(late((name) => [fold(name), name.toUpperCase(), withoutFillers(fold(name))])).toEqual([])
  })
  it('is found first or second with its words the other way round', () => {
    expect(late((name) => [fold(name).split(' ').reverse().join(' ')])).toEqual([])
  })
  it('is found first or second by its abbreviations', () => {
    expect(late((name) => [abbreviated(name)])).toEqual([])
  })
  it('is found first or second with any one word missing, wherever what is left is not in three names or more', () => {
    const folded = pack.map(({ name }) => new Set(fold(name).split(' ')))
    const shared = (words: string[]): number => folded.filter((name) => words.every((word) => name.has(word))).length
    const without = (name: string): string[] => {
      const words = fold(name).split(' ')
      return words
        .map((_, place) => words.filter((__, at) => at !== place))
        .filter((rest) => rest.length > 0 && shared(rest) <= 2)
        .map((rest) => rest.join(' '))
    }
    expect(late(without)).toEqual([])
  }, 60_000)
})

test.each([
  ['tong', 'tong', false],
  ['tong', 'tonq', true],
  ['tong', 'ton', true],
  ['ton', 'tong', true],
  ['togn', 'tong', true],
  ['tnog', 'tong', true],
  ['gnot', 'tong', false],
  ['tan', 'tong', false],
  ['', 'a', true],
  ['', '', false],
])('%j is one letter away from %j: %s', (a, b, away) => {
  expect(oneLetterAway(a, b)).toBe(away)
})

test('a search inside a subtree finds only what lies in it; a closed loop of parents ends', () => {
  expect(find('mam non', 'LC-SHO').ids.every((id) => id.startsWith('LC-SHO-'))).toBe(true)
  expect(find('mam non', 'LC-SHO').total).toBeLessThan(find('mam non').total)
  expect(find('mam non', 'nowhere')).toEqual({ ids: [], total: 0, near: false })
  const loop = indexUnions([union('A', 'Một', 'B'), union('B', 'Hai', 'A'), union('C', 'Ba')])
  expect(findUnions(loop, 'mot', { limit: 5, within: 'C' }).ids).toEqual([])
})

test('only what fits nothing as typed is looked for with a wrong letter', () => {
  expect(find('benh vien phoi').near).toBe(false)
  expect(find('benh vien phoii')).toMatchObject({ near: true, total: 1 })
})
