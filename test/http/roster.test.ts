import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { expectRefused, openWorld, type Person, type World } from './world.ts'

let world: World
let organiser: Person
beforeEach(async () => {
  world = await openWorld()
  organiser = await world.staff('organiser')
})
afterEach(() => world.end())

const contest = () => ({ params: { slug: world.fixture.slug } })
const file = (...lines: string[]) => ({
  fileName: 'doan-vien.csv',
  content: Buffer.from(['Mã,Số điện thoại,Họ tên,Ngày sinh,Đối tượng,Mã đơn vị', ...lines].join('\n')).toString('base64'),
})
const bring = (...lines: string[]) =>
  organiser.call('importRoster', { ...contest(), body: { ...file(...lines), reason: 'danh sách công đoàn chốt' } })

describe('the roster of a contest', () => {
  it('is previewed, then loaded; who has registered with a listed phone stands beside their entry', async () => {
    const worker = await world.contestant('T-A-1', 'Lò Thị Ánh')
    const lines = [`,${worker.phone},Lò Thị Ánh,,,T-A-1`, 'DV2,,Vàng A Páo,02/03/1990,,T-B-1']
    const preview = await organiser.ask('previewRoster', { ...contest(), body: file(...lines) })
    expect(preview).toMatchObject({ people: 2, added: 2, errors: [] })
    expect((await organiser.ask('listRoster', contest())).totals).toEqual({ people: 0, registered: 0 })
    expect((await bring(...lines)).json()).toEqual({ added: 2, changed: 0, unchanged: 0 })
    const { people, totals } = await organiser.ask('listRoster', contest())
    expect(totals).toEqual({ people: 2, registered: 1 })
    expect(people.map(({ fullName, contestant }) => [fullName, contestant?.by ?? null])).toEqual([
      ['Lò Thị Ánh', 'phone'],
      ['Vàng A Páo', null],
    ])
  })

  it('with a mistake is refused whole, with the line', async () => {
    const refused = await bring('DV1,,Lò Thị Ánh,05/09/1988,,T-A-1', 'DV2,,Vàng A Páo,32/01/1990,,T-B-1')
    expectRefused(refused, 'file-refused')
    expect(refused.json()).toMatchObject({ details: [{ line: 3, field: 'birthDate', code: 'birth-date-invalid' }] })
    expect((await organiser.ask('listRoster', contest())).totals.people).toBe(0)
  })

  it('refuses a line that names two people who are listed', async () => {
    await bring('DV1,0912000001,Lò Thị Ánh,05/09/1988,,T-A-1', 'DV2,0912000002,Vàng A Páo,05/09/1988,,T-A-1')
    const mixed = 'DV1,0912000002,Lò Thị Ánh,05/09/1988,,T-A-1'
    expect((await organiser.ask('previewRoster', { ...contest(), body: file(mixed) })).errors).toMatchObject([{ line: 2, code: 'roster-clash' }])
    expectRefused(await bring(mixed), 'file-refused')
  })

  it('is loaded with a reason only; the trail keeps it, and whoever was changed as they stood before and after', async () => {
    await bring('DV1,,Lò Thị Ánh,05/09/1988,,T-A-1', 'DV2,,Vàng A Páo,02/03/1990,,T-B-1')
    const mended = file('DV1,,Lò Thị Ánh Nguyệt,05/09/1988,,T-A-1', 'DV2,,Vàng A Páo,02/03/1990,,T-B-1', 'DV3,,Đỗ Văn Bình,01/01/1991,,T-B-1')
    expectRefused(await organiser.call('importRoster', { ...contest(), body: { ...mended, reason: ' ' } }), 'invalid-request')
    await organiser.ask('importRoster', { ...contest(), body: { ...mended, reason: 'sửa tên gõ thiếu' } })
    const admin = await world.staff('administrator')
    const [entry] = (await admin.ask('listAudit', { query: { action: 'importRoster' } })).entries
    expect(entry).toMatchObject({ reason: 'sửa tên gõ thiếu', details: { added: 1, changed: 1, unchanged: 1 } })
    expect((entry!.details as { changes: unknown[] }).changes).toMatchObject([
      { code: 'DV1', before: { fullName: 'Lò Thị Ánh' }, after: { fullName: 'Lò Thị Ánh Nguyệt' } },
    ])
  })

  it('shows an officer their subtree with masked phones', async () => {
    await bring(',0912000001,Lò Thị Ánh,,,T-A-1', ',0912000002,Vàng A Páo,,,T-B-1')
    const officer = await world.staff('officer', 'T-B')
    const { people, totals } = await officer.ask('listRoster', contest())
    expect([people.map(({ phone }) => phone), totals]).toEqual([['•••••••002'], { people: 1, registered: 0 }])
  })

  it('a worker claims the entry of their code, if the birth date is theirs; tries are limited', async () => {
    await bring('DV1,,Lò Thị Ánh,01/01/1990,,T-A-1', 'DV2,,Vàng A Páo,02/01/1990,,T-A-1')
    const worker = await world.contestant()
    const claim = (code: string) => worker.call('claimRosterEntry', { ...contest(), body: { code } })
    expectRefused(await claim('DV2'), 'roster-mismatch')
    expect((await claim(' dv1')).statusCode).toBe(200)
    expect((await organiser.ask('listRoster', contest())).people[0]).toMatchObject({ contestant: { id: worker.id, by: 'code' } })
    const guesser = await world.contestant()
    for (let turn = 0; turn < 10; turn += 1)
      expectRefused(await guesser.call('claimRosterEntry', { ...contest(), body: { code: `DV${turn}` } }), 'roster-mismatch')
    expectRefused(await guesser.call('claimRosterEntry', { ...contest(), body: { code: 'DV2' } }), 'too-many-requests')
  })

  it('a person is taken off with a reason, and the trail keeps who they were', async () => {
    await bring('DV1,0912000001,Lò Thị Ánh,01/01/1990,,T-A-1')
    const [entry] = (await organiser.ask('listRoster', contest())).people
    const where = { params: { ...contest().params, entryId: entry!.id } }
    await organiser.ask('removeFromRoster', { ...where, body: { reason: 'nghỉ việc' } })
    expectRefused(await organiser.call('removeFromRoster', { ...where, body: { reason: 'nghỉ việc' } }), 'not-found')
    const admin = await world.staff('administrator')
    expect((await admin.ask('listAudit', { query: { action: 'removeFromRoster' } })).entries[0]).toMatchObject({
      action: 'removeFromRoster',
      subject: '0912000001',
      reason: 'nghỉ việc',
      details: { before: { fullName: 'Lò Thị Ánh', code: 'DV1' } },
    })
  })
})
