import { describe, expect, it } from 'vitest'
import { safeReturnPath } from '../../web/src/play/return-path.ts'
import { matchPath } from '../../web/src/play/route-match.ts'
import { answerState, isAnswered, parsePrediction } from '../../web/src/play/attempt/answers.ts'
import { leftShown, milestonePassed, urgency } from '../../web/src/play/attempt/timer.ts'
import { Offline, Refused } from '../../web/src/lib/api.ts'
import { untilServed } from '../../web/src/play/entry/until-served.ts'
import { triesAgainAt } from '../../web/src/play/entry/tries.ts'
import { hoursText } from '../../web/src/play/landing/hours-text.ts'
import { leftText } from '../../web/src/play/landing/left-text.ts'
import { mayStart, nextStep, phaseNow, shutFor } from '../../web/src/play/next-step.ts'
import { hitAt, markOf, verdictOf } from '../../web/src/play/review/verdict.ts'
import { parseBirthDate, showBirthDate } from '../../web/src/play/register/birth-date.ts'
import { mistakes, refusedFields, type Draft } from '../../web/src/play/register/registration.ts'

const MINUTE = 60_000

describe('the timer speaks', () => {
  // before       now          says
  const cases = [
    [Infinity, 20 * MINUTE, null],
    [5 * MINUTE + 1, 5 * MINUTE, 'fiveMinutes'],
    [5 * MINUTE, 5 * MINUTE - 1, null],
    [MINUTE + 1, MINUTE, 'oneMinute'],
    [6 * MINUTE, 30_000, 'oneMinute'],
    [1, 0, 'over'],
    [10 * MINUTE, 0, 'over'],
    [0, 0, null],
  ] as const
  it.each(cases)('from %s ms to %s ms: %s', (before, now, says) => {
    expect(milestonePassed(before, now)).toBe(says)
  })

  // left, shows
  it.each([
    [20 * MINUTE, { unit: 'minutes', minutes: 20 }],
    [20 * MINUTE - 1, { unit: 'minutes', minutes: 20 }],
    [5 * MINUTE, { unit: 'minutes', minutes: 5 }],
    [MINUTE + 1, { unit: 'minutes', minutes: 2 }],
    [MINUTE, { unit: 'seconds', seconds: 60 }],
    [59_001, { unit: 'seconds', seconds: 60 }],
    [1, { unit: 'seconds', seconds: 1 }],
    [0, { unit: 'seconds', seconds: 0 }],
    [-5, { unit: 'seconds', seconds: 0 }],
    [90 * MINUTE, { unit: 'hours', hours: 1, minutes: 30 }],
    [60 * MINUTE, { unit: 'hours', hours: 1, minutes: 0 }],
  ] as const)('shows %s ms as %o: seconds in the last minute only', (left, shows) => expect(leftShown(left)).toMatchObject(shows))

  it('grows urgent at five minutes and at one', () => {
    expect([5 * MINUTE + 1, 5 * MINUTE, MINUTE, 0].map(urgency)).toEqual(['calm', 'soon', 'last', 'last'])
  })
})

describe('answers', () => {
  // kind        choice             the question is answered
  const states = [
    ['single', undefined, 'none'],
    ['single', [], 'none'],
    ['single', ['a'], 'whole'],
    ['multiple', ['a', 'c'], 'whole'],
    ['shortText', ['Hà Nội'], 'whole'],
    ['number', [], 'none'],
    ['number', ['không phải số'], 'whole'],
    ['ordering', [], 'none'],
    ['ordering', ['b', 'a', 'c'], 'whole'],
    ['matching', [], 'none'],
    ['matching', ['', '', ''], 'none'],
    ['matching', ['a', '', ''], 'part'],
    ['matching', ['a', '', 'b'], 'part'],
    ['matching', ['a', 'a', 'b'], 'whole'],
  ] as const
  it.each(states)('of a %s question, %j: %s', (kind, choice, state) => {
    const answers = choice === undefined ? {} : { 7: [...choice] }
    expect(answerState({ position: 7, kind }, answers)).toBe(state)
    expect(isAnswered({ position: 7, kind }, answers)).toBe(state === 'whole')
  })

  it.each([
    ['', null],
    ['250', 250],
    ['1.250', 1250],
    [' 12 000 ', 12000],
    ['12a', undefined],
    ['-3', undefined],
    ['123456789', undefined],
  ])('read a prediction typed as "%s"', (typed, read) => {
    expect(parsePrediction(typed)).toBe(read)
  })
})

