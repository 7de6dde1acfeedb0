import { afterEach, describe, expect, test } from 'vitest'
import { startAttempt } from '../../server/src/features/attempts/actions.ts'
import { questions } from '../support/contest.ts'
import { DAY, expectRefused, MINUTE, openWorld, type Person, type World } from './world.ts'

let world: World
afterEach(() => world.end())

const review = (who: Person, attemptId: string) => who.call('getReview', { params: { attemptId } })
const contest = () => ({ params: { slug: world.fixture.slug } })
const AFTER = '2021-05-10T00:31:00+07:00'

async function seal(roundId = world.roundId, after = AFTER): Promise<void> {
  world.clock.set(after)
  await (await world.staff('judge')).ask('sealRound', { params: { roundId }, body: { reason: 'hết kỳ thi' } })
}
const sealNext = () => seal(world.secondRoundId, '2021-05-17T00:31:00+07:00')

describe('the answers of a finished attempt', () => {
  test('are hidden until the round and the next one, which may ask the same, are sealed, then shown with the own answer, the key, the explanation and the law', async () => {
    world = await openWorld({ rules: { showAnswers: 'afterSeal' } })
    const who = await world.contestant()
    const { attemptId } = await who.ask('startAttempt', { params: { roundId: world.roundId } })
    expectRefused(await review(who, attemptId), 'answers-hidden')
    const right = await world.rightChoices(attemptId)
    const own = [right[0]!, right[1]![0] === 'a' ? ['b'] : ['a']]
    const responses = own.map((choice, index) => ({ position: index + 1, choice, ageMs: 0 }))
    await who.ask('saveResponses', { params: { attemptId }, body: { responses } })
    await who.ask('submitAttempt', { params: { attemptId } })
    for (const moment of [null, '2021-05-10T00:30:00+07:00']) {
      if (moment !== null) world.clock.set(moment)
      const refused = await review(who, attemptId)
      expectRefused(refused, 'answers-hidden')
      expect(refused.body).not.toContain('BÍ MẬT')
      expect(await who.ask('getAttempt', { params: { attemptId } })).toMatchObject({ reviewable: false })
    }

    await seal()
    expectRefused(await review(who, attemptId), 'answers-hidden')
    expect(await who.ask('getAttempt', { params: { attemptId } })).toMatchObject({ reviewable: false })
    await sealNext()
    expect(await who.ask('getAttempt', { params: { attemptId } })).toMatchObject({ reviewable: true })
    const shown = await who.ask('getReview', { params: { attemptId } })
    expect(shown).toMatchObject({ attemptId, roundId: world.roundId, number: 1, practice: false })
    expect(shown.questions.map((question) => question.right)).toEqual(right)
    expect(shown.questions.map(({ choice }) => choice)).toEqual([...own, [], []])
    expect(shown.questions.map(({ share }) => share)).toEqual([1, 0, 0, 0])
    for (const question of shown.questions) {
      const asked = questions.find(({ stem }) => stem === question.stem)
      expect([question.explanation, question.legalReference]).toEqual([asked?.explanation, asked?.legalReference])
    }
  })

  test('are shown to nobody else: not to another contestant, not to the desk, not to a stranger', async () => {
    world = await openWorld({ rules: { showAnswers: 'afterSeal' } })
    const { attemptId } = await world.play(await world.contestant())
    await seal()
    await sealNext()
    for (const [who, code] of [
      [await world.contestant(), 'not-found'],
      [await world.staff('officer', 'T-A'), 'not-allowed'],
      [await world.staff('judge'), 'not-allowed'],
      [world.nobody, 'not-logged-in'],
    ] as const) {
      const refused = await review(who, attemptId)
      expectRefused(refused, code)
      expect(refused.body).not.toContain('BÍ MẬT')
    }
  })

  test('stay hidden after the seal where the rules never show them', async () => {
    world = await openWorld()
    const who = await world.contestant()
    const { attemptId } = await world.play(who)
    await seal()
    await sealNext()
    expectRefused(await review(who, attemptId), 'answers-hidden')
    expect(await who.ask('getAttempt', { params: { attemptId } })).toMatchObject({ reviewable: false })
  })
})

