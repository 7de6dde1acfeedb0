import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { argon2 } from '../../server/src/passwords.ts'
import { callRoute } from '../support/client.ts'
import { buildApp } from '../../server/src/app.ts'
import { DAY, expectRefused, openWorld, SECOND, type Person, type World } from './world.ts'

let world: World
let admin: Person
beforeEach(async () => {
  world = await openWorld()
  admin = await world.staff('administrator')
})
afterEach(() => world.end())

const reason = 'phân công lại'
const password = 'mat khau dau tien'

/** The session that a reply has set. */
const cookieOf = (response: Awaited<ReturnType<Person['call']>>): string => {
  const cookie = response.cookies.find(({ name }) => name === 'hoithi_session')
  if (cookie === undefined) throw new Error(response.body)
  return cookie.value
}
const whoIs = async (token: string): Promise<string | null> =>
  (await callRoute(world.app, 'getMe', { token })).json<{ me: { fullName: string } | null }>().me?.fullName ?? null
const logIn = (login: string, given = password) => world.nobody.call('logIn', { body: { login, password: given } })

/** A judge with a password, and two sessions of theirs. */
async function judge() {
  const { staffMember } = await admin.ask('createStaff', { body: { login: 'giam-khao', password, fullName: 'Vàng Thị Mỷ', role: 'judge', reason } })
  const sessions = [cookieOf(await logIn('giam-khao')), cookieOf(await logIn('giam-khao'))] as const
  world.clock.pass(SECOND)
  return { id: staffMember.id, sessions }
}
const change = (accountId: string, changes: object) =>
  admin.call('changeStaff', { params: { accountId }, body: { fullName: 'Vàng Thị Mỷ', role: 'judge', disabled: false, reason, ...changes } })
const audited = async () => (await admin.ask('listAudit')).entries[0]

describe('a desk account that is changed', () => {
  it('disabled: its sessions die with the next request, and it cannot log in; enabled: it can, its old sessions stay dead', async () => {
    const { id, sessions } = await judge()
    expect(await whoIs(sessions[0])).toBe('Vàng Thị Mỷ')
    expect((await change(id, { disabled: true })).json()).toMatchObject({ staffMember: { disabledAt: world.clock.now() } })
    expect([await whoIs(sessions[0]), await whoIs(sessions[1])]).toEqual([null, null])
    expectRefused(await logIn('giam-khao'), 'account-disabled')
    expectRefused(await logIn('giam-khao', 'sai mat khau'), 'wrong-credentials')
    expect(await audited()).toMatchObject({ action: 'disableStaff', subject: 'giam-khao', reason })
    world.clock.pass(SECOND)
    await change(id, {})
    expect(await whoIs(sessions[0])).toBeNull()
    expect(await whoIs(cookieOf(await logIn('giam-khao')))).toBe('Vàng Thị Mỷ')
  })

  it('another role: the sessions of the old one die; another name: they stay', async () => {
    const { id, sessions } = await judge()
    expect((await change(id, { fullName: 'Vàng Thị Mai' })).statusCode).toBe(200)
    expect(await whoIs(sessions[0])).toBe('Vàng Thị Mai')
    expect((await change(id, { role: 'officer', unionId: world.unionId('T-A') })).json()).toMatchObject({
      staffMember: { role: 'officer', unionName: 'LĐLĐ huyện A' },
    })
    expect(await whoIs(sessions[0])).toBeNull()
  })

  it('is refused without a union for an officer, with a union that does not exist, without a change, and for a contestant', async () => {
    const { id } = await judge()
    expectRefused(await change(id, { role: 'officer' }), 'invalid-request')
    expectRefused(await change(id, { role: 'officer', unionId: 'khong-co' }), 'unknown-union')
    expectRefused(await change(id, {}), 'nothing-changed')
    expectRefused(await change((await world.contestant()).id, {}), 'not-found')
  })

  it('stays dead after the server was started anew', async () => {
    const { id, sessions } = await judge()
    await change(id, { disabled: true })
    const again = await buildApp(world.services)
    const me = await callRoute(again, 'getMe', { token: sessions[0] })
    expect(me.json<{ me: unknown }>().me).toBeNull()
    await again.close()
  })

  it('the last administrator stays one until there is another who can log in', async () => {
    const second = await world.staff('administrator')
    const give = (id: string, changes: object) => change(id, { fullName: 'administrator', role: 'administrator', ...changes })
    expect((await give(second.id, { disabled: true })).statusCode).toBe(200)
    expectRefused(await give(admin.id, { disabled: true }), 'last-administrator')
    expectRefused(await give(admin.id, { role: 'judge' }), 'last-administrator')
    await give(second.id, {})
    expect((await give(admin.id, { role: 'judge' })).statusCode).toBe(200)
  })
})

test('who sets a new password needs the old one; their other sessions end, this one goes on', async () => {
  const { sessions } = await judge()
  const set = (token: string, given: string) =>
    callRoute(world.app, 'changePassword', { token, body: { password: given, newPassword: 'lua nep nuong moi' } })
  expectRefused(await set(sessions[0], 'khong phai'), 'wrong-password')
  const fresh = cookieOf(await set(sessions[0], password))
  expect([await whoIs(fresh), await whoIs(sessions[0]), await whoIs(sessions[1])]).toEqual(['Vàng Thị Mỷ', null, null])
  expectRefused(await logIn('giam-khao'), 'wrong-credentials')
  expect((await logIn('giam-khao', 'lua nep nuong moi')).statusCode).toBe(200)
  expect(await audited()).toMatchObject({ action: 'changePassword', actor: 'giam-khao', subject: 'giam-khao' })
})

