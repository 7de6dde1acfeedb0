import { afterEach, describe, expect, test } from 'vitest'
import { buildApp } from '../../server/src/app.ts'
import { passwordLine, type Hashing } from '../../server/src/password-line.ts'
import { callRoute, tokenFor } from '../support/client.ts'
import { expectRefused, openWorld, type World } from './world.ts'

/** A processor that hashes when it is told to. */
function slowHashing() {
  const open: (() => void)[] = []
  const gate = (): Promise<void> => new Promise((resolve) => open.push(resolve))
  const hashing: Hashing = {
    hash: (password) => gate().then(() => `băm ${password}`),
    verify: async (stored, password) => {
      await gate()
      if (stored === 'hỏng') throw new Error('no hash')
      return stored === `băm ${password}`
    },
  }
  return { hashing, open, finishOne: () => open.shift()?.() }
}
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))

describe('passwords stand in line', () => {
  test('so many are hashed at once, in the order they came; one that fails gives its place on', async () => {
    const { hashing, open, finishOne } = slowHashing()
    const line = passwordLine(hashing, 2)
    const done: string[] = []
    const asked = [
      line.verify('hỏng', 'a').catch(() => done.push('a failed')),
      ...['b', 'c', 'd'].map((name) => line.hash(name).then(() => done.push(name))),
    ]
    await settle()
    expect(open.length).toBe(2)
    finishOne()
    await settle()
    expect([done, open.length]).toEqual([['a failed'], 2])
    while (done.length < 4) {
      finishOne()
      await settle()
    }
    await Promise.all(asked)
    expect(done).toEqual(['a failed', 'b', 'c', 'd'])
    expect(line.waitMs()).toBe(0)
  })

  test('the wait is that of those ahead, as long as the last hashes took', async () => {
    const { hashing, finishOne } = slowHashing()
    let now = 0
    const line = passwordLine(hashing, 1, () => now)
    expect(line.waitMs()).toBe(0)
    const asked = ['a', 'b', 'c'].map((name) => line.hash(name))
    // Before any was timed 50 ms are reckoned for each of the three.
    expect(line.waitMs()).toBe(150)
    now = 550
    finishOne()
    await asked[0]
    // 50 ms and a fifth of the way to 550 ms, for two.
    expect(line.waitMs()).toBe(300)
    finishOne()
    await asked[1]
    finishOne()
    await asked[2]
    expect(line.waitMs()).toBe(0)
  })
})

describe('a rush of people who register', () => {
  test('leaves room in the line for the desk, which has to act meanwhile, up to twice its length', async () => {
    world = await openWorld()
    const { hashing, open, finishOne } = slowHashing()
    let now = 0
    const passwords = passwordLine(hashing, 1, () => (now += 50))
    const app = await buildApp({ ...world.services, passwords })
    // What unknown logins are held against is hashed first.
    while (passwords.waitMs() > 0) {
      finishOne()
      await settle()
    }
    const logIn = (login: string) => callRoute(app, 'logIn', { body: { login, password: 'x' } })
    // 50 ms each: nine seconds, which is too long for a phone.
    const rush = Array.from({ length: 180 }, (_, index) => passwords.hash(`người ${index}`))
    for (const phone of ['0912345678', '+84 912 345 678']) expectRefused(await logIn(phone), 'server-busy')
    const before = passwords.waitMs()
    const desk = logIn('giam-khao')
    while (passwords.waitMs() === before) await settle()
    rush.push(...Array.from({ length: 160 }, (_, index) => passwords.hash(`người khác ${index}`)))
    expectRefused(await logIn('quan-tri'), 'server-busy')
    const opening = setInterval(() => {
      for (const one of open.splice(0)) one()
    }, 1)
    expectRefused(await desk, 'wrong-credentials')
    await Promise.all(rush)
    clearInterval(opening)
    await app.close()
  })

  let world: World
  afterEach(() => world.end())

  test('is told when to come back; those who answer are not delayed, and a try that was sent away does not count', async () => {
    world = await openWorld()
    const { hashing, open } = slowHashing()
    const passwords = passwordLine(hashing, 1)
    const app = await buildApp({ ...world.services, passwords })
    const person = await world.contestant()
    const token = tokenFor(app, world.services, { id: person.id, role: 'contestant', unionId: world.unionId('T-A-1') })
    const body = (phone: string) => ({
      phone,
      password: 'mật khẩu rất dài',
      fullName: 'Lò Văn Páo',
      birthDate: '1990-05-23',
      unionId: world.unionId('T-A-1'),
      contestantKind: 'member',
      consentVersion: 'v1',
    })
    const rush = Array.from({ length: 200 }, (_, index) => passwords.hash(`người ${index}`).catch(() => ''))

    const busy = await callRoute(app, 'registerContestant', { body: body('0912345678') })
    expectRefused(busy, 'server-busy')
    const { retryInSeconds } = busy.json<{ details: { retryInSeconds: number } }>().details
    expect([busy.headers['retry-after'], retryInSeconds >= 4 && retryInSeconds <= 12]).toEqual([String(retryInSeconds), true])
    for (let tries = 0; tries < 12; tries += 1)
      expectRefused(await callRoute(app, 'logIn', { body: { login: '0912345678', password: 'x' } }), 'server-busy')

    const begun = await callRoute(app, 'startAttempt', { token, params: { roundId: world.fixture.roundIds[0] as string } })
    const { attemptId, questions } = begun.json<{ attemptId: string; questions: { options: { id: string }[] }[] }>()
    const responses = [{ position: 1, choice: [questions[0]?.options[0]?.id], ageMs: 0 }]
    expect((await callRoute(app, 'saveResponses', { token, params: { attemptId }, body: { responses } })).statusCode).toBe(200)

    // The rush is over.
    const opening = setInterval(() => {
      for (const one of open.splice(0)) one()
    }, 1)
    await Promise.all(rush)
    expect((await callRoute(app, 'registerContestant', { body: body('0912345678') })).statusCode).toBe(200)
    expectRefused(await callRoute(app, 'logIn', { body: { login: '0912345678', password: 'x' } }), 'wrong-credentials')
    clearInterval(opening)
    await app.close()
  })
})
