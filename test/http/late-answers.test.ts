import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectRefused, MINUTE, openWorld, SECOND, type Person } from './world.ts'

const CLOSED = '2021-05-10T00:01:00+07:00'

describe('answers that came late', () => {
  let world: Awaited<ReturnType<typeof openWorld>>
  let judge: Person
  let who: Person
  let attemptId: string
  const attempt = () => ({ params: { attemptId } })
  const decide = (decision: string, positions?: number[]) =>
    judge.call('decideHeldAnswers', {
      ...attempt(),
      body: { decision, ...(positions === undefined ? {} : { positions }), reason: 'Mất sóng ở bản, có giám thị xác nhận' },
    })
  const timeline = () => judge.ask('getTimeline', attempt())
  const tables = ['outcomes', 'standings', 'union_tallies', 'question_usage', 'activity']
  const dump = async (): Promise<string> => {
    const { default: Database } = await import('better-sqlite3')
    const client = new Database(`${world.folder}/hoithi.sqlite`, { readonly: true })
    const rows = tables.map((table) =>
      client
        .prepare(`select * from ${table}`)
        .all()
        .map((row) => JSON.stringify(row))
        .sort(),
    )
    client.close()
    return JSON.stringify(rows)
  }

  beforeAll(async () => {
    world = await openWorld({ rules: { lateAnswers: 'held', tieBreaks: ['score', 'durationMs'], prediction: null } })
    judge = await world.staff('judge')
    who = await world.contestant('T-A-1', 'Lò Văn Muộn')
    const started = await who.ask('startAttempt', { params: { roundId: world.roundId } })
    attemptId = started.attemptId
    const right = await world.rightChoices(attemptId)
    world.clock.pass(MINUTE)
    await who.ask('saveResponses', { ...attempt(), body: { responses: [{ position: 1, choice: right[0], ageMs: 0 }] } })
    world.clock.set(started.deadlineAt + 60 * SECOND)
    // Tapped in time, but the line came back only now.
    const responses = right.slice(1).map((choice, index) => ({ position: index + 2, choice, ageMs: 120 * SECOND }))
    expect(await who.ask('saveResponses', { ...attempt(), body: { responses } })).toMatchObject({ saved: [], held: [2, 3, 4] })
    await who.ask('getAttempt', attempt())
    world.clock.set(CLOSED)
    await world.services.projector.catchUp()
    await world.services.flagPasses.catchUp()
  })
  afterAll(() => world.end())

  it('are a flag that waits for a decision, and stand on the timeline of their attempt', async () => {
    const { flags } = await judge.ask('listFlags', { params: { roundId: world.roundId }, query: { kind: 'held' } })
    expect(flags).toMatchObject([{ strength: 'strong', state: 'new', evidence: { answers: 3, positions: [2, 3, 4], lateMs: 60 * SECOND } }])
    const verdict = { flagIds: [flags[0]!.id], verdict: 'dismissed', reason: 'để sau hẵng xem' }
    expectRefused(await judge.call('judgeFlags', { params: { roundId: world.roundId }, body: verdict }), 'late-answers-waiting')
    const shown = await timeline()
    expect(shown.attempt).toMatchObject({ contestantName: 'Lò Văn Muộn', score: 1, maxScore: 4, finishedBy: 'deadline', voided: false, questions: 4 })
    expect(shown.answers.map(({ position, right, gapMs }) => [position, right, gapMs])).toEqual([[1, true, MINUTE]])
    expect(shown.late.map(({ position, right, decision, stands }) => [position, right, decision, stands])).toEqual([
      [2, true, null, []],
      [3, true, null, []],
      [4, true, null, []],
    ])
    expect([shown.scoreWithLate, shown.flags.map(({ kind }) => kind)]).toEqual([4, ['held']])
  })

  it('count once a judge lets them in: the score, the log and the board follow, and the person is told', async () => {
    expectRefused(await decide('accepted', [1]), 'no-late-answers')
    expect((await decide('accepted', [2, 3])).json()).toEqual({ decided: 2, score: 3, revision: null })
    expect((await world.logged()).at(-1)).toMatchObject({
      kind: 'regrade',
      attemptId,
      score: 3,
      correctCount: 3,
      allCorrect: false,
      cause: 'heldAnswers',
    })
    await world.services.projector.catchUp()
    const board = await who.ask('getRoundLeaderboard', { params: { roundId: world.roundId } })
    expect(board.mine).toMatchObject({ score: 3 })
    expect(await who.ask('getAttempt', attempt())).toMatchObject({ held: [4], heldAccepted: [2, 3], heldRefused: [], result: { score: 3 } })
    expect((await judge.ask('listAudit')).entries[0]).toMatchObject({
      action: 'acceptLateAnswers',
      subject: attemptId,
      details: { positions: [2, 3], before: { score: 1 }, after: { score: 3 } },
    })
    expect((await timeline()).history.map(({ action }) => action)).toEqual(['acceptLateAnswers'])
  })

  it('leave what was handed in as it was counted: a rebuild gives the same rows', async () => {
    const before = await dump()
    await world.services.storage.boards.clear()
    await world.services.projector.catchUp()
    expect(await dump()).toBe(before)
  })

  it('are refused by a judge, and then nothing changes; each is decided once', async () => {
    const entries = (await world.logged()).length
    expect((await decide('refused')).json()).toEqual({ decided: 1, score: 3, revision: null })
    expectRefused(await decide('accepted'), 'no-late-answers')
    expect((await world.logged()).length).toBe(entries)
    expect(await who.ask('getAttempt', attempt())).toMatchObject({ held: [], heldAccepted: [2, 3], heldRefused: [4], result: { score: 3 } })
    const { flags } = await judge.ask('listFlags', { params: { roundId: world.roundId }, query: { kind: 'held' } })
    expect(flags).toMatchObject([{ state: 'dismissed' }])
  })

  it('that come after the seal and are let in make a new revision; the first stays', async () => {
    await judge.ask('sealRound', { params: { roundId: world.roundId }, body: { reason: 'chốt kỳ 1' } })
    const right = await world.rightChoices(attemptId)
    const again = { responses: [{ position: 4, choice: right[3], ageMs: 60 * SECOND }] }
    expect(await who.ask('saveResponses', { ...attempt(), body: again })).toMatchObject({ held: [4] })
    expect((await decide('accepted')).json()).toEqual({ decided: 1, score: 4, revision: 2 })
    const results = async (revision: number) =>
      (await judge.ask('getResults', { params: { roundId: world.roundId }, query: { revision } })).rows.map(({ score }) => score)
    expect([await results(1), await results(2)]).toEqual([[3], [4]])
  })

  it('of a voided attempt are nobody’s to let in', async () => {
    await judge.ask('voidAttempt', { ...attempt(), body: { reason: 'Nhờ người khác thi hộ' } })
    expectRefused(await decide('accepted'), 'already-void')
    await world.services.projector.catchUp()
    const before = await dump()
    await world.services.storage.boards.clear()
    await world.services.projector.catchUp()
    expect(await dump()).toBe(before)
  })
})

