import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { targetsEdition } from '../../server/src/domain/campaign.ts'
import { saveCampaign, saveTargets, switchCampaign } from '../../server/src/features/campaigns/actions.ts'
import { photos } from '../support/photos.ts'
import { expectRefused, openWorld, type Person, type World } from './world.ts'

let world: World
let organiser: Person
let district: Person
let unit: Person
let other: Person
const slug = () => ({ params: { slug: world.fixture.slug } })
const facts = {
  title: 'Làm đường vào bản Tả Tổng',
  kind: 'project' as const,
  quantity: 2.5,
  measure: 'km',
  value: 150_000_000,
  carriedOutBy: 'Lò Văn Tổ Trưởng',
  plannedFrom: '2021-04-26',
  plannedTo: '2021-05-10',
}
let key = 0
const register = async (who: Person, unionCode: string, patch: object = {}): Promise<string> => {
  const body = { ...facts, unionId: world.unionId(unionCode), entryKey: `khoa-thu-${(key += 1)}`, ...patch }
  return (await who.ask('registerWork', { ...slug(), body })).workId
}
/** What stands there now is what somebody saw. */
const seen = async (workId: string) => ({ basedOn: (await world.services.storage.works.find(workId))?.edition ?? 0 })
const move = async (who: Person, workId: string, step: string, reason?: string) =>
  who.call('moveWork', { params: { workId }, body: { ...(await seen(workId)), step, ...(reason === undefined ? {} : { reason }) } })
const report = { doneOn: '2021-05-04', result: 'Đã đổ bê tông 2,5 km', valueReached: 160_000_000 }
const finish = async (who: Person, workId: string, patch: object = {}) =>
  who.call('finishWork', { params: { workId }, body: { ...(await seen(workId)), ...report, ...patch } })

beforeAll(async () => {
  world = await openWorld()
  organiser = await world.staff('organiser')
  district = await world.staff('officer', 'T-A')
  unit = await world.staff('officer', 'T-A-1')
  other = await world.staff('officer', 'T-B')
  const contest = { id: world.fixture.contestId, slug: world.fixture.slug }
  const by = { actorId: organiser.id, reason: 'thử công trình' }
  const days = {
    opensAt: Date.parse('2021-04-26T00:00:00+07:00'),
    closesAt: Date.parse('2021-05-27T00:00:00+07:00'),
    initiativesCloseAt: Date.parse('2021-06-01T00:00:00+07:00'),
  }
  const rest = { name: 'Đợt thi đua', legalBasis: '', contents: '', fileNeeded: false, initiativeColumns: [], basedOn: 0 }
  await saveCampaign(world.services, contest, { ...rest, ...days }, by)
  const target = (code: string, works: number) => ({ unionId: world.unionId(code), peerGroup: 'Khối huyện', initiatives: null, benefit: null, works })
  await saveTargets(
    world.services,
    contest,
    { targets: [target('T-A', 4), target('T-B', 2)], basedOn: targetsEdition(world.services.sha256, []) },
    by,
  )
})
afterAll(() => world.end())

test('while the campaign is off nothing of works is known', async () => {
  const body = { ...facts, unionId: world.unionId('T-A-1'), entryKey: 'khoa-khi-tat' }
  for (const who of [organiser, unit]) {
    expectRefused(await who.call('registerWork', { ...slug(), body }), 'campaign-off')
    expectRefused(await who.call('listWorks', slug()), 'campaign-off')
  }
  expect((await unit.ask('getNews', slug())).campaign).toBe(false)
  const contest = { id: world.fixture.contestId, slug: world.fixture.slug }
  await switchCampaign(world.services, contest, true, { actorId: organiser.id, reason: 'bắt đầu đợt' })
  expect((await unit.ask('getNews', slug())).campaign).toBe(true)
})

