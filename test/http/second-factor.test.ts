import { createHmac } from 'node:crypto'
import jsqr from 'jsqr'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { buildApp } from '../../server/src/app.ts'
import { codeOfStep, stepAt } from '../../server/src/domain/totp.ts'
import { aesSafe } from '../../server/src/safe.ts'
import { callRoute } from '../support/client.ts'
import { expectRefused, MINUTE, openWorld, SECOND, type Person, type World } from './world.ts'

const reason = 'mất điện thoại'
const password = 'mat khau dau tien'
const login = 'giam-khao'
type Response = Awaited<ReturnType<Person['call']>>

let world: World
let admin: Person
const open = async (env: Record<string, string> = {}): Promise<void> => {
  world = await openWorld({}, { env })
  admin = await world.staff('administrator')
}
afterEach(() => world.end())

/** A browser: it keeps the cookie that it is given, and sends it. */
function browser() {
  let cookie = ''
  const call: Person['call'] = async (name, input = {}) => {
    const response = await callRoute(world.app, name, { ...input, headers: cookie === '' ? {} : { cookie: `hoithi_session=${cookie}` } })
    const given = response.cookies.find((one) => one.name === 'hoithi_session')
    if (given !== undefined) cookie = given.value
    return response
  }
  return { call, cookie: () => cookie }
}
type Browser = ReturnType<typeof browser>

/** Base32 as an authenticator reads it. */
function bytesOf(text: string): Buffer {
  const bits = [...text].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)))
}
/** What an authenticator with a secret shows at a moment of the world. */
const shownBy = (secret: string, aheadMs = 0): string =>
  codeOfStep((key, message) => createHmac('sha1', key).update(message).digest(), bytesOf(secret), stepAt(world.clock.now() + aheadMs))

const make = async (role = 'judge', name = login): Promise<string> =>
  (await admin.ask('createStaff', { body: { login: name, password, fullName: 'Vàng Thị Mỷ', role, reason } })).staffMember.id
const logIn = (at: Browser, given = password) => at.call('logIn', { body: { login, password: given } })
const ticketOf = (response: Response): string => response.json<{ details: { ticket: string } }>().details.ticket
const step = (at: Browser, ticket: string, code: string) => at.call('takeSecondStep', { body: { ticket, code } })
const meOf = async (at: Browser) => (await at.call('getMe')).json<{ me: { secondFactor: string; idleMs: number } | null }>().me
const audited = async () => (await admin.ask('listAudit')).entries[0]

type Offer = { ticket: string; secret: string; uri: string; qr: { size: number; path: string } }
/** Turn it on in a browser that is logged in; the phone's next code is half a minute later. */
async function turnOn(at: Browser, code?: string): Promise<{ secret: string; recoveryCodes: string[] }> {
  const offered = await at.call('startSecondFactor', { body: { password, ...(code === undefined ? {} : { code }) } })
  expect([offered.statusCode, offered.body.slice(0, 80)]).toEqual([200, expect.any(String)])
  const { ticket, secret } = offered.json<Offer>()
  const turned = await at.call('turnOnSecondFactor', { body: { ticket, code: shownBy(secret) } })
  expect(turned.statusCode).toBe(200)
  world.clock.pass(30 * SECOND)
  return { secret, recoveryCodes: turned.json<{ recoveryCodes: string[] }>().recoveryCodes }
}
/** A judge with a second factor, logged in. */
async function judge() {
  const id = await make()
  const desk = browser()
  await logIn(desk)
  return { id, desk, ...(await turnOn(desk)) }
}

