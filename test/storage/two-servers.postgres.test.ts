import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canonical } from '../../server/src/domain/receipt.ts'
import { finishAbandoned, finishAttempt, saveResponses, startAttempt } from '../../server/src/features/attempts/actions.ts'
import type { Services } from '../../server/src/services.ts'
import { sha256 } from '../../server/src/sha256.ts'
import { callRoute, tokenFor } from '../support/client.ts'
import { makeContest, makeContestant, makeStaff, type Fixture } from '../support/contest.ts'
import { emptyPostgres } from '../support/postgres.ts'
import { handClock, testApp } from '../support/services.ts'
import { MONDAY } from './opened.ts'

// Two servers on one database, each with a pool and lines of its own: what one puts in order for itself the other knows nothing of, so the database decides.

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index))
const clock = handClock(MONDAY)
const password = 'mat khau dau tien'
let database: Awaited<ReturnType<typeof emptyPostgres>>
let servers: Awaited<ReturnType<typeof testApp>>[]
let fixture: Fixture

beforeAll(async () => {
  database = await emptyPostgres()
  servers = [await testApp(clock, { DATABASE_URL: database.url }), await testApp(clock, { DATABASE_URL: database.url })]
  fixture = await makeContest(servers[0]!.services)
})
afterAll(async () => {
  for (const { end } of servers) await end()
  await database.drop()
})

const at = (index: number): Services => servers[index % 2]!.services
const contestant = async (): Promise<string> => (await makeContestant(at(0), fixture.unionIds['T-A-1']!)).id
const start = (index: number, contestantId: string) => startAttempt(at(index), { roundId: fixture.roundIds[0]!, contestantId })
const begun = async (contestantId: string): Promise<string> => {
  const attempt = await start(0, contestantId)
  if (!attempt.ok) throw new Error(attempt.reason)
  return attempt.value.id
}
const logged = async (attemptId: string) =>
  (await at(0).storage.log.after(0, 10_000)).filter(({ event }) => event.kind === 'submission' && event.attemptId === attemptId)

describe('of one person at two servers', () => {
  it('fifty starts at the same moment make one attempt, and all are given it', async () => {
    for (let again = 0; again < 5; again += 1) {
      const person = await contestant()
      const started = await Promise.all(times(50, (index) => start(index, person)))
      expect(new Set(started.map((one) => (one.ok ? one.value.id : one.reason))).size).toBe(1)
    }
  })

  it('the limit of two holds when fifty start and hand in at once', async () => {
    const person = await contestant()
    for (let wave = 0; wave < 3; wave += 1)
      await Promise.all(
        times(50, async (index) => {
          const started = await start(index, person)
          if (started.ok) await finishAttempt(at(index + 1), started.value.id, 'contestant')
        }),
      )
    const own = await at(0).storage.attempts.ofContestant(person, fixture.contestId)
    expect(new Set(own.map(({ number }) => number))).toEqual(new Set([1, 2]))
    expect(own).toHaveLength(2)
    expect(await start(1, person)).toMatchObject({ ok: false, reason: 'no-attempts-left' })
  })

  it('of twenty who hand in one does, with one receipt and one line of the log', async () => {
    for (let again = 0; again < 5; again += 1) {
      const id = await begun(await contestant())
      const finished = await Promise.all(times(20, (index) => finishAttempt(at(index), id, 'contestant')))
      expect(finished.filter(({ ok }) => ok)).toHaveLength(1)
      expect(finished.filter((one) => !one.ok && one.reason === 'attempt-finished')).toHaveLength(19)
      const entries = await logged(id)
      expect(entries).toHaveLength(1)
      expect(entries[0]?.event).toMatchObject({ receipt: (await at(1).storage.attempts.find(id))?.outcome?.receipt })
    }
  })

  it('of two phones that tap the same question the later tap stands, whichever server it came to and when', async () => {
    const [person, sentAt] = [await contestant(), clock.now()]
    const id = await begun(person)
    clock.pass(60_000)
    const newest = 3
    const ages = [9_000, newest, 4_000, 700, 8_000, 50, 3_000, 10]
    const saves = ages.map((ageMs, index) =>
      saveResponses(at(index), id, person, {
        responses: [{ position: 1, choice: [ageMs === newest ? 'b' : 'a'], ageMs }],
        sentAt: sentAt + 60_000,
      }),
    )
    expect((await Promise.all(saves)).filter(({ ok }) => ok)).toHaveLength(ages.length)
    expect(await at(1).storage.attempts.responses(id)).toMatchObject([{ position: 1, choice: ['b'] }])
  })

  it('of a save beside the hand-in at the other server: what was acknowledged was graded, what was not is told', async () => {
    for (let again = 0; again < 20; again += 1) {
      const person = await contestant()
      const id = await begun(person)
      const body = { responses: [{ position: 1, choice: ['a'], ageMs: 0 }] }
      const [saved, finished] = await Promise.all([saveResponses(at(0), id, person, body), finishAttempt(at(1), id, 'contestant')])
      expect(finished.ok).toBe(true)
      const [entry] = await logged(id)
      const acknowledged = saved.ok && saved.value.saved.length > 0
      expect(await at(0).storage.attempts.responses(id)).toHaveLength(acknowledged ? 1 : 0)
      const graded = entry?.event.kind === 'submission' ? entry.event.responsesHash : ''
      expect(graded === sha256(canonical([]))).toBe(!acknowledged)
    }
  })
})

