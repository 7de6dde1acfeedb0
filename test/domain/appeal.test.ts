import { describe, expect, test } from 'vitest'
import {
  appealWindow,
  APPEALS_OF_ATTEMPT,
  decideFiling,
  decideReviewing,
  decideTakingBack,
  decideVerdict,
  endOfDayAfter,
  type Appeal,
  type AppealFacts,
  type Disputed,
  type Filed,
  type Verdict,
} from '../../server/src/domain/appeal.ts'

const at = (moment: string): number => Date.parse(`2021-05-${moment}+07:00`)

/** The round closes on the 10th at 08:00; its results are sealed on the 11th at 16:00. */
const facts = (changes: Partial<AppealFacts> = {}): AppealFacts => ({
  rules: { taken: true, days: 3, answerDays: 5 },
  timeZone: 'Asia/Ho_Chi_Minh',
  roundClosesAt: at('10T08:00'),
  firstSealedAt: at('11T16:00'),
  touchedAt: null,
  voided: false,
  ...changes,
})
const unsealed = { firstSealedAt: null }

describe('when an attempt can be disputed', () => {
  test.each<[what: string, changes: Partial<AppealFacts>, now: string, state: string]>([
    ['the last moment of the round', unsealed, '10T07:59:59.999', 'before'],
    ['the round is over', unsealed, '10T08:00', 'open'],
    ['long over and not sealed yet: the days have not begun', unsealed, '30T08:00', 'open'],
    ['sealed', {}, '11T16:00', 'open'],
    ['the last minute of the third day after the seal', {}, '14T23:59:59.999', 'open'],
    ['the day after', {}, '15T00:00', 'over'],
    ['sealed just before midnight: that day is not one of the three', { firstSealedAt: at('11T23:59') }, '14T23:59', 'open'],
    ['sealed just before midnight, too late', { firstSealedAt: at('11T23:59') }, '15T00:00', 'over'],
    ['sealed at midnight: a day more', { firstSealedAt: at('12T00:00') }, '15T23:59', 'open'],
    ['another zone ends its day at another moment', { timeZone: 'UTC' }, '15T06:59', 'open'],
    ['one day only', { rules: { taken: true, days: 1, answerDays: 5 } }, '12T23:59', 'open'],
    ['one day only, too late', { rules: { taken: true, days: 1, answerDays: 5 } }, '13T00:00', 'over'],
    ['voided after the seal: three days from there', { voided: true, touchedAt: at('20T09:00') }, '23T23:59', 'open'],
    ['voided after the seal, too late', { voided: true, touchedAt: at('20T09:00') }, '24T00:00', 'over'],
    ['graded again after the seal: three days from there', { touchedAt: at('20T09:00') }, '23T23:59', 'open'],
    ['graded again before the seal: from the seal', { touchedAt: at('11T09:00') }, '15T00:00', 'over'],
    ['voided while the round is open: at once', { ...unsealed, voided: true, touchedAt: at('09T12:00') }, '09T12:00', 'open'],
    ['graded again while the round is open: after it', { ...unsealed, touchedAt: at('09T12:00') }, '09T12:00', 'before'],
    ['the contest takes none', { rules: { taken: false, days: 3, answerDays: 5 } }, '12T00:00', 'off'],
  ])('%s', (_what, changes, now, state) => expect(appealWindow(facts(changes), at(now)).state).toBe(state))

  test('its last moment and the day of the answer are told as midnights of the contest’s clock', () => {
    expect(appealWindow(facts(), at('12T00:00')).closesAt).toBe(at('15T00:00'))
    expect(appealWindow(facts(unsealed), at('12T00:00')).closesAt).toBeNull()
    expect(endOfDayAfter(at('14T23:59'), 5, 'Asia/Ho_Chi_Minh')).toBe(at('20T00:00'))
  })
})

const filed = (changes: Partial<Filed> = {}): Filed => ({
  id: 'moi',
  contestId: 'c',
  roundId: 'r',
  attemptId: 't',
  contestantId: 'an',
  filedAt: at('12T09:00'),
  filedBy: 'an',
  subject: 'rank',
  position: null,
  body: 'Hạng của tôi sai',
  ...changes,
})
const earlier = (state: Appeal['state'], changes: Partial<Appeal> = {}) => ({
  id: 'cu',
  state,
  subject: 'rank' as const,
  position: null,
  body: 'Hạng của tôi sai',
  ...changes,
})
const attempt = (changes: Partial<Disputed> = {}): Disputed => ({
  facts: facts(),
  finished: true,
  practice: false,
  questions: 20,
  appeals: [],
  ...changes,
})