describe('practice', () => {
  test.each(['thi thử', 'Thi thử', 'Thi Thử', 'THI THỬ'])('a question tagged “%s” is never asked in a real round', async (tag) => {
    world = await openWorld({ questions: [...questions.slice(0, 3), ...questions.slice(3).map((one) => ({ ...one, tags: [tag] }))] })
    expectRefused(await (await world.contestant()).call('startAttempt', { params: { roundId: world.roundId } }), 'bank-too-small')
    const { feasible, bank } = await (await world.staff('organiser')).ask('getBlueprint', { params: { roundId: world.roundId } })
    expect([feasible, bank.reduce((sum, { ready }) => sum + ready, 0)]).toEqual([false, 3])
  })

  const practised = questions.map((question, index) => ({ ...question, code: `T-${index}`, stem: `Câu thi thử ${index}?`, tags: ['thi thử'] }))
  const open = async (): Promise<{ who: Person; practiceId: string }> => {
    world = await openWorld({ questions: [...questions, ...practised], practice: [1], rules: { attemptsPerRound: 1, attemptsPerDay: 1 } })
    return { who: await world.contestant(), practiceId: world.secondRoundId }
  }
  const once = async (who: Person, practiceId: string) => {
    const { attemptId, questions: asked } = await who.ask('startAttempt', { params: { roundId: practiceId } })
    world.clock.pass(MINUTE)
    await who.ask('submitAttempt', { params: { attemptId } })
    return { attemptId, asked }
  }

  test('is taken as often as one likes, beside the attempts of the real rounds', async () => {
    const { who, practiceId } = await open()
    world.clock.set('2021-05-11T08:00:00+07:00')
    for (let time = 0; time < 7; time += 1) await once(who, practiceId)
    const [real, practice] = (await who.ask('getContest', contest())).rounds
    expect(real?.my).toMatchObject({ attemptsUsed: 0, attempts: [] })
    expect(practice).toMatchObject({ practice: true, my: { attemptsLeft: 1, leftToday: null } })
    expect(practice?.my?.attempts.map(({ number }) => number)).toEqual([3, 4, 5, 6, 7])
  })

  test('asks the questions tagged for it and no others, and the real rounds never ask them', async () => {
    const { who, practiceId } = await open()
    const { questions: real } = await who.ask('startAttempt', { params: { roundId: world.roundId } })
    expect(real.every(({ stem }) => stem.startsWith('Câu hỏi số'))).toBe(true)
    world.clock.set('2021-05-11T08:00:00+07:00')
    const { asked } = await once(who, practiceId)
    expect(asked.every(({ stem }) => stem.startsWith('Câu thi thử'))).toBe(true)
  })

  const untag = async (): Promise<void> => {
    const change = { removeTags: ['thi thử'] }
    const body = { filter: { tag: 'thi thử' }, change, reason: 'dùng cho kỳ thi thật' }
    await (await world.staff('organiser')).ask('changeQuestions', { ...contest(), body })
  }
  const readyForReal = async (): Promise<number> => {
    const { bank } = await (await world.staff('organiser')).ask('getBlueprint', { params: { roundId: world.roundId } })
    return bank.reduce((sum, { ready }) => sum + ready, 0)
  }
  const realCodes = async (): Promise<string[]> => {
    const { entries } = await world.services.storage.questions.bank(world.fixture.contestId)
    return entries.filter((entry) => !entry.practice).map(({ code }) => code)
  }

  test('what it has asked no real round ever draws, though the tag is taken away; what it has not asked becomes a real question', async () => {
    const { who, practiceId } = await open()
    world.clock.set('2021-05-11T08:00:00+07:00')
    const { asked } = await once(who, practiceId)
    const known = asked.map(({ stem }) => stem.replace('Câu thi thử ', 'T-').replace('?', ''))
    await untag()
    expect(await readyForReal()).toBe(questions.length + practised.length - asked.length)
    const real = await realCodes()
    expect(real).toHaveLength(questions.length + practised.length - asked.length)
    expect(real.filter((code) => known.includes(code))).toEqual([])
    const organiser = await world.staff('organiser')
    const { questions: listed } = await organiser.ask('listQuestions', { ...contest(), query: { search: 'Câu thi thử' } })
    for (const { questionId, code } of listed)
      expect(await organiser.ask('getQuestion', { params: { questionId } })).toMatchObject({ practised: known.includes(code) })
  })

  test('what a real round has asked it leaves alone until that round is sealed, though the tag is given to all', async () => {
    const { who, practiceId } = await open()
    const { questions: real } = await who.ask('startAttempt', { params: { roundId: world.roundId } })
    const body = { filter: {}, change: { addTags: ['thi thử'] }, reason: 'cho thi thử tất cả' }
    await (await world.staff('organiser')).ask('changeQuestions', { ...contest(), body })
    world.clock.set('2021-05-11T08:00:00+07:00')
    // Papers are drawn at random: it practises until it has seen as many questions as there are to see.
    const stemsOf = async (count: number): Promise<Set<string>> => {
      const stems = new Set<string>()
      for (let time = 0; time < 100 && stems.size < count; time += 1) for (const { stem } of (await once(who, practiceId)).asked) stems.add(stem)
      return stems
    }
    const all = questions.length + practised.length
    const before = await stemsOf(all - real.length)
    expect(before.size).toBe(all - real.length)
    for (const { stem } of (await once(who, practiceId)).asked) before.add(stem)
    expect(real.filter(({ stem }) => before.has(stem))).toEqual([])
    await world.services.projector.catchUp()
    await (await world.staff('judge')).ask('sealRound', { params: { roundId: world.roundId }, body: { reason: 'chốt kỳ 1' } })
    const after = await stemsOf(all)
    expect(real.filter(({ stem }) => !after.has(stem))).toEqual([])
  })

  test('a paper drawn just before the tag was taken away counts as asked as well', async () => {
    const { who, practiceId } = await open()
    world.clock.set('2021-05-11T08:00:00+07:00')
    const { storage } = world.services
    const old = await storage.questions.bank(world.fixture.contestId)
    await untag()
    expect(await realCodes()).toHaveLength(questions.length + practised.length)
    const late = { ...world.services, storage: { ...storage, questions: { ...storage.questions, bank: () => Promise.resolve(old) } } }
    const started = await startAttempt(late, { roundId: practiceId, contestantId: who.id })
    expect(started).toMatchObject({ ok: true })
    const paper = started.ok ? started.value.paper.map(({ versionId }) => versionId) : []
    const codes = [...(await storage.questions.versions(paper)).values()].filter(({ id }) => paper.includes(id)).map(({ code }) => code)
    expect((await realCodes()).filter((code) => codes.includes(code))).toEqual([])
  })

  test('shows score and answers at once, but not while it runs', async () => {
    const { who, practiceId } = await open()
    world.clock.set('2021-05-11T08:00:00+07:00')
    const { attemptId } = await who.ask('startAttempt', { params: { roundId: practiceId } })
    expectRefused(await review(who, attemptId), 'answers-hidden')
    await who.ask('submitAttempt', { params: { attemptId } })
    expect(await who.ask('getAttempt', { params: { attemptId } })).toMatchObject({ practice: true, reviewable: true, result: { score: 0 } })
    expect(await who.ask('getReview', { params: { attemptId } })).toMatchObject({ practice: true })
    expectRefused(await review(await world.contestant(), attemptId), 'not-found')
  })

  test('leaves no line in the log, no row on a board and nobody in the counts', async () => {
    const { who, practiceId } = await open()
    world.clock.set('2021-05-11T08:00:00+07:00')
    const { attemptId } = await once(who, practiceId)
    await world.services.projector.catchUp()
    expect(await world.logged()).toEqual([])
    const { counts } = await who.ask('getContest', contest())
    expect(counts).toEqual({ people: 0, attempts: 0 })
    expect(await who.ask('getRoundLeaderboard', { params: { roundId: practiceId } })).toMatchObject({ rows: [], total: 0, mine: null })
    const { rows } = await who.ask('getUnionLeaderboard', { params: { roundId: practiceId } })
    expect(rows.map(({ people, attempts }) => people + attempts)).toEqual([0, 0, 0])
    expect(await who.ask('getContestLeaderboard', contest())).toMatchObject({ rows: [], total: 0, mine: null })
    world.clock.pass(30 * DAY)
    const judge = await world.staff('judge')
    expectRefused(await judge.call('sealRound', { params: { roundId: practiceId }, body: { reason: 'hết kỳ thi' } }), 'practice-round')
    expectRefused(await judge.call('voidAttempt', { params: { attemptId }, body: { reason: 'làm sai thể lệ' } }), 'practice-round')
  })
})
