import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { callRoute } from '../support/client.ts'
import { expectRefused, MINUTE, openWorld, type Person, type World } from './world.ts'

const password = 'mat khau dau tien'
const reason = 'máy ở phòng họp bị mất'
const QUARTER = 15 * MINUTE
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36'
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1'

let world: World
let admin: Person
let accountId: string
beforeEach(async () => {
  world = await openWorld({}, { env: { STAFF_IDLE_MINUTES: '30', STAFF_SESSION_HOURS: '2' } })
  admin = await world.staff('administrator')
  const body = { login: 'giam-khao', password, fullName: 'Vàng Thị Mỷ', role: 'judge', reason }
  accountId = (await admin.ask('createStaff', { body })).staffMember.id
})
afterEach(() => world.end())

/** A browser with a desk in it: it keeps the cookie that it is given. */
async function desk(userAgent: string) {
  let cookie = ''
  const call: Person['call'] = async (name, input = {}) => {
    const headers = { 'user-agent': userAgent, ...(cookie === '' ? {} : { cookie: `hoithi_session=${cookie}` }) }
    const response = await callRoute(world.app, name, { ...input, headers })
    cookie = response.cookies.find((one) => one.name === 'hoithi_session')?.value ?? cookie
    return response
  }
  await call('logIn', { body: { login: 'giam-khao', password } })
  const seen = async () =>
    (await call('listOwnSessions')).json<{ sessions: { id: string; browser: string; system: string; current: boolean; beganAt: number }[] }>()
      .sessions
  const isIn = async () => (await call('getMe')).json<{ me: object | null }>().me !== null
  return { call, seen, isIn }
}
const told = (sessions: { browser: string; system: string; current: boolean }[]) =>
  sessions.map(({ browser, system, current }) => `${browser} ${system}${current ? ', this one' : ''}`).sort()

describe('the sessions of a desk account', () => {
  it('are listed to their owner with the kind of device, and one is ended alone', async () => {
    const [office, phone] = [await desk(WINDOWS), await desk(IPHONE)]
    const seen = await office.seen()
    expect(told(seen)).toEqual(['chrome windows, this one', 'safari ios'])
    const other = seen.find(({ current }) => !current)!
    expectRefused(await admin.call('endSession', { params: { sessionId: other.id } }), 'not-found')
    expect(await phone.isIn()).toBe(true)
    expect((await office.call('endSession', { params: { sessionId: other.id } })).statusCode).toBe(200)
    expect([await phone.isIn(), await office.isIn()]).toEqual([false, true])
    expect(told(await office.seen())).toEqual(['chrome windows, this one'])
  })

  it('end all but one, which lasts no longer for it and has proven nothing by it', async () => {
    const [office, phone] = [await desk(WINDOWS), await desk(IPHONE)]
    world.clock.pass(QUARTER)
    expect((await office.call('endOtherSessions')).json()).toMatchObject({ me: { fullName: 'Vàng Thị Mỷ' } })
    expect([await phone.isIn(), await office.isIn()]).toEqual([false, true])
    expect(told(await office.seen())).toEqual(['chrome windows, this one'])
    expectRefused(await office.call('sealRound', { params: { roundId: world.roundId }, body: { reason } }), 'prove-again')
    for (let minutes = 15; minutes < 120; minutes += 15) {
      expect([minutes, await office.isIn()]).toEqual([minutes, true])
      world.clock.pass(QUARTER)
    }
    expect(await office.isIn()).toBe(false)
  })

  it('are gone from the list once they lay idle for too long, or logged out', async () => {
    const [office, phone, third] = [await desk(WINDOWS), await desk(IPHONE), await desk(IPHONE)]
    await third.call('logOut')
    expect(told(await office.seen())).toEqual(['chrome windows, this one', 'safari ios'])
    for (let quarters = 0; quarters < 3; quarters += 1) {
      world.clock.pass(QUARTER)
      await office.isIn()
    }
    expect([told(await office.seen()), await phone.isIn()]).toEqual([['chrome windows, this one'], false])
  })
})

describe('an administrator', () => {
  const end = (who: string) => admin.call('endStaffSessions', { params: { accountId: who }, body: { reason } })

  it('ends every session of a colleague, with a reason on the trail; the account and its password stay', async () => {
    const [office, phone] = [await desk(WINDOWS), await desk(IPHONE)]
    world.clock.pass(MINUTE)
    expect((await end(accountId)).json()).toEqual({ ended: 2 })
    expect([await office.isIn(), await phone.isIn()]).toEqual([false, false])
    const [entry] = (await admin.ask('listAudit')).entries
    expect(entry).toMatchObject({
      action: 'endStaffSessions',
      subject: 'giam-khao',
      reason,
      details: { before: { openSessions: 2 }, after: { openSessions: 0 } },
    })
    const again = await desk(WINDOWS)
    expect(told(await again.seen())).toEqual(['chrome windows, this one'])
  })

  it('not their own that way, nor a contestant’s; and not without the password of late', async () => {
    expectRefused(await end(admin.id), 'not-allowed')
    expectRefused(await end((await world.contestant()).id), 'not-found')
    await admin.ask('changeStaff', { params: { accountId }, body: { fullName: 'Vàng Thị Mỷ', role: 'administrator', disabled: false, reason } })
    const office = await desk(WINDOWS)
    world.clock.pass(QUARTER)
    expectRefused(await office.call('endStaffSessions', { params: { accountId: admin.id }, body: { reason } }), 'prove-again')
  })
})
