import { createHmac } from 'node:crypto'
import type { Role } from '@hoithi/shared/contracts/common'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { registration } from '../../support/client.ts'
import { codeOf, openRunning, OWN_PAGE, type Running } from './running.ts'

let world: Running
beforeAll(async () => {
  world = await openRunning()
})
afterAll(() => world.end())

const PASSWORD = 'mật khẩu rất dài'
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const signed = (header: object, claims: unknown, secret: string, hash = 'sha256'): string => {
  const body = `${part(header)}.${part(claims)}`
  return `${body}.${createHmac(hash, secret).update(body).digest('base64url')}`
}
const HS256 = { alg: 'HS256', typ: 'JWT' }

let phones = 987_654_300
/** Somebody who registered themselves, with the cookie that their phone got. */
async function registered() {
  phones += 1
  const phone = `0${phones}`
  const { headers, body } = await world.call('registerContestant', {
    body: registration(world.unionId('T-A-1'), { phone, password: PASSWORD }),
  })
  return { phone, id: (JSON.parse(body) as { me: { id: string } }).me.id, token: tokenIn(headers['set-cookie']) }
}
const tokenIn = (cookies: string[] | undefined): string => /hoithi_session=([^;]+)/.exec(cookies?.join('\n') ?? '')?.[1] ?? ''
const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>
/** Whether a token is a session, as a cookie and as a Bearer token. */
async function opens(token: string): Promise<boolean> {
  const cookie = await world.ask('/api/me', { headers: { cookie: `hoithi_session=${token}` } })
  const bearer = await world.ask('/api/me', { headers: { authorization: `Bearer ${token}` } })
  const answers = [cookie, bearer].map(({ body }) => (JSON.parse(body) as { me: object | null }).me !== null)
  expect(answers[0]).toBe(answers[1])
  return answers[0] === true
}

describe('forged', () => {
  const secret = () => world.services.config.jwtSecret
  const forgeries: [what: string, forge: (claims: object, own: string) => string][] = [
    ['with alg none', (claims) => `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`],
    ['with alg nOnE and the old signature', (claims, own) => `${part({ alg: 'nOnE', typ: 'JWT' })}.${part(claims)}.${own.split('.')[2]}`],
    ['with no alg', (claims) => signed({ typ: 'JWT' }, claims, secret())],
    ['with HS512 and the right secret', (claims) => signed({ alg: 'HS512', typ: 'JWT' }, claims, secret(), 'sha512')],
    ['with HS384 and the right secret', (claims) => signed({ alg: 'HS384', typ: 'JWT' }, claims, secret(), 'sha384')],
    ['that says RS256 and is signed by HMAC', (claims) => signed({ alg: 'RS256', typ: 'JWT' }, claims, secret())],
    ['that says ES256', (claims, own) => `${part({ alg: 'ES256', typ: 'JWT' })}.${part(claims)}.${own.split('.')[2]}`],
    ['with a key of its own in the header', (claims) => signed({ ...HS256, jwk: { kty: 'oct', k: part('x') }, kid: '../../dev/null' }, claims, '')],
    ['with an empty secret', (claims) => signed(HS256, claims, '')],
    ['with another secret', (claims) => signed(HS256, claims, 'another secret of good length, 32+')],
    [
      'with another role under the old signature',
      (claims, own) => [own.split('.')[0], part({ ...claims, role: 'administrator' }), own.split('.')[2]].join('.'),
    ],
    ['with a signature cut short', (_, own) => own.slice(0, -4)],
    ['twice over', (_, own) => `${own}.${own}`],
  ]
  test.each(forgeries)('%s, a token opens nothing', async (_what, forge) => {
    const { token } = await registered()
    expect(await opens(forge(claimsOf(token), token))).toBe(false)
    // The same claims signed as the server signs them do: the forgery alone makes the difference.
    expect(await opens(signed(HS256, claimsOf(token), secret()))).toBe(true)
  })
})

