import type { ContestDocument, RoundDocument } from '@hoithi/shared/contracts/contest-desk'
import { describe, expect, it, test } from 'vitest'
import { plainSettings } from '../../server/src/domain/contest.ts'
import { changedFields, fixedPaths, unfairChanges, type Relied } from '../../server/src/domain/document-changes.ts'
import { plainRules } from '../support/plain-rules.ts'
import { juneDocument } from '../support/documents.ts'

const at = (text: string): number => Date.parse(`2021-${text}:00+07:00`)
const round = (id: string, opens: string, closes: string, changes: Partial<RoundDocument> = {}): RoundDocument => ({
  id,
  title: id,
  opensAt: at(opens),
  closesAt: at(closes),
  practice: false,
  rules: plainRules,
  ...changes,
})
const stored = juneDocument({
  rounds: [
    round('Tuần 1', '06-07T07:00', '06-13T23:00'),
    round('Tuần 2', '06-14T07:00', '06-20T23:00'),
    round('Thi thử', '06-07T00:00', '06-21T00:00', { practice: true }),
  ],
})
type Told = Partial<Omit<Relied, 'attempts' | 'sealed'>> & { attempts?: Record<string, number>; sealed?: string[] }
const relied = ({ attempts = {}, sealed = [], ...changes }: Told = {}): Relied => ({
  document: stored,
  state: 'published',
  ...changes,
  sealed: new Set(sealed),
  attempts: new Map(Object.entries(attempts)),
})
const before = at('06-06T23:59')
const practising = at('06-07T06:59')
const firstWeek = at('06-07T07:00')

describe('what may not change any more', () => {
  const practice = ['rounds.2.practice']
  const first = ['rounds.0.practice', 'rounds.0.opensAt', 'rounds.0.rules']
  const second = ['rounds.1.practice', 'rounds.1.opensAt', 'rounds.1.rules']
  const open = ['slug', 'opensAt', 'timeZone', 'settings.attemptsPerContest', 'settings.overall']
  test.each<[string, Relied, number, string[]]>([
    ['a draft: nothing, even with its rounds open', relied({ state: 'draft' }), firstWeek, []],
    ['public, a minute before it opens: its address', relied(), before, ['slug']],
    ['practice is open and no round that counts', relied(), practising, ['slug', 'opensAt', 'timeZone', ...practice]],
    ['the first round opens', relied(), firstWeek, [...open, ...first, ...practice]],
    // A round can be opened by an attempt alone, where its window was moved afterwards.
    [
      'the first round was begun before it is open',
      relied({ attempts: { 'Tuần 1': 1 } }),
      before,
      ['slug', 'timeZone', 'settings.attemptsPerContest', 'settings.overall', ...first],
    ],
    [
      'the first round is sealed, the second open',
      relied({ sealed: ['Tuần 1'] }),
      at('06-15T00:00'),
      [...open, 'settings.prizes', ...first, 'rounds.0.title', 'rounds.0.closesAt', ...second, ...practice],
    ],
  ])('%s', (_what, from, now, fixed) => expect(fixedPaths(from, now)).toEqual(fixed))
})

type Edit = (document: ContestDocument) => ContestDocument
const edited = (edit: Edit): ContestDocument => edit(structuredClone(stored))
const inRound =
  (index: number, changes: Partial<RoundDocument>): Edit =>
  (document) => ({ ...document, rounds: document.rounds.map((one, place) => (place === index ? { ...one, ...changes } : one)) })
const settings =
  (changes: Partial<ContestDocument['settings']>): Edit =>
  (document) => ({ ...document, settings: { ...document.settings, ...changes } })
const order =
  (...places: number[]): Edit =>
  (document) => ({ ...document, rounds: places.map((place) => document.rounds[place]!) })

