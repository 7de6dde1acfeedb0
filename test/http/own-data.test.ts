import type { ContestDocument } from '@hoithi/shared/contracts/contest-desk'
import type { OwnDataFile } from '@hoithi/shared/contracts/own-data'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WITHDRAWN_NAME } from '../../server/src/domain/withdrawal.ts'
import { eraseDue } from '../../server/src/features/own-data/actions.ts'
import { callRoute } from '../support/client.ts'
import { DAY, expectRefused, MINUTE, openWorld, type World } from './world.ts'

const PHONE = '0987654321'
const PASSWORD = 'mat khau dai'
const NAME = 'Giàng A Páo'
const ZALO = 'Mozilla/5.0 (Linux; Android 13; SM-A145F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36 Zalo android/24'
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Mobile/15E148 Safari/604.1'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.end())

const register = async () => {
  const body = {
    phone: PHONE,
    password: PASSWORD,
    fullName: NAME,
    birthDate: '1990-01-01',
    unionId: world.unionId('T-A-1'),
    contestantKind: 'member',
    consentVersion: 'v1',
  }
  const { me } = await world.nobody.ask('registerContestant', { body })
  return world.registered(me.id, world.unionId('T-A-1'))
}
/** A session by cookie, as a phone has it. */
const logIn = async (userAgent: string) => {
  const response = await callRoute(world.app, 'logIn', { body: { login: PHONE, password: PASSWORD }, headers: { 'user-agent': userAgent } })
  expect(response.statusCode).toBe(200)
  const [cookie] = response.cookies
  return { 'user-agent': userAgent, cookie: `${cookie!.name}=${cookie!.value}` }
}
const asked = async (headers: Record<string, string>) => (await callRoute(world.app, 'getMe', { headers })).json<{ me: unknown }>().me
const seal = async () => {
  world.clock.pass(30 * DAY)
  await world.services.projector.catchUp()
  const judge = await world.staff('judge')
  await judge.ask('sealRound', { params: { roundId: world.roundId }, body: { reason: 'chốt kỳ 1' } })
  return judge
}
const namesIn = async (judge: Awaited<ReturnType<typeof seal>>) =>
  (await judge.ask('getResults', { params: { roundId: world.roundId } })).rows.map(({ fullName }) => fullName)

describe('what is kept of a person', () => {
  test('is shown to them in whole, and the file holds every saved answer too', async () => {
    const who = await register()
    const { attemptId, receipt } = await world.play(who)
    await who.ask('requestUnion', { body: { slug: world.fixture.slug, unionId: world.unionId('T-B-1'), body: 'Tôi đã chuyển công tác.' } })
    const data = await who.ask('getOwnData')
    expect(data.profile).toMatchObject({ fullName: NAME, phone: PHONE, birthDate: '1990-01-01', union: { id: world.unionId('T-A-1') } })
    expect(data.consents).toMatchObject([{ version: 'v1', contestTitle: null }])
    expect(data.attempts).toMatchObject([{ id: attemptId, receipt, state: 'submitted', practice: false, sealed: false }])
    expect(data.inquiries).toMatchObject([{ wantedUnion: 'CĐCS Nhà máy Thuỷ điện', answer: null }])
    const response = await who.call('exportOwnData')
    expect(response.headers['content-disposition']).toMatch(/^attachment; filename=".+\.json"$/)
    const file = response.json<OwnDataFile>()
    expect(file).toMatchObject({ format: 'hoithi-own-data/1', profile: data.profile, inquiries: data.inquiries })
    expect(file.attempts[0]?.responses).toHaveLength(4)
  })

  test('is corrected by them, with an audit entry of theirs; a result that is sealed keeps its name', async () => {
    const who = await register()
    await world.play(who)
    const judge = await seal()
    const { me } = await who.ask('correctOwnData', { body: { fullName: 'Giàng A Pháo', birthDate: '1991-02-03' } })
    expect([me.fullName, me.contestant?.birthDate]).toEqual(['Giàng A Pháo', '1991-02-03'])
    expect(await namesIn(judge)).toEqual([NAME])
    const { history } = await who.ask('getOwnData')
    expect(history[0]).toMatchObject({
      action: 'correctContestant',
      own: true,
      changes: [{ before: NAME, after: 'Giàng A Pháo' }, { before: '1990-01-01' }],
    })
  })

  test.each([
    ['an age under 14', { fullName: NAME, birthDate: '2015-01-01' }, 'invalid-request'],
    ['a name of one letter', { fullName: 'Á', birthDate: '1990-01-01' }, 'invalid-request'],
    ['what it was', { fullName: NAME, birthDate: '1990-01-01' }, 'nothing-changed'],
  ] as const)('is not corrected to %s', async (_what, body, code) => expectRefused(await (await register()).call('correctOwnData', { body }), code))

  test('a request for another union lies in the inbox with who asks and what for; asking for one’s own is refused', async () => {
    const who = await register()
    const wish = (union: string) => ({ body: { slug: world.fixture.slug, unionId: world.unionId(union), body: 'Tôi đã chuyển công tác.' } })
    expectRefused(await who.call('requestUnion', wish('T-A-1')), 'nothing-changed')
    expectRefused(await who.call('requestUnion', wish('khong-co')), 'unknown-union')
    const first = await who.ask('requestUnion', wish('T-B-1'))
    expect(await who.ask('requestUnion', wish('T-B-1'))).toEqual(first)
    const organiser = await world.staff('organiser')
    const { inquiries } = await organiser.ask('listInquiries', { params: { slug: world.fixture.slug } })
    expect(inquiries).toMatchObject([{ contestantId: who.id, wantedUnion: { id: world.unionId('T-B-1'), name: 'CĐCS Nhà máy Thuỷ điện' } }])
  })
})

