import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { accept } from '../../server/src/domain/decision.ts'
import { lineOf } from '../../server/src/domain/sighting.ts'
import { eraseDue } from '../../server/src/features/own-data/actions.ts'
import { eraseSightings } from '../../server/src/features/review/actions.ts'
import { questions } from '../support/contest.ts'
import { DAY, MINUTE, openWorld, type Person, type World } from './world.ts'

const CLOSED = '2021-05-10T00:01:00+07:00'
const PHONE = 'Mozilla/5.0 (Linux; Android 11) AppleWebKit/537.36 Chrome/90 Mobile Safari/537.36 Zalo android'

describe('from where an attempt is taken', () => {
  let world: World
  beforeEach(async () => {
    world = await openWorld(
      {
        practice: [1],
        questions: [...questions, ...questions.map((question) => ({ ...question, code: `${question.code}-T`, tags: ['thi thử'] }))],
        rounds: [
          ['2021-05-03T00:00+07:00', '2021-05-10T00:00+07:00'],
          ['2021-05-03T00:00+07:00', '2021-05-10T00:00+07:00'],
        ],
      },
      { env: { TRUST_PROXY: 'yes' } },
    )
  })
  afterEach(() => world.end())

  /** A browser on a line of its own; people take it one after another. */
  const browser = (address: string, device: string) => {
    const headers = { 'user-agent': PHONE, 'x-forwarded-for': address, cookie: `hoithi_device=${device}` }
    return {
      take: async (person: Person, round = world.roundId): Promise<string> => {
        const { attemptId } = await person.ask('startAttempt', { params: { roundId: round }, headers })
        world.clock.pass(MINUTE)
        await person.ask('startAttempt', { params: { roundId: round }, headers })
        world.clock.pass(MINUTE)
        await person.ask('submitAttempt', { params: { attemptId }, body: {}, headers })
        world.clock.pass(MINUTE)
        return attemptId
      },
    }
  }
  let people = 0
  const somebody = (): Promise<Person> => world.contestant('T-A-1', `Người Thứ ${'ABCDEFGH'.charAt(people++ % 8)}`)
  const rows = (attemptId: string) => world.services.storage.attempts.sightings(attemptId)

  it('is noted when it is started, reopened and handed in, and of practice never', async () => {
    const phone = browser('203.0.113.7', 'a1')
    const person = await somebody()
    const seen = await rows(await phone.take(person))
    expect(seen.map(({ what, browser: name, system }) => [what, name, system])).toEqual([
      ['start', 'zalo', 'android'],
      ['resume', 'zalo', 'android'],
      ['submit', 'zalo', 'android'],
    ])
    expect(new Set(seen.map(({ deviceHash, addressHash }) => `${deviceHash} ${addressHash}`)).size).toBe(1)
    expect(await rows(await phone.take(person, world.secondRoundId))).toEqual([])
  })

  it('tells neither the address nor the name that the browser keeps', async () => {
    const kept = JSON.stringify(await rows(await browser('203.0.113.7', 'a1b2c3d4e5f6').take(await somebody())))
    for (const secret of ['203.0.113', 'a1b2c3', PHONE]) expect(kept).not.toContain(secret)
  })

  it('a browser gets its name when somebody logs in, and keeps it when another does; a script has none', async () => {
    const body = { phone: '0987654321', password: 'mat khau dai', fullName: 'Lò Thị Mới', birthDate: '1990-01-01', contestantKind: 'member' }
    const first = await world.nobody.call('registerContestant', { body: { ...body, unionId: world.unionId('T-A-1'), consentVersion: 'v1' } })
    const named = first.cookies.find(({ name }) => name === 'hoithi_device')
    expect(named).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
    expect(named?.value).toMatch(/^[0-9a-f]{32}$/)
    const again = { body: { login: '0987654321', password: 'mat khau dai' }, headers: { cookie: `hoithi_device=${named?.value}` } }
    expect((await world.nobody.call('logIn', again)).cookies.map(({ name }) => name)).toEqual(['hoithi_session'])
    const script = await somebody()
    const { attemptId } = await script.ask('startAttempt', { params: { roundId: world.roundId } })
    expect(await rows(attemptId)).toMatchObject([{ what: 'start', deviceHash: null }])
  })

  it('flags a phone that goes round four people, weakly, and not one that goes round three', async () => {
    const [family, workshop] = [browser('203.0.113.7', 'a1'), browser('203.0.113.8', 'b2')]
    for (let index = 0; index < 3; index += 1) await family.take(await somebody())
    const first = await world.contestant('T-A-1', 'Sùng A Tổ')
    await workshop.take(first)
    for (let index = 1; index < 4; index += 1) await workshop.take(await somebody())
    world.clock.set(CLOSED)
    const judge = await world.staff('judge')
    await judge.ask('reviewRound', { params: { roundId: world.roundId } })
    const { flags } = await judge.ask('listFlags', { params: { roundId: world.roundId }, query: { kind: 'device' } })
    expect(flags.map(({ strength, evidence, people }) => [strength, evidence, people[0]?.fullName])).toMatchObject([
      ['weak', { people: 4, attempts: 4 }, 'Sùng A Tổ'],
    ])
    const { sightings } = await judge.ask('getTimeline', { params: { attemptId: flags[0]!.people[0]!.attemptId! } })
    expect(sightings.map(({ what, device, address }) => [what, device, address])).toEqual([
      ['start', 1, 1],
      ['resume', 1, 1],
      ['submit', 1, 1],
    ])
    // One of them is voided: the phone still went round.
    await judge.ask('voidAttempt', { params: { attemptId: flags[0]!.people[0]!.attemptId! }, body: { reason: 'Thi hộ người khác' } })
    await judge.ask('reviewRound', { params: { roundId: world.roundId } })
    expect((await judge.ask('listFlags', { params: { roundId: world.roundId }, query: { kind: 'device' } })).flags[0]).toMatchObject({ state: 'new' })
  })

  it('is erased thirty days after the seal, with the flags that rest on it', async () => {
    const workshop = browser('203.0.113.8', 'b2')
    const attempts: string[] = []
    for (let index = 0; index < 4; index += 1) attempts.push(await workshop.take(await somebody()))
    world.clock.set(CLOSED)
    const judge = await world.staff('judge')
    await judge.ask('reviewRound', { params: { roundId: world.roundId } })
    await judge.ask('sealRound', { params: { roundId: world.roundId }, body: { reason: 'chốt kỳ 1' } })
    world.clock.pass(30 * DAY)
    expect(await eraseSightings(world.services)).toBe(0)
    world.clock.pass(1)
    expect([await eraseSightings(world.services), await eraseSightings(world.services)]).toEqual([12, 0])
    expect(await rows(attempts[0]!)).toEqual([])
    const flags = await (await world.staff('judge')).ask('listFlags', { params: { roundId: world.roundId } })
    expect(flags.flags.filter(({ kind }) => kind === 'device')).toEqual([])
  })

  it('of a round that nobody seals goes ninety days after its close; of somebody who is erased, with them; and they can read it before', async () => {
    const person = await somebody()
    const attemptId = await browser('203.0.113.9', 'c3').take(person)
    const file = (await person.call('exportOwnData')).json<{ attempts: { id: string; sightings: unknown[] }[] }>()
    expect(file.attempts.find(({ id }) => id === attemptId)?.sightings).toHaveLength(3)
    const audit = { id: 'leaving', at: world.clock.now(), actorId: person.id, action: 'withdrawConsent', subject: person.id, reason: 'rút lại' }
    await world.services.storage.ownData.withdraw(person.id, () => accept({ how: 'close', audit }))
    expect(await rows(attemptId)).toHaveLength(3)
    world.clock.set(Date.parse('2021-05-10T00:00:00+07:00') + 90 * DAY + 1)
    expect(await eraseDue(world.services)).toBe(1)
    expect(await rows(attemptId)).toEqual([])
    expect(await eraseSightings(world.services)).toBe(0)
  })
})

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['2001:0DB8:1::1', '2001:db8:1:0'],
  ['::1', '0:0:0:0'],
])('%s is on the line %s', (address, line) => expect(lineOf(address)).toBe(line))