describe('a login with a second factor', () => {
  beforeEach(() => open())

  it('asks for a code after the password, and lets nobody in before', async () => {
    const { secret } = await judge()
    const other = browser()
    expectRefused(await logIn(other, 'sai mat khau'), 'wrong-credentials')
    const first = await logIn(other)
    expectRefused(first, 'second-factor-needed')
    expect([other.cookie(), await meOf(other)]).toEqual(['', null])
    expectRefused(await step(other, ticketOf(first), '000000'), 'wrong-second-factor')
    expect(other.cookie()).toBe('')
    const entered = await step(other, ticketOf(first), shownBy(secret))
    expect(entered.json()).toMatchObject({ me: { role: 'judge', secondFactor: 'on' } })
    expect(await meOf(other)).toMatchObject({ secondFactor: 'on' })
  })

  it('takes each code once, from whichever device it comes', async () => {
    const { secret } = await judge()
    const [one, two] = [browser(), browser()]
    const [ticketOne, ticketTwo] = [ticketOf(await logIn(one)), ticketOf(await logIn(two))]
    const both = await Promise.all([step(one, ticketOne, shownBy(secret)), step(two, ticketTwo, shownBy(secret))])
    expect(both.map(({ statusCode }) => statusCode).sort((a, b) => a - b)).toEqual([200, 403])
  })

  const stale: [
    what: string,
    change: (judge: { id: string; desk: Browser; secret: string }) => Promise<unknown>,
    code: 'second-factor-stale' | 'account-disabled',
  ][] = [
    ['five minutes old', async () => world.clock.pass(5 * MINUTE), 'second-factor-stale'],
    [
      'from before the password was changed',
      ({ desk }) => (world.clock.pass(SECOND), desk.call('changePassword', { body: { password, newPassword: 'lua nep nuong moi' } })),
      'second-factor-stale',
    ],
    [
      'from before the factor was taken away',
      ({ id }) => admin.ask('resetSecondFactor', { params: { accountId: id }, body: { reason } }),
      'second-factor-stale',
    ],
    [
      'of an account that was locked meanwhile',
      ({ id }) => admin.ask('changeStaff', { params: { accountId: id }, body: { fullName: 'Vàng Thị Mỷ', role: 'judge', disabled: true, reason } }),
      'account-disabled',
    ],
  ]
  test.each(stale)('a ticket %s is worth nothing', async (_what, change, code) => {
    const own = await judge()
    const other = browser()
    const ticket = ticketOf(await logIn(other))
    await change(own)
    expectRefused(await step(other, ticket, shownBy(own.secret)), code)
    expect(other.cookie()).toBe('')
  })

  it('takes no ticket that was written over, locked elsewhere or made for something else', async () => {
    const { secret, desk } = await judge()
    const ticket = ticketOf(await logIn(browser()))
    const elsewhere = aesSafe(() => Buffer.alloc(32, 7)).lock('second step of a login', '{"accountId":"x","issuedAt":0,"until":9e15}')
    const code = shownBy(secret)
    const offer = (await desk.call('startSecondFactor', { body: { password, code } })).json<Offer>().ticket
    world.clock.pass(30 * SECOND)
    for (const forged of [ticket.replace(/..$/, (end) => (end === 'AA' ? 'BB' : 'AA')), ticket.slice(0, 40), elsewhere, offer, 'x'.repeat(100)])
      expectRefused(await step(browser(), forged, shownBy(secret)), 'second-factor-stale')
    expect((await step(browser(), ticket, shownBy(secret))).statusCode).toBe(200)
  })

  it('is closed for a while after five wrong codes in a row, from wherever they come; a recovery code still opens it, once', async () => {
    const { secret, recoveryCodes } = await judge()
    const tickets = await Promise.all([1, 2].map(async () => ticketOf(await logIn(browser()))))
    for (let index = 0; index < 5; index += 1) expectRefused(await step(browser(), tickets[index % 2]!, '000000'), 'wrong-second-factor')
    for (const code of [shownBy(secret), '000000']) {
      const closed = await step(browser(), tickets[0]!, code)
      expectRefused(closed, 'second-factor-closed')
      expect(closed.json()).toMatchObject({ details: { retryInSeconds: 60 }, message: expect.stringContaining('60') as unknown })
    }
    expect((await step(browser(), tickets[0]!, recoveryCodes[3]!.toLowerCase())).statusCode).toBe(200)
    expect(await audited()).toMatchObject({ action: 'useRecoveryCode', actor: login, details: { after: { recoveryCodesLeft: 9 } } })
    expectRefused(await step(browser(), tickets[1]!, recoveryCodes[3]!), 'wrong-second-factor')
    // A right proof opens the way again.
    expect((await step(browser(), tickets[1]!, shownBy(secret))).statusCode).toBe(200)
  })

  it('goes on after the server was started anew, and counts what was tried before', async () => {
    const { secret } = await judge()
    const ticket = ticketOf(await logIn(browser()))
    for (let index = 0; index < 5; index += 1) await step(browser(), ticket, '000000')
    const again = await buildApp(world.services)
    const tried = await callRoute(again, 'takeSecondStep', { body: { ticket, code: shownBy(secret) } })
    expectRefused(tried, 'second-factor-closed')
    await again.close()
  })
})

