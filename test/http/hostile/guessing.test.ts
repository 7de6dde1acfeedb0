import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { registration } from '../../support/client.ts'
import { saidIn } from '../world.ts'
import { codeOf, openRunning, type Answer, type Running } from './running.ts'
import { processorMs } from '../../support/processor.ts'

const PASSWORD = 'mật khẩu rất dài'
let world: Running
let known: string
let staffLogin: string
beforeAll(async () => {
  world = await openRunning()
  known = '0987654321'
  const made = await world.call('registerContestant', {
    body: registration(world.unionId('T-A-1'), { phone: known, password: PASSWORD }),
  })
  expect(made.status).toBe(200)
  const { id } = await world.staff('judge')
  staffLogin = (await world.services.storage.accounts.profile(id))!.login
})
afterAll(() => world.end())

/** What a stranger can tell two answers apart by, apart from the time. */
const seen = ({ status, body, headers }: Answer) => {
  // The name of the request grows by a letter now and then.
  const { date: _, 'x-ratelimit-reset': __, 'content-length': ___, ...rest } = headers
  return { status, body: saidIn(body), headers: rest }
}
const times = async (ask: () => Promise<Answer>, tries = 3): Promise<number> => {
  const spans: number[] = []
  for (let index = 0; index < tries; index += 1) {
    const began = processorMs()
    await ask()
    spans.push(processorMs() - began)
  }
  return Math.min(...spans)
}

describe('who guesses is told the same of what there is and of what there is not', () => {
  const pairs: [what: string, ofOne: () => Promise<Answer>, ofNone: () => Promise<Answer>][] = [
    [
      'at the login of contestants',
      () => world.call('logIn', { body: { login: known, password: 'đoán mò thôi' } }),
      () => world.call('logIn', { body: { login: '0912999888', password: 'đoán mò thôi' } }),
    ],
    [
      'at the login of the desk',
      () => world.call('logIn', { body: { login: staffLogin, password: 'đoán mò thôi' } }),
      () => world.call('logIn', { body: { login: 'khong-co-ai', password: 'đoán mò thôi' } }),
    ],
    [
      'at a code for a new password',
      () => world.call('resetPassword', { body: { login: known, code: 'SAI2SAI2', password: 'một mật khẩu dài' } }),
      () => world.call('resetPassword', { body: { login: '0912999888', code: 'SAI2SAI2', password: 'một mật khẩu dài' } }),
    ],
  ]
  test.each(pairs)('%s: the same words, the same headers, the same work', async (_what, ofOne, ofNone) => {
    expect(seen(await ofOne())).toEqual(seen(await ofNone()))
    const [one, none] = [await times(ofOne), await times(ofNone)]
    // Hashing takes tens of milliseconds of a processor, an answer without it two.
    expect(none).toBeGreaterThan(one / 3)
    expect(one).toBeGreaterThan(none / 3)
  })

  test('a code for a new password of somebody else, and an expired one, are wrong codes too', async () => {
    const [one, other] = [await world.contestant(), await world.contestant()]
    const organiser = world.token((await world.staff('organiser')).id, 'organiser')
    const issued = await world.call('issueResetCode', { token: organiser, params: { contestantId: one.id }, body: { reason: 'quên mật khẩu' } })
    const { code } = JSON.parse(issued.body) as { code: string }
    const tries = [
      await world.call('resetPassword', { body: { login: other.phone, code, password: 'một mật khẩu dài' } }),
      await world.call('resetPassword', { body: { login: staffLogin, code, password: 'một mật khẩu dài' } }),
      await world.call('resetPassword', { body: { login: one.phone, code: code.slice(0, 7), password: 'một mật khẩu dài' } }),
    ]
    world.clock.pass(24 * 3_600_000)
    tries.push(await world.call('resetPassword', { body: { login: one.phone, code, password: 'một mật khẩu dài' } }))
    expect(tries.map(codeOf)).toEqual(tries.map(() => 'wrong-code'))
    expect(new Set(tries.map(({ body }) => saidIn(body))).size).toBe(1)
  })

  test.each(['GET', 'HEAD'])('ids run on, but one that is not theirs says no more than one that there is not (%s)', async (method) => {
    const person = await world.contestant()
    const { attemptId } = await world.play(await world.contestant())
    const headers = { authorization: `Bearer ${world.token(person.id, 'contestant', 'T-A-1')}` }
    const near = attemptId.slice(0, -1) + (attemptId.endsWith('0') ? '1' : '0')
    const [theirs, none] = [
      await world.ask(`/api/attempts/${attemptId}`, { method, headers }),
      await world.ask(`/api/attempts/${near}`, { method, headers }),
    ]
    expect(seen(theirs)).toEqual(seen(none))
  })
})

