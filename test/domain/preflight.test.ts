import { describe, expect, test } from 'vitest'
import type { PreflightCheck } from '@hoithi/shared/contracts/preflight'
import { bad, good, verdictOf } from '../../server/src/domain/preflight.ts'
import { plainSettings } from '../../server/src/domain/contest.ts'
import { bankChecks, contestCheck, rosterChecks, ruleChecks, waitingCheck, windowChecks } from '../../server/src/domain/preflight-contest.ts'
import { expectedLoad, loadCheck } from '../../server/src/domain/preflight-load.ts'
import {
  addressCheck,
  backupCheck,
  clockCheck,
  diskCheck,
  permissionsCheck,
  secretCheck,
  writingCheck,
  type ClockState,
} from '../../server/src/domain/preflight-machine.ts'
import { samplesCheck, staffChecks, unionChecks } from '../../server/src/domain/preflight-people.ts'
import type { QuestionStatus } from '../../server/src/domain/question.ts'
import { bestOf, readChrony, readNtpq, readTimedatectl } from '../../server/src/machine/clock-state.ts'
import { plainRules } from '../support/plain-rules.ts'

const said = (checks: PreflightCheck | PreflightCheck[]): string[] =>
  [checks].flat().map(({ state, finding, round }) => `${state} ${finding}${round === null ? '' : ` ${round.title}`}`)

const MAY = (day: number, hour = 0): number => Date.parse(`2021-05-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00+07:00`)
const contest = { opensAt: MAY(3), closesAt: MAY(17) }
type Given = { opensAt?: number; closesAt?: number; sealed?: boolean; rules?: object }
const roundOf = (title: string, { opensAt = MAY(3), closesAt = MAY(10), sealed = false, rules = {} }: Given = {}) => ({
  id: title,
  contestId: 'c',
  number: 1,
  title,
  opensAt,
  closesAt,
  rules: { ...plainRules, ...rules },
  sealedRevision: sealed ? 1 : null,
  practice: false,
})

describe('the verdict', () => {
  const fine = good('contest', 'contestAhead')
  const odd = bad('staff', 'warn', 'judgeMissing')
  const wrong = bad('backup', 'fail', 'backupNone')
  test.each<[PreflightCheck[], string]>([
    [[fine], 'ready'],
    [[fine, odd], 'readyWithWarnings'],
    [[wrong, odd, fine], 'notReady'],
    [[fine, wrong], 'notReady'],
  ])('%#', (checks, verdict) => expect(verdictOf(checks)).toBe(verdict))
})

test.each([
  ['before it opens', MAY(1), {}, 'ok contestAhead'],
  ['in its last hour', MAY(16, 23), {}, 'ok contestAhead'],
  ['at its close', MAY(17), {}, 'warn contestOver'],
  ['unpublished before it opens', MAY(1), { state: 'draft' }, 'warn contestDraft'],
  ['unpublished when it should open', contest.opensAt, { state: 'draft' }, 'fail contestDraft'],
  ['paused', MAY(10), { pausedAt: MAY(9) }, 'warn contestPaused'],
] as const)('the contest %s', (_when, now, its, expected) =>
  expect(said(contestCheck({ ...contest, state: 'published', pausedAt: null, ...its }, now))).toEqual([expected]),
)

test.each([
  ['open', 0, []],
  ['listed', 1, []],
  ['listed', 0, ['fail rosterEmpty']],
] as const)('entry %s with %d people on the roster', (entry, listed, found) =>
  expect(said(rosterChecks({ settings: { ...plainSettings, entry } }, listed))).toEqual(found),
)

describe('windows of rounds', () => {
  const first = roundOf('Kỳ 1')
  const second = roundOf('Kỳ 2', { opensAt: MAY(10), closesAt: MAY(17) })
  test.each<[name: string, rounds: ReturnType<typeof roundOf>[], now: number, found: string[]]>([
    ['none at all', [], MAY(1), ['fail noRounds']],
    ['one after the other, touching', [first, second], MAY(1), ['ok roundsInOrder']],
    ['closing as it opens', [roundOf('Kỳ 1', { closesAt: MAY(3) })], MAY(1), ['fail roundEmpty Kỳ 1']],
    ['open for less than an attempt', [roundOf('Kỳ 1', { closesAt: MAY(3) + 19 * 60_000 })], MAY(1), ['warn roundShort Kỳ 1']],
    ['open for just an attempt', [roundOf('Kỳ 1', { closesAt: MAY(3) + 20 * 60_000 })], MAY(1), ['ok roundsInOrder']],
    ['beginning before the contest', [roundOf('Kỳ 1', { opensAt: MAY(2) })], MAY(1), ['warn roundOutside Kỳ 1']],
    ['ending after the contest', [roundOf('Kỳ 1', { closesAt: MAY(18) })], MAY(1), ['warn roundOutside Kỳ 1']],
    ['overlapping by an hour', [first, roundOf('Kỳ 2', { opensAt: MAY(9, 23), closesAt: MAY(17) })], MAY(1), ['warn roundsOverlap Kỳ 1']],
    ['over and not sealed', [first, second], MAY(10), ['warn roundUnsealed Kỳ 1']],
    ['over and sealed', [roundOf('Kỳ 1', { sealed: true }), second], MAY(10), ['ok roundsInOrder']],
  ])('%s', (_name, rounds, now, found) => expect(said(windowChecks(contest, rounds, now))).toEqual(found))
})