const round = (
  id: string,
  opensAt: number,
  closesAt: number,
  my: Partial<NonNullable<Parameters<typeof nextStep>[1][number]['my']>> | null = {},
  phase: 'before' | 'open' | 'over' | 'sealed' = 'before',
) => ({
  id,
  opensAt,
  closesAt,
  phase,
  practice: false,
  daily: null as { opensAt: number; closesAt: number }[] | null,
  my: my === null ? null : { attemptsUsed: 0, attemptsLeft: 2, leftToday: null, runningAttemptId: null, attempts: [], ...my },
})
const done = { id: 'attempt-1', number: 1, submittedAt: 150, durationMs: 10, receipt: 'R', voided: false, score: null, maxScore: 20 }
const contestant = { role: 'contestant' as const }

describe('the next thing to do', () => {
  it('is to register when a round is open and nobody is logged in', () => {
    expect(nextStep(null, [round('r1', 100, 200, null)], 150)).toEqual({ kind: 'register' })
  })
  it('is to resume a running attempt before anything else, even after the close', () => {
    expect(nextStep(contestant, [round('r1', 100, 200, { runningAttemptId: 'x' })], 201)).toEqual({ kind: 'resume', attemptId: 'x' })
  })
  it('is the open round that was not tried yet, then another attempt', () => {
    const tried = round('r1', 100, 200, { attemptsUsed: 1, attemptsLeft: 1, attempts: [done] })
    expect(nextStep(contestant, [tried, round('r2', 100, 200)], 150)).toEqual({ kind: 'start', roundId: 'r2' })
    expect(nextStep(contestant, [tried], 150)).toEqual({ kind: 'again', roundId: 'r1' })
  })
  it('turns from waiting to starting at the opening moment, without asking the server', () => {
    const rounds = [round('r1', 100, 200)]
    expect(nextStep(contestant, rounds, 99)).toEqual({ kind: 'wait', opensAt: 100, registered: true })
    expect(nextStep(contestant, rounds, 100)).toEqual({ kind: 'start', roundId: 'r1' })
  })
  it('is to look at the result when nothing is left to play', () => {
    expect(nextStep(contestant, [round('r1', 100, 200, { attemptsUsed: 2, attemptsLeft: 0, attempts: [done] })], 250)).toEqual({
      kind: 'result',
      attemptId: 'attempt-1',
    })
  })
  it('is the board for a guest after the end, and the desk for staff', () => {
    expect(nextStep(null, [round('r1', 100, 200, null)], 250)).toEqual({ kind: 'leaderboard', roundId: 'r1' })
    expect(nextStep({ role: 'judge' }, [round('r1', 100, 200, null)], 150)).toEqual({ kind: 'desk' })
  })
  it.each([
    // a round from 100 to 500 that is open 120–150 and 220–250 only; at
    [99, 'before', { kind: 'wait', opensAt: 120, registered: true }],
    [119, 'before', { kind: 'wait', opensAt: 120, registered: true }],
    [120, 'open', { kind: 'start', roundId: 'r1' }],
    [150, 'before', { kind: 'wait', opensAt: 220, registered: true }],
    [220, 'open', { kind: 'start', roundId: 'r1' }],
    [250, 'over', { kind: 'leaderboard', roundId: 'r1' }],
  ] as const)('at %d of daily hours: %s', (now, phase, step) => {
    const hours = [
      { opensAt: 120, closesAt: 150 },
      { opensAt: 220, closesAt: 250 },
    ]
    const one = { ...round('r1', 100, 500), daily: hours }
    expect([phaseNow(one, now), nextStep(contestant, [one], now)]).toEqual([phase, step])
  })
  it('is not another attempt once today’s are used up', () => {
    const used = round('r1', 100, 200, { attemptsUsed: 1, leftToday: 0, attempts: [done] })
    expect(nextStep(contestant, [used], 150)).toEqual({ kind: 'result', attemptId: 'attempt-1' })
  })
  it.each([
    // shut by     at    the next thing
    ['barrier', 99, { kind: 'barrier' }],
    ['barrier', 150, { kind: 'barrier' }],
    ['barrier', 200, { kind: 'leaderboard', roundId: 'r1' }],
    ['paused', 99, { kind: 'wait', opensAt: 100, registered: true }],
    ['paused', 150, { kind: 'paused' }],
    ['paused', 200, { kind: 'leaderboard', roundId: 'r1' }],
  ] as const)('of a contest shut by a %s at %d, with a round from 100 to 200: %j', (shut, now, step) => {
    expect(nextStep(contestant, [round('r1', 100, 200)], now, shut)).toEqual(step)
  })
  it('is to go on with a running attempt whatever shuts the contest, and for a guest to register', () => {
    expect(nextStep(contestant, [round('r1', 100, 200, { runningAttemptId: 'x' })], 150, 'barrier')).toEqual({ kind: 'resume', attemptId: 'x' })
    expect(nextStep(null, [round('r1', 100, 200, null)], 150, 'paused')).toEqual({ kind: 'register' })
  })
  it('is never to start practice or to look at its result, but to go on with one that runs', () => {
    const practice = { ...round('p', 100, 200, { attempts: [done] }), practice: true }
    expect(nextStep(contestant, [practice, round('r1', 300, 400)], 150)).toEqual({ kind: 'wait', opensAt: 300, registered: true })
    expect(nextStep(contestant, [practice, round('r1', 100, 200)], 150)).toEqual({ kind: 'start', roundId: 'r1' })
    expect(nextStep(contestant, [practice], 250)).toEqual({ kind: 'nothing' })
    const running = { ...round('p', 100, 200, { runningAttemptId: 'x' }), practice: true }
    expect(nextStep(contestant, [running, round('r1', 100, 200)], 150)).toEqual({ kind: 'resume', attemptId: 'x' })
  })
  it('never reopens a sealed round', () => {
    expect(phaseNow(round('r1', 100, 200, {}, 'sealed'), 150)).toBe('sealed')
  })
})