it('attempts that were left are finished once each, also by two servers that both believe they lead', async () => {
  const ids = await Promise.all(times(30, async () => begun(await contestant())))
  const before = (await at(0).storage.log.head()).seq
  clock.pass(7_200_000)
  const finished = await Promise.all([finishAbandoned(at(0), ids), finishAbandoned(at(1), ids)])
  expect(finished[0] + finished[1]).toBe(ids.length)
  expect((await at(0).storage.log.head()).seq - before).toBe(ids.length)
  clock.set(MONDAY)
})

it('a desk account that was closed at one server and opened again at the other is let in at both', async () => {
  const [first, second] = servers.map(({ app }) => app) as [(typeof servers)[0]['app'], (typeof servers)[0]['app']]
  const admin = tokenFor(first, at(0), { ...(await makeStaff(at(0), 'administrator')), role: 'administrator' })
  const made = { login: 'giam-khao', password, fullName: 'Vàng Thị Mỷ', role: 'judge', reason: 'chấm thi' }
  const { staffMember } = (await callRoute(first, 'createStaff', { token: admin, body: made })).json<{ staffMember: { id: string } }>()
  const change = (app: typeof first, disabled: boolean) =>
    callRoute(app, 'changeStaff', {
      token: admin,
      params: { accountId: staffMember.id },
      body: { fullName: 'Vàng Thị Mỷ', role: 'judge', disabled, reason: 'nghỉ phép' },
    })
  const enter = async (app: typeof first): Promise<string> =>
    (await callRoute(app, 'logIn', { body: { login: 'giam-khao', password } })).cookies.find(({ name }) => name === 'hoithi_session')?.value ?? ''
  const letIn = async (cookie: string): Promise<boolean[]> =>
    Promise.all(
      [first, second].map(async (app) => {
        const reply = await callRoute(app, 'getMe', { headers: { cookie: `hoithi_session=${cookie}` } })
        return reply.json<{ me: object | null }>().me !== null
      }),
    )
  const before = await enter(first)
  expect(await letIn(before)).toEqual([true, true])
  expect((await change(first, true)).statusCode).toBe(200)
  expect(await letIn(before)).toEqual([false, false])
  clock.pass(1_000)
  expect((await change(second, false)).statusCode).toBe(200)
  const after = await enter(second)
  expect(await letIn(after)).toEqual([true, true])
  expect(await letIn(before)).toEqual([false, false])
})

it('a session that was ended at one server is in no list of the other, also when it is used there once more', async () => {
  const [first, second] = servers.map(({ app }) => app) as [(typeof servers)[0]['app'], (typeof servers)[0]['app']]
  const admin = tokenFor(first, at(0), { ...(await makeStaff(at(0), 'administrator')), role: 'administrator' })
  await callRoute(first, 'createStaff', {
    token: admin,
    body: { login: 'thu-ky', password, fullName: 'Lò A Sử', role: 'judge', reason: 'giúp việc' },
  })
  const enter = async (): Promise<string> =>
    (await callRoute(first, 'logIn', { body: { login: 'thu-ky', password } })).cookies.find(({ name }) => name === 'hoithi_session')?.value ?? ''
  const as = (cookie: string) => ({ headers: { cookie: `hoithi_session=${cookie}` } })
  const seen = async (app: typeof first, cookie: string) =>
    (await callRoute(app, 'listOwnSessions', as(cookie))).json<{ sessions: { id: string; current: boolean }[] }>().sessions
  const [office, phone] = [await enter(), await enter()]
  const other = (await seen(first, office)).find(({ current }) => !current)
  expect((await callRoute(first, 'endSession', { ...as(office), params: { sessionId: other?.id ?? '' } })).statusCode).toBe(200)
  clock.pass(3_600_000 / 4)
  expect((await callRoute(second, 'getMe', as(phone))).json()).toMatchObject({ me: null })
  expect(await seen(second, office)).toMatchObject([{ current: true }])
})