describe('turning it on', () => {
  beforeEach(() => open())

  it('shows a secret that the QR code says too, and nothing changes until a code of it is right', async () => {
    await make()
    const desk = browser()
    await logIn(desk)
    expectRefused(await desk.call('startSecondFactor', { body: { password: 'khong phai' } }), 'wrong-password')
    const offer = (await desk.call('startSecondFactor', { body: { password } })).json<Offer>()
    expect(bytesOf(offer.secret)).toHaveLength(20)
    expect(readSymbol(offer.qr)).toBe(offer.uri)
    expect(new URL(offer.uri).searchParams.get('secret')).toBe(offer.secret)
    expectRefused(await desk.call('turnOnSecondFactor', { body: { ticket: offer.ticket, code: '000000' } }), 'wrong-second-factor')
    expect((await logIn(browser())).statusCode).toBe(200)
    expect((await desk.call('getSecondFactor')).json()).toEqual({ onSince: null, recoveryCodesLeft: 0, required: false })
  })

  it('ends every other session, gives this one a new token, and is told to the audit log', async () => {
    await make()
    const [desk, other] = [browser(), browser()]
    await logIn(desk)
    await logIn(other)
    const before = desk.cookie()
    world.clock.pass(SECOND)
    const { recoveryCodes } = await turnOn(desk)
    expect([await meOf(desk), await meOf(other)]).toMatchObject([{ secondFactor: 'on' }, null])
    expect((await callRoute(world.app, 'getMe', { token: before })).json()).toMatchObject({ me: null })
    expect(new Set(recoveryCodes).size).toBe(10)
    expect((await desk.call('getSecondFactor')).json()).toMatchObject({ recoveryCodesLeft: 10 })
    expect(await audited()).toMatchObject({
      action: 'turnOnSecondFactor',
      details: { before: { secondFactor: 'off' }, after: { secondFactor: 'on' } },
    })
    const [member] = (await admin.ask('listStaff')).staff.filter((one) => one.login === login)
    expect(member?.secondFactorSince).toBe(world.clock.now() - 30 * SECOND)
  })

  it('leaves neither secret nor recovery codes to be read in the database', async () => {
    const { id, secret, recoveryCodes } = await judge()
    const kept = JSON.stringify(await world.services.storage.secondFactors.find(id))
    for (const told of [secret, bytesOf(secret).toString('hex'), ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll('-', ''))])
      expect(kept).not.toContain(told)
  })

  it('is an offer to one account, for a quarter of an hour, and only while nothing else changed', async () => {
    await make()
    await make('organiser', 'nguoi-khac')
    const [desk, stranger] = [browser(), browser()]
    await logIn(desk)
    await stranger.call('logIn', { body: { login: 'nguoi-khac', password } })
    const offer = async () => (await desk.call('startSecondFactor', { body: { password } })).json<Offer>()
    const confirm = (at: Browser, { ticket, secret }: Offer) => at.call('turnOnSecondFactor', { body: { ticket, code: shownBy(secret) } })
    const [first, second, third] = [await offer(), await offer(), await offer()]
    expectRefused(await confirm(stranger, first), 'second-factor-stale')
    expect((await confirm(desk, first)).statusCode).toBe(200)
    expectRefused(await confirm(desk, second), 'second-factor-stale')
    world.clock.pass(15 * MINUTE)
    expectRefused(await confirm(desk, third), 'second-factor-stale')
  })

  it('moves to another phone with a code of the old one; the old secret and its recovery codes are dead', async () => {
    const { desk, secret, recoveryCodes } = await judge()
    expectRefused(await desk.call('startSecondFactor', { body: { password } }), 'wrong-second-factor')
    const moved = await turnOn(desk, shownBy(secret))
    const ticket = ticketOf(await logIn(browser()))
    for (const code of [shownBy(secret), recoveryCodes[0]!]) expectRefused(await step(browser(), ticket, code), 'wrong-second-factor')
    expect((await step(browser(), ticket, shownBy(moved.secret))).statusCode).toBe(200)
  })
})

