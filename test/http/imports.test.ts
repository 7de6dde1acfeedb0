import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeXlsx } from 'hucre/xlsx'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { root } from '../support/services.ts'
import { expectRefused, openWorld, type Person } from './world.ts'

const pack = join(root, 'scripts/contest-packs/cnvcld-ngay-hoi-2021')
const file = (fileName: string, content: string | Buffer) => ({ fileName, content: Buffer.from(content).toString('base64') })
const HEAD = 'Mã,Tên,Loại,Mã cấp trên,Số đoàn viên'
/** The fixture's own list, as a file. */
const asItIs = ['T,LĐLĐ tỉnh,LĐLĐ tỉnh,,', 'T-A,LĐLĐ huyện A,LĐLĐ huyện,T,', 'T-B,LĐLĐ huyện B,LĐLĐ huyện,T,'].concat(
  'T-A-1,CĐCS Trường THCS Tả Tổng,CĐCS,T-A,40',
  'T-A-2,CĐCS Bệnh viện Đa khoa,CĐCS,T-A,100',
  'T-B-1,CĐCS Nhà máy Thuỷ điện,CĐCS,T-B,14',
)
const list = (...rows: string[]) => file('don-vi.csv', [HEAD, ...rows].join('\n'))

describe('loading a union list at the desk', () => {
  let world: Awaited<ReturnType<typeof openWorld>>
  let organiser: Person
  beforeEach(async () => {
    world = await openWorld()
    organiser = await world.staff('organiser')
  })
  afterEach(() => world.end())

  const codes = async () => [...(await world.services.storage.unions.parents()).keys()].sort((a, b) => (a < b ? -1 : 1))
  const preview = (body: ReturnType<typeof file>) => organiser.ask('previewUnionImport', { body })
  const confirmed = async (body: ReturnType<typeof file>, close: string[] = []) => {
    const { mark } = await preview(body)
    return organiser.ask('importUnions', { body: { ...body, mark, close, reason: 'danh sách quý II' } })
  }

  it('previews the pack’s 608 unions and loads them; a second time nothing changes', async () => {
    const body = file('unions.csv', readFileSync(join(pack, 'unions.csv')))
    expect(await preview(body)).toMatchObject({ unions: 608, added: 608, changed: 0, unchanged: 0, errors: [], gone: [] })
    expect(await codes()).toHaveLength(6)
    expect(await confirmed(body)).toEqual({ added: 608, changed: 0, unchanged: 0, closed: 0 })
    expect(await confirmed(body)).toEqual({ added: 0, changed: 0, unchanged: 608, closed: 0 })
  })

  it('tells what is added, changed field by field, moved and gone; nothing goes by itself', async () => {
    const rows = asItIs.filter((row) => !row.startsWith('T-A-2'))
    const body = list(...rows.map((row) => row.replace('Tả Tổng,CĐCS,T-A,40', 'Tả Tổng Mới,CĐCS,T-B,45')), 'T-C,CĐ ngành Y tế,CĐ ngành,T,')
    expect(await preview(body)).toMatchObject({
      ...{ added: 1, changed: 1, moved: 1, unchanged: 4, errors: [] },
      changes: [
        {
          code: 'T-A-1',
          change: 'changed',
          fields: [
            { field: 'name', before: 'CĐCS Trường THCS Tả Tổng', after: 'CĐCS Trường THCS Tả Tổng Mới' },
            { field: 'memberCount', before: 40, after: 45 },
          ],
          moved: { before: 'T-A', after: 'T-B' },
        },
        { code: 'T-C', change: 'added', fields: [], moved: null },
      ],
      gone: [{ code: 'T-A-2', parentCode: 'T-A' }],
    })
    expect(await confirmed(body)).toEqual({ added: 1, changed: 1, unchanged: 4, closed: 0 })
    const { union } = await organiser.ask('getUnion', { params: { unionId: world.unionId('T-A-1') } })
    expect(union).toMatchObject({ path: 'LĐLĐ tỉnh › LĐLĐ huyện B', memberCount: 45, countConfirmedAt: world.clock.now() })
    const { union: left } = await organiser.ask('getUnion', { params: { unionId: world.unionId('T-A-2') } })
    expect(left.state).toBe('active')
    const { events } = await organiser.ask('listUnionHistory', { params: { unionId: world.unionId('T-A-1') } })
    expect(events[0]).toMatchObject({
      action: 'importUnions',
      before: { name: 'CĐCS Trường THCS Tả Tổng', memberCount: 40, parentCode: 'T-A' },
      after: { name: 'CĐCS Trường THCS Tả Tổng Mới', memberCount: 45, parentCode: 'T-B' },
    })
  })

  it('a number of members that the list does not give, or has no column for, is kept with its confirmation', async () => {
    const empty = list(...asItIs.map((row) => row.replace(/\d+$/, '')))
    const without = file('don-vi.csv', [HEAD, ...asItIs].map((row) => row.replace(/,[^,]*$/, '')).join('\n'))
    expect(await preview(empty)).toMatchObject({ changed: 0, unchanged: 6, errors: [] })
    expect(await preview(without)).toMatchObject({ changed: 0, unchanged: 6, errors: [] })
  })

  it('takes back the list of the unions as it gives it, and changes nothing', async () => {
    for (const format of ['xlsx', 'csv'] as const) {
      const given = await organiser.call('exportUnionList', { params: { format } })
      expect(given.headers['content-disposition']).toBe(`attachment; filename="danh-sach-don-vi.${format}"`)
      expect(await preview(file(`don-vi.${format}`, given.rawPayload))).toMatchObject({ changed: 0, unchanged: 6, errors: [], warnings: [] })
    }
  })

  it('what the list leaves out is closed where it is ticked, the lowest first', async () => {
    const body = list(...asItIs.filter((row) => !row.startsWith('T-B')))
    expect(await confirmed(body, ['T-B', 'T-B-1'])).toMatchObject({ closed: 2 })
    expect((await organiser.ask('listUnions', { query: { state: 'closed' } })).unions.map(({ code }) => code)).toEqual(['T-B', 'T-B-1'])
  })

  it.each<[string, string[]]>([
    ['a union above one that stays', ['T-B']],
    ['a union that the list names', ['T-A']],
  ])('refuses to close %s, and writes nothing', async (_what, close) => {
    const body = list(...asItIs.filter((row) => !row.startsWith('T-B')), 'N,CĐCS Mới,CĐCS,T,')
    const { mark } = await preview(body)
    expect((await organiser.call('importUnions', { body: { ...body, mark, close, reason: 'danh sách quý II' } })).statusCode).toBe(409)
    expect(await codes()).not.toContain('N')
  })

  it('reads the same list from a workbook, numbers with their thousands, under a title', async () => {
    const rows = [['DANH SÁCH ĐƠN VỊ'], HEAD.split(','), ...asItIs.map((row) => row.split(',')), ['T-A-3', 'CĐCS Nhà máy', 'CĐCS', 'T-A', 1234]]
    const bytes = await writeXlsx({ sheets: [{ name: 'Đơn vị', rows: rows.map((row) => [...row]), columns: [{}, {}, {}, {}, { numFmt: '#,##0' }] }] })
    expect(await preview(file('don-vi.xlsx', Buffer.from(bytes)))).toMatchObject({
      ...{ added: 1, changed: 0, unchanged: 6, errors: [] },
      changes: [{ code: 'T-A-3', memberCount: 1234 }],
    })
  })

  it('a table that changed between preview and confirmation is refused; another preview goes', async () => {
    const body = list(...asItIs, 'T-A-3,CĐCS Ba,CĐCS,T-A,5')
    const { mark } = await preview(body)
    const fields = { code: 'T-A-1', name: 'Tên khác', kind: 'grassrootsUnion', parentId: world.unionId('T-A'), memberCount: 40 }
    await organiser.ask('saveUnion', { params: { unionId: world.unionId('T-A-1') }, body: { ...fields, reason: 'đổi tên đơn vị' } })
    expectRefused(await organiser.call('importUnions', { body: { ...body, mark, reason: 'danh sách quý II' } }), 'unions-changed')
    expect(await codes()).not.toContain('T-A-3')
    expect(await confirmed(body)).toMatchObject({ added: 1, changed: 1 })
  })

  it.each([
    ['a parent that nobody knows', 'X-1,CĐCS X,CĐCS,KHONG-CO,5', 'parent-unknown'],
    ['a circle with what is stored', 'T-A,LĐLĐ huyện A,LĐLĐ huyện,T-A-1,', 'parent-circle'],
    ['a head count that is none', 'X-1,CĐCS X,CĐCS,T,nhiều', 'member-count-invalid'],
    ['a merged union', 'T-B-1,CĐCS Nhà máy,CĐCS,T-A,5', 'union-merged-away'],
    ['a parent that was merged', 'X-1,CĐCS X,CĐCS,T-B-1,5', 'parent-not-active'],
  ])('refuses a union list with %s, by line, and writes nothing', async (_what, row, code) => {
    await organiser.ask('mergeUnion', { params: { unionId: world.unionId('T-B-1') }, body: { intoId: world.unionId('T-A-2'), reason: 'sáp nhập' } })
    const before = await codes()
    const refused = await organiser.call('importUnions', { body: { ...list('X-0,CĐCS Không,CĐCS,T,3', row), mark: 'x', reason: 'danh sách' } })
    expectRefused(refused, 'file-refused')
    expect(refused.json<{ details: { line: number; code: string }[] }>().details).toMatchObject([{ line: 3, code }])
    expect(await codes()).toEqual(before)
  })

  it('takes a name in NFD and keeps it in NFC', async () => {
    await confirmed(
      file('don-vi.csv', `code,name,kind,parentCode,memberCount\nX-1,${'CĐCS Thủy điện Nậm Ban'.normalize('NFD')},grassrootsUnion,T,14\n`),
    )
    expect((await organiser.ask('searchUnions', { query: { search: 'thuy dien nam ban' } })).unions[0]?.name).toBe(
      'CĐCS Thủy điện Nậm Ban'.normalize('NFC'),
    )
  })

  it('is not for contestants, judges or anyone outside', async () => {
    const body = { ...file('x.csv', 'x'), mark: 'x', reason: 'thử quyền' }
    expectRefused(await (await world.contestant()).call('previewUnionImport', { body }), 'not-allowed')
    expectRefused(await (await world.staff('judge')).call('importUnions', { body }), 'not-allowed')
  })
})
