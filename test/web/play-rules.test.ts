import { describe, expect, it } from 'vitest'
import { safeReturnPath } from '../../web/src/play/return-path.ts'
import { matchPath } from '../../web/src/play/route-match.ts'
import { adopt, answerState, isAnswered, parsePrediction } from '../../web/src/play/attempt/answers.ts'
import { milestonePassed, urgency } from '../../web/src/play/attempt/timer.ts'
import { nextStep, phaseNow } from '../../web/src/play/next-step.ts'
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

  it('grows urgent at five minutes and at one', () => {
    expect([5 * MINUTE + 1, 5 * MINUTE, MINUTE, 0].map(urgency)).toEqual(['calm', 'soon', 'last', 'last'])
  })
})

describe('answers', () => {
  it('take the other phone’s answers, but never over a newer tap on this one', () => {
    const server = [
      { position: 1, choice: ['a'] },
      { position: 2, choice: ['b'] },
    ]
    expect(adopt(server, { 2: ['c'], 3: ['d'] }, (position) => position === 2)).toEqual({ 1: ['a'], 2: ['c'] })
  })

  it('take the other phone’s orders, pairs and texts as they are', () => {
    const server = [
      { position: 1, choice: ['c', 'a', 'b'] },
      { position: 2, choice: ['a', '', 'a'] },
      { position: 3, choice: ['Hà Nội'] },
    ]
    expect(adopt(server, { 3: ['Hà N'] }, (position) => position === 3)).toEqual({ 1: ['c', 'a', 'b'], 2: ['a', '', 'a'], 3: ['Hà N'] })
  })

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
  my: my === null ? null : { attemptsUsed: 0, attemptsLeft: 2, runningAttemptId: null, attempts: [], ...my },
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
  it('never reopens a sealed round', () => {
    expect(phaseNow(round('r1', 100, 200, {}, 'sealed'), 150)).toBe('sealed')
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
