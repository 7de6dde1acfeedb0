import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RoundRules } from '@hoithi/shared/contracts/rules'
import { afterEach, describe, expect, test, vi } from 'vitest'
import * as demo from '../../scripts/demo-logins.js'
import { plainSettings, type Contest, type Round } from '../../server/src/domain/contest.ts'
import { blankQuestion, type QuestionDraft } from '../../server/src/domain/question.ts'
import { copyContest, playRounds } from '../../server/src/features/preflight/robot.ts'
import { openSampleLogins, SAMPLE_LOGINS, SAMPLE_PASSWORD } from '../../server/src/features/preflight/sample-accounts.ts'
import type { ReplyOf } from '../../server/src/http/route.ts'
import { editionOf } from '../../server/src/features/preflight/trial-desk.ts'
import { plainRules } from '../support/plain-rules.ts'
import { questions } from '../support/contest.ts'
import { testApp } from '../support/services.ts'
import { expectRefused, openWorld, type Person, type World } from './world.ts'

type Reply = ReplyOf<'getPreflight'>

let world: World
afterEach(() => world.end())

const params = () => ({ params: { slug: world.fixture.slug } })
const look = (who: Person, query: { people?: number } = {}) => who.ask('getPreflight', { ...params(), query })
const findings = ({ checks }: Reply, ...names: string[]): string[] =>
  checks.filter(({ name }) => names.includes(name)).map(({ state, finding }) => `${state} ${finding}`)

/** The data folder's files; what the TypeScript loader of the worker keeps beside them is not ours. */
const files = (): string[] =>
  readdirSync(world.folder)
    .filter((name) => !name.startsWith('tsx-'))
    .sort()

