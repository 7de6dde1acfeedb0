import type { ContestSettings } from '@hoithi/shared/contracts/rules'
import { describe, expect, it, test } from 'vitest'
import { plainSettings } from '../../server/src/domain/contest.ts'
import { barrierFor, contestAttemptsLeft, mayEnter, plainCode, sameText, type Entrant } from '../../server/src/domain/eligibility.ts'

const an: Entrant = {
  contestantKind: 'member',
  phone: '0912345678',
  unions: ['cdcs', 'huyen', 'tinh'],
  listed: false,
  entered: false,
  agreed: true,
  attempts: 0,
}
type Asked = [what: string, settings: Partial<ContestSettings>, entrant: Partial<Entrant>, meets: string | null]

describe('who may take part', () => {
  test.each<Asked>([
    ['nothing is asked for', {}, {}, null],
    ['a judge’s phone', { barred: [{ phone: '0912345678', note: 'giám khảo' }] }, {}, 'barred-from-contest'],
    ['another judge’s phone', { barred: [{ phone: '0912345679', note: '' }] }, {}, null],
    ['members only, a member', { eligibleKinds: ['member'] }, {}, null],
    ['members and officers, a worker who is neither', { eligibleKinds: ['member', 'officer'] }, { contestantKind: 'nonMember' }, 'kind-not-eligible'],
    ['their own union', { eligibleUnions: ['cdcs'] }, {}, null],
    ['a union above theirs', { eligibleUnions: ['khac', 'tinh'] }, {}, null],
    ['another union', { eligibleUnions: ['khac'] }, {}, 'union-not-eligible'],
    ['a union below theirs', { eligibleUnions: ['to-1'] }, {}, 'union-not-eligible'],
    ['a person without a union', { eligibleUnions: ['tinh'] }, { unions: [] }, 'union-not-eligible'],
    ['a list, they are not on it', { entry: 'listed' }, {}, 'not-on-roster'],
    ['a list, they are on it', { entry: 'listed' }, { listed: true }, null],
    ['on a list that nobody asks for', {}, { listed: true }, null],
    ['a code that was not given', { accessCode: 'SEN' }, {}, 'access-code-needed'],
    ['a code that was given', { accessCode: 'SEN' }, { entered: true }, null],
  ])('%s', (_what, settings, entrant, meets) => {
    expect(barrierFor({ ...plainSettings, ...settings }, { ...an, ...entrant })).toBe(meets)
  })

  it('hears first what cannot be mended, then of the code, and of a new notice at last', () => {
    const strict: ContestSettings = {
      ...plainSettings,
      barred: [{ phone: an.phone, note: '' }],
      eligibleKinds: ['officer'],
      eligibleUnions: ['khac'],
      entry: 'listed',
      accessCode: 'SEN',
    }
    const told = []
    let [settings, entrant]: [ContestSettings, Entrant] = [strict, { ...an, agreed: false }]
    const mend: Record<string, () => void> = {
      'barred-from-contest': () => (settings = { ...settings, barred: [] }),
      'kind-not-eligible': () => (settings = { ...settings, eligibleKinds: [] }),
      'union-not-eligible': () => (settings = { ...settings, eligibleUnions: [] }),
      'not-on-roster': () => (entrant = { ...entrant, listed: true }),
      'access-code-needed': () => (entrant = { ...entrant, entered: true }),
      'consent-outdated': () => (entrant = { ...entrant, agreed: true }),
    }
    for (let barrier = barrierFor(settings, entrant); barrier !== null; barrier = barrierFor(settings, entrant)) {
      told.push(barrier)
      mend[barrier]!()
    }
    expect(told).toEqual(Object.keys(mend))
  })
})

describe('attempts over the whole contest', () => {
  test.each([
    // allowed, begun, practice, left, may begin
    [null, 500, false, null, true],
    [3, 0, false, 3, true],
    [3, 2, false, 1, true],
    [3, 3, false, 0, false],
    [3, 4, false, 0, false],
    [3, 3, true, 0, true],
  ])('%j allowed, %d begun, practice %s: %j left, may begin %s', (attemptsPerContest, attempts, practice, left, may) => {
    const settings = { ...plainSettings, attemptsPerContest }
    expect(contestAttemptsLeft(settings, { attempts })).toBe(left)
    const decision = mayEnter(settings, { ...an, attempts }, practice)
    expect(decision.ok).toBe(may)
    if (!decision.ok) expect(decision).toMatchObject({ reason: 'contest-attempts-used', details: { attemptsPerContest } })
  })

  it('practice asks for everything else', () => {
    expect(mayEnter({ ...plainSettings, accessCode: 'SEN' }, an, true)).toMatchObject({ ok: false, reason: 'access-code-needed' })
  })
})

describe('an access code as it is typed', () => {
  test.each([
    ['SEN-HONG-2021', 'SENHONG2021'],
    [' sen hong 2021 ', 'SENHONG2021'],
    ['mã 1', 'MÃ1'],
    ['ma\u0303 1', 'MÃ1'],
    ['--- ', ''],
    ['', ''],
  ])('%j is %j', (typed, plain) => expect(plainCode(typed)).toBe(plain))

  test.each([
    ['', '', true],
    ['a', 'a', true],
    ['a', 'b', false],
    ['ab', 'a', false],
    ['a', 'ab', false],
    ['', '\u0000', false],
    ['MÃ1', 'MÃ1', true],
  ])('%j and %j are one: %s', (a, b, same) => expect(sameText(a, b)).toBe(same))
})
