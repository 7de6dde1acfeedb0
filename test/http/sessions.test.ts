import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RefusalCode } from '@hoithi/shared/refusals'
import type { LightMyRequestResponse } from 'fastify'
import { afterEach, describe, expect, test } from 'vitest'
import { refusalTexts } from '../../server/src/http/refusal-texts.ts'
import { callRoute, registration } from '../support/client.ts'
import { handClock, testApp } from '../support/services.ts'
import { DAY, expectRefused, OPEN, openWorld, saidIn, type World } from './world.ts'
import { processorMs } from '../support/processor.ts'

let world: World
afterEach(() => world.end())

const PASSWORD = 'mật khẩu rất dài'
const form = (patch: object = {}) => registration(world.unionId('T-A-1'), { phone: '0912 345 678', password: PASSWORD, ...patch })
const register = (patch: object = {}) => world.nobody.call('registerContestant', { body: form(patch) })
const logIn = (login: string, password = PASSWORD, headers: Record<string, string> = {}) =>
  world.nobody.call('logIn', { body: { login, password }, headers })
const cookieOf = (response: LightMyRequestResponse) => response.cookies.find(({ name }) => name === 'hoithi_session')
const meWith = async (headers: Record<string, string>) => (await world.nobody.ask('getMe', { headers })).me
const withCookie = (value: string) => ({ cookie: `hoithi_session=${value}` })

describe('the session cookie', () => {
  const addresses: [publicUrl: string, secure: boolean][] = [
    ['https://thi.example.vn', true],
    ['http://localhost:8080', false],
  ]
  test.each(addresses)('at %s: HttpOnly, SameSite=Lax, Secure %s', async (publicUrl, secure) => {
    world = await openWorld({}, { env: { PUBLIC_URL: publicUrl } })
    for (const response of [await register(), await logIn('0912345678')]) {
      expect(cookieOf(response)).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/', maxAge: 35 * 86_400 })
      expect(cookieOf(response)?.secure ?? false).toBe(secure)
      expect(await meWith(withCookie(cookieOf(response)?.value ?? ''))).toMatchObject({ fullName: 'Lò Văn Páo', contestant: { phone: '0912345678' } })
    }
  })

  test('ends with the session on the server’s clock', async () => {
    world = await openWorld()
    const session = withCookie(cookieOf(await register())?.value ?? '')
    world.clock.pass(35 * DAY - 1)
    expect(await meWith(session)).not.toBeNull()
    world.clock.pass(1)
    expect(await meWith(session)).toBeNull()
  })

  test('logging out ends it for good, also after a restart on the same data', async () => {
    const data = mkdtempSync(join(tmpdir(), 'hoithi-test-data-'))
    world = await openWorld({}, { env: { DATA_DIR: data } })
    const [ended, kept] = [withCookie(cookieOf(await register())?.value ?? ''), withCookie(cookieOf(await logIn('0912345678'))?.value ?? '')]
    const reply = await world.nobody.call('logOut', { headers: ended })
    expect(cookieOf(reply)).toMatchObject({ value: '', httpOnly: true, path: '/' })
    expect(await meWith(ended)).toBeNull()
    expect(await meWith(kept)).not.toBeNull()
    const restarted = await testApp(handClock(OPEN), { DATA_DIR: data })
    const meAfter = async (headers: Record<string, string>) => (await callRoute(restarted.app, 'getMe', { headers })).json<{ me: unknown }>().me
    expect(await meAfter(ended)).toBeNull()
    expect(await meAfter(kept)).not.toBeNull()
    await restarted.end()
    rmSync(data, { recursive: true, force: true })
  })

  test('a Bearer token that is no session is not made good by a cookie beside it', async () => {
    world = await openWorld()
    const session = withCookie(cookieOf(await register())?.value ?? '')
    expect(await meWith({ ...session, authorization: 'Bearer nonsense' })).toBeNull()
  })
})

