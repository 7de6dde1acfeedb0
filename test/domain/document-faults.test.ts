import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { plainSettings } from '../../server/src/domain/contest.ts'
import { faultInWords, faultTexts, type FaultCode } from '../../server/src/domain/document-fault-texts.ts'
import { blockingFaults, documentFaults, type DocumentFacts } from '../../server/src/domain/document-faults.ts'
import { readDocument } from '../../server/src/features/contests/read-document.ts'
import { juneDocument, soundDocument } from '../support/documents.ts'

type Json = Record<string, unknown>
const facts: DocumentFacts = { slugTaken: false, ownRounds: new Set(['own']), unknownUnions: new Set(['gone']) }
const at = (text: string): number => Date.parse(`2021-${text}:00+07:00`)

/** The June contest with some values put at their paths; "-" takes a field away. */
function june(changes: Record<string, unknown>): Json {
  const document = JSON.parse(JSON.stringify(juneDocument())) as Json
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split('.')
    const last = keys.pop() ?? ''
    const parent = keys.reduce<Json>((inner, key) => inner[key] as Json, document)
    if (value === '-') delete parent[last]
    else parent[last] = value
  }
  return document
}
const faultsOf = (changes: Record<string, unknown>, known: DocumentFacts = facts): string[] => {
  const { document, faults } = readDocument(june(changes))
  return (document === null ? faults : documentFaults(document, known)).map(({ field, code }) => `${field} ${code}`)
}

const tier = (title: string) => ({ title, count: 1, value: null })
type Row = [what: string, changes: Record<string, unknown>, faults: string[]]

const malformed: Row[] = [
  ['no title', { title: '-' }, ['title missing']],
  ['a title that is a number', { title: 7 }, ['title wrong-type']],
  ['a title of two letters', { title: 'AB' }, ['title too-short']],
  ['a title of 201 letters', { title: 'a'.repeat(201) }, ['title too-long']],
  ['an address with a capital', { slug: 'An-toan' }, ['slug slug-format']],
  ['an address that ends in a hyphen', { slug: 'an-toan-' }, ['slug slug-format']],
  ['no minutes to write in', { 'rounds.0.rules.minutes': 0 }, ['rounds.0.rules.minutes too-low']],
  ['601 minutes', { 'rounds.0.rules.minutes': 601 }, ['rounds.0.rules.minutes too-high']],
  ['half a minute', { 'rounds.0.rules.minutes': 0.5 }, ['rounds.0.rules.minutes not-whole']],
  ['a third of a point', { 'rounds.0.rules.points': 0.333 }, ['rounds.0.rules.points two-decimals']],
  ['no rounds', { rounds: [] }, ['rounds too-few']],
  ['no questions', { 'rounds.0.rules.blueprint': [] }, ['rounds.0.rules.blueprint too-few']],
  ['four kinds of people', { 'settings.eligibleKinds': ['officer', 'member', 'nonMember', 'member'] }, ['settings.eligibleKinds too-many']],
  ['a rule that there is not', { 'rounds.0.rules.equals': 'duel' }, ['rounds.0.rules.equals wrong-value']],
  ['a field that there is not', { 'settings.colour': 'red' }, ['settings.colour unknown-field']],
  ['the 25th hour', { 'rounds.0.rules.hours': { days: [1], from: '07:00', until: '25:00' } }, ['rounds.0.rules.hours.until clock-format']],
]

const contradicting: Row[] = [
  ['a tie-break twice', { 'rounds.0.rules.tieBreaks': ['score', 'score'] }, ['rounds.0.rules.tieBreaks tie-break-twice']],
  ['a frozen board that never freezes', { 'rounds.0.rules.board': 'frozen' }, ['rounds.0.rules.frozenMinutes frozen-minutes']],
  ['a live board that freezes', { 'rounds.0.rules.frozenMinutes': 5 }, ['rounds.0.rules.frozenMinutes frozen-minutes']],
  ['hours that end as they begin', { 'rounds.0.rules.hours': { days: [1], from: '07:00', until: '07:00' } }, ['rounds.0.rules.hours hours-reversed']],
  ['more attempts a day than a round', { 'rounds.0.rules.attemptsPerDay': 3 }, ['rounds.0.rules.attemptsPerDay day-over-round']],
  ['as many a day as a round', { 'rounds.0.rules.attemptsPerDay': 2 }, []],
  ['ranks by a prediction that nobody is asked', { 'rounds.0.rules.prediction': null }, ['rounds.0.rules.tieBreaks no-prediction']],
  ['scores that tell the target', { 'rounds.0.rules.scoresOnBoards': 'live' }, ['rounds.0.rules.scoresOnBoards scores-tell-target']],
  [
    'live scores while participants are predicted',
    { 'rounds.0.rules.scoresOnBoards': 'live', 'rounds.0.rules.prediction': { target: 'participants', closeness: 'exact' } },
    [],
  ],
]

