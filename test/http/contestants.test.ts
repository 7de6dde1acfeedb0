import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { rebuildBoards } from '../../server/src/projector/projector.ts'
import { callRoute } from '../support/client.ts'
import { DAY, expectRefused, openWorld, saidIn, SECOND, type Person, type World } from './world.ts'

let world: World
let officer: Person
let organiser: Person
beforeEach(async () => {
  world = await openWorld()
  officer = await world.staff('officer', 'T-A')
  organiser = await world.staff('organiser')
})
afterEach(() => world.end())

const reason = 'chọn nhầm đơn vị'
const at = (person: Person) => ({ params: { contestantId: person.id } })
const move = (who: Person, person: Person, code: string) =>
  who.call('moveContestant', { ...at(person), body: { unionId: world.unionId(code), reason } })

describe('what an officer sees of contestants', () => {
  it('only those of their subtree, with masked phones', async () => {
    const own = await world.contestant('T-A-1', 'Lò Thị Ánh')
    await world.contestant('T-B-1', 'Vàng A Páo')
    const { contestants, total } = await officer.ask('listContestants')
    expect([total, contestants.map(({ fullName, phone }) => [fullName, phone])]).toEqual([1, [['Lò Thị Ánh', `•••••••${own.phone.slice(-3)}`]]])
    expect((await organiser.ask('listContestants')).contestants.map(({ phone }) => phone)).toContain(own.phone)
    expectRefused(await officer.call('listContestants', { query: { unionId: world.unionId('T-B') } }), 'not-allowed')
  })

  it('a phone is masked wherever else a person stands, and found only by all of its digits or its last three', async () => {
    const own = await world.contestant('T-A-1')
    await world.play(own)
    const contest = { params: { slug: world.fixture.slug } }
    await own.ask('askInquiry', { ...contest, body: { body: 'Bao giờ trao giải?' } })
    const seenBy = async (who: Person, search = '') => [
      ...(await who.ask('listRoundAttempts', { params: { roundId: world.roundId }, query: { search } })).attempts.map(({ phone }) => phone),
      ...(await who.ask('listInquiries', { ...contest, query: { search } })).inquiries.map(({ phone }) => phone),
    ]
    const masked = `•••••••${own.phone.slice(-3)}`
    expect(await seenBy(organiser, own.phone.slice(0, 6))).toEqual([own.phone, own.phone])
    expect(await seenBy(officer)).toEqual([masked, masked])
    for (const search of [own.phone, own.phone.slice(-3), 'nguyen van']) expect(await seenBy(officer, search)).toEqual([masked, masked])
    for (const search of [own.phone.slice(0, 6), own.phone.slice(-4), own.phone.slice(3)]) expect(await seenBy(officer, search)).toEqual([])
  })

  it('nobody of another subtree is shown, corrected, moved or given a code by them, and nobody is moved out of reach', async () => {
    const other = await world.contestant('T-B-1')
    const face = { fullName: 'Kẻ Gian', birthDate: '1990-01-01', contestantKind: 'member' }
    expectRefused(await officer.call('getContestant', at(other)), 'not-allowed')
    expectRefused(await officer.call('correctContestant', { ...at(other), body: { ...face, reason } }), 'not-allowed')
    expectRefused(await move(officer, other, 'T-A-1'), 'not-allowed')
    expectRefused(await officer.call('issueResetCode', { ...at(other), body: { reason } }), 'not-allowed')
    expectRefused(await move(officer, await world.contestant('T-A-1'), 'T-B-1'), 'not-allowed')
  })

  it('staff have no page here, and get no code', async () => {
    const judge = await world.staff('judge')
    expectRefused(await organiser.call('getContestant', at(judge)), 'not-found')
    expectRefused(await organiser.call('issueResetCode', { ...at(judge), body: { reason } }), 'not-found')
  })
})

test('a correction is shown with what was before, who did it and why', async () => {
  const person = await world.contestant('T-A-1', 'Lò Thị Anh')
  const body = { fullName: 'Lò Thị Ánh', birthDate: '1990-01-01', contestantKind: 'officer', reason: 'gõ thiếu dấu' }
  expect((await officer.ask('correctContestant', { ...at(person), body })).contestant).toMatchObject({ fullName: 'Lò Thị Ánh' })
  expectRefused(await officer.call('correctContestant', { ...at(person), body }), 'nothing-changed')
  const { history } = await officer.ask('getContestant', at(person))
  expect(history).toMatchObject([
    {
      action: 'correctContestant',
      reason: 'gõ thiếu dấu',
      changes: [
        { field: 'fullName', before: 'Lò Thị Anh', after: 'Lò Thị Ánh' },
        { field: 'contestantKind', before: 'member', after: 'officer' },
      ],
    },
  ])
})