describe('turning it off, and new recovery codes', () => {
  beforeEach(() => open())

  it('need the password and a code', async () => {
    const { desk, secret } = await judge()
    for (const act of ['turnOffSecondFactor', 'renewRecoveryCodes'] as const) {
      expectRefused(await desk.call(act, { body: { password: 'khong phai', code: shownBy(secret) } }), 'wrong-password')
      expectRefused(await desk.call(act, { body: { password, code: '000000' } }), 'wrong-second-factor')
    }
    expect((await desk.call('turnOffSecondFactor', { body: { password, code: shownBy(secret) } })).json()).toMatchObject({
      me: { secondFactor: 'off' },
    })
    expect(await audited()).toMatchObject({ action: 'turnOffSecondFactor', actor: login })
    expect((await logIn(browser())).statusCode).toBe(200)
    expectRefused(await desk.call('turnOffSecondFactor', { body: { password, code: '000000' } }), 'second-factor-off')
  })

  it('new recovery codes make the old ones worthless', async () => {
    const { desk, secret, recoveryCodes } = await judge()
    const fresh = (await desk.call('renewRecoveryCodes', { body: { password, code: shownBy(secret) } })).json<{ recoveryCodes: string[] }>()
      .recoveryCodes
    const ticket = ticketOf(await logIn(browser()))
    expectRefused(await step(browser(), ticket, recoveryCodes[0]!), 'wrong-second-factor')
    expect((await step(browser(), ticket, fresh[0]!)).statusCode).toBe(200)
    expect(fresh.some((code) => recoveryCodes.includes(code))).toBe(false)
  })

  it('an administrator takes a colleague’s away with a reason; nobody takes away their own', async () => {
    const { id, desk } = await judge()
    world.clock.pass(SECOND)
    const reset = (accountId: string) => admin.call('resetSecondFactor', { params: { accountId }, body: { reason } })
    expectRefused(await reset(admin.id), 'not-allowed')
    expect((await reset(id)).json()).toMatchObject({ staffMember: { login, secondFactorSince: null } })
    expect(await meOf(desk)).toBeNull()
    expect(await audited()).toMatchObject({ action: 'resetSecondFactor', subject: login, reason })
    expect((await logIn(browser())).statusCode).toBe(200)
    expectRefused(await reset(id), 'second-factor-off')
    expectRefused(await reset((await world.contestant()).id), 'not-found')
  })

  it('guesses at one’s own password are counted there too', async () => {
    const { desk } = await judge()
    const guess = () => desk.call('turnOffSecondFactor', { body: { password: 'doan', code: '123456' } })
    for (let index = 0; index < 8; index += 1) expectRefused(await guess(), 'wrong-password')
    expectRefused(await guess(), 'too-many-requests')
  })
})