const tuesdays = { days: [2], from: '07:00', until: '21:00' }
const windows: Row[] = [
  [
    'a contest that closes as it opens',
    { closesAt: at('06-07T00:00') },
    ['closesAt window-reversed', 'rounds.0.closesAt round-outside', 'rounds.1.closesAt round-outside'],
  ],
  ['a round that closes as it opens', { 'rounds.0.closesAt': at('06-07T07:00') }, ['rounds.0.closesAt window-reversed']],
  ['a round from the contest’s first moment to its last', { 'rounds.0.opensAt': at('06-07T00:00'), 'rounds.0.closesAt': at('06-21T00:00') }, []],
  ['a round a millisecond before the contest', { 'rounds.0.opensAt': at('06-07T00:00') - 1 }, ['rounds.0.opensAt round-outside']],
  ['a round a millisecond behind it', { 'rounds.1.closesAt': at('06-21T00:00') + 1 }, ['rounds.1.closesAt round-outside']],
  ['20 minutes of time in a round of 20', { 'rounds.0.closesAt': at('06-07T07:20') }, []],
  ['20 minutes in a round of a millisecond less', { 'rounds.0.closesAt': at('06-07T07:20') - 1 }, ['rounds.0.closesAt round-short']],
  ['the year 1999', { opensAt: Date.UTC(1999, 11, 31) }, ['opensAt moment-far']],
  ['the year 2100', { closesAt: Date.UTC(2100, 0, 1) }, ['closesAt moment-far']],
  ['two rounds at once', { 'rounds.1.opensAt': at('06-07T07:00') }, []],
  ['Tuesdays in a week', { 'rounds.0.rules.hours': tuesdays }, []],
  // 7/6/2021 was a Monday.
  [
    'Tuesdays in a round of one Monday',
    { 'rounds.0.rules.hours': tuesdays, 'rounds.0.closesAt': at('06-08T07:00') },
    ['rounds.0.rules.hours hours-never'],
  ],
  [
    'of the Tuesday 19 minutes are left',
    { 'rounds.0.rules.hours': tuesdays, 'rounds.0.closesAt': at('06-08T07:19') },
    ['rounds.0.rules.hours hours-short'],
  ],
  ['of the Tuesday 20 minutes are left', { 'rounds.0.rules.hours': tuesdays, 'rounds.0.closesAt': at('06-08T07:20') }, []],
  ['ten minutes a day for 20 minutes of writing', { 'rounds.0.rules.hours': { ...tuesdays, until: '07:10' } }, ['rounds.0.rules.hours hours-short']],
  [
    'ten minutes a day to begin in, with full time to write',
    { 'rounds.0.rules.hours': { ...tuesdays, until: '07:10' }, 'rounds.0.rules.atClose': 'fullTime' },
    [],
  ],
  ['a zone that there is not', { timeZone: 'Mars/Phobos', 'rounds.0.rules.hours': tuesdays }, ['timeZone time-zone-unknown']],
]

const together: Row[] = [
  ['two titles that differ in capitals only', { 'rounds.1.title': 'TUẦN 1' }, ['rounds.1.title round-title-twice']],
  ['a round of another contest', { 'rounds.0.id': 'foreign' }, ['rounds.0 round-unknown']],
  ['a round twice', { 'rounds.0.id': 'own', 'rounds.1.id': 'own' }, ['rounds.1 round-twice']],
  [
    'practice and nothing else',
    { 'rounds.0.practice': true, 'rounds.1.practice': true },
    ['rounds.0.rules.prediction practice-prediction', 'rounds.1.rules.prediction practice-prediction', 'rounds practice-only'],
  ],
  ['a paper of 500 questions', { 'rounds.0.rules.blueprint': [{ count: 200 }, { count: 200 }, { count: 100 }] }, []],
  ['of 501', { 'rounds.0.rules.blueprint': [{ count: 200 }, { count: 200 }, { count: 101 }] }, ['rounds.0.rules.blueprint paper-long']],
  ['a kind of people twice', { 'settings.eligibleKinds': ['member', 'member'] }, ['settings.eligibleKinds.1 kind-twice']],
  ['a union twice', { 'settings.eligibleUnions': ['u', 'u'] }, ['settings.eligibleUnions.1 union-twice']],
  ['a union that is not there', { 'settings.eligibleUnions': ['u', 'gone'] }, ['settings.eligibleUnions.1 union-unknown']],
  ['a code of three letters between hyphens', { 'settings.accessCode': 'A-B-C' }, ['settings.accessCode code-short']],
  ['a code of four', { 'settings.accessCode': 'AB-CD' }, []],
  ['a phone of five digits', { 'settings.barred': [{ phone: '09123', note: '' }] }, ['settings.barred.0.phone phone-invalid']],
  [
    'a phone twice, written in two ways',
    {
      'settings.barred': [
        { phone: '0912345678', note: '' },
        { phone: '+84 912 345 678', note: '' },
      ],
    },
    ['settings.barred.1.phone phone-twice'],
  ],
  [
    'prizes for the whole, which is not ranked',
    { 'settings.overall': 'none', 'settings.prizes.contestPeople': [tier('Giải Nhất')] },
    ['settings.prizes.contestPeople prizes-without-overall'],
  ],
  [
    'two prizes of a title',
    { 'settings.prizes.unions': [tier('Giải Nhất'), tier('giải nhất')] },
    ['settings.prizes.unions.1.title prize-title-twice'],
  ],
  ['a title in two groups', { 'settings.prizes.unions': [tier('Giải Nhất')], 'settings.prizes.divisions': [tier('Giải Nhất')] }, []],
  [
    'a certificate that names what nobody knows',
    { 'settings.certificate.deed': 'đã thi {{round}}, {{diem}}' },
    ['settings.certificate.deed placeholder-unknown'],
  ],
  [
    'prizes by rate without a least number of members',
    { 'settings.prizes.unionMetric': 'rate', 'settings.prizes.divisions': [tier('Giải Nhất')] },
    ['settings.prizes.leastMembers rate-needs-least'],
  ],
  ['a rate and no prizes for it', { 'settings.prizes.unionMetric': 'rate' }, []],
]

