import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readUnionFile } from '../../server/src/formats/unions/union-file.ts'
import { windows1258 } from './windows-1258.ts'

const header = 'code,name,kind,parentCode,memberCount'
const read = (text: string, known: string[] = []) =>
  readUnionFile(new TextEncoder().encode(text), new Map(known.map((code): [string, null] => [code, null])))
const issues = (text: string, known: string[] = []) => read(text, known).errors.map(({ line, field, code }) => [line, field, code])

describe('a union list', () => {
  test('is refused when a known union would come to stand above itself', () => {
    const known = new Map([
      ['LC', null],
      ['LC-1', 'LC'],
      ['LC-1-1', 'LC-1'],
    ])
    const bytes = new TextEncoder().encode(`${header}\nLC-1,LĐLĐ huyện Một,districtFederation,LC-1-1,`)
    expect(readUnionFile(bytes, known).errors).toMatchObject([{ line: 2, field: 'parentCode', code: 'parent-circle' }])
  })

  test('becomes unions with their lines', () => {
    expect(read(`${header}\nLC,LĐLĐ tỉnh Lai Châu,provincialFederation,,\nLC-1,"CĐCS Sở Văn hoá, Thể thao",grassrootsUnion,LC,61`)).toEqual({
      unions: [
        { line: 2, code: 'LC', name: 'LĐLĐ tỉnh Lai Châu', kind: 'provincialFederation', parentCode: null, memberCount: null },
        { line: 3, code: 'LC-1', name: 'CĐCS Sở Văn hoá, Thể thao', kind: 'grassrootsUnion', parentCode: 'LC', memberCount: 61 },
      ],
      errors: [],
      warnings: [],
    })
  })

  test.each<[string, Uint8Array]>([
    ['Vietnamese headers in another order', Buffer.from('Tên;Mã;Số đoàn viên;Mã cấp trên;Loại/cấp\nCĐCS Một;A1;1.234;LC;CĐCS')],
    ['headers without accents', Buffer.from('MA,TEN,CAP,MA CAP TREN,SO DOAN VIEN\nA1,CĐCS Một,Cong doan co so,LC,1234')],
    ['a file in Windows-1258', windows1258('Mã;Tên;Loại;Cấp trên;Đoàn viên\nA1;CĐCS Một;CĐCS;LC;1234')],
  ])('is read from %s', (_name, bytes) => {
    expect(readUnionFile(bytes, new Map([['LC', null]]))).toMatchObject({
      unions: [{ line: 2, code: 'A1', name: 'CĐCS Một', kind: 'grassrootsUnion', parentCode: 'LC', memberCount: 1234 }],
      errors: [],
    })
  })

  test.each([
    ['Tổng LĐLĐ Việt Nam', 'confederation'],
    ['LĐLĐ tỉnh', 'provincialFederation'],
    ['LĐLĐ huyện', 'districtFederation'],
    ['Liên đoàn Lao động huyện', 'districtFederation'],
    ['Công đoàn ngành', 'sectorUnion'],
    ['CĐ Viên chức', 'publicEmployeesUnion'],
    ['CĐ các KCN', 'industrialZoneUnion'],
    ['Công đoàn cấp trên trực tiếp cơ sở', 'upperUnion'],
    ['cđcs', 'grassrootsUnion'],
    ['Nghiệp đoàn', 'grassrootsUnion'],
    ['Công đoàn bộ phận', 'sectionUnion'],
    ['Tổ công đoàn', 'group'],
    ['GrassrootsUnion', 'grassrootsUnion'],
  ])('the kind "%s" is %s', (written, kind) => {
    expect(read(`${header}\nA,Tên,${written},,`)).toMatchObject({ unions: [{ kind }], errors: [] })
  })

  test.each<[string, number | null]>([
    ['', null],
    ['0', 0],
    ['14', 14],
    ['1.234', 1234],
    ['1.060.438', 1060438],
    ['25000', 25000],
  ])('"%s" members', (written, memberCount) => {
    expect(read(`${header}\nA,Tên,CĐCS,,${written}`)).toMatchObject({ unions: [{ memberCount }], errors: [] })
  })

  test('a parent may stand below its child, or be known already', () => {
    expect(issues(`${header}\nB,Con,CĐCS,A,\nA,Cha,LĐLĐ huyện,LC,`, ['LC'])).toEqual([])
  })
})

