import type { ContestDocument } from '@hoithi/shared/contracts/contest-desk'
import type { ContestSettings } from '@hoithi/shared/contracts/rules'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { expectRefused, OPEN, openWorld, type Person, type World } from './world.ts'

let world: World
let who: Person
/** Before the first round opens: nobody relies on the settings yet. */
beforeEach(async () => {
  world = await openWorld({}, { start: '2021-05-02T08:00:00+07:00' })
  who = await world.contestant('T-A-1')
})
afterEach(() => world.end())

const contest = () => ({ params: { slug: world.fixture.slug } })
const start = (person = who) => person.call('startAttempt', { params: { roundId: world.roundId } })
const barrierOf = async (person: Person) => (await person.ask('getContest', contest())).barrier?.code ?? null
const enter = (accessCode: string, person = who) => person.call('enterContest', { ...contest(), body: { accessCode } })

/** The organiser changes the contest's settings; then the first round opens. */
async function settle(settings: Partial<ContestSettings>): Promise<void> {
  const organiser = await world.staff('organiser')
  const { document, edition } = await organiser.ask('getContestDocument', contest())
  const before = document as ContestDocument
  const changed = { ...before, settings: { ...before.settings, ...settings } }
  await organiser.ask('saveContestDocument', { ...contest(), body: { document: changed, edition, reason: 'theo thể lệ đã ban hành' } })
  world.clock.set(OPEN)
}

describe('what keeps a person from taking part', () => {
  // a contest that                              is told, and refuses the start, as
  const cases: [string, () => Partial<ContestSettings>, string][] = [
    ['bars this person by phone', () => ({ barred: [{ phone: who.phone, note: 'ban tổ chức' }] }), 'barred-from-contest'],
    ['is for officers only', () => ({ eligibleKinds: ['officer'] }), 'kind-not-eligible'],
    ['is for another district', () => ({ eligibleUnions: [world.unionId('T-B')] }), 'union-not-eligible'],
    ['is for people on its roster', () => ({ entry: 'listed' }), 'not-on-roster'],
    ['asks for an access code', () => ({ accessCode: 'SEN-HONG-2021' }), 'access-code-needed'],
    ['has several barriers: what the code cannot mend is told first', () => ({ accessCode: 'SEN-HONG-2021', entry: 'listed' }), 'not-on-roster'],
  ]
  test.each(cases)('a contest that %s', async (_name, settings, code) => {
    await settle(settings())
    const { barrier } = await who.ask('getContest', contest())
    expect(barrier?.code).toBe(code)
    for (const sentence of Object.values(barrier?.message ?? {})) expect(sentence).toMatch(/\p{L}.*\.$/u)
    const refused = await start()
    expectRefused(refused, code as 'not-on-roster')
    expect(refused.json()).toMatchObject({ message: barrier?.message.vi })
  })

  test('goes for those on the roster: by their phone at once, by a code once they have claimed it', async () => {
    const [byCode, other] = [await world.contestant('T-B-1'), await world.contestant('T-B-1')]
    const lines = ['Mã,Số điện thoại,Họ tên,Ngày sinh,Đối tượng,Mã đơn vị', `,${who.phone},Lò Thị Ánh,,,T-A-1`, 'DV2,,Vàng A Páo,01/01/1990,,T-B-1']
    const body = { fileName: 'doan-vien.csv', content: Buffer.from(lines.join('\n')).toString('base64'), reason: 'danh sách chốt' }
    await (await world.staff('organiser')).ask('importRoster', { ...contest(), body })
    await settle({ entry: 'listed' })
    expect(await Promise.all([who, byCode, other].map(barrierOf))).toEqual([null, 'not-on-roster', 'not-on-roster'])
    expectRefused(await start(byCode), 'not-on-roster')
    await byCode.ask('claimRosterEntry', { ...contest(), body: { code: 'dv2' } })
    expect(await barrierOf(byCode)).toBeNull()
    expect((await start(who)).statusCode).toBe(200)
    expect((await start(byCode)).statusCode).toBe(200)
    expectRefused(await start(other), 'not-on-roster')
  })

  test('is nothing for those whom the contest is for, and is told to nobody else', async () => {
    await settle({ eligibleKinds: ['member'], eligibleUnions: [world.unionId('T-A')] })
    expect(await barrierOf(who)).toBeNull()
    expect((await start()).statusCode).toBe(200)
    expect(await barrierOf(await world.contestant('T-B-1'))).toBe('union-not-eligible')
    expect(await barrierOf(world.nobody)).toBeNull()
    expect(await barrierOf(await world.staff('officer', 'T-B'))).toBeNull()
  })
})

describe('the access code', () => {
  beforeEach(() => settle({ accessCode: 'SEN-HONG-2021' }))

  test.each(['SEN-HONG-2021', 'sen hong 2021', ' SenHong-2021 '])('typed as "%s" opens everything at once, and for good', async (typed) => {
    expect((await enter(typed)).statusCode).toBe(200)
    expect(await barrierOf(who)).toBeNull()
    expect((await start()).statusCode).toBe(200)
    expect((await enter(typed)).statusCode).toBe(200)
  })

  test('that is wrong opens nothing, and one person’s code opens nothing for another', async () => {
    expectRefused(await enter('SEN-HONG-2022'), 'wrong-access-code')
    expect(await barrierOf(who)).toBe('access-code-needed')
    expectRefused(await start(), 'access-code-needed')
    const other = await world.contestant()
    await enter('SEN-HONG-2021', other)
    expect([await barrierOf(other), await barrierOf(who)]).toEqual([null, 'access-code-needed'])
  })

  test('is guessed ten times at most, then a wait is named, and only to the one who guessed', async () => {
    for (let guess = 0; guess < 10; guess += 1) expectRefused(await enter(`DOAN-${guess}`), 'wrong-access-code')
    const refused = await enter('SEN-HONG-2021')
    expectRefused(refused, 'too-many-requests')
    const { retryInSeconds } = refused.json<{ details: { retryInSeconds: number } }>().details
    expect(retryInSeconds).toBeGreaterThan(0)
    expect(retryInSeconds).toBeLessThanOrEqual(300)
    expect((await enter('SEN-HONG-2021', await world.contestant())).statusCode).toBe(200)
  })

  test('is for contestants: a stranger logs in first, and the desk needs none', async () => {
    expectRefused(await enter('SEN-HONG-2021', world.nobody), 'not-logged-in')
    for (const role of ['officer', 'organiser', 'judge'] as const) {
      expectRefused(await enter('SEN-HONG-2021', await world.staff(role, 'T-A')), 'not-allowed')
    }
  })

  test('is in no reply to anyone who takes part', async () => {
    await enter('SEN-HONG-2021')
    for (const person of [who, world.nobody]) {
      for (const name of ['getContest', 'listContests'] as const) expect((await person.call(name, contest())).body).not.toContain('SEN-HONG')
    }
  })
})
