import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { questions } from '../support/contest.ts'
import { expectRefused, MINUTE, openWorld, SECOND, type Person } from './world.ts'

const CLOSED = '2021-05-10T00:01:00+07:00'

describe('a judge reviews a closed round', () => {
  let world: Awaited<ReturnType<typeof openWorld>>
  let judge: Person
  let quick: { person: Person; attemptId: string }
  let twice: Person[]
  const round = () => ({ params: { roundId: world.roundId } })
  const flags = async (query: Record<string, string | number> = {}) => judge.ask('listFlags', { ...round(), query })
  const kinds = async (query: Record<string, string | number> = {}) =>
    (await flags(query)).flags.map(({ kind, strength, state, people }) => [kind, strength, state, ...people.map(({ fullName }) => fullName)])

  /** Answers everything right, a question every so many milliseconds. */
  const take = async (person: Person, everyMs: number): Promise<string> => {
    const { attemptId } = await person.ask('startAttempt', round())
    const right = await world.rightChoices(attemptId)
    for (const [index, choice] of right.entries()) {
      world.clock.pass(everyMs)
      await person.ask('saveResponses', { params: { attemptId }, body: { responses: [{ position: index + 1, choice, ageMs: 0 }] } })
    }
    await person.ask('submitAttempt', { params: { attemptId }, body: { prediction: 1 } })
    return attemptId
  }

  beforeAll(async () => {
    world = await openWorld()
    judge = await world.staff('judge')
    const person = await world.contestant('T-A-1', 'Giàng A Nhanh')
    quick = { person, attemptId: await take(person, SECOND / 4) }
    twice = [await world.contestant('T-B-1', 'Lò Thị Đôi'), await world.contestant('T-B-1', 'Lò Thị Đôi')]
    for (const one of [...twice, await world.contestant('T-A-2', 'Vàng Thị Thường')]) await take(one, MINUTE)
    await world.services.projector.catchUp()
  })
  afterAll(() => world.end())

  it('is shown nothing of a round that is open, and cannot have it looked through', async () => {
    await world.services.flagPasses.catchUp()
    expect(await flags()).toMatchObject({ flags: [], pass: null, closed: false })
    expectRefused(await judge.call('reviewRound', round()), 'round-still-open')
  })

  it('finds the flags of a closed round by itself, the heaviest first', async () => {
    world.clock.set(CLOSED)
    await world.services.flagPasses.catchUp()
    expect(await kinds()).toEqual([
      ['samePerson', 'strong', 'new', 'Lò Thị Đôi', 'Lò Thị Đôi'],
      ['speed', 'strong', 'new', 'Giàng A Nhanh'],
    ])
    const found = await flags()
    expect([found.pass, found.closed]).toEqual([{ at: Date.parse(CLOSED), attempts: 4, leftOut: 0 }, true])
    expect(found.flags[1]?.evidence).toMatchObject({ kind: 'speed', fast: 4, answered: 4, questions: 4, right: 4, durationMs: SECOND })
  })

  it('acts by nothing: whoever is flagged stands in the ranking as before', async () => {
    const board = await quick.person.ask('getRoundLeaderboard', round())
    expect([board.total, board.mine?.rank]).toEqual([4, 1])
    expect((await world.logged()).map(({ kind }) => kind)).toEqual(['submission', 'submission', 'submission', 'submission'])
    expect((await world.services.storage.attempts.find(quick.attemptId))?.outcome).toMatchObject({ score: 4 })
  })

  it.each([
    ['kind', { kind: 'speed' }, ['speed']],
    ['strength', { strength: 'weak' }, []],
    ['state', { state: 'new' }, ['samePerson', 'speed']],
    ['another state', { state: 'dismissed' }, []],
    ['name without accents', { search: 'giang nhanh' }, ['speed']],
    ['page', { page: 2, pageSize: 1 }, ['speed']],
    ['the lightest first', { order: 'asc' }, ['speed', 'samePerson']],
  ])('filters and sorts by %s', async (_what, query, expected) => {
    expect((await flags(query)).flags.map(({ kind }) => kind)).toEqual(expected)
  })

  it('filters by union, with all below it', async () => {
    const district = { unionId: world.unionId('T-B') }
    expect((await flags(district)).flags.map(({ kind }) => kind)).toEqual(['samePerson'])
    expect((await flags(district)).union?.name).toBe('LĐLĐ huyện B')
  })

  it('dismisses a flag with a reason, once; it is audited, and the verdict outlives the next pass', async () => {
    const [, speed] = (await flags()).flags
    const body = { flagIds: [speed!.id], verdict: 'dismissed', reason: 'Giám thị xác nhận đã thi thật' }
    expectRefused(await judge.call('judgeFlags', { ...round(), body: { ...body, reason: 'x' } }), 'invalid-request')
    expectRefused(await judge.call('judgeFlags', { params: { roundId: world.secondRoundId }, body }), 'not-found')
    expect(await judge.ask('judgeFlags', { ...round(), body })).toEqual({ judged: 1 })
    expectRefused(await judge.call('judgeFlags', { ...round(), body }), 'nothing-changed')
    world.clock.pass(MINUTE)
    await judge.ask('reviewRound', round())
    expect((await judge.ask('getFlag', { params: { flagId: speed!.id } })).flag).toMatchObject({
      state: 'dismissed',
      verdict: { verdict: 'dismissed', reason: body.reason },
    })
    expect((await judge.ask('listAudit')).entries[0]).toMatchObject({
      action: 'judgeFlag',
      subject: quick.attemptId,
      reason: body.reason,
      details: { flag: speed!.id, kind: 'speed', before: { verdict: null }, after: { verdict: 'dismissed' } },
    })
  })

  it('takes a verdict back', async () => {
    const { id: flagId } = (await flags({ kind: 'speed' })).flags[0]!
    const body = { flagIds: [flagId], verdict: 'takenBack', reason: 'Xem lại theo khiếu nại' }
    await judge.ask('judgeFlags', { ...round(), body })
    expect((await judge.ask('getFlag', { params: { flagId } })).flag).toMatchObject({ state: 'new', verdict: null })
  })

  it('shows a flag as dealt with once its attempt is void, under the same id', async () => {
    const before = (await flags({ kind: 'speed' })).flags[0]!
    await judge.ask('voidAttempt', { params: { attemptId: quick.attemptId }, body: { reason: 'Dùng phần mềm trả lời tự động' } })
    await world.services.projector.catchUp()
    await world.services.flagPasses.catchUp()
    expect((await flags({ kind: 'speed' })).flags).toMatchObject([{ id: before.id, state: 'acted', people: [{ voided: true }] }])
    expect((await flags()).counts).toEqual([
      { kind: 'samePerson', strength: 'strong', state: 'new', total: 1 },
      { kind: 'speed', strength: 'strong', state: 'acted', total: 1 },
    ])
  })

  it('finds the same after everything was thrown away and counted again', async () => {
    const all = async () => (await flags({ pageSize: 100 })).flags
    const before = await all()
    await world.services.storage.boards.clear()
    await judge.ask('reviewRound', round())
    expect(await all()).toEqual(before)
  })
})

