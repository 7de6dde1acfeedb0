import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { eraseDue } from '../../server/src/features/own-data/actions.ts'
import { expectRefused, openWorld, type Person, type World } from './world.ts'

let world: World
let [officer, organiser]: [Person, Person] = [] as unknown as [Person, Person]
beforeEach(async () => {
  world = await openWorld()
  officer = await world.staff('officer', 'T-A')
  organiser = await world.staff('organiser')
})
afterEach(() => world.end())

const DAY = 86_400_000
type Kind = 'export' | 'correct' | 'delete' | 'other'
const file = (who: Person, of: Person, kind: Kind = 'export') =>
  who.call('fileDataRequest', { params: { contestantId: of.id }, body: { kind, words: `Anh ấy gọi điện, yêu cầu ${kind}` } })
const filed = async (who: Person, of: Person, kind?: Kind) => (await file(who, of, kind)).json<{ requestId: string; dueAt: number }>()
const answer = (who: Person, requestId: string, outcome: 'done' | 'refused', reason = 'đã gặp và xác minh người yêu cầu') =>
  who.call('answerDataRequest', { params: { requestId }, body: { outcome, reason } })
const list = (who: Person, query: Record<string, string | number> = {}) => who.ask('listDataRequests', { query })
const states = async (who: Person, query: Record<string, string | number> = {}) =>
  (await list(who, query)).requests.map(({ kind, state, contestant }) => [kind, state, contestant?.fullName ?? null])

test('is noted once of a kind, by whoever has the person in their subtree, and its two working days run', async () => {
  const [near, far] = [await world.contestant('T-A-1', 'Lò Thị Gần'), await world.contestant('T-B-1', 'Vàng A Xa')]
  const { dueAt } = await filed(officer, near)
  expect(dueAt).toBeGreaterThan(world.clock.now() + DAY)
  expectRefused(await file(organiser, near), 'data-request-waiting')
  expectRefused(await file(officer, far), 'not-allowed')
  await filed(organiser, far, 'delete')
  expect((await list(officer)).requests).toMatchObject([
    { contestant: { fullName: 'Lò Thị Gần', phone: expect.stringMatching(/^•+\d{3}$/) as string } },
  ])
  expect(await list(organiser)).toMatchObject({ open: 2, overdue: 0, total: 2 })
  world.clock.set(dueAt - 1)
  expect((await list(organiser)).overdue).toBe(0)
  world.clock.set(dueAt)
  expect(await list(officer)).toMatchObject({ open: 1, overdue: 1 })
  expect(await states(organiser, { state: 'overdue', search: 'gần' })).toEqual([['export', 'open', 'Lò Thị Gần']])
})

test('the most urgent stands first, and what was answered last', async () => {
  const people = [
    await world.contestant('T-A-1', 'Người Một'),
    await world.contestant('T-A-1', 'Người Hai'),
    await world.contestant('T-A-1', 'Người Ba'),
  ]
  const ids: string[] = []
  for (const person of people) {
    ids.push((await filed(organiser, person, 'correct')).requestId)
    world.clock.pass(4 * DAY)
  }
  expect((await answer(organiser, ids[0]!, 'refused')).json()).toEqual({ state: 'refused' })
  expect(await states(organiser)).toEqual([
    ['correct', 'open', 'Người Hai'],
    ['correct', 'open', 'Người Ba'],
    ['correct', 'refused', 'Người Một'],
  ])
  expectRefused(await answer(organiser, ids[0]!, 'done'), 'answered-meanwhile')
  expect((await list(organiser, { sort: 'name', order: 'desc', pageSize: 1, page: 2 })).requests).toHaveLength(1)
})

test('an export is handed out while its request is open, and written down', async () => {
  const person = await world.contestant('T-A-1', 'Lò Thị Hỏi')
  await world.play(person)
  const { requestId } = await filed(officer, person)
  expectRefused(await officer.call('exportDataFor', { params: { requestId } }), 'not-allowed')
  const data = await organiser.ask('exportDataFor', { params: { requestId } })
  expect([data.format, data.profile.fullName, data.attempts[0]?.responses]).toEqual(['hoithi-own-data/1', 'Lò Thị Hỏi', expect.any(Array)])
  expect((await world.services.storage.audit.list({ page: 1, pageSize: 5, action: 'exportDataFor' })).rows).toMatchObject([{ subject: person.phone }])
  await answer(organiser, requestId, 'done')
  expectRefused(await organiser.call('exportDataFor', { params: { requestId } }), 'answered-meanwhile')
  const deletion = await filed(organiser, person, 'delete')
  expectRefused(await organiser.call('exportDataFor', { params: { requestId: deletion.requestId } }), 'not-found')
})

describe('a deletion that is granted', () => {
  test('of somebody without an attempt leaves nothing but that it was asked for', async () => {
    const person = await world.contestant('T-A-1', 'Tẩn Thị Xoá')
    const { requestId } = await filed(officer, person, 'delete')
    world.clock.pass(1)
    await filed(officer, person, 'other')
    expectRefused(await answer(officer, requestId, 'done'), 'not-allowed')
    expect((await answer(organiser, requestId, 'done')).json()).toEqual({ state: 'done' })
    expect(await states(organiser)).toEqual([
      ['other', 'done', null],
      ['delete', 'done', null],
    ])
    const left = JSON.stringify(await list(organiser))
    expect([left.includes('Tẩn'), left.includes(person.phone), left.includes('gọi điện')]).toEqual([false, false, false])
    expectRefused(await person.call('getOwnData'), 'not-logged-in')
  })

  test('of somebody with attempts closes the account at once, and waits for the seal with the name', async () => {
    const person = await world.contestant('T-A-1', 'Giàng A Chờ')
    await world.play(person)
    const { requestId } = await filed(organiser, person, 'delete')
    expect((await answer(organiser, requestId, 'done')).json()).toEqual({ state: 'waiting' })
    expect(await states(organiser, { state: 'waiting' })).toEqual([['delete', 'waiting', 'Giàng A Chờ']])
    expectRefused(await person.call('getOwnData'), 'not-logged-in')
    expectRefused(await file(organiser, person), 'contestant-withdrawn')
  })

  test('that a person made on their phone is on the list, answered at once', async () => {
    const person = await world.contestant('T-A-1', 'Lò Văn Tự')
    await world.play(person)
    const audit = { id: 'left', at: world.clock.now(), actorId: person.id, action: 'withdrawConsent', subject: person.id, reason: 'rút lại' }
    await world.services.storage.ownData.withdraw(person.id, () => ({ ok: true, value: { how: 'close', audit } }))
    const [request] = (await list(organiser)).requests
    expect(request).toMatchObject({ kind: 'delete', state: 'waiting', filedBy: null, answeredBy: null, answeredAt: world.clock.now() })
    world.clock.set('2021-05-10T00:31:00+07:00')
    await (await world.staff('judge')).ask('sealRound', { params: { roundId: world.roundId }, body: { reason: 'hết kỳ thi' } })
    expect(await eraseDue(world.services)).toBe(1)
    expect(await states(organiser)).toEqual([['delete', 'done', null]])
  })
})