describe('where judges and administrators must have one', () => {
  beforeEach(() => open({ STAFF_TOTP: 'required' }))
  const halfway = ['second-factor-required', null] as const

  it('a password alone leads to turning it on and to nothing else', async () => {
    await world.services.storage.accounts.createStaff(await account('judge'), entry())
    const desk = browser()
    expect((await logIn(desk)).json()).toMatchObject({ me: { secondFactor: 'missing' } })
    const round = { params: { roundId: world.roundId } }
    for (const [name, input] of [
      ['getSealing', round],
      ['sealRound', { ...round, body: { reason } }],
      ['listAudit', {}],
      ['changePassword', { body: { password, newPassword: 'lua nep nuong moi' } }],
      ['turnOffSecondFactor', { body: { password, code: '000000' } }],
    ] as const)
      expectRefused(await desk.call(name, input), halfway[0])
    // What anybody may see stays there to be seen, as anybody sees it.
    expect((await desk.call('listContests')).statusCode).toBe(200)
    const { secret } = await turnOn(desk)
    expect((await desk.call('getSealing', round)).statusCode).toBe(200)
    expectRefused(await desk.call('turnOffSecondFactor', { body: { password, code: shownBy(secret) } }), 'second-factor-required')
  })

  it('also by a Bearer token, after a link of invitation, and for the first administrator', async () => {
    await world.services.storage.accounts.createStaff(await account('administrator'), entry())
    const desk = browser()
    await logIn(desk)
    expectRefused(await callRoute(world.app, 'listStaff', { token: desk.cookie() }), 'second-factor-required')
    await turnOn(desk)
    const invited = (await desk.call('createInvitation', { body: { fullName: 'Lù Văn Đức', role: 'judge', reason } })).json<{ token: string }>()
    const other = browser()
    const taken = await other.call('acceptInvitation', { body: { token: invited.token, login: 'lu.van.duc', password, fullName: 'Lù Văn Đức' } })
    expect(taken.json()).toMatchObject({ me: { secondFactor: 'missing' } })
    expectRefused(await other.call('listAudit'), 'second-factor-required')
  })

  it('others may do without', async () => {
    await world.services.storage.accounts.createStaff(await account('organiser'), entry())
    const desk = browser()
    expect((await logIn(desk)).json()).toMatchObject({ me: { secondFactor: 'off' } })
    expect((await desk.call('getRoundCounts', { params: { roundId: world.roundId } })).statusCode).toBe(200)
  })

  const account = async (role: 'judge' | 'administrator' | 'organiser') => {
    const now = world.clock.now()
    const passwordHash = await world.services.passwords.hash(password)
    return { id: world.services.ids.next(now), login, role, fullName: 'Vàng Thị Mỷ', passwordHash, unionId: null, createdAt: now }
  }
  const entry = () => ({
    id: world.services.ids.next(world.clock.now()),
    at: world.clock.now(),
    actorId: 'test',
    action: 'createStaff',
    subject: login,
    reason: 'fixture',
  })
})

describe('a session at the desk', () => {
  beforeEach(() => open())
  const login12 = async () => {
    await make('organiser')
    const desk = browser()
    await logIn(desk)
    return desk
  }

  it('ends an hour after its last use, and twelve hours after its login however it is used', async () => {
    const desk = await login12()
    world.clock.pass(60 * MINUTE - 1)
    expect(await meOf(desk)).toMatchObject({ idleMs: 60 * MINUTE })
    for (let minutes = 60; minutes < 12 * 60; minutes += 30) {
      expect([minutes, await meOf(desk)]).toMatchObject([minutes, {}])
      world.clock.pass(30 * MINUTE)
    }
    expect(await meOf(desk)).toBeNull()
  })

  it('that lay for an hour is over, also for whoever has its cookie', async () => {
    const desk = await login12()
    world.clock.pass(60 * MINUTE)
    expect(await meOf(desk)).toBeNull()
  })

  it('a token that was renewed dies with the others when its session is ended', async () => {
    const desk = await login12()
    const first = desk.cookie()
    world.clock.pass(30 * MINUTE)
    await meOf(desk)
    const renewed = desk.cookie()
    expect(renewed).not.toBe(first)
    await desk.call('logOut')
    world.clock.pass(20 * MINUTE)
    for (const token of [first, renewed]) expect((await callRoute(world.app, 'getMe', { token })).json()).toMatchObject({ me: null })
    const again = await buildApp(world.services)
    expect((await callRoute(again, 'getMe', { token: renewed })).json()).toMatchObject({ me: null })
    await again.close()
  })

  it('is put in place of the one that the browser had', async () => {
    const desk = await login12()
    const before = desk.cookie()
    await logIn(desk)
    expect(await meOf(desk)).not.toBeNull()
    expect((await callRoute(world.app, 'getMe', { token: before })).json()).toMatchObject({ me: null })
  })

  it('lasts as long as the settings say', async () => {
    await world.end()
    await open({ STAFF_IDLE_MINUTES: '10', STAFF_SESSION_HOURS: '1' })
    const desk = await login12()
    for (let minutes = 0; minutes < 60; minutes += 6) {
      expect(await meOf(desk)).toMatchObject({ idleMs: 10 * MINUTE })
      world.clock.pass(6 * MINUTE)
    }
    expect(await meOf(desk)).toBeNull()
  })
})