describe('a notice that is worded anew', () => {
  test('is agreed to before the next start, once, with its version and moment', async () => {
    await world.end()
    world = await openWorld({}, { start: '2021-05-02T08:00:00+07:00' })
    const contest = { params: { slug: world.fixture.slug } }
    const who = await register()
    const organiser = await world.staff('organiser')
    const { document, edition } = await organiser.ask('getContestDocument', contest)
    const text = { vi: 'Tôi đồng ý để ban tổ chức lưu tên và số điện thoại.', en: 'I agree that the organisers keep my name and phone.' }
    const changed = { ...(document as ContestDocument), consent: { version: 'v2', text } }
    await organiser.ask('saveContestDocument', { ...contest, body: { document: changed, edition, reason: 'theo luật mới' } })
    world.clock.set('2021-05-04T08:00:00+07:00')
    const start = () => who.call('startAttempt', { params: { roundId: world.roundId } })
    expect((await who.ask('getContest', contest)).barrier?.code).toBe('consent-outdated')
    expectRefused(await start(), 'consent-outdated')
    const agree = (version: string) => who.call('giveConsent', { body: { slug: world.fixture.slug, version } })
    expectRefused(await agree('v1'), 'consent-required')
    expect((await agree('v2')).statusCode).toBe(200)
    expect((await agree('v2')).statusCode).toBe(200)
    expect((await who.ask('getContest', contest)).barrier).toBeNull()
    expect((await start()).statusCode).toBe(200)
    const { consents } = await who.ask('getOwnData')
    expect(consents.map(({ version, at }) => [version, at])).toEqual([
      ['v1', Date.parse('2021-05-02T08:00:00+07:00')],
      ['v2', world.clock.now()],
    ])
  })
})

describe('sessions', () => {
  test('are listed in words a person knows; one is ended alone, then all but this one', async () => {
    await register()
    const [phone, other] = [await logIn(ZALO), await logIn(IPHONE)]
    const list = async () =>
      (await callRoute(world.app, 'getOwnData', { headers: phone })).json<{
        sessions: { id: string; system: string; browser: string; current: boolean }[]
      }>().sessions
    const seen = await list()
    expect(seen.map(({ browser, system, current }) => `${browser} ${system} ${current}`).sort()).toEqual([
      'other other false',
      'safari ios false',
      'zalo android true',
    ])
    const iphone = seen.find(({ system }) => system === 'ios')!
    const stranger = await world.contestant('T-A-1')
    expectRefused(await stranger.call('endSession', { params: { sessionId: iphone.id } }), 'not-found')
    expect(await asked(other)).not.toBeNull()
    expect((await callRoute(world.app, 'endSession', { params: { sessionId: iphone.id }, headers: phone })).statusCode).toBe(200)
    expect(await asked(other)).toBeNull()
    world.clock.pass(MINUTE)
    const third = await logIn(IPHONE)
    world.clock.pass(MINUTE)
    const ended = await callRoute(world.app, 'endOtherSessions', { headers: phone })
    const [renewed] = ended.cookies
    const mine = { ...phone, cookie: `${renewed!.name}=${renewed!.value}` }
    expect([await asked(third), await asked(phone)]).toEqual([null, null])
    expect(await asked(mine)).not.toBeNull()
    const left = (await callRoute(world.app, 'getOwnData', { headers: mine })).json<{ sessions: { current: boolean }[] }>().sessions
    expect(left).toMatchObject([{ current: true, system: 'android', browser: 'zalo' }])
  })
})