describe('nothing is wrong with the June contest, nor with itself beside its own address', () => {
  it('no fault', () => expect(faultsOf({})).toEqual([]))
  it('an address that another contest has', () => expect(faultsOf({}, { ...facts, slugTaken: true })).toEqual(['slug slug-taken']))
})
describe('a field that is not well-formed', () => test.each(malformed)('%s', (_what, changes, faults) => expect(faultsOf(changes)).toEqual(faults)))
describe('rules that contradict each other', () =>
  test.each(contradicting)('%s', (_what, changes, faults) => expect(faultsOf(changes)).toEqual(faults)))
describe('windows and hours', () => test.each(windows)('%s', (_what, changes, faults) => expect(faultsOf(changes)).toEqual(faults)))
describe('the document as a whole', () => test.each(together)('%s', (_what, changes, faults) => expect(faultsOf(changes)).toEqual(faults)))

/** Told by what people rely on (document-changes) or by the clock (publishing); their tables stand there. */
const elsewhere: FaultCode[] = [
  'contest-over',
  'fixed',
  'close-earlier',
  'close-in-controls',
  'round-kept',
  'round-moved',
  'only-widen',
  'appeals-kept',
  'consent-version',
]

it('every fault that has a sentence is shown above', () => {
  const shown = [...malformed, ...contradicting, ...windows, ...together].flatMap(([, , faults]) => faults.map((fault) => fault.split(' ')[1]))
  expect(new Set([...shown, 'slug-taken', ...elsewhere])).toEqual(new Set(Object.keys(faultTexts)))
})

describe('what a draft may hold', () => {
  it('is everything but what is not there or cannot be worked with', () => {
    const blocking = Object.keys(faultTexts).filter((code) => blockingFaults([{ field: '', code: code as FaultCode }]).length > 0)
    expect(blocking.sort()).toEqual([
      'moment-far',
      'phone-invalid',
      'round-twice',
      'round-unknown',
      'slug-taken',
      'time-zone-unknown',
      'union-unknown',
    ])
  })
})

describe('the sentences of faults', () => {
  test.each([
    ['round-short', { minutes: 20 }, 'Kỳ thi mở ngắn hơn 20 phút làm bài. Hãy đóng muộn hơn hoặc giảm số phút.'],
    ['paper-long', { max: 500 }, 'Một đề thi có nhiều nhất 500 câu. Hãy giảm số câu.'],
    ['round-kept', { title: 'Tuần $& 1' }, 'Không xoá được “Tuần $& 1” vì kỳ này đã mở.'],
  ] as const)('%s names its figures', (code, figures, vi) => expect(faultInWords(code, figures).vi).toBe(vi))

  it('name no figure that a fault does not bring', () => {
    const all = [...malformed, ...contradicting, ...windows, ...together].flatMap(([, changes]) => {
      const { document, faults } = readDocument(june(changes))
      return document === null ? faults : documentFaults(document, facts)
    })
    for (const { code, figures = {} } of all) {
      const named = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      for (const text of Object.values(faultTexts[code])) expect(Object.keys(figures)).toEqual(expect.arrayContaining(named(text)))
    }
  })
})

it('more facts never make a fault go away', () => {
  fc.assert(
    fc.property(soundDocument, (document) => {
      const withUnion = { ...document, settings: { ...plainSettings, eligibleUnions: ['gone'] } }
      expect(documentFaults(withUnion, { ...facts, slugTaken: true }).map(({ code }) => code)).toEqual(['slug-taken', 'union-unknown'])
    }),
    { numRuns: 30 },
  )
})
