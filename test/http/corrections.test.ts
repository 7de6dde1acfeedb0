import type { KeyTreatment } from '@hoithi/shared/contracts/corrections'
import { afterEach, describe, expect, test } from 'vitest'
import { plainSettings } from '../../server/src/domain/contest.ts'
import { expectRefused, MINUTE, openWorld, type Person, type World } from './world.ts'

let world: World
let judge: Person
afterEach(() => world.end())

/** A contest of one round that asks all six questions and shows the answers after its seal. */
async function open(settings: Partial<typeof plainSettings> = {}): Promise<void> {
  world = await openWorld({
    rounds: [['2021-05-03T00:00:00+07:00', '2021-05-10T00:00:00+07:00']],
    rules: { blueprint: [{ count: 6 }], showAnswers: 'afterSeal', prediction: null, tieBreaks: ['score', 'durationMs', 'submittedAt'] },
    settings: { prizes: { ...plainSettings.prizes, roundPeople: [{ title: 'Nhất', count: 1, value: null }] }, ...settings },
  })
  judge = await world.staff('judge')
}
const round = () => ({ roundId: world.roundId })

const bank = async (code: string) =>
  (await world.services.storage.questions.current({ contestId: world.fixture.contestId })).find((question) => question.code === code)!

/** Somebody answers everything right but Q-1, to which they choose an option: of it 0 is the key. */
async function played(name: string, option: number, minutes: number, union = 'T-A-1'): Promise<{ who: Person; attemptId: string }> {
  const who = await world.contestant(union, name)
  const { attemptId } = await who.ask('startAttempt', { params: round() })
  const attempt = (await world.services.storage.attempts.find(attemptId))!
  const q1 = await bank('Q-1')
  const right = await world.rightChoices(attemptId)
  const letters = attempt.paper.map(({ versionId, order }, index) =>
    versionId === q1.id ? [String.fromCharCode(97 + order.indexOf(option))] : right[index]!,
  )
  const responses = letters.map((choice, index) => ({ position: index + 1, choice, ageMs: 0 }))
  await who.ask('saveResponses', { params: { attemptId }, body: { responses } })
  world.clock.pass(minutes * MINUTE)
  await who.ask('submitAttempt', { params: { attemptId } })
  return { who, attemptId }
}
const secondIsRight = { correct: [1], answers: [], caseMatters: false, accentsMatter: false }
async function wish(treatment: KeyTreatment) {
  const { questionId, id } = await bank('Q-1')
  return { questionId, versionId: id, treatment, key: treatment === 'newKey' || treatment === 'bothKeys' ? secondIsRight : null }
}
const correct = async (treatment: KeyTreatment, reason = 'Đáp án in nhầm') =>
  judge.ask('correctKey', { params: round(), body: { ...(await wish(treatment)), reason } })
const scoreOf = async ({ who, attemptId }: Awaited<ReturnType<typeof played>>) =>
  (await who.ask('listOwnAttempts', {})).attempts.find(({ id }) => id === attemptId)?.score