describe('a work goes its way', () => {
  test('registered by its unit, returned, sent again, confirmed, done and accepted', async () => {
    const workId = await register(unit, 'T-A-1')
    const may = async (who: Person) => (await who.ask('getWork', { params: { workId } })).may
    expect([await may(unit), await may(district)]).toEqual([['withdraw'], ['confirm', 'return', 'withdraw']])
    expectRefused(await move(unit, workId, 'confirm'), 'not-allowed')
    expect((await move(district, workId, 'return')).statusCode).toBe(400)
    expect((await move(district, workId, 'return', 'ghi rõ đơn vị tính')).json()).toEqual({ state: 'returned' })
    expect((await unit.ask('getWork', { params: { workId } })).work.reason).toBe('ghi rõ đơn vị tính')
    await unit.ask('saveWork', { params: { workId }, body: { ...facts, measure: 'km đường bê tông', basedOn: 2 } })
    expect((await move(unit, workId, 'resend')).json()).toEqual({ state: 'registered' })
    expect((await move(district, workId, 'confirm')).json()).toEqual({ state: 'confirmed' })
    expectRefused(await unit.call('saveWork', { params: { workId }, body: { ...facts, basedOn: 4 } }), 'work-moved')
    expectRefused(await finish(unit, workId, { doneOn: '2021-05-05' }), 'work-done-ahead')
    expect((await finish(unit, workId, { valueReached: 1 })).json()).toEqual({ state: 'done' })
    expect((await finish(unit, workId)).json()).toEqual({ state: 'done' })
    expect((await move(district, workId, 'accept')).json()).toEqual({ state: 'accepted' })
    expectRefused(await finish(unit, workId), 'work-moved')
    const { work, steps, mayEdit } = await unit.ask('getWork', { params: { workId } })
    expect([work.state, work.valueReached, work.measure, mayEdit]).toEqual(['accepted', 160_000_000, 'km đường bê tông', false])
    expect(steps.map(({ step }) => step)).toEqual(['register', 'return', 'resend', 'confirm', 'finish', 'finish', 'accept'])
  })

  test('is moved only as whoever moves it has seen it; a report sent twice is one', async () => {
    const workId = await register(unit, 'T-A-1', { title: 'Vườn rau của trường' })
    await move(district, workId, 'confirm')
    const { edition } = (await unit.ask('getWork', { params: { workId } })).work
    const sent = { params: { workId }, body: { ...report, basedOn: edition } }
    expect([(await unit.call('finishWork', sent)).json(), (await unit.call('finishWork', sent)).json()]).toEqual([
      { state: 'done' },
      { state: 'done' },
    ])
    expectRefused(await district.call('finishWork', { ...sent, body: { ...sent.body, valueReached: 1 } }), 'edited-meanwhile')
    expect((await finish(unit, workId, { valueReached: 9_000_000_000 })).statusCode).toBe(200)
    expectRefused(await district.call('moveWork', { params: { workId }, body: { step: 'accept', basedOn: edition + 1 } }), 'edited-meanwhile')
    expect((await move(district, workId, 'return', 'xem lại số tiền')).json()).toEqual({ state: 'confirmed' })
  })

  test('is registered for active units only', async () => {
    await organiser.ask('setUnionState', { params: { unionId: world.unionId('T-B-1') }, body: { state: 'closed', reason: 'giải thể' } })
    const body = { ...facts, title: 'Việc của đơn vị đã đóng', unionId: world.unionId('T-B-1'), entryKey: 'khoa-dong' }
    expectRefused(await organiser.call('registerWork', { ...slug(), body }), 'unknown-union')
    await organiser.ask('setUnionState', { params: { unionId: world.unionId('T-B-1') }, body: { state: 'active', reason: 'mở lại' } })
  })

  test('officers see their subtree only, with its photos', async () => {
    const workId = await register(unit, 'T-A-1', { title: 'Sân bóng chuyền' })
    const { hash } = await unit.ask('addWorkPhoto', { params: { workId }, bytes: photos.jpeg })
    for (const name of ['getWork', 'moveWork', 'finishWork', 'saveWork'] as const) {
      const body = { moveWork: { step: 'confirm', basedOn: 1 }, finishWork: { ...report, basedOn: 1 } }[name as 'moveWork']
      const input = { params: { workId }, ...(name === 'saveWork' ? { body: { ...facts, basedOn: 1 } } : body === undefined ? {} : { body }) }
      expectRefused(await other.call(name, input), 'not-found')
    }
    expectRefused(await other.call('getWorkPhoto', { params: { workId, hash } }), 'not-found')
    expectRefused(await other.call('addWorkPhoto', { params: { workId }, bytes: photos.png }), 'not-found')
    expectRefused(await other.call('removeWorkPhoto', { params: { workId, hash } }), 'not-found')
    expectRefused(await (await world.contestant('T-A-1')).call('getWorkPhoto', { params: { workId, hash } }), 'not-allowed')
    expectRefused(await world.nobody.call('getWorkPhoto', { params: { workId, hash } }), 'not-logged-in')
    expectRefused(
      await unit.call('registerWork', { ...slug(), body: { ...facts, unionId: world.unionId('T-A-2'), entryKey: 'khoa-ngoai-1' } }),
      'not-allowed',
    )
    expectRefused(await unit.call('listWorks', { ...slug(), query: { unionId: world.unionId('T-A') } }), 'not-allowed')
    expect((await other.ask('listWorks', slug())).total).toBe(0)
    expect((await district.ask('listWorks', slug())).works.map(({ title }) => title)).toContain('Sân bóng chuyền')
  })

  test('is late from the first moment after its last day, where the contest is', async () => {
    const workId = await register(unit, 'T-A-1', { title: 'Xong trong ngày', plannedTo: '2021-05-04' })
    const late = async () => (await unit.ask('getWork', { params: { workId } })).work.late
    world.clock.set('2021-05-04T23:59:59+07:00')
    expect(await late()).toBe(false)
    world.clock.set('2021-05-05T00:00:00+07:00')
    expect(await late()).toBe(true)
    expect((await unit.ask('listWorks', { ...slug(), query: { late: 'yes' } })).works.map(({ title }) => title)).toEqual(['Xong trong ngày'])
    expect((await district.ask('countWorks', slug())).total).toMatchObject({ late: 1 })
  })
})