describe('a change while the first week is open', () => {
  const now = at('06-08T08:00')
  test.each<[string, Edit, string[]]>([
    ['nothing', (same) => same, []],
    ['the close of the first week, a second earlier', inRound(0, { closesAt: at('06-13T23:00') - 1000 }), ['rounds.0.closesAt close-earlier']],
    ['a second later', inRound(0, { closesAt: at('06-13T23:00') + 1000 }), []],
    ['its title', inRound(0, { title: 'Tuần đầu' }), []],
    ['its opening', inRound(0, { opensAt: at('06-07T06:00') }), ['rounds.0.opensAt fixed']],
    ['its minutes', inRound(0, { rules: { ...plainRules, minutes: 21 } }), ['rounds.0.rules fixed']],
    ['it becomes practice', inRound(0, { practice: true }), ['rounds.0.practice fixed', 'rounds.0 round-moved']],
    [
      'everything of the second week',
      inRound(1, { title: 'B', opensAt: at('06-15T00:00'), closesAt: at('06-16T00:00'), rules: { ...plainRules, minutes: 5 } }),
      [],
    ],
    ['rules and close of practice', inRound(2, { closesAt: at('06-10T00:00'), rules: { ...plainRules, minutes: 5 } }), []],
    ['practice becomes a round that counts', inRound(2, { practice: false }), ['rounds.2.practice fixed']],
    ['practice stands first: the others keep their numbers', order(2, 0, 1), []],
    ['the second week before the first', order(1, 0, 2), ['rounds.1 round-moved']],
    ['the second week is dropped', order(0, 2), []],
    ['the first week is dropped', order(1, 2), ['rounds round-kept']],
    ['practice is dropped while it is open', order(0, 1), ['rounds round-kept']],
    ['the contest closes a day earlier', (document) => ({ ...document, closesAt: at('06-20T23:00') }), ['closesAt close-earlier']],
    ['the contest closes later', (document) => ({ ...document, closesAt: at('06-22T00:00') }), []],
    ['appeals no longer taken', settings({ appeals: { ...plainSettings.appeals, taken: false } }), ['settings.appeals.taken appeals-kept']],
    ['fewer days to appeal', settings({ appeals: { ...plainSettings.appeals, days: 2 } }), ['settings.appeals.days appeals-kept']],
    ['more days to answer', settings({ appeals: { ...plainSettings.appeals, answerDays: 6 } }), ['settings.appeals.answerDays appeals-kept']],
    ['more days to appeal, answered sooner', settings({ appeals: { taken: true, days: 9, answerDays: 1 } }), []],
    ['officers only', settings({ eligibleKinds: ['officer'] }), ['settings.eligibleKinds only-widen']],
    ['one union only', settings({ eligibleUnions: ['u'] }), ['settings.eligibleUnions only-widen']],
    ['listed people only', settings({ entry: 'listed' }), ['settings.entry only-widen']],
    ['a limit over the contest', settings({ attemptsPerContest: 3 }), ['settings.attemptsPerContest fixed']],
    ['no common ranking', settings({ overall: 'none' }), ['settings.overall fixed']],
    ['a code', settings({ accessCode: 'SEN-HONG' }), []],
    [
      'a new consent under a new version',
      (document) => ({ ...document, consent: { version: '2', text: { vi: 'Một bản mới để đồng ý.', en: 'A new text to agree to.' } } }),
      [],
    ],
    [
      'a new consent under the old',
      (document) => ({ ...document, consent: { version: '1', text: { vi: 'Một bản mới để đồng ý.', en: 'A new text to agree to.' } } }),
      ['consent.version consent-version'],
    ],
    ['a new version of the same consent', (document) => ({ ...document, consent: { ...document.consent, version: '2' } }), []],
  ])('%s', (_what, edit, faults) => {
    expect(unfairChanges(relied(), edited(edit), now).map(({ field, code }) => `${field} ${code}`)).toEqual(faults)
    expect(unfairChanges(relied({ state: 'draft' }), edited(edit), now)).toEqual([])
  })
})

describe('a round whose board stands still before its close', () => {
  const still = inRound(0, { rules: { ...plainRules, board: 'frozen', frozenMinutes: 60 } })
  const document = edited(still)
  const closing =
    (changes: Partial<RoundDocument>): Edit =>
    (one) =>
      inRound(0, changes)(still(one))
  test.each<[string, Edit, number, string[]]>([
    ['may close later before it opens', closing({ closesAt: at('06-13T23:30') }), before, []],
    [
      'may not close later in a document once it is open: what it counted would be another',
      closing({ closesAt: at('06-13T23:30') }),
      firstWeek,
      ['rounds.0.closesAt close-in-controls'],
    ],
    ['nor earlier', closing({ closesAt: at('06-13T22:00') }), firstWeek, ['rounds.0.closesAt close-in-controls']],
    ['may still get another title', closing({ title: 'Tuần đầu' }), firstWeek, []],
  ])('%s', (_what, edit, now, faults) => {
    expect(unfairChanges(relied({ document }), edited(edit), now).map(({ field, code }) => `${field} ${code}`)).toEqual(faults)
  })
})