describe('before what weighs most', () => {
  beforeEach(() => open())
  const QUARTER = 15 * MINUTE
  const seal = (desk: Browser) => desk.call('sealRound', { params: { roundId: world.roundId }, body: { reason } })
  const prove = (desk: Browser, body: object) => desk.call('proveAgain', { body })

  it('whoever logged in a quarter of an hour ago is asked for the password again, and then not for another quarter', async () => {
    await make()
    const desk = browser()
    await logIn(desk)
    world.clock.pass(QUARTER - 1)
    expectRefused(await seal(desk), 'round-still-open')
    world.clock.pass(1)
    expectRefused(await seal(desk), 'prove-again')
    // What weighs less goes on.
    expect((await desk.call('getSealing', { params: { roundId: world.roundId } })).statusCode).toBe(200)
    expectRefused(await prove(desk, { password: 'khong phai' }), 'wrong-password')
    expectRefused(await seal(desk), 'prove-again')
    const before = desk.cookie()
    expect((await prove(desk, { password })).statusCode).toBe(200)
    expectRefused(await seal(desk), 'round-still-open')
    // A page that was loading meanwhile is not thrown out.
    expect((await callRoute(world.app, 'getMe', { token: before })).json()).toMatchObject({ me: { role: 'judge' } })
    expectRefused(await callRoute(world.app, 'sealRound', { token: before, params: { roundId: world.roundId }, body: { reason } }), 'prove-again')
    world.clock.pass(QUARTER)
    expectRefused(await seal(desk), 'prove-again')
  })

  it('and for a code where a second factor is on', async () => {
    const { desk, secret } = await judge()
    world.clock.pass(QUARTER)
    expectRefused(await seal(desk), 'prove-again')
    expectRefused(await prove(desk, { password }), 'wrong-second-factor')
    expectRefused(await prove(desk, { password, code: '000000' }), 'wrong-second-factor')
    expect((await prove(desk, { password, code: shownBy(secret) })).statusCode).toBe(200)
    expectRefused(await seal(desk), 'round-still-open')
  })

  it('also an administrator who hands out accounts', async () => {
    await make('administrator')
    const desk = browser()
    await logIn(desk)
    world.clock.pass(QUARTER)
    const accountId = admin.id
    const face = { fullName: 'Kẻ Gian', role: 'judge', reason }
    expectRefused(await desk.call('createStaff', { body: { ...face, login: 'ke-gian', password } }), 'prove-again')
    expectRefused(await desk.call('createInvitation', { body: face }), 'prove-again')
    expectRefused(await desk.call('changeStaff', { params: { accountId }, body: { ...face, disabled: true } }), 'prove-again')
    expectRefused(await desk.call('resetSecondFactor', { params: { accountId }, body: { reason } }), 'prove-again')
  })
})

describe('the safe', () => {
  beforeEach(() => open())

  it('opens what it locked, for the same purpose only; one changed byte and it stays shut', () => {
    const { safe } = world.services
    const locked = safe.lock('a purpose', 'bí mật')
    expect([safe.unlock('a purpose', locked), safe.unlock('another', locked), safe.unlock('', locked)]).toEqual(['bí mật', null, null])
    const bytes = Buffer.from(locked, 'base64url')
    for (const [place] of bytes.entries()) {
      const changed = Buffer.from(bytes)
      changed[place] = (changed[place] ?? 0) ^ 1
      expect([place, safe.unlock('a purpose', changed.toString('base64url'))]).toEqual([place, null])
    }
    for (const shut of ['', 'x', locked.slice(0, 30)]) expect(safe.unlock('a purpose', shut)).toBeNull()
    expect(safe.lock('a purpose', 'bí mật')).not.toBe(locked)
    expect(aesSafe(() => Buffer.alloc(32, 7)).unlock('a purpose', locked)).toBeNull()
  })
})

/** What a camera reads of the symbol as the page draws it. */
function readSymbol({ size, path }: { size: number; path: string }): string | undefined {
  const scale = 4
  const side = size * scale
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255)
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row += 1)
      for (let column = Number(x) * scale; column < (Number(x) + Number(width)) * scale; column += 1)
        pixels.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3)
  return jsqr(pixels, side, side)?.data
}