describe('a forged token is no session', () => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = (header: object, claims: object, secret: string, hash = 'sha256'): string => {
    const body = `${part(header)}.${part(claims)}`
    return `${body}.${createHmac(hash, secret).update(body).digest('base64url')}`
  }
  const forgeries: Record<string, (claims: object, own: string) => string> = {
    'without a signature': (_, own) => own.split('.').slice(0, 2).join('.'),
    'with alg none': (claims) => `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`,
    'with alg None and the old signature': (claims, own) => `${part({ alg: 'None', typ: 'JWT' })}.${part(claims)}.${own.split('.')[2]}`,
    'signed with another secret': (claims) => signed({ alg: 'HS256', typ: 'JWT' }, claims, 'another secret of good length, 32+'),
    'signed with another algorithm': (claims) => signed({ alg: 'HS512', typ: 'JWT' }, claims, world.services.config.jwtSecret, 'sha512'),
    'with a role written over': (claims, own) => [own.split('.')[0], part({ ...claims, role: 'administrator' }), own.split('.')[2]].join('.'),
    'of nonsense': () => 'a.b.c',
    'that is empty': () => '',
  }
  test.each(Object.keys(forgeries))('%s', async (name) => {
    world = await openWorld()
    const own = cookieOf(await register())?.value ?? ''
    const claims = JSON.parse(Buffer.from(own.split('.')[1] ?? '', 'base64url').toString()) as object
    const forged = forgeries[name]!(claims, own)
    expect(await meWith(withCookie(forged))).toBeNull()
    expect(await meWith({ authorization: `Bearer ${forged}` })).toBeNull()
    expect(await meWith(withCookie(signed({ alg: 'HS256', typ: 'JWT' }, claims, world.services.config.jwtSecret)))).not.toBeNull()
  })
})

describe('logging in', () => {
  test.each(['0912345678', '+84912345678', '84912345678', '0084912345678', '0912 345 678', '0912.345.678', '(0912) 345-678', '０９１２３４５６７８'])(
    'by the phone as %s',
    async (typed) => {
      world = await openWorld()
      await register()
      expect((await logIn(typed)).statusCode).toBe(200)
    },
  )

  test('a password typed in decomposed letters is the same password', async () => {
    world = await openWorld()
    await register({ password: PASSWORD.normalize('NFC') })
    expect((await logIn('0912345678', PASSWORD.normalize('NFD'))).statusCode).toBe(200)
  })

  test('a wrong password and an unknown login give the same answer', async () => {
    world = await openWorld()
    await register()
    const [wrong, unknown] = [await logIn('0912345678', 'mật khẩu khác'), await logIn('0999999999')]
    for (const response of [wrong, unknown]) expectRefused(response, 'wrong-credentials')
    expect(saidIn(wrong.body)).toBe(saidIn(unknown.body))
    expect(cookieOf(wrong)).toBeUndefined()
  })

  test('an unknown login, a wrong password and an account without one cost the same work', async () => {
    world = await openWorld()
    await register()
    const { id } = await world.staff('organiser')
    const unusable = (await world.services.storage.accounts.profile(id))?.login ?? ''
    const spans: Record<string, number[]> = {}
    for (let index = 0; index < 4; index += 1)
      for (const login of ['0912345678', 'khong-co-ai', unusable]) {
        const began = processorMs()
        expectRefused(await logIn(login, 'đoán mò thôi'), 'wrong-credentials')
        ;(spans[login] ??= []).push(processorMs() - began)
      }
    const [wrong = 0, ...others] = Object.values(spans).map((each) => Math.min(...each))
    // A hash takes tens of milliseconds, an answer without one less than two.
    for (const other of others) expect(other).toBeGreaterThan(wrong / 3)
  })

  test('ten wrong tries at one account, in whatever form, close it to the eleventh; its neighbour at the same address still gets in', async () => {
    world = await openWorld()
    await register()
    await register({ phone: '0912345679', fullName: 'Lò Thị Mai' })
    const forms = ['0912345678', '+84912345678', '0912 345 678', '0912.345.678']
    for (let index = 0; index < 10; index += 1) expectRefused(await logIn(forms[index % 4] as string, 'đoán mò thôi'), 'wrong-credentials')
    for (const typed of forms) expectRefused(await logIn(typed), 'too-many-requests')
    expect((await logIn('0912345679')).statusCode).toBe(200)
  })

  test('too many tries from one address are refused, another address is not', async () => {
    world = await openWorld({}, { env: { ADDRESS_LIMIT: '5' } })
    const from = (remoteAddress: string, index: number) =>
      world.app.inject({
        method: 'POST',
        url: '/api/sessions',
        remoteAddress,
        headers: { 'sec-fetch-site': 'same-origin', 'x-forwarded-for': `10.0.0.${index}` },
        payload: { login: `nguoi-${index}`, password: 'đoán mò thôi' },
      })
    for (let index = 0; index < 5; index += 1) expectRefused(await from('192.0.2.1', index), 'wrong-credentials')
    expectRefused(await from('192.0.2.1', 6), 'too-many-requests')
    expectRefused(await from('192.0.2.2', 7), 'wrong-credentials')
  })
})