test.each([
  // attempts of 20 minutes in a round of an hour
  [1, 'ok rulesConsistent'],
  [3, 'ok rulesConsistent'],
  [4, 'warn attemptsDoNotFit Kỳ 1'],
])('%d attempts in an hour', (attemptsPerRound, found) =>
  expect(said(ruleChecks([roundOf('Kỳ 1', { closesAt: MAY(3, 1), rules: { attemptsPerRound } })]))).toEqual([found]),
)

test('answers that are shown after the seal wait for a later round that may ask the same', () => {
  const shown = { showAnswers: 'afterSeal' } as const
  const of = (first: string | undefined, second: string | undefined) => [
    roundOf('Kỳ 1', { rules: { ...shown, blueprint: [{ count: 4, ...(first === undefined ? {} : { topic: first }) }] } }),
    roundOf('Kỳ 2', {
      opensAt: MAY(10),
      closesAt: MAY(17),
      rules: { blueprint: [{ count: 4, ...(second === undefined ? {} : { topic: second }) }] },
    }),
  ]
  expect(said(ruleChecks(of('A', 'B')))).toEqual(['ok rulesConsistent'])
  for (const [first, second] of [
    ['A', 'A'],
    ['A', undefined],
    [undefined, 'A'],
    [undefined, undefined],
  ]) {
    expect(said(ruleChecks(of(first, second)))).toEqual(['warn answersWait Kỳ 1'])
  }
})

describe('the bank', () => {
  const bank = (count: number, status: QuestionStatus = 'ready', topic = 'A') => ({
    topic,
    difficulty: 1,
    kind: 'single' as const,
    status,
    practice: false,
    count,
  })
  test.each<[name: string, blueprint: object[], counts: ReturnType<typeof bank>[], found: string[]]>([
    ['one too few', [{ count: 4 }], [bank(3)], ['fail bankLacking Kỳ 1']],
    ['drafts do not count', [{ count: 4 }], [bank(3), bank(9, 'draft')], ['fail bankLacking Kỳ 1']],
    ['just a paper: everybody gets the same', [{ count: 4 }], [bank(4)], ['warn bankSmall Kỳ 1']],
    ['one less than two papers', [{ count: 4 }], [bank(7)], ['warn bankSmall Kỳ 1']],
    ['two papers', [{ count: 4 }], [bank(8)], ['ok bankEnough Kỳ 1']],
    [
      'one tight group is enough to warn',
      [
        { count: 2, topic: 'A' },
        { count: 1, topic: 'B' },
      ],
      [bank(90), bank(1, 'ready', 'B')],
      ['warn bankSmall Kỳ 1'],
    ],
  ])('%s', (_name, blueprint, counts, found) => expect(said(bankChecks([roundOf('Kỳ 1', { rules: { blueprint } })], counts, MAY(1)))).toEqual(found))

  test('a round that is over or sealed asks nothing of it', () => {
    expect(bankChecks([roundOf('Kỳ 1'), roundOf('Kỳ 2', { sealed: true, closesAt: MAY(17) })], [], MAY(10))).toEqual([])
  })

  test.each([
    [[bank(3)], 'ok noneWaiting'],
    [[bank(3), bank(2, 'retired')], 'ok noneWaiting'],
    [[bank(3), bank(1, 'reviewed')], 'warn someWaiting'],
    [[bank(1, 'draft')], 'warn someWaiting'],
  ])('what waits in %j', (counts, found) => expect(said(waitingCheck(counts))).toEqual([found]))
})

