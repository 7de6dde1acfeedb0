import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MINUTE, openWorld, type Person, type World } from './world.ts'

describe('why a row stands where it does', () => {
  let world: World
  let people: Record<string, Person>
  const attemptIds: Record<string, string> = {}
  const board = (query: Record<string, string> = {}) => world.nobody.ask('getRoundLeaderboard', { params: { roundId: world.roundId }, query })
  const whyOf = async (name: string) => (await people[name]!.ask('getStanding', { params: { attemptId: attemptIds[name]! } })).why

  beforeAll(async () => {
    world = await openWorld({ rules: { tieBreaks: ['score', 'predictionDistance', 'durationMs'], equals: 'lot' } })
    people = {}
    // Nobody is all-correct, so the target is 0: score, prediction, minutes.
    for (const [name, union, right, prediction, minutes] of [
      ['An', 'T-A-1', 3, 0, 5],
      ['Bình', 'T-B-1', 3, 4, 5],
      ['Chi', 'T-A-1', 3, null, 5],
      ['Dũng', 'T-A-1', 2, null, 5],
      ['Em', 'T-B-1', 2, null, 7],
      ['Giang', 'T-B-1', 2, null, 7],
    ] as const) {
      const person = await world.contestant(union, `Lò Văn ${name}`)
      people[name] = person
      attemptIds[name] = (await world.play(person, { right, prediction, takes: minutes * MINUTE })).attemptId
    }
    await world.services.projector.catchUp()
  })
  afterAll(() => world.end())

  it('is told by nobody before the seal', async () => {
    expect((await board()).rows.map(({ above }) => above)).toEqual(Array.from({ length: 6 }, () => null))
    expect(await whyOf('An')).toBe(null)
  })

  it('is on every row of the sealed board, page by page, a blank prediction without a figure', async () => {
    world.clock.set('2021-05-10T00:01:00+07:00')
    const judge = await world.staff('judge')
    await judge.ask('sealRound', { params: { roundId: world.roundId }, body: { reason: 'hết kỳ thi' } })
    const reasons = [
      { decidedBy: 'predictionDistance', own: 0, next: 4 },
      { decidedBy: 'predictionDistance', own: 4, next: null },
      { decidedBy: 'score', own: 3, next: 2 },
      { decidedBy: 'durationMs', own: 5 * MINUTE, next: 7 * MINUTE },
      { decidedBy: 'lot', own: null, next: null },
      { decidedBy: 'last', own: null, next: null },
    ]
    expect((await board()).rows.map(({ above }) => above)).toEqual(reasons)
    const pages = await Promise.all(['1', '2', '3'].map((page) => board({ page, pageSize: '2' })))
    expect(pages.flatMap(({ rows }) => rows.map(({ above }) => above))).toEqual(reasons)
  })

  it('among one union is told against the next of that union', async () => {
    const { rows } = await board({ unionId: world.unionId('T-A') })
    expect(rows.map(({ above }) => above)).toEqual([
      { decidedBy: 'predictionDistance', own: 0, next: null },
      { decidedBy: 'score', own: 3, next: 2 },
      { decidedBy: 'last', own: null, next: null },
    ])
  })

  it('tells a contestant what the one before had more of, and what they have more of than the next', async () => {
    expect(await whyOf('An')).toEqual({ before: null, after: { rank: 2, decidedBy: 'predictionDistance', own: 0, next: 4 }, lot: null })
    expect(await whyOf('Chi')).toEqual({
      before: { rank: 2, decidedBy: 'predictionDistance', own: 4, next: null },
      after: { rank: 4, decidedBy: 'score', own: 3, next: 2 },
      lot: null,
    })
  })

  it('names the published figure from which a lot was drawn', async () => {
    const { services } = world
    const [revision] = await services.storage.results.revisions(world.roundId)
    const seed = revision?.chainHash ?? ''
    const drawn = ['Em', 'Giang'].sort((a, b) =>
      services.sha256(`${seed}\n${attemptIds[a]!}`) < services.sha256(`${seed}\n${attemptIds[b]!}`) ? -1 : 1,
    )
    const [first, last] = [await whyOf(drawn[0]!), await whyOf(drawn[1]!)]
    expect([first?.after.decidedBy, last?.before?.decidedBy, last?.after]).toEqual([
      'lot',
      'lot',
      { rank: null, decidedBy: 'last', own: null, next: null },
    ])
    expect(last?.lot).toEqual({ seed, seq: revision?.chainSeq, attemptId: attemptIds[drawn[1]!] })
  })
})