describe('a write must come from our own page', () => {
  const own = 'thi.example.vn'
  const senders: [headers: Record<string, string>, taken: boolean][] = [
    [{ 'sec-fetch-site': 'same-origin' }, true],
    [{ 'sec-fetch-site': 'same-site' }, false],
    [{ 'sec-fetch-site': 'cross-site' }, false],
    [{ 'sec-fetch-site': 'none' }, false],
    [{ origin: `https://${own}` }, true],
    [{ origin: 'https://evil.example' }, false],
    [{ origin: `https://${own}.evil.example` }, false],
    [{ origin: `https://evil.example/?${own}` }, false],
    [{ origin: `https://${own}:8443` }, false],
    [{ origin: 'null' }, false],
    [{ 'sec-fetch-site': 'cross-site', origin: `https://${own}` }, false],
    [{}, false],
    [{ referer: `https://${own}/` }, false],
    [{ authorization: 'Bearer of.a.script' }, true],
    [{ authorization: 'Bearer of.a.script', origin: 'https://evil.example' }, true],
    [{ authorization: 'Basic dXNlcjpwYXNz' }, false],
  ]
  test.each(senders)('%j: taken %s', async (headers, taken) => {
    world = await openWorld()
    const write = (method: 'POST' | 'PUT' | 'DELETE', url: string) =>
      world.app.inject({ method, url, headers: { host: own, ...headers }, payload: { login: 'ai-do', password: 'mat khau dai' } })
    const answers: ['POST' | 'PUT' | 'DELETE', string, RefusalCode | 'ok'][] = [
      ['POST', '/api/sessions', 'wrong-credentials'],
      ['PUT', '/api/attempts/x/responses', 'not-logged-in'],
      ['DELETE', '/api/sessions/current', 'ok'],
    ]
    for (const [method, url, otherwise] of answers) {
      const response = await write(method, url)
      if (!taken) expectRefused(response, 'foreign-origin')
      else if (otherwise === 'ok') expect(response.statusCode).toBe(200)
      else expectRefused(response, otherwise)
    }
  })

  test('reading needs no origin', async () => {
    world = await openWorld()
    expect((await world.app.inject({ url: '/api/me', headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' } })).statusCode).toBe(
      200,
    )
  })
})

describe('registering', () => {
  test('a name in decomposed letters with stray blanks is kept composed and trimmed', async () => {
    world = await openWorld()
    const { me } = (await register({ fullName: `  ${'Nguyễn  Thị \u00a0 Hoà'.normalize('NFD')}\t` })).json<{ me: { fullName: string } }>()
    expect(me.fullName).toBe('Nguyễn Thị Hoà'.normalize('NFC'))
  })

  const faults: [name: string, patch: Record<string, unknown>, code: RefusalCode, field?: string][] = [
    ['no phone number', { phone: '12345' }, 'invalid-request', 'phone'],
    ['a foreign phone number', { phone: '+33612345678' }, 'invalid-request', 'phone'],
    ['an endless phone number', { phone: '0'.repeat(41) }, 'invalid-request', 'phone'],
    ['a short password', { password: '1234567' }, 'invalid-request', 'password'],
    ['an endless password', { password: 'x'.repeat(201) }, 'invalid-request', 'password'],
    ['a blank name', { fullName: ' \u0000 ' }, 'invalid-request', 'fullName'],
    ['a name of 101 letters', { fullName: 'x'.repeat(101) }, 'invalid-request', 'fullName'],
    ['a day that does not exist', { birthDate: '1990-02-30' }, 'invalid-request', 'birthDate'],
    ['a birth date written as on a form', { birthDate: '23/05/1990' }, 'invalid-request', 'birthDate'],
    ['a child', { birthDate: '2010-01-01' }, 'invalid-request', 'birthDate'],
    ['a birth date to come', { birthDate: '2030-01-01' }, 'invalid-request', 'birthDate'],
    ['nobody lives that long', { birthDate: '1890-01-01' }, 'invalid-request', 'birthDate'],
    ['a kind that there is not', { contestantKind: 'vip' }, 'invalid-request', 'contestantKind'],
    ['an unticked box', { consentVersion: '' }, 'invalid-request', 'consentVersion'],
    ['their birth date as a password', { password: '23051990' }, 'guessable-password'],
    ['consent to an older notice', { consentVersion: 'v0' }, 'consent-required'],
    ['a union that there is not', { unionId: 'khong-co' }, 'unknown-union'],
    ['an endless union', { unionId: 'x'.repeat(65) }, 'invalid-request', 'unionId'],
  ]
  test.each(faults)('%s is refused, in both languages', async (_name, patch, code, field) => {
    world = await openWorld()
    for (const [language, text] of [
      ['en-GB,en;q=0.9', refusalTexts[code].en],
      ['vi-VN', refusalTexts[code].vi],
      ['fr', refusalTexts[code].vi],
    ] as const) {
      const response = await world.nobody.call('registerContestant', { body: form(patch), headers: { 'accept-language': language } })
      expectRefused(response, code)
      const { message, details } = response.json<{ message: string; details?: { field: string }[] }>()
      expect(message).toBe(text)
      if (field !== undefined) expect(details?.map((detail) => detail.field)).toContain(field)
    }
    expect(await world.services.storage.accounts.contestantCount()).toBe(0)
  })

  test('every missing field is named at once', async () => {
    world = await openWorld()
    const response = await world.nobody.call('registerContestant', { body: {} })
    expectRefused(response, 'invalid-request')
    expect(
      response
        .json<{ details: { field: string }[] }>()
        .details.map(({ field }) => field)
        .sort(),
    ).toEqual(
      Object.keys(form())
        // A union may be written in instead.
        .filter((field) => field !== 'unionId')
        .sort(),
    )
  })

  test('of twenty registrations of one phone at once exactly one is made', async () => {
    world = await openWorld()
    const forms = ['0912345678', '+84912345678', '0912 345 678', '84912345678']
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => register({ phone: forms[index % 4] })))
    const refused = answers.filter(({ statusCode }) => statusCode !== 200)
    expect(refused).toHaveLength(19)
    for (const response of refused) expectRefused(response, 'phone-taken')
    expect(await world.services.storage.accounts.contestantCount()).toBe(1)
  })

  test('number after number from one address is stopped once more of them were taken than is likely; whoever registers people may meet more', async () => {
    world = await openWorld({}, { env: { ADDRESS_LIMIT: '50' } })
    const phone = (index: number) => `09123456${String(index).padStart(2, '0')}`
    await register({ phone: phone(0) })
    // Five are free, and one for the number that was registered.
    for (let index = 0; index < 6; index += 1) expectRefused(await register({ phone: phone(0) }), 'phone-taken')
    const stopped = await register({ phone: phone(1) })
    expectRefused(stopped, 'too-many-requests')
    expect(stopped.headers['retry-after']).toBe('600')
    expect((await logIn(phone(0))).statusCode).toBe(200)
    world.clock.pass(10 * 60_000)
    for (let index = 1; index < 4; index += 1) expect((await register({ phone: phone(index) })).statusCode).toBe(200)
    for (let index = 0; index < 8; index += 1) expectRefused(await register({ phone: phone(1) }), 'phone-taken')
    expectRefused(await register({ phone: phone(9) }), 'too-many-requests')
  })

  const bodies: [name: string, payload: string, contentType: string, code: RefusalCode][] = [
    ['of more than 256 KiB', JSON.stringify({ phone: 'x'.repeat(300_000) }), 'application/json', 'too-large'],
    ['that is not JSON', '{"phone":', 'application/json', 'invalid-request'],
    ['that is empty', '', 'application/json', 'invalid-request'],
    ['that would write into prototypes', '{"__proto__":{"role":"judge"}}', 'application/json', 'invalid-request'],
    ['of another type', 'phone=0912345678', 'application/x-www-form-urlencoded', 'invalid-request'],
  ]
  test.each(bodies)('a body %s is refused', async (_name, payload, contentType, code) => {
    world = await openWorld()
    expectRefused(
      await world.app.inject({
        method: 'POST',
        url: '/api/contestants',
        payload,
        headers: { 'content-type': contentType, 'sec-fetch-site': 'same-origin' },
      }),
      code,
    )
  })
})

describe('the first administrator', () => {
  test('is made once with the one-time link, also by twenty at once, and never after a restart', async () => {
    const data = mkdtempSync(join(tmpdir(), 'hoithi-test-data-'))
    world = await openWorld({}, { env: { DATA_DIR: data } })
    const token = world.services.setupToken ?? ''
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        world.nobody.call('setUpAdministrator', { body: { token, login: `quan-tri-${index}`, password: PASSWORD, fullName: 'Quản trị viên' } }),
      ),
    )
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1)
    for (const response of answers.filter(({ statusCode }) => statusCode !== 200)) expectRefused(response, 'setup-closed')
    const restarted = await testApp(handClock(OPEN), { DATA_DIR: data })
    expect(restarted.services.setupToken).toBeNull()
    expectRefused(
      await callRoute(restarted.app, 'setUpAdministrator', { body: { token, login: 'ke-gian', password: PASSWORD, fullName: 'Kẻ Gian' } }),
      'setup-closed',
    )
    await restarted.end()
    rmSync(data, { recursive: true, force: true })
  })
})