describe('signed by us for something else', () => {
  const shapes: [what: string, change: (claims: Record<string, unknown>) => unknown][] = [
    ['without an end', ({ until: _, ...claims }) => claims],
    ['with an end that is a word', (claims) => ({ ...claims, until: 'never' })],
    ['with an end that has no limit', (claims) => ({ ...claims, until: null })],
    ['without a session', ({ jti: _, ...claims }) => claims],
    ['without a person', ({ sub: _, ...claims }) => claims],
    ['with a role that there is not', (claims) => ({ ...claims, role: 'root' })],
    ['without a role', ({ role: _, ...claims }) => claims],
    ['that is a text', () => 'administrator'],
    ['that is a list', () => []],
    ['that is expired by the usual claim', (claims) => ({ ...claims, exp: 1 })],
  ]
  test.each(shapes)('%s, a token is no session', async (_what, change) => {
    const { token } = await registered()
    expect(await opens(signed(HS256, change(claimsOf(token)), world.services.config.jwtSecret))).toBe(false)
  })

  test.each(['0000-0000-0000', 'doan-mo-thoi-doan-mo-thoi'])('a code such as %s is no session', async (code) => {
    expect(await opens(code)).toBe(false)
  })

  test('neither the ticket of a second step nor a code for a new password is one', async () => {
    const person = await world.contestant()
    const token = world.token((await world.staff('organiser')).id, 'organiser')
    const issued = await world.call('issueResetCode', { token, params: { contestantId: person.id }, body: { reason: 'quên mật khẩu' } })
    const { code } = JSON.parse(issued.body) as { code: string }
    const ticket = world.services.safe.lock('second step of a login', JSON.stringify({ accountId: person.id, issuedAt: 0, until: 9e15 }))
    for (const given of [code, ticket, world.services.setupToken ?? '']) expect(await opens(given)).toBe(false)
    // A ticket of another purpose opens no second step.
    const other = world.services.safe.lock(
      `secret of an authenticator ${person.id}`,
      JSON.stringify({ accountId: person.id, issuedAt: 0, until: 9e15 }),
    )
    const tried = await world.call('takeSecondStep', { body: { ticket: other, code: '123456' } })
    expect(codeOf(tried)).toBe('second-factor-stale')
  })
})

describe('of yesterday', () => {
  test('logged out, it opens nothing any more', async () => {
    const { token } = await registered()
    expect(await opens(token)).toBe(true)
    await world.ask('/api/sessions/current', { method: 'DELETE', headers: { ...OWN_PAGE, cookie: `hoithi_session=${token}` } })
    expect(await opens(token)).toBe(false)
  })

  test('after a new password only the device that set it is still in', async () => {
    const { token, phone } = await registered()
    const other = tokenIn((await world.call('logIn', { body: { login: phone, password: PASSWORD } })).headers['set-cookie'])
    expect(await opens(other)).toBe(true)
    world.clock.pass(1)
    const body = { password: PASSWORD, newPassword: 'một mật khẩu khác hẳn' }
    const changed = await world.call('changePassword', { token, body })
    expect(changed.status).toBe(200)
    expect([await opens(token), await opens(other), await opens(tokenIn(changed.headers['set-cookie']))]).toEqual([false, false, true])
  })

  const changes: [what: string, change: object, left: boolean][] = [
    ['another role', { role: 'judge', disabled: false }, false],
    ['disabled', { role: 'organiser', disabled: true }, false],
    ['another name alone', { role: 'organiser', disabled: false }, true],
  ]
  test.each(changes)('%s: what a desk session is worth', async (_what, change, left) => {
    const { id } = await world.staff('organiser')
    const stale = world.token(id, 'organiser')
    expect(await opens(stale)).toBe(true)
    world.clock.pass(1)
    const administrator = world.token((await world.staff('administrator')).id, 'administrator')
    const body = { fullName: 'Tên khác', reason: 'đổi phân công', ...change }
    expect((await world.call('changeStaff', { token: administrator, params: { accountId: id }, body })).status).toBe(200)
    expect(await opens(stale)).toBe(left)
  })

  test.each<Role>(['contestant', 'judge', 'administrator'])('of a %s, it is over at its end on the server’s clock', async (role) => {
    const { id } = role === 'contestant' ? await world.contestant() : await world.staff(role)
    const token = signed(
      HS256,
      { sub: id, role, unionId: null, jti: `${role}-1`, since: world.clock.now(), until: world.clock.now() + 1_000 },
      world.services.config.jwtSecret,
    )
    expect(await opens(token)).toBe(true)
    world.clock.pass(1_000)
    expect(await opens(token)).toBe(false)
  })
})

describe('of one kind at the door of another', () => {
  test.each<[Role, 'startAttempt' | 'getSealing']>([
    ['judge', 'startAttempt'],
    ['administrator', 'startAttempt'],
    ['contestant', 'getSealing'],
    ['questionSetter', 'getSealing'],
  ])('a %s does not get through %s', async (role, name) => {
    const { id } = role === 'contestant' ? await world.contestant() : await world.staff(role)
    expect(codeOf(await world.call(name, { token: world.token(id, role), params: { roundId: world.roundId } }))).toBe('not-allowed')
  })
})