describe('once the first week is sealed', () => {
  const sealed = relied({ sealed: ['Tuần 1'], attempts: { 'Tuần 1': 9 } })
  const prizes = { ...plainSettings.prizes, onePerPerson: 'perContest' as const }
  test.each<[string, Edit, string[]]>([
    ['its title', inRound(0, { title: 'Tuần đầu' }), ['rounds.0.title fixed']],
    ['its close, later', inRound(0, { closesAt: at('06-14T00:00') }), ['rounds.0.closesAt fixed']],
    ['the prizes', settings({ prizes }), ['settings.prizes fixed']],
    [
      'a third week behind the others',
      (document) => ({ ...document, rounds: [...document.rounds, { ...round('Tuần 3', '06-14T07:00', '06-20T23:00'), id: null }] }),
      [],
    ],
    [
      'a new week in front of it',
      (document) => ({ ...document, rounds: [{ ...round('Tuần 0', '06-07T07:00', '06-08T07:00'), id: null }, ...document.rounds] }),
      ['rounds.1 round-moved', 'rounds.2 round-moved'],
    ],
  ])('%s', (_what, edit, faults) => {
    expect(unfairChanges(sealed, edited(edit), at('06-15T08:00')).map(({ field, code }) => `${field} ${code}`)).toEqual(faults)
  })
})

describe('who could take part may not be shut out', () => {
  const lists: [before: string[], after: string[], shutsOut: boolean][] = [
    [[], [], false],
    [[], ['a'], true],
    [['a'], [], false],
    [['a'], ['a', 'b'], false],
    [['a', 'b'], ['b'], true],
    [['a'], ['b'], true],
    [['a', 'b'], ['b', 'a'], false],
  ]
  test.each(lists)('unions %j, then %j: %s', (was, is, shutsOut) => {
    const from = relied({ document: { ...stored, settings: { ...plainSettings, eligibleUnions: was } } })
    const found = unfairChanges(from, { ...stored, settings: { ...plainSettings, eligibleUnions: is } }, firstWeek)
    expect(found.map(({ code }) => code)).toEqual(shutsOut ? ['only-widen'] : [])
  })

  it('but before any round has opened they may', () => {
    expect(unfairChanges(relied(), edited(settings({ eligibleUnions: ['a'], entry: 'listed' })), before)).toEqual([])
  })
})

describe('what the audit is told of a change', () => {
  test.each<[string, Edit, [field: string, was: unknown, is: unknown][]]>([
    ['nothing of what stays', (same) => same, []],
    ['a title', (document) => ({ ...document, title: 'Khác' }), [['title', stored.title, 'Khác']]],
    ['one rule by its path', inRound(1, { rules: { ...plainRules, minutes: 25 } }), [['rounds.1.rules.minutes', 20, 25]]],
    [
      'a tie-break by its place',
      inRound(0, { rules: { ...plainRules, tieBreaks: ['score'] } }),
      [
        ['rounds.0.rules.tieBreaks.1', 'predictionDistance', null],
        ['rounds.0.rules.tieBreaks.2', 'durationMs', null],
        ['rounds.0.rules.tieBreaks.3', 'submittedAt', null],
      ],
    ],
    ['what was nothing as null', inRound(0, { rules: { ...plainRules, attemptsPerDay: 1 } }), [['rounds.0.rules.attemptsPerDay', null, 1]]],
    ['that there is a code now, never which', settings({ accessCode: 'SEN-HONG' }), [['settings.accessCode', null, '…']]],
  ])('%s', (_what, edit, changes) => {
    expect(changedFields(stored, edited(edit)).map(({ field, before: was, after: is }) => [field, was, is])).toEqual(changes)
  })

  it('that a code became another, and neither of them', () => {
    const [one, two] = ['SEN-HONG', 'SEN-TRANG'].map((accessCode) => edited(settings({ accessCode })))
    expect(changedFields(one!, two!)).toEqual([{ field: 'settings.accessCode', before: '…', after: '…' }])
  })
})