describe('the expected load', () => {
  const rules = (attemptsPerRound: number, count: number) => ({ rules: { attemptsPerRound, blueprint: [{ count }] } })
  test.each<[people: number | null, rounds: ReturnType<typeof rules>[], savesPerSecond: number | null]>([
    [null, [rules(2, 20)], null],
    [1_000, [], null],
    // 250,000 × 2 × 20 × 10 % × 1.5 ÷ 3600 = 416.7
    [250_000, [rules(2, 20)], 417],
    [1, [rules(1, 20)], 1],
    // Nobody takes a hundred attempts: three are reckoned. 10,000 × 3 × 10 × 0.15 ÷ 3600 = 12.5
    [10_000, [rules(100, 10)], 13],
    // The heaviest round counts.
    [24_000, [rules(1, 10), rules(2, 50), rules(1, 20)], 100],
  ])('of %s people in %j is %s answers a second', (people, rounds, expected) =>
    expect(expectedLoad(people, rounds)?.savesPerSecond ?? null).toBe(expected),
  )

  const load = { people: 60_000, attempts: 2, questions: 20, savesPerSecond: 100 }
  test.each([
    [null, 'warn benchMissing'],
    [99, 'fail loadTooHigh'],
    [100, 'warn loadClose'],
    [199, 'warn loadClose'],
    [200, 'ok loadBorne'],
  ])('100 a second on a machine that bore %s', (bore, found) =>
    expect(said(loadCheck(load, bore === null ? null : { at: 0, savesPerSecond: bore }))).toEqual([found]),
  )
  test('is unknown', () => expect(said(loadCheck(null, { at: 0, savesPerSecond: 9 }))).toEqual(['warn loadUnknown']))
})

describe('people and unions', () => {
  test.each([
    [{ unions: 0, lowest: 0, uncounted: 0, members: 0, pending: 0, closed: 0 }, ['fail noUnions']],
    [{ unions: 9, lowest: 6, uncounted: 0, members: 99, pending: 0, closed: 0 }, ['ok unionsKnown', 'ok headCountsKnown']],
    [{ unions: 9, lowest: 6, uncounted: 1, members: 99, pending: 0, closed: 0 }, ['ok unionsKnown', 'warn headCountsMissing']],
  ])('%j', (facts, found) => expect(said(unionChecks(facts))).toEqual(found))

  test.each([
    [{ judges: 1, administrators: 2, passwordOnly: 0 }, ['ok staffEnough']],
    [{ judges: 0, administrators: 2, passwordOnly: 0 }, ['warn judgeMissing']],
    [{ judges: 1, administrators: 1, passwordOnly: 0 }, ['warn administratorsFew']],
    [{ judges: 0, administrators: 0, passwordOnly: 0 }, ['warn judgeMissing', 'warn administratorsFew']],
    [{ judges: 2, administrators: 2, passwordOnly: 1 }, ['warn secondStepMissing']],
  ])('%j', (staff, found) => expect(said(staffChecks(staff))).toEqual(found))

  test.each([
    [[], false, 'ok noSamples'],
    [['tochuc'], false, 'fail sampleAccounts'],
    [['tochuc'], true, 'ok noSamples'],
  ])('open sample logins %j, rehearsal %s', (logins, rehearsal, found) => expect(said(samplesCheck(logins, rehearsal))).toEqual([found]))
})