describe('limits hold however the caller dresses up', () => {
  test('eleven tries at one account are too many, in whatever form it is written and wherever it says it comes from', async () => {
    const dressed = ['0911222333', '+84911222333', ' 0911 222 333', '0911.222.333', '０９１１２２２３３３', '84911222333']
    const codes: string[] = []
    for (let index = 0; index < 11; index += 1) {
      const headers = {
        'x-forwarded-for': `10.1.1.${index}`,
        'x-real-ip': `10.1.2.${index}`,
        forwarded: `for=10.1.3.${index}`,
        'user-agent': `phone ${index}`,
      }
      codes.push(codeOf(await world.call('logIn', { body: { login: dressed[index % dressed.length], password: 'đoán mò thôi' }, headers })))
    }
    expect(codes).toEqual([...Array.from({ length: 10 }, () => 'wrong-credentials'), 'too-many-requests'])
  })

  const seekReceipt = (app: Running['app'], remoteAddress: string) => app.inject({ url: '/api/receipts/0000-0000-0000', remoteAddress })

  test('a home with the endless addresses of IPv6 is one line', async () => {
    const limited = await openRunning({}, { env: { ADDRESS_LIMIT: '5' } })
    const from = async (address: string) => (await seekReceipt(limited.app, address)).json<{ code: string }>().code
    const codes: string[] = []
    for (let index = 1; index <= 6; index += 1) codes.push(await from(`2001:db8:0:7::${index}`))
    expect(codes).toEqual([...Array.from({ length: 5 }, () => 'not-found'), 'too-many-requests'])
    expect([await from('2001:db8:0:8::1'), await from('::ffff:192.0.2.7'), await from('192.0.2.8')]).toEqual(['not-found', 'not-found', 'not-found'])
    await limited.end()
  })

  test('a count is not pushed out by thousands of others', async () => {
    const limited = await openRunning({}, { env: { ADDRESS_LIMIT: '1' } })
    const from = async (address: string) => (await seekReceipt(limited.app, address)).json<{ code: string }>().code
    expect([await from('192.0.2.1'), await from('192.0.2.1')]).toEqual(['not-found', 'too-many-requests'])
    for (let index = 0; index < 5_200; index += 1) await seekReceipt(limited.app, `10.0.${index >> 8}.${index & 255}`)
    expect(await from('192.0.2.1')).toBe('too-many-requests')
    await limited.end()
  })

  test('behind a proxy an address that the caller wrote down is not theirs', async () => {
    const proxied = await openRunning({}, { env: { TRUST_PROXY: 'yes', ADDRESS_LIMIT: '5' } })
    const from = (forwarded: string, index: number) =>
      proxied.call('logIn', { body: { login: `nguoi-${index}`, password: 'đoán mò thôi' }, headers: { 'x-forwarded-for': forwarded } })
    const codes: string[] = []
    for (let index = 0; index < 6; index += 1) codes.push(codeOf(await from(`10.0.0.${index}, 192.0.2.1`, index)))
    expect(codes).toEqual([...Array.from({ length: 5 }, () => 'wrong-credentials'), 'too-many-requests'])
    expect(codeOf(await from('10.0.0.9, 192.0.2.2', 9))).toBe('wrong-credentials')
    await proxied.end()
  })
})