describe('consent taken back', () => {
  const withdraw = (headers: Record<string, string>, password = PASSWORD) => callRoute(world.app, 'withdrawConsent', { body: { password }, headers })

  test('needs the password', async () => {
    await register()
    expectRefused(await withdraw(await logIn(ZALO), 'mat khau sai'), 'wrong-password')
  })

  test('by somebody who took part in nothing deletes them at once; the phone may register anew', async () => {
    const who = await register()
    await who.ask('askInquiry', { params: { slug: world.fixture.slug }, body: { body: 'Khi nào có kết quả?' } })
    await who.ask('correctOwnData', { body: { fullName: 'Giàng A Pháo', birthDate: '1990-01-01' } })
    const phone = await logIn(ZALO)
    expect((await withdraw(phone)).json()).toEqual({ erased: true })
    expect(await asked(phone)).toBeNull()
    expectRefused(await callRoute(world.app, 'logIn', { body: { login: PHONE, password: PASSWORD } }), 'wrong-credentials')
    const judge = await world.staff('judge')
    const trail = JSON.stringify(await judge.ask('listAudit', { query: { pageSize: 100 } }))
    expect([PHONE, 'Giàng'].filter((word) => trail.includes(word))).toEqual([])
    expect((await register()).id).not.toBe(who.id)
  })

  test('is not kept back by a union that was merged meanwhile', async () => {
    await register()
    const organiser = await world.staff('organiser')
    const params = { unionId: world.unionId('T-A-1') }
    await organiser.ask('mergeUnion', { params, body: { intoId: world.unionId('T-A-2'), reason: 'nhập đơn vị' } })
    expect((await withdraw(await logIn(ZALO))).json()).toEqual({ erased: true })
  })

  test('by somebody with an attempt closes the account, and makes them nameless once their round is sealed', async () => {
    const who = await register()
    const { receipt } = await world.play(who)
    await world.play(await world.contestant('T-A-1', 'Lò Thị Ánh'), { right: 2 })
    await world.services.projector.catchUp()
    const phone = await logIn(ZALO)
    expect((await withdraw(phone)).json()).toEqual({ erased: false })
    expect(await asked(phone)).toBeNull()
    expectRefused(await callRoute(world.app, 'logIn', { body: { login: PHONE, password: PASSWORD } }), 'account-disabled')
    const board = () => world.nobody.ask('getRoundLeaderboard', { params: { roundId: world.roundId } })
    expect((await board()).rows.map(({ name }) => name)).toContain(WITHDRAWN_NAME)
    const organiser = await world.staff('organiser')
    expect((await organiser.ask('listContestants')).contestants.map(({ fullName }) => fullName)).toEqual(['Lò Thị Ánh'])
    const params = { contestantId: who.id }
    expectRefused(await organiser.call('issueResetCode', { params, body: { reason: 'quên mật khẩu' } }), 'contestant-withdrawn')
    expect(await eraseDue(world.services)).toBe(0)
    const judge = await seal()
    expect(await namesIn(judge)).toEqual([NAME, 'Lò Thị Ánh'])
    expect(await eraseDue(world.services)).toBe(1)
    expect(await eraseDue(world.services)).toBe(0)
    expect(await namesIn(judge)).toEqual([WITHDRAWN_NAME, 'Lò Thị Ánh'])
    expect((await world.nobody.ask('findReceipt', { params: { receipt } })).voided).toBe(false)
    expect((await register()).id).not.toBe(who.id)
  })

  test('while nobody seals, a name is kept 90 days after the close and no longer', async () => {
    const who = await register()
    await world.play(who)
    await withdraw(await logIn(ZALO))
    const { round } = (await world.services.storage.contests.round(world.roundId))!
    world.clock.set(round.closesAt + 90 * DAY)
    expect(await eraseDue(world.services)).toBe(0)
    world.clock.pass(1)
    expect(await eraseDue(world.services)).toBe(1)
  })
})