test('a password that anyone would guess is not taken, wherever one is chosen', async () => {
  const { sessions } = await judge()
  const easy = 'matkhau123'
  expectRefused(await callRoute(world.app, 'changePassword', { token: sessions[0], body: { password, newPassword: easy } }), 'guessable-password')
  expectRefused(
    await admin.call('createStaff', { body: { login: 'de-doan', password: easy, fullName: 'Dễ Đoán', role: 'judge', reason } }),
    'guessable-password',
  )
})

test('guesses at one’s own password are counted, also over many sessions', async () => {
  const { sessions } = await judge()
  const guess = (token: string) => callRoute(world.app, 'changePassword', { token, body: { password: 'doan', newPassword: 'lua nep nuong moi' } })
  for (let index = 0; index < 10; index += 1) expectRefused(await guess(sessions[index % 2]!), 'wrong-password')
  expectRefused(await guess(sessions[0]), 'too-many-requests')
})

describe('an invitation', () => {
  const offer = { fullName: 'Lù Văn Đức', role: 'officer', reason }
  const invite = () => admin.ask('createInvitation', { body: { ...offer, unionId: world.unionId('T-A') } })
  const take = (token: string, login = 'lu.van.duc') =>
    world.nobody.call('acceptInvitation', { body: { token, login, password, fullName: 'Lù Văn Đức' } })

  it('shows role and union to whoever holds it, makes the account, and logs in; then it is spent', async () => {
    const { token, invitation } = await invite()
    expect(invitation).toMatchObject({ state: 'open', unionName: 'LĐLĐ huyện A', expiresAt: world.clock.now() + 7 * DAY, login: null })
    expect(await world.nobody.ask('findInvitation', { body: { token } })).toEqual({
      role: 'officer',
      fullName: 'Lù Văn Đức',
      union: { name: 'LĐLĐ huyện A', path: 'LĐLĐ tỉnh' },
      expiresAt: world.clock.now() + 7 * DAY,
    })
    const taken = await take(token)
    expect(taken.json()).toMatchObject({ me: { role: 'officer', union: { name: 'LĐLĐ huyện A' } } })
    expect(await whoIs(cookieOf(taken))).toBe('Lù Văn Đức')
    expectRefused(await take(token, 'nguoi-khac'), 'invitation-closed')
    expect((await admin.ask('listInvitations')).invitations).toMatchObject([{ state: 'used', login: 'lu.van.duc' }])
    expect(await audited()).toMatchObject({ action: 'acceptInvitation', actor: 'lu.van.duc' })
  })

  it('is good for seven days to the millisecond', async () => {
    const { token } = await invite()
    world.clock.pass(7 * DAY - 1)
    expect((await world.nobody.call('findInvitation', { body: { token } })).statusCode).toBe(200)
    world.clock.pass(1)
    expectRefused(await world.nobody.call('findInvitation', { body: { token } }), 'invitation-closed')
    expectRefused(await take(token), 'invitation-closed')
  })

  it('that was taken back is closed, and cannot be taken back twice', async () => {
    const { token, invitation } = await invite()
    const revoke = () => admin.call('revokeInvitation', { params: { invitationId: invitation.id }, body: { reason } })
    expect((await revoke()).statusCode).toBe(200)
    expectRefused(await take(token), 'invitation-closed')
    expectRefused(await revoke(), 'invitation-closed')
  })

  it('stays open when the login name is taken, and makes one account of two at once', async () => {
    const { token } = await invite()
    await admin.ask('createStaff', { body: { login: 'da-co', password, fullName: 'Đã Có', role: 'judge', reason } })
    expectRefused(await take(token, 'da-co'), 'login-taken')
    const both = await Promise.all([take(token, 'mot'), take(token, 'hai')])
    expect(both.map(({ statusCode }) => statusCode).sort((a, b) => a - b)).toEqual([200, 410])
  })

  it('needs a union for an officer, and one that exists', async () => {
    expectRefused(await admin.call('createInvitation', { body: offer }), 'invalid-request')
    expectRefused(await admin.call('createInvitation', { body: { ...offer, unionId: 'khong-co' } }), 'unknown-union')
  })

  it('leaves no trace of its token in the database', async () => {
    const { token } = await invite()
    const rows = await world.services.storage.invitations.newest(10)
    expect(JSON.stringify(rows)).not.toContain(token)
  })
})

test('preflight counts no disabled judge, and warns of no sample account that is disabled', async () => {
  const { openSampleLogins } = await import('../../server/src/features/preflight/sample-accounts.ts')
  const { staffMember } = await admin.ask('createStaff', {
    body: { login: 'giamkhao', password: 'hoithi2021', fullName: 'Giám khảo', role: 'judge', reason },
  })
  const seen = async () => {
    const { checks } = await admin.ask('getPreflight', { params: { slug: world.fixture.slug } })
    return [checks.some(({ finding }) => finding === 'judgeMissing'), await openSampleLogins({ ...world.services, passwords: argon2 })]
  }
  expect(await seen()).toEqual([false, ['giamkhao']])
  await admin.ask('changeStaff', {
    params: { accountId: staffMember.id },
    body: { fullName: 'Giám khảo', role: 'judge', disabled: true, reason },
  })
  expect(await seen()).toEqual([true, []])
})
