import { contracts } from '@hoithi/shared/contracts/index'
import type { Contract } from '@hoithi/shared/contracts/common'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { plainPart } from './plain-inputs.ts'
import { openRunning, writes, type Running } from './running.ts'

/** What nobody may set by naming it, and what a language would take for its own. */
const extras = {
  id: 'tu-dat',
  role: 'administrator',
  isAdmin: true,
  unionId: 'tu-dat',
  contestantId: 'tu-dat',
  accountId: 'tu-dat',
  actorId: 'tu-dat',
  authorId: 'tu-dat',
  score: 100,
  maxScore: 100,
  allCorrect: true,
  durationMs: 1,
  submittedAt: 1,
  startedAt: 1,
  createdAt: 1,
  deadlineAt: 9_999_999_999_999,
  state: 'sealed',
  sealedRevision: 9,
  passwordHash: 'tu-dat',
  sessionsFrom: 0,
  secondFactor: 'on',
  proven: 9_999_999_999_999,
}

/** The same value with the extras in every object of it. */
function laden(value: unknown, own: object): unknown {
  if (Array.isArray(value)) return value.map((each) => laden(each, own))
  if (value === null || typeof value !== 'object') return value
  const fields = Object.entries(value).map(([name, each]) => [name, laden(each, own)])
  return { ...own, ...(Object.fromEntries(fields) as object) }
}

const bodies = writes.filter((name) => (contracts[name] as Contract).body !== undefined)
/** Bodies in which a person writes names of their own: read closely by what comes after, and tried below. */
const freeForm = new Set(['checkContestDocument', 'createContest', 'saveContestDocument'])

describe('a contract takes what it names and nothing else', () => {
  test.each(bodies.filter((name) => !freeForm.has(name)))('%s', (name) => {
    const schema = (contracts[name] as Contract).body!
    const plain = plainPart(name, 'body')
    const taken = schema.safeParse(plain)
    expect([name, taken.error?.issues ?? []]).toEqual([name, []])
    const marked = schema.safeParse(laden(plain, { 'ten-la': 'dấu lạ', constructor: 'dấu lạ', toString: 'dấu lạ' }))
    if (marked.success) expect(JSON.stringify(marked.data)).not.toContain('dấu lạ')
    else expect(marked.error.issues.map(({ code }) => code)).toContain('unrecognized_keys')
  })
})

describe('on the running server, extras change nothing', () => {
  let world: Running
  beforeAll(async () => {
    world = await openRunning()
  })
  afterAll(() => world.end())
  const form = () => ({
    phone: '0987654321',
    password: 'mật khẩu rất dài',
    fullName: 'Lò Văn Páo',
    birthDate: '1990-05-23',
    unionId: world.unionId('T-A-1'),
    contestantKind: 'member',
    consentVersion: 'v1',
  })

  test('who registers is a contestant of the union they named, whatever else they say they are', async () => {
    const { unionId: _, ...more } = extras
    const { status, body } = await world.call('registerContestant', { body: { ...more, ...form() } })
    const { me } = JSON.parse(body) as { me: { id: string; role: string } }
    expect([status, me.role]).toEqual([200, 'contestant'])
    const kept = await world.services.storage.accounts.profile(me.id)
    expect(kept).toMatchObject({ role: 'contestant', unionId: world.unionId('T-A-1'), createdAt: world.clock.now(), disabledAt: null })
    expect(me.id).not.toBe(extras.id)
  })

  test('an attempt keeps its owner, its clock and its score', async () => {
    const person = await world.contestant()
    const token = world.token(person.id, 'contestant', 'T-A-1')
    const started = await world.call('startAttempt', { token, params: { roundId: world.roundId }, body: extras })
    const { attemptId } = JSON.parse(started.body) as { attemptId: string }
    const before = await world.services.storage.attempts.find(attemptId)
    expect(before).toMatchObject({ contestantId: person.id, startedAt: world.clock.now(), submittedAt: null })
    const responses = [{ ...extras, position: 1, choice: ['b'], ageMs: 0 }]
    expect((await world.call('saveResponses', { token, params: { attemptId }, body: { ...extras, responses } })).status).toBe(200)
    expect(await world.services.storage.attempts.find(attemptId)).toEqual(before)
    const handedIn = await world.call('submitAttempt', { token, params: { attemptId }, body: extras })
    expect((JSON.parse(handedIn.body) as { score: number }).score).toBeLessThan(extras.score)
    expect(await world.services.storage.attempts.find(attemptId)).toMatchObject({ contestantId: person.id, submittedAt: world.clock.now() })
  })

  test('who corrects their own data corrects their name and birth date', async () => {
    const person = await world.contestant()
    const token = world.token(person.id, 'contestant', 'T-A-1')
    const before = await world.services.storage.accounts.profile(person.id)
    const body = { ...extras, ...form(), phone: '0911111111', unionId: world.unionId('T-B-1'), contestantKind: 'officer' }
    expect((await world.call('correctOwnData', { token, body })).status).toBe(200)
    const after = await world.services.storage.accounts.profile(person.id)
    expect(after).toMatchObject({
      id: person.id,
      login: before!.login,
      role: 'contestant',
      unionId: before!.unionId,
      passwordHash: before!.passwordHash,
    })
    expect(after!.contestant).toMatchObject({ phone: before!.contestant!.phone, contestantKind: 'member', birthDate: '1990-05-23' })
  })

  test('a new desk account has the id, the password and the first moment that the server gives it', async () => {
    const token = world.token((await world.staff('administrator')).id, 'administrator')
    const { unionId: _, ...more } = extras
    const body = { ...more, login: 'giam-khao-moi', password: 'mật khẩu rất dài', fullName: 'Giám khảo', role: 'judge', reason: 'thêm người' }
    const made = await world.call('createStaff', { token, body })
    const { staffMember } = JSON.parse(made.body) as { staffMember: { id: string } }
    const kept = await world.services.storage.accounts.profile(staffMember.id)
    expect([kept!.role, kept!.createdAt, kept!.passwordHash === extras.passwordHash]).toEqual(['judge', world.clock.now(), false])
    expect(staffMember.id).not.toBe(extras.id)
  })

  test.each([
    ['in the document', (document: object) => ({ ...document, ...extras })],
    ['in a round of it', (document: object) => ({ ...document, rounds: [{ ...extras }] })],
  ])('a contest with fields that there are not, %s, is refused', async (_where, spoilt) => {
    const token = world.token((await world.staff('organiser')).id, 'organiser')
    const params = { slug: world.fixture.slug }
    const { document, edition } = JSON.parse((await world.call('getContestDocument', { token, params })).body) as {
      document: object
      edition: string
    }
    const saved = await world.call('saveContestDocument', { token, params, body: { document: spoilt(document), edition, reason: 'thử thêm ô lạ' } })
    expect([saved.status, saved.body]).toEqual([expect.any(Number), expect.stringContaining('document-refused')])
    const again = await world.call('getContestDocument', { token, params })
    expect(JSON.parse(again.body)).toMatchObject({ document, edition })
  })
})