describe('who may dispute what', () => {
  test.each<[what: string, view: Disputed | null, filing: Partial<Filed>, answer: string]>([
    ['a finished attempt', attempt(), {}, 'filed'],
    ['nothing', null, {}, 'not-found'],
    ['practice', attempt({ practice: true }), {}, 'practice-round'],
    ['an attempt that still runs', attempt({ finished: false }), {}, 'attempt-running'],
    ['before the round is over', attempt({ facts: facts(unsealed) }), { filedAt: at('09T09:00') }, 'appeals-not-yet'],
    ['too late', attempt(), { filedAt: at('15T00:00') }, 'appeals-over'],
    ['too late, by staff', attempt(), { filedAt: at('15T00:00'), filedBy: 'canbo' }, 'filed late'],
    ['in time, by staff', attempt(), { filedBy: 'canbo' }, 'filed'],
    ['before the round is over, by staff', attempt({ facts: facts(unsealed) }), { filedAt: at('09T09:00'), filedBy: 'canbo' }, 'appeals-not-yet'],
    [
      'where none are taken, by staff',
      attempt({ facts: facts({ rules: { taken: false, days: 3, answerDays: 5 } }) }),
      { filedBy: 'canbo' },
      'appeals-not-taken',
    ],
    ['the same again while it waits', attempt({ appeals: [earlier('received')] }), {}, 'same'],
    ['the same again while it is looked at', attempt({ appeals: [earlier('underReview')] }), {}, 'same'],
    ['the same again, arriving too late', attempt({ appeals: [earlier('received')] }), { filedAt: at('15T00:00') }, 'same'],
    ['another one while one waits', attempt({ appeals: [earlier('received', { body: 'Khác' })] }), {}, 'appeal-waiting'],
    [
      'the same words about another question',
      attempt({ appeals: [earlier('received', { subject: 'question', position: 2 })] }),
      { subject: 'question', position: 3 },
      'appeal-waiting',
    ],
    ['again after an answer', attempt({ appeals: [earlier('rejected')] }), {}, 'filed'],
    ['once too often', attempt({ appeals: Array.from({ length: APPEALS_OF_ATTEMPT }, () => earlier('withdrawn')) }), {}, 'too-many-appeals'],
    [
      'once too often, by staff',
      attempt({ appeals: Array.from({ length: APPEALS_OF_ATTEMPT }, () => earlier('rejected')) }),
      { filedBy: 'canbo' },
      'filed',
    ],
    ['the last question', attempt(), { subject: 'question', position: 20 }, 'filed'],
    ['a question that the paper does not have', attempt(), { subject: 'question', position: 21 }, 'unknown-position'],
    ['a void that is none', attempt(), { subject: 'void' }, 'not-void'],
    ['a void', attempt({ facts: facts({ voided: true, touchedAt: at('11T10:00') }) }), { subject: 'void' }, 'filed'],
  ])('%s', (_what, view, filing, answer) => {
    const decision = decideFiling(view, filed(filing))
    const told = !decision.ok ? decision.reason : 'same' in decision.value ? 'same' : decision.value.file.late ? 'filed late' : 'filed'
    expect(told).toBe(answer)
  })

  test('an answer is promised by the end of the fifth day', () =>
    expect(decideFiling(attempt(), filed())).toMatchObject({ value: { file: { answerBy: at('18T00:00'), late: false } } }))
})

const standing = (state: Appeal['state'], changes: Partial<Appeal> = {}): Appeal => ({
  ...filed({ id: 'don' }),
  late: false,
  state,
  answerBy: at('18T00:00'),
  answer: null,
  measure: null,
  answeredAt: null,
  answeredBy: null,
  answerRevision: 0,
  seenRevision: 0,
  ...changes,
})
const answered = standing('rejected', { answer: 'Đúng thể lệ.', answerRevision: 1 })

describe('what becomes of an appeal', () => {
  test.each<[what: string, appeal: Appeal | null, who: string, answer: string]>([
    ['one that waits', standing('received'), 'an', 'withdraw'],
    ['one that is looked at', standing('underReview'), 'an', 'withdraw'],
    ['one that was taken back', standing('withdrawn'), 'an', 'same'],
    ['one that is answered', answered, 'an', 'appeal-answered'],
    ['somebody else’s', standing('received'), 'binh', 'not-found'],
    ['none', null, 'an', 'not-found'],
  ])('taking back %s', (_what, appeal, who, answer) => {
    const decision = decideTakingBack(appeal, who)
    expect(decision.ok ? decision.value : decision.reason).toBe(answer)
  })

  test.each<[state: Appeal['state'], answer: string]>([
    ['received', 'ok'],
    ['underReview', 'nothing-changed'],
    ['accepted', 'appeal-answered'],
    ['rejected', 'appeal-answered'],
    ['withdrawn', 'appeal-withdrawn'],
  ])('looking at one that is %s', (state, answer) => {
    const decision = decideReviewing(standing(state))
    expect(decision.ok ? 'ok' : decision.reason).toBe(answer)
  })

  const no: Verdict = { outcome: 'rejected', measure: null, answer: 'Đúng thể lệ.', basedOn: 0 }
  const yes = (measure: Verdict['measure'], changes: Partial<Verdict> = {}): Verdict => ({
    outcome: 'accepted',
    measure,
    answer: 'Đã sửa.',
    basedOn: 0,
    ...changes,
  })
  test.each<[what: string, appeal: Appeal | null, verdict: Verdict, answer: string]>([
    ['rejected', standing('received'), no, 'ok'],
    ['accepted with what was done', standing('underReview'), yes('keyCorrected'), 'ok'],
    ['accepted with what was not done', standing('underReview'), yes('lateAnswers'), 'appeal-not-done'],
    ['accepted with something else', standing('received'), yes('other'), 'ok'],
    ['one that is not there', null, no, 'not-found'],
    ['one that was taken back', standing('withdrawn'), no, 'appeal-withdrawn'],
    ['answered meanwhile', answered, no, 'answered-meanwhile'],
    ['a correction of its words', answered, { ...no, answer: 'Đúng thể lệ, mục 3.', basedOn: 1, reason: 'nói rõ hơn' }, 'ok'],
    ['a correction of its outcome alone', answered, yes('other', { answer: 'Đúng thể lệ.', basedOn: 1, reason: 'xem lại' }), 'ok'],
    ['a correction without a reason', answered, { ...no, answer: 'Khác hẳn.', basedOn: 1 }, 'invalid-request'],
    ['a correction that changes nothing', answered, { ...no, basedOn: 1, reason: 'xem lại' }, 'nothing-changed'],
  ])('answering: %s', (_what, appeal, verdict, answer) => {
    const decision = decideVerdict(appeal, verdict, new Set(['keyCorrected']))
    expect(decision.ok ? 'ok' : decision.reason).toBe(answer)
  })
})