describe('photos', () => {
  test('are kept without place and notes, seen privately, described and removed', async () => {
    const workId = await register(unit, 'T-A-1', { title: 'Bể nước sạch' })
    const { hash, photos: number } = await unit.ask('addWorkPhoto', { params: { workId }, bytes: photos.jpeg })
    expect(number).toBe(1)
    expect(await unit.ask('addWorkPhoto', { params: { workId }, bytes: photos.jpeg })).toEqual({ hash, photos: 1 })
    const seen = await district.call('getWorkPhoto', { params: { workId, hash } })
    expect(seen.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': expect.stringMatching(/^private/),
      'content-security-policy': "default-src 'none'; sandbox",
    })
    for (const words of ['MayAnhThu', 'Bi Mat', '2021:05:10', 'xmpmeta']) expect(seen.rawPayload.includes(words)).toBe(false)
    await unit.ask('describeWorkPhoto', { params: { workId, hash }, body: { caption: 'Bể nước đã xây xong' } })
    expect((await unit.ask('getWork', { params: { workId } })).photos).toMatchObject([
      { hash, width: 24, height: 16, caption: 'Bể nước đã xây xong' },
    ])
    await unit.ask('removeWorkPhoto', { params: { workId, hash } })
    expectRefused(await unit.call('getWorkPhoto', { params: { workId, hash } }), 'not-found')
  })

  test('what is none, or too heavy, is refused', async () => {
    const workId = await register(unit, 'T-A-1', { title: 'Vườn rau tăng gia' })
    expectRefused(await unit.call('addWorkPhoto', { params: { workId }, bytes: Buffer.from('<svg onload="alert(1)"/>') }), 'photo-refused')
    expect((await unit.call('addWorkPhoto', { params: { workId }, bytes: Buffer.alloc(4 * 1024 * 1024 + 1, 1) })).statusCode).toBe(413)
    expect((await unit.ask('getWork', { params: { workId } })).photos).toEqual([])
  })

  test('go with the work when organisers erase it, which takes a withdrawal first', async () => {
    const workId = await register(unit, 'T-A-1', { title: 'Đăng ký nhầm' })
    const { hash } = await unit.ask('addWorkPhoto', { params: { workId }, bytes: photos.png })
    const erase = (who: Person) => who.call('eraseWork', { params: { workId }, body: { reason: 'đăng ký nhầm đơn vị' } })
    expectRefused(await erase(organiser), 'work-moved')
    expect((await move(unit, workId, 'withdraw', 'đăng ký nhầm')).statusCode).toBe(200)
    expectRefused(await unit.call('addWorkPhoto', { params: { workId }, bytes: photos.webp }), 'work-moved')
    expectRefused(await erase(unit), 'not-allowed')
    expect((await organiser.ask('getWork', { params: { workId } })).mayErase).toBe(true)
    expect((await erase(organiser)).statusCode).toBe(200)
    expectRefused(await organiser.call('getWork', { params: { workId } }), 'not-found')
    expectRefused(await organiser.call('getWorkPhoto', { params: { workId, hash } }), 'not-found')
  })
})