describe('every error names its line and field, all at once', () => {
  test.each<[string, string, [number | null, string | null, string][]]>([
    [
      'nothing but a number',
      ',,,,5',
      [
        [2, 'code', 'code-missing'],
        [2, 'name', 'name-missing'],
        [2, 'kind', 'kind-missing'],
      ],
    ],
    ['an unknown kind', 'A,Tên,Chi bộ,,', [[2, 'kind', 'kind-unknown']]],
    ['a kind that may be either level', 'A,Tên,LĐLĐ thành phố,,', [[2, 'kind', 'kind-unknown']]],
    ['a name of 201 letters', `A,${'ô'.repeat(201)},CĐCS,,`, [[2, 'name', 'name-too-long']]],
    ['a code of 65 letters', `${'A'.repeat(65)},Tên,CĐCS,,`, [[2, 'code', 'code-too-long']]],
    ['a negative headcount', 'A,Tên,CĐCS,,-1', [[2, 'memberCount', 'member-count-invalid']]],
    ['half a member', 'A,Tên,CĐCS,,"12,5"', [[2, 'memberCount', 'member-count-invalid']]],
    ['dots in the wrong places', 'A,Tên,CĐCS,,12.34', [[2, 'memberCount', 'member-count-invalid']]],
    ['a code used twice', 'A,Một,CĐCS,,\nB,Hai,CĐCS,,\nA,Ba,CĐCS,,', [[4, 'code', 'code-twice']]],
    ['a parent nobody knows', 'A,Một,CĐCS,X,', [[2, 'parentCode', 'parent-unknown']]],
    ['its own parent', 'A,Một,CĐCS,A,', [[2, 'parentCode', 'parent-circle']]],
    ['a circle of three with a branch', 'D,Nhánh,CĐCS,C,\nA,Một,CĐCS,B,\nB,Hai,CĐCS,C,\nC,Ba,CĐCS,A,', [[5, 'parentCode', 'parent-circle']]],
    [
      'two circles',
      'A,Một,CĐCS,B,\nB,Hai,CĐCS,A,\nC,Ba,CĐCS,C,',
      [
        [2, 'parentCode', 'parent-circle'],
        [4, 'parentCode', 'parent-circle'],
      ],
    ],
    [
      'errors of several rows in file order',
      'A,Một,CĐCS,X,\nB,,CĐCS,A,\nC,Ba,?,A,x',
      [
        [2, 'parentCode', 'parent-unknown'],
        [3, 'name', 'name-missing'],
        [4, 'kind', 'kind-unknown'],
        [4, 'memberCount', 'member-count-invalid'],
      ],
    ],
    ['no rows', '', [[null, null, 'no-unions']]],
  ])('%s', (_name, rows, expected) => {
    expect(issues(`${header}\n${rows}`)).toEqual(expected)
  })

  test('a list without its columns says what is missing and what was found', () => {
    expect(read('STT,Tên đơn vị\n1,CĐCS Một').errors).toMatchObject([
      {
        line: 1,
        code: 'columns-missing',
        message: expect.stringContaining('Thiếu cột: Mã, Loại/cấp, Mã cấp trên. Các cột tìm thấy: STT, Tên đơn vị.'),
      },
    ])
  })

  test('a circle is told by its codes, a double by its first line', () => {
    const { errors } = read(`${header}\nA,Một,CĐCS,B,\nB,Hai,CĐCS,A,\nA,Ba,CĐCS,,`)
    expect(errors.map(({ message }) => message)).toEqual([expect.stringContaining('A → B → A'), expect.stringContaining('dòng 2')])
  })

  test('a circle of fifty thousand unions is found without running out of stack', () => {
    const rows = Array.from({ length: 50_000 }, (_, index) => `U${index},Tên,CĐCS,U${(index + 1) % 50_000},`)
    expect(issues([header, ...rows].join('\n'))).toEqual([[2, 'parentCode', 'parent-circle']])
  })

  test('bytes that are no text are refused', () => {
    expect(readUnionFile(Buffer.from('d0cf11e0a1b11ae1', 'hex'), new Map()).errors).toMatchObject([{ line: null, code: 'not-text' }])
  })
})

const packs = new URL('../../scripts/contest-packs/', import.meta.url)
const shipped = existsSync(packs)
  ? readdirSync(packs)
      .map((pack) => new URL(`${pack}/unions.csv`, packs))
      .filter((file) => existsSync(file))
  : []
test.each(shipped.map((file) => [file.pathname.split('/').at(-2), file] as const))(
  'the shipped pack %s reads without an error or a warning',
  (_pack, file) => {
    const { unions, errors, warnings } = readUnionFile(readFileSync(file), new Map())
    expect({ errors, warnings }).toEqual({ errors: [], warnings: [] })
    expect(unions.length).toBeGreaterThan(0)
  },
)