describe('the machine', () => {
  const MIB = 2 ** 20
  const HOUR = 3_600_000

  test.each<[number, number, number, string]>([
    // free MiB, of, database MiB
    [511, 100_000, 10, 'fail diskLow'],
    [512, 4_000, 10, 'warn diskLow'],
    [2_048, 20_480, 10, 'ok diskRoomy'],
    [2_048, 20_481, 10, 'warn diskLow'],
    [9_000, 20_000, 9_001, 'fail diskLow'],
  ])('%d MiB free of %d, database %d', (free, total, database, found) =>
    expect(said(diskCheck({ freeBytes: free * MIB, totalBytes: total * MIB }, database * MIB))).toEqual([found]),
  )
  test('a disk that tells nothing', () => expect(said(diskCheck(null, 1))).toEqual(['warn diskUnknown']))

  test.each<[number | null, number, string]>([
    // ms a write, answers a second; 1,024 in a commit
    [null, 0, 'warn writingUnknown'],
    [0.5, 0, 'ok writingQuick'],
    [10, 0, 'ok writingQuick'],
    [11, 0, 'warn writingSlow'],
    [50, 0, 'warn writingSlow'],
    [51, 0, 'fail writingSlow'],
    // 40 commits of 256 answers a second are needed
    [5, 10_240, 'ok writingQuick'],
    [20, 10_240, 'warn writingSlow'],
    [26, 10_240, 'fail writingSlow'],
  ])('a write in %s ms, %d answers a second', (ms, savesPerSecond, found) =>
    expect(said(writingCheck(ms, { savesPerSecond }, 1_024))).toEqual([found]),
  )

  test.each<[number | null, string]>([
    [null, 'fail backupNone'],
    [0, 'ok backupFresh'],
    [24, 'ok backupFresh'],
    [25, 'warn backupOld'],
    [7 * 24, 'warn backupOld'],
    [7 * 24 + 1, 'fail backupOld'],
  ])('a backup %s hours old', (hours, found) =>
    expect(said(backupCheck(hours === null ? null : { name: 'hoithi-1.sqlite', ageMs: hours * HOUR, bytes: 1 }, '/backups'))).toEqual([found]),
  )

  test.each<[ClockState['state'], number | null, string]>([
    ['synchronised', null, 'ok clockSynchronised'],
    ['unsynchronised', null, 'fail clockUnsynchronised'],
    ['unknown', null, 'warn clockUnknown'],
    ['synchronised', 1, 'warn clockRehearsal'],
  ])('a clock that is %s, rehearsal %s', (state, rehearsal, found) =>
    expect(said(clockCheck({ state, source: 'chronyc', offsetMs: 0.2 }, rehearsal))).toEqual([found]),
  )

  test.each([
    [true, true, 'fail secretReadable'],
    [false, true, 'fail secretReadable'],
    [true, false, 'warn folderOpen'],
    [true, null, 'warn folderOpen'],
    [false, null, 'ok permissionsTight'],
    [null, null, 'warn permissionsUnknown'],
  ])('folder open to others %s, secret %s', (folder, secret, found) => expect(said(permissionsCheck({ folder, secret }, '/data'))).toEqual([found]))

  test.each([
    ['https://thi.example.vn', 'ok addressSecure'],
    ['http://192.168.1.10:8080', 'warn addressPlain'],
    ['http://localhost:8080', 'warn addressLocal'],
    ['https://localhost', 'warn addressLocal'],
  ])('%s', (url, found) => expect(said(addressCheck(new URL(url)))).toEqual([found]))

  test.each([
    [43, 30, 'ok secretStrong'],
    [64, 16, 'ok secretStrong'],
    [40, 1, 'warn secretWeak'],
  ])('a secret of %d characters, %d different', (length, distinct, found) =>
    expect(said(secretCheck({ length, distinct, source: 'environment' }))).toEqual([found]),
  )
})

describe('what programs say of the clock', () => {
  const chrony = (leap: string, way = 'slow') =>
    `Reference ID    : CB7B1234 (ntp.example.vn)\nStratum         : 3\nSystem time     : 0.000012500 seconds ${way} of NTP time\nLeap status     : ${leap}\n`
  test.each<[string, ClockState, Partial<ClockState>]>([
    ['timedatectl yes', readTimedatectl('NTPSynchronized=yes\n'), { state: 'synchronised', source: 'timedatectl' }],
    ['timedatectl no', readTimedatectl('NTPSynchronized=no\n'), { state: 'unsynchronised' }],
    ['timedatectl without systemd', readTimedatectl(''), { state: 'unknown' }],
    ['chronyc slow', readChrony(chrony('Normal')), { state: 'synchronised', offsetMs: -0.0125 }],
    ['chronyc fast', readChrony(chrony('Insert second', 'fast')), { state: 'synchronised', offsetMs: 0.0125 }],
    ['chronyc alone', readChrony(chrony('Not synchronised')), { state: 'unsynchronised' }],
    ['chronyc that cannot talk', readChrony('506 Cannot talk to daemon\n'), { state: 'unknown' }],
    ['ntpq', readNtpq('associd=0 status=0615 leap_none, sync_ntp,\noffset=-1.25, frequency=3.1\n'), { state: 'synchronised', offsetMs: -1.25 }],
    ['ntpq in alarm', readNtpq('associd=0 status=c016 leap_alarm, sync_unspec,\n'), { state: 'unsynchronised', offsetMs: null }],
  ])('%s', (_name, read, expected) => expect(read).toMatchObject(expected))

  const yes: ClockState = { state: 'synchronised', source: 'timedatectl', offsetMs: null }
  const no: ClockState = { ...yes, state: 'unsynchronised' }
  const precise: ClockState = { state: 'synchronised', source: 'chronyc', offsetMs: 0.1 }
  const silent: ClockState = { state: 'unknown', source: '', offsetMs: null }
  test.each([
    [[yes, precise, silent], precise],
    [[no, precise], precise],
    [[no, silent], no],
    [[silent, silent], silent],
    [[], silent],
  ])('of %j the best is %j', (opinions, best) => expect(bestOf(opinions)).toEqual(best))
})