async function endedTrial(who: Person): Promise<ReplyOf<'getTrial'>['trial']> {
  for (;;) {
    const { running, trial } = await who.ask('getTrial', params())
    if (!running) return trial
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

describe('the preflight', () => {
  test('says of a contest what is ready and what is not', async () => {
    world = await openWorld()
    const reply = await look(await world.staff('organiser'))
    expect(reply).toMatchObject({ verdict: 'notReady', checkedAt: world.clock.now(), rehearsal: true })
    expect(findings(reply, 'contest', 'windows', 'rules', 'bank', 'waiting', 'trial', 'unions', 'headCounts', 'staff', 'samples')).toEqual([
      'ok contestAhead',
      'ok roundsInOrder',
      'ok rulesConsistent',
      // Six questions for papers of four.
      'warn bankSmall',
      'warn bankSmall',
      'ok noneWaiting',
      'warn trialNone',
      'ok unionsKnown',
      'ok headCountsKnown',
      'warn judgeMissing',
      'warn administratorsFew',
      'ok noSamples',
    ])
    expect(findings(reply, 'clock', 'address', 'secret', 'backup', 'load')).toEqual([
      'warn benchMissing',
      'warn addressLocal',
      'ok secretStrong',
      'warn clockRehearsal',
      'fail backupNone',
    ])
    // 40 + 100 + 14 members, two attempts of four questions.
    expect(reply.load).toEqual({ people: 154, attempts: 2, questions: 4, savesPerSecond: 1, bench: null })
  })

  test('reckons with the people that the reader expects, against the bench of this machine', async () => {
    world = await openWorld()
    const judge = await world.staff('judge')
    const people = 3_000_000
    // 3,000,000 × 2 × 4 × 10 % × 1.5 ÷ 3600
    expect((await look(judge, { people })).load?.savesPerSecond).toBe(1_000)
    const benches: [savesPerSecond: number, finding: string][] = [
      [999, 'fail loadTooHigh'],
      [1_999, 'warn loadClose'],
      [2_000, 'ok loadBorne'],
    ]
    for (const [savesPerSecond, finding] of benches) {
      writeFileSync(join(world.folder, 'bench.json'), JSON.stringify({ at: 1, savesPerSecond }))
      expect(findings(await look(judge, { people }), 'load')).toEqual([finding])
    }
    writeFileSync(join(world.folder, 'bench.json'), 'no json at all')
    expect(findings(await look(judge, { people }), 'load')).toEqual(['warn benchMissing'])
  })

  test('finds the newest finished backup and tells its age', async () => {
    world = await openWorld()
    const folder = join(world.folder, 'backups')
    mkdirSync(folder)
    const put = (name: string, hoursAgo: number): void => {
      writeFileSync(join(folder, name), 'copy')
      const at = Date.now() / 1000 - hoursAgo * 3_600
      utimesSync(join(folder, name), at, at)
    }
    const backup = async () => findings(await look(await world.staff('administrator')), 'backup')
    put('.making-hoithi-1.sqlite', 1)
    put('notes.txt', 1)
    expect(await backup()).toEqual(['fail backupNone'])
    put('hoithi-1.sqlite', 24 * 8)
    expect(await backup()).toEqual(['fail backupOld'])
    put('hoithi-2.sqlite', 25)
    expect(await backup()).toEqual(['warn backupOld'])
    put('hoithi-3.sqlite', 23)
    expect(await backup()).toEqual(['ok backupFresh'])
  })

  test('leaves no file in the data folder and asks for an existing contest', async () => {
    world = await openWorld()
    const before = files()
    const organiser = await world.staff('organiser')
    await Promise.all([look(organiser), look(organiser)])
    expect(files()).toEqual(before)
    for (const name of ['getPreflight', 'getTrial', 'startTrial'] as const)
      expectRefused(await organiser.call(name, { params: { slug: 'khong-co' } }), 'not-found')
  })
})

type Tried = { contest: Contest; rounds: Round[] }
const inFirst = ({ contest, rounds }: Tried, changes: Partial<Round>): Tried => ({
  contest,
  rounds: rounds.map((round, index) => (index === 0 ? { ...round, ...changes } : round)),
})
const inSettings = ({ contest, rounds }: Tried, changes: Partial<Contest['settings']>): Tried => ({
  contest: { ...contest, settings: { ...contest.settings, ...changes } },
  rounds,
})

describe('the robot', () => {
  const typed = (code: string, credit: number): QuestionDraft => ({
    ...blankQuestion(),
    code,
    kind: 'shortText',
    topic: 'Bầu cử',
    difficulty: 1,
    stem: `${code}?`,
    answers: [{ text: 'đúng', tolerance: 0, credit }],
  })
  /** The first round played by the robot on a ground of this process. */
  const played = async (drafts: QuestionDraft[], rules: Partial<RoundRules> = {}, its: Partial<Contest> = {}) => {
    world = await openWorld({ rules })
    const { services, clock, fixture } = world
    const contest = (await services.storage.contests.find(fixture.slug))!
    const [round] = await services.storage.contests.rounds(fixture.contestId)
    const ground = await testApp(clock)
    const copy = await copyContest(ground.services, { contest: { ...contest, ...its }, rounds: [round!], drafts })
    const [result] = await playRounds({ ...ground, clock }, copy)
    await ground.end()
    return result!
  }

  test('plays every round on a copy in a worker, one trial at a time, and leaves the contest and the disk as they were', async () => {
    world = await openWorld({ rules: { blueprint: [{ count: 6 }], showScore: 'afterSeal' } })
    vi.stubEnv('TMPDIR', world.folder)
    const organiser = await world.staff('organiser')
    const before = [await world.services.storage.log.head(), await world.services.storage.accounts.contestantCount(), files()]
    expect(await organiser.ask('startTrial', params())).toEqual({ done: true })
    expectRefused(await organiser.call('startTrial', params()), 'trial-under-way')
    const trial = await endedTrial(organiser)
    vi.unstubAllEnvs()
    expect(trial).toMatchObject({ passed: true, stopped: null })
    expect(trial?.rounds.map(({ round, passed, score, maxScore }) => [round.id, passed, score, maxScore])).toEqual([
      [world.roundId, true, 6, 6],
      [world.secondRoundId, true, 6, 6],
    ])
    expect([await world.services.storage.log.head(), await world.services.storage.accounts.contestantCount(), files()]).toEqual(before)
    expect(findings(await look(organiser), 'trial')).toEqual(['ok trialPassed'])
    await organiser.ask('createQuestion', { ...params(), body: { question: { ...questions[3]!, code: 'MOI-1' } } })
    expect(findings(await look(organiser), 'trial')).toEqual(['warn trialOld'])
  })

  test.each<[what: string, change: (one: Tried) => Tried, old: boolean]>([
    ['nothing', (one) => one, false],
    ['a round’s title', (one) => inFirst(one, { title: 'Tuần mở đầu' }), false],
    ['how many people are expected', (one) => inSettings(one, { expectedPeople: 9_000 }), false],
    ['a round’s rules', (one) => inFirst(one, { rules: { ...plainRules, minutes: 7 } }), true],
    ['practice that counts now: the robot never played it', (one) => inFirst(one, { practice: true }), true],
    ['the access code', (one) => inSettings(one, { accessCode: 'SEN-2021' }), true],
    ['who may take part', (one) => inSettings(one, { eligibleKinds: ['officer'] }), true],
    ['the limit of attempts', (one) => inSettings(one, { attemptsPerContest: 1 }), true],
    ['the time zone, by which the hours open', (one) => ({ ...one, contest: { ...one.contest, timeZone: 'UTC' } }), true],
    ['the consent that is asked for', (one) => ({ ...one, contest: { ...one.contest, consent: { ...one.contest.consent, version: 'v2' } } }), true],
  ])('of another edition makes an old trial: %s', async (_what, change, old) => {
    world = await openWorld()
    const { contests } = world.services.storage
    const one = { contest: (await contests.find(world.fixture.slug))!, rounds: await contests.rounds(world.fixture.contestId) }
    const next = change(structuredClone(one))
    expect(editionOf(one.contest, one.rounds, 1) !== editionOf(next.contest, next.rounds, 1)).toBe(old)
  })

  test('takes every step that a contestant takes, with every kind of question', async () => {
    const kinds: QuestionDraft[] = [
      ...questions.slice(3),
      typed('T-1', 100),
      { ...typed('T-2', 100), kind: 'number', answers: [{ text: '2,5', tolerance: 0, credit: 100 }] },
      { ...questions[0]!, code: 'T-3', kind: 'ordering', correct: [0, 1, 2, 3] },
      { ...questions[0]!, code: 'T-4', kind: 'matching', prompts: ['một', 'hai', 'ba'], correct: [2, 0, 3] },
    ]
    const { passed, score, maxScore, steps } = await played(kinds, { blueprint: [{ count: 7 }], minutes: 1 })
    expect(steps.map(({ step, times, trouble }) => [step, times, trouble])).toEqual([
      ['register', 1, ''],
      ['start', 1, ''],
      ['save', 7, ''],
      ['saveAgain', 1, ''],
      ['submit', 1, ''],
      ['receipt', 1, ''],
      ['board', 1, ''],
      ['chain', 1, ''],
    ])
    expect([passed, score, maxScore]).toEqual([true, 7, 7])
  })

  test('gets into a draft with an access code that is for officers of one union and a list only', async () => {
    const settings = {
      ...plainSettings,
      accessCode: 'LAI CHAU 2021',
      eligibleKinds: ['officer' as const],
      eligibleUnions: ['some-union'],
      entry: 'listed' as const,
      barred: [{ phone: '0912000000', note: '' }],
    }
    expect(await played(questions, {}, { settings, state: 'draft', pausedAt: 1 })).toMatchObject({ passed: true })
  })

  test('names a question that nobody can answer in full', async () => {
    const { passed, score, maxScore, steps } = await played([...questions.slice(0, 3), typed('T-1', 50)], { multipleCredit: 'partial' })
    expect([passed, score, maxScore]).toEqual([false, 3.5, 4])
    expect(steps.at(-1)).toMatchObject({ step: 'submit', passed: false, trouble: 'T-1' })
  })

  test('stops where a paper cannot be drawn', async () => {
    const { passed, score, steps } = await played(questions.slice(0, 3))
    expect([passed, score]).toEqual([false, null])
    expect(steps.at(-1)).toMatchObject({ step: 'start', passed: false, trouble: 'bank-too-small' })
  })
})

test('the demo’s accounts are found by their password, not by their name', async () => {
  expect([SAMPLE_PASSWORD, SAMPLE_LOGINS]).toEqual([demo.SAMPLE_PASSWORD, demo.sampleLogins.map(({ login }) => login)])
  world = await openWorld()
  const { storage, ids, clock, passwords } = world.services
  const make = async (login: string, password: string) => {
    const at = clock.now()
    const account = {
      id: ids.next(at),
      login,
      role: 'judge' as const,
      fullName: login,
      passwordHash: await passwords.hash(password),
      unionId: null,
      createdAt: at,
    }
    await storage.accounts.createStaff(account, { id: ids.next(at), at, actorId: 'test', action: 'createStaff', subject: login, reason: 'fixture' })
  }
  await make('tochuc', 'mat khau rieng')
  await make('giamkhao', SAMPLE_PASSWORD)
  expect(await openSampleLogins(world.services)).toEqual(['giamkhao'])
})