describe('a person who is moved', () => {
  const people = async (roundId: string, code: string) => {
    await world.services.projector.catchUp()
    const { rows } = await organiser.ask('getUnionLeaderboard', { params: { roundId }, query: { metric: 'people', pageSize: 50 } })
    return rows.find(({ unionId }) => unionId === world.unionId(code))?.people ?? 0
  }

  it('takes the totals of open rounds along; a sealed round, its results and its exports stay; a later seal has the new union', async () => {
    const person = await world.contestant('T-A-1')
    const judge = await world.staff('judge')
    const { roundId, secondRoundId } = world
    await world.play(person)
    world.clock.set('2021-05-10T08:00:00+07:00')
    await judge.ask('sealRound', { params: { roundId }, body: { reason: 'chốt kỳ 1' } })
    await world.play(person, { round: 1 })
    expect(await people(secondRoundId, 'T-A-1')).toBe(1)
    const sealed = await organiser.ask('getResults', { params: { roundId } })

    expect((await move(organiser, person, 'T-B-1')).json()).toMatchObject({ rounds: 1, contestant: { unionName: 'CĐCS Nhà máy Thuỷ điện' } })
    expect([await people(secondRoundId, 'T-A-1'), await people(secondRoundId, 'T-B-1')]).toEqual([0, 1])
    expect([await people(roundId, 'T-A-1'), await people(roundId, 'T-B-1')]).toEqual([1, 0])
    expect((await organiser.ask('getResults', { params: { roundId } })).rows).toEqual(sealed.rows)
    expectRefused(await judge.call('sealRound', { params: { roundId }, body: { reason: 'chốt lại' } }), 'already-sealed')
    expect((await organiser.ask('getContestant', at(person))).attempts.map(({ unionName, sealed: isSealed }) => [unionName, isSealed])).toEqual([
      ['CĐCS Nhà máy Thuỷ điện', false],
      ['CĐCS Trường THCS Tả Tổng', true],
    ])

    world.clock.set('2021-05-17T08:00:00+07:00')
    await judge.ask('sealRound', { params: { roundId: secondRoundId }, body: { reason: 'chốt kỳ 2' } })
    expect((await organiser.ask('getResults', { params: { roundId: secondRoundId } })).rows).toMatchObject([{ unionName: 'CĐCS Nhà máy Thuỷ điện' }])
  })

  it('is one log entry a round, after which boards are those of a rebuild', async () => {
    const person = await world.contestant('T-A-1')
    await world.play(person)
    await world.play(person, { right: 1 })
    await move(organiser, person, 'T-A-2')
    expectRefused(await move(organiser, person, 'T-A-2'), 'nothing-changed')
    expect((await world.logged()).map(({ kind }) => kind)).toEqual(['submission', 'submission', 'move'])
    const seen = [await people(world.roundId, 'T-A-1'), await people(world.roundId, 'T-A-2')]
    await rebuildBoards(world.services.projector, world.services.storage.boards)
    expect([await people(world.roundId, 'T-A-1'), await people(world.roundId, 'T-A-2')]).toEqual(seen)
    expect(seen).toEqual([0, 1])
  })

  it('is not put into a union that is closed', async () => {
    const person = await world.contestant('T-A-1')
    await organiser.ask('setUnionState', { params: { unionId: world.unionId('T-A-2') }, body: { state: 'closed', reason: 'đã giải thể' } })
    expectRefused(await move(organiser, person, 'T-A-2'), 'union-not-active')
    expect((await organiser.ask('getContestant', at(person))).contestant.unionId).toBe(world.unionId('T-A-1'))
  })

  it('sees the new union as their own on the board of unions, in the session they had', async () => {
    const person = await world.contestant('T-A-1')
    await world.play(person)
    await move(organiser, person, 'T-B-1')
    await world.services.projector.catchUp()
    const { rows } = await person.ask('getUnionLeaderboard', { params: { roundId: world.roundId }, query: { metric: 'people' } })
    expect(rows.filter(({ mine }) => mine).map(({ unionId }) => unionId)).toEqual([world.unionId('T-B-1')])
  })
})