describe('many works', () => {
  test('are counted by unit and against targets', async () => {
    const { total, units, targets, kinds } = await organiser.ask('countWorks', slug())
    const { total: listed } = await organiser.ask('listWorks', { ...slug(), query: { pageSize: 1 } })
    expect(total.registered).toBe(listed)
    expect(units.map(({ unionName, registered }) => [unionName, registered])).toEqual([['LĐLĐ huyện A', listed]])
    expect(kinds.map(({ kind, registered }) => [kind, registered])).toEqual([
      ['project', listed],
      ['task', 0],
    ])
    expect(targets.map(({ unionName, rank, accepted, target, share, value }) => [unionName, rank, accepted, target, share, value])).toEqual([
      ['LĐLĐ huyện A', 1, 1, 4, 0.25, 160_000_000],
      ['LĐLĐ huyện B', 2, 0, 2, 0, 0],
    ])
    expect((await other.ask('countWorks', slug())).targets.map(({ unionName }) => unionName)).toEqual(['LĐLĐ huyện B'])
  })

  test('a list is loaded whole or not at all, each error with its line', async () => {
    const file = (...rows: string[]) => ({
      fileName: 'cong-trinh.csv',
      content: Buffer.from(['Mã đơn vị,Tên,Loại,Khối lượng,ĐVT,Giá trị,Người thực hiện,Từ ngày,Đến ngày', ...rows].join('\n')).toString('base64'),
    })
    const good = 'T-A-2,Thăm hỏi người bệnh,Phần việc,20,suất quà,10.000.000,Tổ nữ công,1/5/2021,9/5/2021'
    const before = (await district.ask('listWorks', slug())).total
    const wrong = await district.call('importWorks', {
      ...slug(),
      body: { ...file(good, 'T-B-1,Việc của huyện B,Phần việc,,,,,1/5/2021,9/5/2021'), dryRun: false, reason: 'nhập danh sách' },
    })
    expectRefused(wrong, 'file-refused')
    expect(wrong.json<{ details: object[] }>().details).toMatchObject([{ line: 3, field: 'unionCode', code: 'union-code-unknown' }])
    expect(await district.ask('importWorks', { ...slug(), body: { ...file(good), dryRun: true } })).toMatchObject({ works: 1, written: false })
    expect((await district.ask('listWorks', slug())).total).toBe(before)
    expect(await district.ask('importWorks', { ...slug(), body: { ...file(good), dryRun: false, reason: 'nhập danh sách' } })).toMatchObject({
      works: 1,
      written: true,
    })
    const csv = (await district.call('exportWorks', { params: { ...slug().params, format: 'csv' }, query: { search: 'tham hoi' } })).body
    expect(csv.split('\r\n')[1]).toBe(
      '1,CĐCS Bệnh viện Đa khoa,T-A-2,LĐLĐ huyện A,Thăm hỏi người bệnh,Phần việc,20,suất quà,10000000,Tổ nữ công,01/05/2021,09/05/2021,Chờ xác nhận,,,,,0',
    )
  })

  test('the trail tells every change, and no name', async () => {
    const judge = await world.staff('judge')
    const { entries } = await judge.ask('listAudit', { query: { pageSize: 100 } })
    const actions = new Set(entries.map(({ action }) => action))
    for (const action of [
      'registerWork',
      'saveWork',
      'confirmWork',
      'returnWork',
      'resendWork',
      'finishWork',
      'acceptWork',
      'withdrawWork',
      'eraseWork',
      'importWorks',
      'addWorkPhoto',
      'describeWorkPhoto',
      'removeWorkPhoto',
    ])
      expect([action, actions.has(action)]).toEqual([action, true])
    expect(JSON.stringify(entries)).not.toMatch(/Tổ Trưởng|Bể nước|Tổ nữ công/)
  })

  test('after the campaign nothing new is registered, and what was is still reported', async () => {
    const workId = await register(unit, 'T-A-1', { title: 'Việc cuối cùng' })
    await move(district, workId, 'confirm')
    world.clock.set('2021-05-27T00:00:00+07:00')
    expectRefused(
      await unit.call('registerWork', { ...slug(), body: { ...facts, unionId: world.unionId('T-A-1'), entryKey: 'khoa-muon-1' } }),
      'works-over',
    )
    expect((await finish(unit, workId)).json()).toEqual({ state: 'done' })
    expect((await district.ask('listWorks', slug())).taking).toBe(false)
  })
})