describe('twins', () => {
  it('are shown with their answers side by side', async () => {
    const bank = Array.from({ length: 20 }, (_, index) => ({
      ...questions[0]!,
      code: `Q${String(index).padStart(2, '0')}`,
      stem: `Câu hỏi số ${index}`,
    }))
    const world = await openWorld({ rules: { blueprint: [{ count: 20 }] }, questions: bank })
    const judge = await world.staff('judge')
    const round = { params: { roundId: world.roundId } }
    /** Right but for the questions whose codes are named: there this wrong option. */
    const take = async (union: string, name: string, wrongAt: readonly string[], wrong = 3): Promise<void> => {
      const person = await world.contestant(union, name)
      const { attemptId } = await person.ask('startAttempt', round)
      const paper = (await world.services.storage.attempts.find(attemptId))?.paper ?? []
      const versions = await world.services.storage.questions.versions(paper.map(({ versionId }) => versionId))
      const responses = paper.map(({ versionId, order }, index) => {
        const original = wrongAt.includes(versions.get(versionId)!.code) ? wrong : 0
        return { position: index + 1, choice: [String.fromCharCode(97 + order.indexOf(original))], ageMs: 0 }
      })
      world.clock.pass(MINUTE)
      await person.ask('saveResponses', { params: { attemptId }, body: { responses } })
      await person.ask('submitAttempt', { params: { attemptId }, body: {} })
    }
    const codes = bank.map(({ code }) => code)
    for (let index = 0; index < 20; index += 1)
      await take('T-A-1', `Người Thường ${index}`, [codes[index]!, codes[(index + 7) % 20]!], 1 + (index % 2))
    const copied = [...codes.slice(0, 7), codes[12]!]
    for (const name of ['Sùng A Một', 'Sùng A Hai']) await take('T-A-1', name, copied)
    await take('T-A-2', 'Sùng A Ba', copied)
    world.clock.set(CLOSED)
    await judge.ask('reviewRound', round)
    const { flags } = await judge.ask('listFlags', { ...round, query: { kind: 'twins' } })
    expect(flags.map(({ people }) => people.map(({ fullName }) => fullName))).toEqual([['Sùng A Một', 'Sùng A Hai']])
    expect(flags[0]?.evidence).toMatchObject({ kind: 'twins', common: 20, bothWrong: 8, sameWrong: 8, pairs: (22 * 21) / 2 })
    const { compared } = await judge.ask('getFlag', { params: { flagId: flags[0]!.id } })
    expect(compared.map(({ agree }) => agree).sort()).toEqual([...Array<string>(12).fill('right'), ...Array<string>(8).fill('wrong')])
    const wrong = compared.filter(({ agree }) => agree === 'wrong')
    expect(wrong.map(({ stem }) => stem).sort()).toEqual(
      bank
        .filter(({ code }) => copied.includes(code))
        .map(({ stem }) => stem)
        .sort(),
    )
    expect(new Set(wrong.flatMap(({ first, second }) => [...first.answer, ...second.answer]))).toEqual(new Set([bank[0]!.options[3]]))
    expect(new Set(wrong.flatMap(({ right }) => right))).toEqual(new Set([bank[0]!.options[0]]))
    await world.end()
  })
})