describe('a start button', () => {
  it.each([
    // at   my attempts                          shut        is shown
    [99, {}, null, false],
    [100, {}, null, true],
    [199, {}, null, true],
    [200, {}, null, false],
    [150, { attemptsLeft: 0 }, null, false],
    [150, { leftToday: 0 }, null, false],
    [150, { leftToday: 1 }, null, true],
    [150, null, null, false],
    [150, {}, 'barrier', false],
    [150, {}, 'paused', false],
  ] as const)('at %d, %j, shut by %s: %s', (now, my, shut, shown) => {
    expect(mayStart(round('r1', 100, 200, my), now, shut)).toBe(shown)
  })
  it('is shut by a barrier before a pause, and by nothing while the contest is unknown', () => {
    const message = { vi: 'Chưa được.', en: 'Not yet.' }
    expect(shutFor({ barrier: { code: 'not-on-roster', message }, contest: { pausedAt: 5 } })).toBe('barrier')
    expect(shutFor({ barrier: null, contest: { pausedAt: 5 } })).toBe('paused')
    expect([shutFor({ barrier: null, contest: { pausedAt: null } }), shutFor(null)]).toEqual([null, null])
  })
})

describe('the hours of a day in words', () => {
  const at = (text: string): number => Date.parse(`2021-05-${text}:00+07:00`)
  const hours = (day: string, until = '17:00') => ({
    opensAt: at(`${day}T07:30`),
    closesAt: until === '24:00' ? at(`${day}T23:59`) + 60_000 : at(`${day}T${until}`),
  })
  it.each([
    // now        open hours                                 says
    ['04T06:00', [hours('04'), hours('05')], 'Hôm nay mở 07:30–17:00.'],
    ['04T07:30', [hours('04'), hours('05')], 'Hôm nay mở 07:30–17:00.'],
    ['04T17:00', [hours('04'), hours('05')], 'Mở tiếp 07:30–17:00 ngày 05/05/2021.'],
    ['04T08:00', [hours('04', '24:00')], 'Hôm nay mở 07:30–24:00.'],
    ['09T10:00', [hours('09')], 'Hôm nay mở 07:30–12:00.'],
    ['09T12:00', [hours('09')], null],
    ['04T08:00', null, null],
  ] as const)('at %s', (now, daily, says) => {
    const view = { opensAt: at('03T00:00'), closesAt: at('09T12:00'), daily: daily === null ? null : [...daily] }
    expect(hoursText(view, at(now))).toBe(says)
  })
})

