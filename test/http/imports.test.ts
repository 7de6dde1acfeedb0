import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { root } from '../support/services.ts'
import { expectRefused, openWorld, type Person } from './world.ts'

const pack = join(root, 'scripts/contest-packs/cnvcld-ngay-hoi-2021')
const file = (fileName: string, content: string | Buffer) => ({ fileName, content: Buffer.from(content).toString('base64') })

describe('loading a union list at the desk', () => {
  let world: Awaited<ReturnType<typeof openWorld>>
  let organiser: Person
  beforeEach(async () => {
    world = await openWorld()
    organiser = await world.staff('organiser')
  })
  afterEach(() => world.end())

  const codes = async () => [...(await world.services.storage.unions.parents()).keys()].sort((a, b) => (a < b ? -1 : 1))

  it('previews the pack’s 608 unions and loads them; a second time nothing changes', async () => {
    const body = file('unions.csv', readFileSync(join(pack, 'unions.csv')))
    expect(await organiser.ask('previewUnionImport', { body })).toMatchObject({ unions: 608, added: 608, changed: 0, unchanged: 0, errors: [] })
    expect(await codes()).toHaveLength(6)
    expect(await organiser.ask('importUnions', { body })).toEqual({ added: 608, changed: 0, unchanged: 0 })
    expect(await organiser.ask('importUnions', { body })).toEqual({ added: 0, changed: 0, unchanged: 608 })
  })

  it.each([
    ['a parent that nobody knows', 'X-1,CĐCS X,CĐCS,KHONG-CO,5', 'parent-unknown'],
    ['a circle with what is stored', 'T-A,LĐLĐ huyện A,LĐLĐ huyện,T-A-1,', 'parent-circle'],
    ['a head count that is none', 'X-1,CĐCS X,CĐCS,T,nhiều', 'member-count-invalid'],
  ])('refuses a union list with %s, by line, and writes nothing', async (_what, row, code) => {
    const before = await codes()
    const refused = await organiser.call('importUnions', {
      body: file('don-vi.csv', `Mã,Tên,Loại,Mã cấp trên,Số đoàn viên\nX-0,CĐCS Không,CĐCS,T,3\n${row}\n`),
    })
    expectRefused(refused, 'file-refused')
    expect(refused.json<{ details: { line: number; code: string }[] }>().details).toMatchObject([{ line: 3, code }])
    expect(await codes()).toEqual(before)
  })

  it('takes a name in NFD and keeps it in NFC', async () => {
    await organiser.ask('importUnions', {
      body: file('don-vi.csv', `code,name,kind,parentCode,memberCount\nX-1,${'CĐCS Thủy điện Nậm Ban'.normalize('NFD')},grassrootsUnion,T,14\n`),
    })
    expect((await organiser.ask('searchUnions', { query: { search: 'thuy dien nam ban' } })).unions[0]?.name).toBe(
      'CĐCS Thủy điện Nậm Ban'.normalize('NFC'),
    )
  })

  it('is not for contestants, judges or anyone outside', async () => {
    const body = file('x.csv', 'x')
    expectRefused(await (await world.contestant()).call('previewUnionImport', { body }), 'not-allowed')
    expectRefused(await (await world.staff('judge')).call('importUnions', { body }), 'not-allowed')
  })
})