async function seal(): Promise<void> {
  world.clock.set('2021-05-10T00:31:00+07:00')
  await judge.ask('sealRound', { params: round(), body: { reason: 'hết kỳ thi' } })
}
async function trialOf(treatment: KeyTreatment) {
  const { trialId } = await judge.ask('tryCorrection', { params: round(), body: await wish(treatment) })
  for (;;) {
    const reply = await judge.ask('getCorrectionTrial', { params: { trialId } })
    if (reply.trial.found !== null) return { ...reply, found: reply.trial.found, trialId }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

describe('a wrong key', () => {
  test('is found among the questions of the round, answered worst first, with its versions and its key', async () => {
    await open()
    for (const [index, option] of [1, 1, 0].entries()) await played(`Người ${index}`, option, 2)
    await world.services.projector.catchUp()
    const { questions, total } = await judge.ask('listAskedQuestions', { params: round() })
    expect([total, questions[0]]).toMatchObject([6, { code: 'Q-1', drawn: 3, facility: 0.333, treatment: null }])
    const { versions } = await judge.ask('getAskedQuestion', { params: { ...round(), questionId: questions[0]!.questionId } })
    expect(versions).toMatchObject([{ version: 1, correct: [0], drawn: 3, treatment: null, newKey: null }])
  })

  test('tried first: who moves where, which prizes change, and nothing is changed', async () => {
    await open()
    const people = [await played('Nguyễn Nhất', 0, 2), await played('Trần Nhì', 1, 2), await played('Lê Ba', 2, 3)]
    await world.services.projector.catchUp()
    const lines = (await world.logged()).length
    const { found, movers, total } = await trialOf('newKey')
    expect(found).toMatchObject({
      ...{ holding: 3, changedAttempts: 2, changedPeople: 2, movedPeople: 2 },
      before: { people: 3, attempts: 3, allCorrect: 1, meanScore: 5.33 },
      after: { people: 3, attempts: 3, allCorrect: 1, meanScore: 5.33 },
      changes: [
        { from: -1, to: -1, attempts: 1 },
        { from: 1, to: 1, attempts: 1 },
      ],
      prizes: [
        {
          ...{ scope: 'round', given: 1, undecided: { before: 0, after: 0 }, waiting: ['Kỳ 1'], changed: 2 },
          changes: [
            { what: 'lost', group: 'roundPeople', name: 'Nguyễn Nhất', from: 'Nhất', to: null },
            { what: 'gained', group: 'roundPeople', name: 'Trần Nhì', from: null, to: 'Nhất' },
          ],
        },
      ],
    })
    expect(found.topBefore.map(({ fullName, score }) => [fullName, score])).toEqual([
      ['Nguyễn Nhất', 6],
      ['Trần Nhì', 5],
      ['Lê Ba', 5],
    ])
    expect([total, movers.map(({ fullName, fromRank, toRank, fromScore, toScore }) => [fullName, fromRank, toRank, fromScore, toScore])]).toEqual([
      2,
      [
        ['Trần Nhì', 2, 1, 5, 6],
        ['Nguyễn Nhất', 1, 2, 6, 5],
      ],
    ])
    expect([(await world.logged()).length, await scoreOf(people[0]!)]).toEqual([lines, 6])
  })

  test('tried by the prize rules: barred people, one prize per person, unions with too few members, and the sum over the rounds', async () => {
    const tier = (title: string) => [{ title, count: 1, value: null }]
    world = await openWorld({
      rules: { blueprint: [{ count: 6 }], prediction: null, tieBreaks: ['score', 'durationMs', 'submittedAt'] },
      settings: {
        prizes: {
          ...plainSettings.prizes,
          ...{ roundPeople: tier('Nhất kỳ'), contestPeople: tier('Đặc biệt'), unions: tier('Cờ') },
          ...{ unionMetric: 'mean', leastMembers: 20, onePerPerson: 'perContest' },
        },
      },
    })
    judge = await world.staff('judge')
    await played('Nguyễn An', 0, 2)
    await played('Đỗ Bình', 1, 2, 'T-A-2')
    const barred = await played('Vàng Cấm', 1, 1, 'T-B-1')
    await world.services.storage.contests.change(world.fixture.slug, (found) => {
      const { contest, rounds } = found!
      const settings = { ...contest.settings, barred: [{ phone: barred.who.phone, note: 'ban tổ chức' }] }
      const audit = { id: 'x', at: 0, actorId: 'x', action: 'test', subject: 'x', reason: 'x' }
      return { ok: true, value: { contest: { ...contest, settings }, rounds, audit } }
    })
    await world.services.projector.catchUp()
    const { prizes } = (await trialOf('newKey')).found
    const told = prizes.map(({ scope, waiting, changes }) => [
      scope,
      waiting.length,
      ...changes.map(({ what, name, from, to }) => `${what} ${name}: ${from ?? '–'} → ${to ?? '–'}`),
    ])
    expect(told).toEqual([
      ['round', 1, 'lost Nguyễn An: Nhất kỳ → –', 'gained Đỗ Bình: – → Nhất kỳ'],
      [
        'contest',
        2,
        'lost Đỗ Bình: Đặc biệt → –',
        'lost CĐCS Trường THCS Tả Tổng: Cờ → –',
        'gained Nguyễn An: – → Đặc biệt',
        'gained CĐCS Bệnh viện Đa khoa: – → Cờ',
      ],
    ])
  })

  test('in an open round: corrected for whoever has handed in and for whoever is still to do so; boards follow, and nobody is told the key', async () => {
    await open()
    const early = await played('Nguyễn Sớm', 1, 2)
    await correct('bothKeys')
    const late = await played('Trần Muộn', 1, 2)
    expect(await scoreOf(late)).toBe(6)
    await world.services.regrader.catchUp()
    expect(await scoreOf(early)).toBe(6)
    const board = await judge.ask('getRoundLeaderboard', { params: round() })
    expect(board.rows.map(({ name }) => name.split(' (')[0])).toEqual(['Nguyễn Sớm', 'Trần Muộn'])
    expectRefused(await early.who.call('getReview', { params: { attemptId: early.attemptId } }), 'answers-hidden')
    const { corrections } = await judge.ask('listCorrections', { params: round() })
    expect(corrections).toMatchObject([
      {
        code: 'Q-1',
        treatment: 'bothKeys',
        state: 'done',
        total: 1,
        seen: 1,
        changed: 1,
        revision: null,
        holds: true,
        versions: [1],
        actor: 'judge',
      },
    ])
  })

  test('in a sealed round: a new revision with the reason and the judge, the old one stays readable, and the review tells what was decided', async () => {
    await open()
    const first = await played('Nguyễn Nhất', 0, 2)
    const second = await played('Trần Nhì', 1, 3)
    await seal()
    await correct('newKey', 'Nghị định đã đổi')
    await world.services.regrader.catchUp()
    const ranks = async (revision: number) =>
      (await judge.ask('getResults', { params: round(), query: { revision } })).rows.map(({ fullName, score }) => `${fullName} ${score}`)
    expect([await ranks(1), await ranks(2)]).toEqual([
      ['Nguyễn Nhất 6', 'Trần Nhì 5'],
      ['Trần Nhì 6', 'Nguyễn Nhất 5'],
    ])
    const { revisions } = await judge.ask('getSealing', { params: round() })
    expect(revisions.map(({ number, reason, sealedBy }) => [number, reason, sealedBy])).toEqual([
      [2, 'Nghị định đã đổi', 'judge'],
      [1, 'hết kỳ thi', 'judge'],
    ])
    expect((await judge.ask('listCorrections', { params: round() })).corrections[0]).toMatchObject({ state: 'done', revision: 2 })
    const { questions } = await first.who.ask('getReview', { params: { attemptId: first.attemptId } })
    const reviewed = questions.find(({ correction }) => correction !== null)!
    expect(reviewed).toMatchObject({
      stem: 'Câu hỏi số 1?',
      share: 0,
      correction: { treatment: 'newKey', reason: 'Nghị định đã đổi', alsoRight: [] },
    })
    expect(reviewed.right.map((letter) => reviewed.options.find(({ id }) => id === letter)?.text)).toEqual(['phương án hai'])
    expect([await scoreOf(first), await scoreOf(second)]).toEqual([5, 6])

    await correct('original', 'Nghị định chưa đổi')
    await world.services.regrader.catchUp()
    expect(await ranks(3)).toEqual(await ranks(1))
    expect((await judge.ask('listCorrections', { params: round() })).corrections.map(({ treatment, holds }) => [treatment, holds])).toEqual([
      ['original', false],
      ['newKey', false],
    ])
  })
})

describe('while a sealed round is graded again', () => {
  /** Every place where contestants read of a result of theirs, and anyone who has its receipt. */
  async function told({ who, attemptId }: Awaited<ReturnType<typeof played>>) {
    const { result } = await who.ask('getAttempt', { params: { attemptId } })
    const [mine] = (await who.ask('listOwnAttempts', {})).attempts
    const standing = await who.ask('getStanding', { params: { attemptId } })
    const [onCard] = (await who.ask('getContest', { params: { slug: world.fixture.slug } })).rounds[0]!.my!.attempts
    const [kept] = (await who.ask('getOwnData', {})).attempts
    const exported = (await who.ask('exportOwnData', {})).attempts[0]!
    const { questions } = await who.ask('getReview', { params: { attemptId } })
    const verified = await world.nobody.ask('verifyCertificate', { params: { code: result!.receipt } })
    const board = await who.ask('getRoundLeaderboard', { params: round() })
    return {
      scores: [
        result!.score,
        mine!.score,
        onCard!.score,
        kept!.score,
        exported.score,
        board.mine!.score,
        questions.reduce((sum, { share }) => sum + share, 0),
      ],
      ranks: [mine!.place?.rank, standing.overall?.rank, board.mine!.rank],
      above: standing.why?.after.decidedBy,
      voided: [mine!.voided, standing.voided, onCard!.voided, kept!.state === 'voided', verified.state === 'void'],
      corrected: questions.filter(({ correction }) => correction !== null).length,
      certificates: [mine!.certificate, standing.certificate],
    }
  }
  const good = { voided: [false, false, false, false, false], certificates: [true, true] }

  test('contestants read what is sealed, everywhere and in one piece, until the next results are there; and then all of those', async () => {
    await open({ certificate: { ...plainSettings.certificate, given: true } })
    const [first, second] = [await played('Nguyễn Nhất', 0, 2), await played('Trần Nhì', 1, 3)]
    await seal()
    const sealed = await told(first)
    expect(sealed).toEqual({ ...good, scores: Array.from({ length: 7 }, () => 6), ranks: [1, 1, 1], above: 'score', corrected: 0 })
    await correct('newKey')
    expect([await told(first), await told(second)]).toEqual([
      sealed,
      { ...sealed, scores: Array.from({ length: 7 }, () => 5), ranks: [2, 2, 2], above: 'last' },
    ])
    // Every attempt is graded, and no results are made yet: they wait for a judge who is at work on the round.
    const { id } = (await world.services.storage.corrections.next([]))!
    for await (const piece of world.services.regrading.pieces(id))
      await world.services.storage.corrections.regrade(id, piece, world.clock.now(), ({ actorId, reason, contestId, roundId }, attempts) =>
        piece.changed
          .filter(({ attemptId }) => attempts.some((attempt) => attempt.attemptId === attemptId))
          .map((changed) => ({ kind: 'regrade', ...changed, roundId, contestId, cause: 'correction', causeId: id, actorId, reason })),
      )
    expect((await world.services.storage.attempts.find(first.attemptId))?.outcome?.score).toBe(5)
    expect(await told(first)).toEqual(sealed)
    await judge.ask('voidAttempt', { params: { attemptId: second.attemptId }, body: { reason: 'thi hộ người khác' } })
    expect(await told(second)).toMatchObject({ ...good, ranks: [2, 2, 2] })
    await world.services.regrader.catchUp()
    expect(await told(first)).toEqual({ ...good, scores: Array.from({ length: 7 }, () => 5), ranks: [1, 1, 1], above: 'last', corrected: 1 })
    const gone = (await second.who.ask('listOwnAttempts', {})).attempts[0]!
    expect([gone.voided, gone.place, gone.certificate, gone.score]).toEqual([true, null, false, 6])
    expect((await second.who.ask('getStanding', { params: { attemptId: second.attemptId } })).voided).toBe(true)
  })

  test('the board over all rounds calls itself final only when no round waits for its next results', async () => {
    await open()
    await played('Nguyễn Nhất', 1, 2)
    await seal()
    const state = async () => (await world.nobody.ask('getContestLeaderboard', { params: { slug: world.fixture.slug } })).state
    const before = await state()
    await correct('newKey')
    const during = await state()
    await world.services.regrader.catchUp()
    expect([before, during, await state()]).toEqual(['sealed', 'over', 'sealed'])
  })
})

describe('what is refused', () => {
  test('a seal while attempts are being graded again; after it the round is sealed as it then stands', async () => {
    await open()
    await played('Nguyễn Nhất', 1, 2)
    await correct('newKey')
    world.clock.set('2021-05-10T00:31:00+07:00')
    expectRefused(await judge.call('sealRound', { params: round(), body: { reason: 'hết kỳ thi' } }), 'correction-under-way')
    expectRefused(
      await judge.call('correctKey', { params: round(), body: { ...(await wish('fullCredit')), reason: 'một nữa' } }),
      'correction-under-way',
    )
    expectRefused(await judge.call('tryCorrection', { params: round(), body: await wish('fullCredit') }), 'correction-under-way')
    await world.services.regrader.catchUp()
    const { revision } = await judge.ask('sealRound', { params: round(), body: { reason: 'hết kỳ thi' } })
    expect(revision).toMatchObject({ number: 1, allCorrectCount: 1 })
  })

  test('nothing of a void: while a sealed round is graded again it is logged, and is in the revision that follows', async () => {
    await open()
    const first = await played('Nguyễn Nhất', 1, 2)
    await played('Trần Nhì', 1, 3)
    await seal()
    await correct('newKey')
    const voided = await judge.ask('voidAttempt', { params: { attemptId: first.attemptId }, body: { reason: 'thi hộ người khác' } })
    expect(voided).toEqual({ voided: true, revision: null })
    await world.services.regrader.catchUp()
    const { rows, revision } = await judge.ask('getResults', { params: round() })
    expect([revision.number, rows.map(({ fullName, score }) => `${fullName} ${score}`)]).toEqual([2, ['Trần Nhì 6']])
  })

  test('a new key that the question cannot have, a question that the round never asked, a decision without a reason', async () => {
    await open()
    await played('Nguyễn Nhất', 1, 2)
    const body = { ...(await wish('newKey')), reason: 'Đáp án in nhầm' }
    const refused = (more: object, code: Parameters<typeof expectRefused>[1]) =>
      judge.call('correctKey', { params: round(), body: { ...body, ...more } }).then((response) => expectRefused(response, code))
    await refused({ key: null }, 'key-refused')
    await refused({ key: { ...secondIsRight, correct: [7] } }, 'key-refused')
    await refused({ key: { ...secondIsRight, correct: [] } }, 'key-refused')
    await refused({ questionId: 'khong-co' }, 'not-found')
    await refused({ versionId: 'khong-co' }, 'not-found')
    await refused({ versionIds: ['khong-co'] }, 'not-found')
    await refused({ reason: ' x ' }, 'invalid-request')
    expect(await world.logged()).toHaveLength(1)
  })

  test('a trial of another judge is nobody else’s', async () => {
    await open()
    await played('Nguyễn Nhất', 1, 2)
    const { trialId } = await trialOf('fullCredit')
    const other = await world.staff('judge')
    expectRefused(await other.call('getCorrectionTrial', { params: { trialId } }), 'not-found')
  })
})

test('the audit tells what held before and what holds now, and the log tells no key', async () => {
  await open()
  await played('Nguyễn Nhất', 1, 2)
  await correct('fullCredit')
  await world.services.regrader.catchUp()
  await correct('newKey')
  const { entries } = await judge.ask('listAudit', { query: { action: 'correctKey' } })
  expect(entries[0]).toMatchObject({
    ...{ actor: expect.stringMatching(/^judge-/), reason: 'Đáp án in nhầm', subject: 'Q-1 · Kỳ 1' },
    details: { before: { v1: { treatment: 'fullCredit' } }, after: { v1: { treatment: 'newKey', key: { correct: [1] } } } },
  })
  const decisions = (await world.logged()).filter(({ kind }) => kind === 'correction')
  expect(JSON.stringify(decisions)).not.toContain('correct"')
  const { lines } = await world.nobody.ask('listLog', {})
  expect(lines.map(({ kind }) => kind)).toEqual(['submission', 'correction', 'regrade', 'correction'])
})