describe('attempts that are left', () => {
  it.each([
    // per round, used, left, today   says
    [3, 1, 2, null, 'Anh/Chị còn 2 trên 3 lượt thi.'],
    [3, 1, 2, 1, 'Anh/Chị còn 2 trên 3 lượt thi. Hôm nay Anh/Chị còn 1 lượt.'],
    [3, 2, 1, 2, 'Anh/Chị còn 1 trên 3 lượt thi. Hôm nay Anh/Chị còn 1 lượt.'],
    [3, 0, 1, null, 'Anh/Chị còn 1 lượt của cả cuộc thi.'],
  ])('of %d after %d: %d, today %s', (attemptsPerRound, attemptsUsed, attemptsLeft, leftToday, says) => {
    expect(leftText({ attemptsPerRound }, { attemptsUsed, attemptsLeft, leftToday })).toBe(says)
  })
})

describe('too many tries of the access code', () => {
  const refused = (code: 'too-many-requests' | 'wrong-access-code', details: unknown) => new Refused(429, code, 'Chờ đã.', details)
  it('wait as long as the server says, a minute where it does not say', () => {
    expect(triesAgainAt(refused('too-many-requests', { retryInSeconds: 240 }), 1_000)).toBe(241_000)
    expect(triesAgainAt(refused('too-many-requests', undefined), 1_000)).toBe(61_000)
  })
  it('are no wait after any other failure', () => {
    for (const error of [refused('wrong-access-code', undefined), new Offline('offline')]) expect(triesAgainAt(error, 1_000)).toBeNull()
  })
})

describe('a reviewed answer', () => {
  it.each([
    // choice         share  verdict
    [[], 0, 'open'],
    [['', ''], 0, 'open'],
    [['a'], 0, 'wrong'],
    [['a'], 0.5, 'part'],
    [['a', ''], 0.5, 'part'],
    [['a'], 1, 'right'],
  ] as const)('%j worth %d is %s', (choice, share, verdict) => {
    expect(verdictOf({ choice: [...choice], share })).toBe(verdict)
  })
  it('marks each option by whether it was chosen and whether it is right', () => {
    const question = { choice: ['a', 'b'], right: ['b', 'c'] }
    expect(['a', 'b', 'c', 'd'].map((option) => markOf(question, option))).toEqual(['miss', 'hit', 'key', 'none'])
  })
  it('of places is compared place by place, and an open one is never a hit', () => {
    const question = { choice: ['a', 'c', ''], right: ['a', 'b', ''] }
    expect([0, 1, 2, 3].map((place) => hitAt(question, place))).toEqual([true, false, false, false])
  })
})

describe('a birth date', () => {
  it.each([
    ['05/09/1988', '1988-09-05'],
    ['5-9-1988', '1988-09-05'],
    ['05091988', '1988-09-05'],
    [' 5 . 9 . 1988 ', '1988-09-05'],
    ['29/02/2000', '2000-02-29'],
    ['29/02/2001', null],
    ['31/04/1990', null],
    ['05/09/88', null],
    ['1988-09-05', null],
    ['05/09/2021', null],
    ['01/01/1899', null],
    ['', null],
  ])('typed as "%s" is %s', (typed, iso) => {
    expect(parseBirthDate(typed, 2021)).toBe(iso)
  })
  it('is shown the Vietnamese way', () => {
    expect(showBirthDate('1988-09-05')).toBe('05/09/1988')
  })
})