it('let in while a sealed round is graded again count with its next results: until then the person reads score and answers as sealed', async () => {
  const world = await openWorld({
    rounds: [['2021-05-03T00:00:00+07:00', '2021-05-10T00:00:00+07:00']],
    rules: { lateAnswers: 'held', showAnswers: 'afterSeal', tieBreaks: ['score', 'durationMs'], prediction: null },
  })
  const { storage, regrader } = world.services
  const [judge, who] = [await world.staff('judge'), await world.contestant('T-A-1', 'Lò Văn Muộn')]
  const { attemptId, deadlineAt } = await who.ask('startAttempt', { params: { roundId: world.roundId } })
  const right = await world.rightChoices(attemptId)
  world.clock.set(deadlineAt + 60 * SECOND)
  const responses = right.map((choice, index) => ({ position: index + 1, choice, ageMs: 120 * SECOND }))
  await who.ask('saveResponses', { params: { attemptId }, body: { responses } })
  await who.ask('getAttempt', { params: { attemptId } })
  world.clock.set('2021-05-10T00:31:00+07:00')
  await judge.ask('sealRound', { params: { roundId: world.roundId }, body: { reason: 'chốt kỳ 1' } })
  const read = async () => {
    const { questions } = await who.ask('getReview', { params: { attemptId } })
    const [mine] = (await who.ask('listOwnAttempts')).attempts
    return [mine!.score, questions.map(({ share }) => share), questions.filter(({ choice }) => choice.length > 0).length]
  }
  const sealed = await read()
  expect(sealed).toEqual([0, [0, 0, 0, 0], 0])
  // Somebody else's question, so to say: the correction leaves this paper's figures alone, but its grading is under way.
  const { paper } = (await storage.attempts.find(attemptId))!
  const bank = await storage.questions.current({ contestId: world.fixture.contestId })
  const asked = bank.find(({ id }) => id === paper[0]!.versionId)!
  const body = { questionId: asked.questionId, versionId: asked.id, treatment: 'original', key: null, reason: 'xem lại đáp án' }
  await judge.ask('correctKey', { params: { roundId: world.roundId }, body })
  const accepted = { decision: 'accepted', reason: 'Mất sóng ở bản, có giám thị xác nhận' }
  expect((await judge.call('decideHeldAnswers', { params: { attemptId }, body: accepted })).json()).toMatchObject({
    decided: 4,
    score: 4,
    revision: null,
  })
  expect(await read()).toEqual(sealed)
  await regrader.catchUp()
  expect(await read()).toEqual([4, [1, 1, 1, 1], 4])
  await world.end()
})