describe('a forgotten password', () => {
  const password = 'lua nep nuong moi'
  const reset = (login: string, code: string) => world.nobody.call('resetPassword', { body: { login, code, password } })
  const issue = (person: Person) => officer.ask('issueResetCode', { ...at(person), body: { reason: 'quên mật khẩu' } })
  const wrong = (code: string) => (code.startsWith('2') ? `3${code.slice(1)}` : `2${code.slice(1)}`)

  it('is set anew with a code, however it is typed; other sessions end, and the code is spent', async () => {
    const person = await world.contestant('T-A-1', 'Lò Thị Ánh')
    const { code, expiresAt } = await issue(person)
    expect([code, expiresAt]).toEqual([expect.stringMatching(/^[2-9A-Z]{8}$/), world.clock.now() + DAY])
    expect((await person.ask('getMe')).me).not.toBeNull()
    world.clock.pass(SECOND)
    const set = await reset(`+84${person.phone.slice(1)}`, ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)}`)
    expect(set.json()).toMatchObject({ me: { fullName: 'Lò Thị Ánh' } })
    const token = set.cookies.find(({ name }) => name === 'hoithi_session')?.value ?? ''
    expect((await callRoute(world.app, 'getMe', { token })).json()).toMatchObject({ me: { id: person.id } })
    expect((await world.nobody.call('logIn', { body: { login: person.phone, password } })).statusCode).toBe(200)
    expectRefused(await reset(person.phone, code), 'wrong-code')
    const { history } = await officer.ask('getContestant', at(person))
    expect(history.map(({ action, actor }) => [action, actor === null])).toEqual([
      ['resetPassword', true],
      ['issueResetCode', false],
    ])
  })

  it('a password that anyone would guess is not taken, and costs no try of the code', async () => {
    const person = await world.contestant('T-A-1')
    const { code } = await issue(person)
    const body = { login: person.phone, code, password: '12345678' }
    for (let turn = 0; turn < 6; turn += 1) expectRefused(await world.nobody.call('resetPassword', { body }), 'guessable-password')
    expect((await reset(person.phone, code)).statusCode).toBe(200)
  })

  it('four wrong tries and a right one are right; after five wrong ones the right one is wrong', async () => {
    const [patient, guesser] = [await world.contestant('T-A-1'), await world.contestant('T-A-1')]
    const [kept, lost] = [(await issue(patient)).code, (await issue(guesser)).code]
    for (let turn = 0; turn < 4; turn += 1) expectRefused(await reset(patient.phone, wrong(kept)), 'wrong-code')
    expect((await reset(patient.phone, kept)).statusCode).toBe(200)
    for (let turn = 0; turn < 5; turn += 1) expectRefused(await reset(guesser.phone, wrong(lost)), 'wrong-code')
    expectRefused(await reset(guesser.phone, lost), 'wrong-code')
  })

  it('nine guesses at once are five tries', async () => {
    const person = await world.contestant('T-A-1')
    const { code } = await issue(person)
    const answers = await Promise.all(Array.from({ length: 9 }, () => reset(person.phone, wrong(code))))
    expect(answers.every(({ statusCode }) => statusCode === 422)).toBe(true)
    expectRefused(await reset(person.phone, code), 'wrong-code')
  })

  it('a code lasts 24 hours to the millisecond, and a new one ends the old', async () => {
    const person = await world.contestant('T-A-1')
    const first = await issue(person)
    const second = await issue(person)
    if (first.code !== second.code) expectRefused(await reset(person.phone, first.code), 'wrong-code')
    world.clock.pass(DAY)
    expectRefused(await reset(person.phone, second.code), 'wrong-code')
  })

  it('an unknown phone and a wrong code are refused alike, and no code is kept as it is', async () => {
    const person = await world.contestant('T-A-1')
    const { code } = await issue(person)
    const [unknown, guess] = [await reset('0999999999', code), await reset(person.phone, wrong(code))]
    expect(saidIn(unknown.body)).toBe(saidIn(guess.body))
    expect(JSON.stringify(await organiser.ask('getContestant', at(person)))).not.toContain(code)
  })
})