describe('a registration', () => {
  const draft: Draft = {
    phone: '0912 345 678',
    password: 'mat-khau-1',
    fullName: 'Lò Thị Mai',
    birthDate: '05/09/1988',
    contestantKind: 'member',
    unionId: 'u1',
    proposed: null,
    consent: true,
  }
  it('has nothing to mend when it is whole', () => {
    expect(mistakes(draft, 2021)).toEqual({})
  })
  it('names every field to mend, topmost first', () => {
    const empty: Draft = { phone: '', password: '', fullName: '', birthDate: '', contestantKind: null, unionId: null, proposed: null, consent: false }
    expect(Object.keys(mistakes(empty, 2021))).toEqual(['phone', 'password', 'fullName', 'birthDate', 'contestantKind', 'unionId', 'consent'])
  })
  it.each([
    // name, place, what is to mend
    ['CĐCS Trường Tiểu học Tả Tổng', 'xã Tả Tổng', {}],
    ['C', 'xã Tả Tổng', { unionId: 'mistake.proposed' }],
    ['123', 'xã Tả Tổng', { unionId: 'mistake.proposed' }],
    ['CĐCS Tả Tổng', ' ', { unionId: 'mistake.proposed' }],
  ])('a union written in as %j at %j leaves %j', (name, place, wrong) => {
    expect(mistakes({ ...draft, unionId: null, proposed: { name, place, parentId: null } }, 2021)).toEqual(wrong)
  })
  it('puts the refusals of the server beside their fields', () => {
    expect(refusedFields('phone-taken', null)).toEqual(['phone'])
    expect(refusedFields('invalid-request', [{ field: 'birthDate' }, { field: 'phone' }])).toEqual(['phone', 'birthDate'])
    expect(refusedFields('invalid-request', [{ field: 'consentVersion' }])).toEqual(['consent'])
    expect(refusedFields('invalid-request', [{ field: 'proposedUnion.name' }])).toEqual(['unionId'])
    expect(refusedFields('too-many-requests', undefined)).toEqual([])
  })
})

describe('the way back after logging in', () => {
  it.each([
    ['/luot-thi/1', '/luot-thi/1'],
    ['/bien-nhan?ma=1', '/bien-nhan?ma=1'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example', '/'],
    ['', '/'],
  ])('from "%s" is "%s"', (wanted, path) => {
    expect(safeReturnPath(wanted)).toBe(path)
  })
})

describe('a path', () => {
  // pattern          path              names
  const cases = [
    ['/', '/', {}],
    ['/thi/:roundId', '/thi/r1', { roundId: 'r1' }],
    ['/thi/:roundId', '/thi/r1/', { roundId: 'r1' }],
    ['/thi/:roundId', '/thi/k%E1%BB%B3', { roundId: 'kỳ' }],
    ['/thi/:roundId', '/thi/%', { roundId: '%' }],
    ['/thi/:roundId', '/thi/', null],
    ['/thi/:roundId', '/thi/r1/x', null],
    ['/dang-ky', '/dang-nhap', null],
  ] as const
  it.each(cases)('%s against %s', (pattern, path, names) => {
    expect(matchPath(pattern, path)).toEqual(names)
  })
})

describe('a busy server', () => {
  const busy = (details: unknown) => new Refused(503, 'server-busy', 'Đông quá.', details)
  const served = async (failures: unknown[], stays = true) => {
    const heard: (number | null)[] = []
    const send = () => (failures.length === 0 ? Promise.resolve('vào') : Promise.reject(failures.shift() as Error))
    const tell = (left: number | null) => {
      heard.push(left)
      return stays
    }
    const outcome = await untilServed(send, tell, () => Promise.resolve()).catch((error: unknown) => error)
    return [outcome, heard]
  }
  it('is asked again by itself when the wait that it named is over, as often as it takes', async () => {
    expect(await served([])).toEqual(['vào', []])
    expect(await served([busy({ retryInSeconds: 2 }), busy({ retryInSeconds: 1 })])).toEqual(['vào', [2, 1, null, 1, null]])
    expect(await served([busy(undefined)])).toEqual(['vào', [5, 4, 3, 2, 1, null]])
  })
  it('in the line of starts tells how many stand before, and goes through by itself', async () => {
    const sent = [
      new Refused(503, 'start-later', 'Đông quá.', { retryInSeconds: 2, ahead: 40 }),
      new Refused(503, 'start-later', 'Đông quá.', { retryInSeconds: 1 }),
    ]
    const heard: [number | null, number | null][] = []
    const send = () => (sent.length === 0 ? Promise.resolve('vào thi') : Promise.reject(sent.shift() as Error))
    const tell = (left: number | null, ahead: number | null) => heard.push([left, ahead]) > 0
    expect(await untilServed(send, tell, () => Promise.resolve())).toBe('vào thi')
    expect(heard).toEqual([
      [2, 40],
      [1, 40],
      [null, 40],
      [1, null],
      [null, null],
    ])
  })
  it('is not asked again by whoever left, and other refusals are told at once', async () => {
    const [left, other] = [busy({ retryInSeconds: 2 }), new Refused(409, 'phone-taken', 'Đã có.', undefined)]
    expect(await served([left], false)).toEqual([left, [2]])
    expect(await served([busy({ retryInSeconds: 1 }), other])).toEqual([other, [1, null]])
  })
})
