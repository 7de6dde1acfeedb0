import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  begun,
  changedSince,
  daysLate,
  FINAL,
  groupCounts,
  periodToShow,
  planSaving,
  planSending,
  planVerdict,
  reportPeriods,
  rolledUp,
  type CampaignReport,
  type ReportHead,
} from '../../server/src/domain/campaign-report.ts'
import { figureTable, figureWords } from '../../server/src/formats/campaign-report/figure-lines.ts'
import { addedUp, type FrozenFigures, type ReportFigures } from '../../server/src/domain/report-figures.ts'

const zone = 'Asia/Ho_Chi_Minh'
const at = (local: string): number => Date.parse(`${local.length === 10 ? `${local}T00:00` : local}:00+07:00`)
const local = (moment: number): string => new Date(moment + 7 * 3_600_000).toISOString().slice(0, 16).replace('T00:00', '')
const campaign = { opensAt: at('2021-04-26'), closesAt: at('2021-05-27') }
const periods = reportPeriods(campaign, zone, 1)

describe('the periods of a campaign', () => {
  test('are its weeks, Monday to Sunday as far as they belong to it, and the end of it', () => {
    expect(periods.map(({ key, from, to, dueAt }) => [key === FINAL ? 'final' : local(key), local(from), local(to), local(dueAt)])).toEqual([
      ['2021-04-26', '2021-04-26', '2021-05-03', '2021-05-04'],
      ['2021-05-03', '2021-05-03', '2021-05-10', '2021-05-11'],
      ['2021-05-10', '2021-05-10', '2021-05-17', '2021-05-18'],
      ['2021-05-17', '2021-05-17', '2021-05-24', '2021-05-25'],
      ['2021-05-24', '2021-05-24', '2021-05-27', '2021-05-28'],
      ['final', '2021-04-26', '2021-05-27', '2021-05-28'],
    ])
  })

  test.each([
    // opens              closes              first week begins and ends
    ['2021-04-30', '2021-05-01', '2021-04-30', '2021-05-01'],
    ['2021-05-01T08:00', '2021-05-20', '2021-05-01T08:00', '2021-05-03'],
    ['2021-05-09', '2021-05-20', '2021-05-09', '2021-05-10'],
  ])('a campaign from %s to %s begins with the days from %s to %s', (opens, closes, from, to) => {
    const [first] = reportPeriods({ opensAt: at(opens), closesAt: at(closes) }, zone, 0)
    expect([local(first!.from), local(first!.to)]).toEqual([from, to])
    expect(new Date(first!.key + 7 * 3_600_000).getUTCDay()).toBe(1)
  })

  test.each([
    // now                 begun  shown
    ['2021-04-20', 1, '2021-04-26'],
    ['2021-04-26', 2, '2021-04-26'],
    ['2021-05-06T23:59', 3, '2021-04-26'],
    ['2021-05-07', 3, '2021-05-03'],
    ['2021-05-10T08:00', 4, '2021-05-03'],
    ['2021-05-26T23:59', 6, '2021-05-24'],
    ['2021-05-27', 6, 'final'],
  ])('at %s %i have begun, and the one to show is %s', (now, count, shown) => {
    const known = begun(periods, at(now))
    const found = periodToShow(known, at(now))
    expect([known.length, found === null ? null : found.key === FINAL ? 'final' : local(found.key)]).toEqual([count, shown])
  })
})

describe('days late', () => {
  const week = periods[1]!
  const late = (report: Parameters<typeof daysLate>[0], now: string) => daysLate(report, week, { now: at(now), timeZone: zone, dueDays: 1 })
  const report = (state: CampaignReport['state'], sent: string | null, decided: string | null = null) => ({
    state,
    firstSentAt: sent === null ? null : at(sent),
    decidedAt: decided === null ? null : at(decided),
  })
  test.each([
    ['nothing written, on its last day', null, '2021-05-10T23:59', 0],
    ['nothing written, the minute after', null, '2021-05-11', 1],
    ['nothing written, nearly two days after', null, '2021-05-12T23:59', 2],
    ['a draft is not a report', report('draft', null), '2021-05-13', 3],
    ['sent in time, looked at much later', report('sent', '2021-05-10T23:59'), '2021-06-01', 0],
    ['sent a day late', report('accepted', '2021-05-11T07:00'), '2021-06-01', 1],
    ['returned late: it has its days again', report('returned', '2021-05-10T08:00', '2021-05-14T08:00'), '2021-05-15T23:59', 0],
    ['and is late after them', report('returned', '2021-05-10T08:00', '2021-05-14T08:00'), '2021-05-16', 1],
    ['sent again: what counts is when it first came', report('sent', '2021-05-10T08:00', '2021-05-14T08:00'), '2021-05-20', 0],
  ] as const)('%s', (_, given, now, days) => {
    expect(late(given, now)).toBe(days)
  })
})

const figures = (people: number, more: Partial<ReportFigures> = {}): ReportFigures => ({
  memberCount: 100,
  people,
  attempts: people * 2,
  peopleSoFar: people + 5,
  attemptsSoFar: people * 3,
  scoreSum: people * 15.5,
  allCorrect: 1,
  untold: null,
  initiatives: null,
  works: null,
  ...more,
})
const frozen = (known: ReportFigures): FrozenFigures => ({
  at: at('2021-05-09'),
  known,
  targets: { initiatives: null, benefit: null, works: null },
  rollUp: null,
})
const head: ReportHead = {
  ...{ upperBody: '', issuer: 'LĐLĐ', number: '', place: '', day: '', addressee: '' },
  ...{ onBehalf: '', position: '', signer: '', recipients: '' },
}
const words = { done: 'Đã phát động.', difficulties: '', proposals: '' }
const key = { contestId: 'c', unionId: 'u', period: periods[1]!.key }
const by = { id: 'r', now: at('2021-05-09T08:00'), actorId: 'o' }
const draft = (state: CampaignReport['state'], known: ReportFigures | null = null): CampaignReport => ({
  ...{ ...key, id: 'r', state, words, head, figures: known === null ? null : frozen(known), edition: 1 },
  ...{ savedAt: 1, savedBy: 'o', firstSentAt: null, sentAt: null, sentBy: null, decidedAt: null, decidedBy: null, reason: '' },
})

describe('the roll-up', () => {
  const untold = (why: 'notSealed' | 'partWeek') => ({ scoreSum: null, allCorrect: null, untold: why })
  test('adds those that were sent or accepted, and says how many of how many', () => {
    const below = [draft('sent', figures(10)), draft('accepted', figures(20)), draft('returned', figures(40)), draft('draft'), null]
    expect(rolledUp(below)).toEqual({
      due: 5,
      reported: 2,
      figures: {
        ...{ memberCount: 200, people: 30, attempts: 60, peopleSoFar: 40, attemptsSoFar: 90 },
        ...{ scoreSum: 465, allCorrect: 2, untold: null, initiatives: null, works: null },
      },
    })
  })

  test('is none where nobody reports below, and empty where nobody has', () => {
    expect(rolledUp([])).toBeNull()
    expect(rolledUp([null])).toMatchObject({ due: 1, reported: 0, figures: { people: 0, allCorrect: null, memberCount: null } })
  })

  test.each([
    ['a score of a round that is not sealed', untold('notSealed'), untold('notSealed')],
    ['a score of a part of a week', untold('partWeek'), untold('partWeek')],
    ['an unknown head count', { memberCount: null }, { memberCount: null }],
  ])('%s is not told of the sum either', (_, part, sum) => {
    expect(addedUp([figures(1), figures(2, part)])).toMatchObject(sum)
  })

  test('initiatives and works are added step by step, and only what all keep', () => {
    const initiatives = { entered: 9, recognised: 7, confirmed: 5, counted: 4, benefit: 5_000_000 }
    expect(addedUp([figures(1, { initiatives }), figures(1, { initiatives })]).initiatives).toEqual({
      ...{ entered: 18, recognised: 14, confirmed: 10, counted: 8, benefit: 10_000_000 },
    })
    expect(addedUp([figures(1, { initiatives }), figures(1, { initiatives: { ...initiatives, entered: null } })]).initiatives).toMatchObject({
      ...{ entered: null, recognised: 14 },
    })
    expect(addedUp([figures(1, { initiatives }), figures(1)]).initiatives).toBeNull()
  })

  test('does not depend on the order, and the sum of sums is the sum', () => {
    const one = fc.record({ people: fc.nat(1000), cents: fc.nat(100_000) }).map(({ people, cents }) => figures(people, { scoreSum: cents / 100 }))
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 8 }), fc.array(one, { minLength: 1, maxLength: 8 }), (a, b) => {
        expect(addedUp([...b, ...a])).toEqual(addedUp([...a, ...b]))
        expect(addedUp([addedUp(a), addedUp(b)])).toEqual(addedUp([...a, ...b]))
      }),
    )
  })
})

describe('reports below that changed since their sum was sent', () => {
  const sum: FrozenFigures = { ...frozen(figures(30)), rollUp: rolledUp([draft('accepted', figures(10)), draft('sent', figures(20)), null]) }
  const sent = (state: CampaignReport['state'], people: number, minutes: number | null, decided: number | null = null): CampaignReport => ({
    ...draft(state, figures(people)),
    sentAt: minutes === null ? 1 : sum.at + minutes * 60_000,
    decidedAt: decided === null ? null : sum.at + decided * 60_000,
  })
  const same = sent('accepted', 10, null)
  test.each([
    ['none', [same, sent('sent', 20, null), null], 0],
    ['accepted since', [sent('accepted', 10, null, 5), sent('sent', 20, null), null], 0],
    ['sent again with other figures', [same, sent('sent', 21, 5), null], 1],
    ['sent again with the same figures', [same, sent('sent', 20, 5), null], 0],
    ['returned, and not sent again', [same, sent('returned', 20, null, 5), null], 1],
    ['a first one came too', [same, sent('sent', 21, 5), sent('sent', 3, 6)], 2],
    ['a draft is no report', [same, sent('sent', 21, 5), draft('draft')], 1],
  ] as const)('%s', (_, below, count) => {
    expect(changedSince(sum, below)).toBe(count)
  })
})

test('a sum of no reports tells no figures, and why none are there belongs to reports', () => {
  const column = (below: Parameters<typeof rolledUp>[0]) =>
    figureTable({ ...frozen(figures(30)), rollUp: rolledUp(below) }, periods[1]!).lines.map((line) => figureWords(line.figures.at(-1)!))
  expect(new Set(column([null, draft('draft')]))).toEqual(new Set(['–']))
  expect(column([draft('sent', figures(20))])).not.toContain('–')
})

describe('a report goes up', () => {
  const written = { words, head, basedOn: 0 }
  const sending = { ...written, figures: frozen(figures(10)), period: periods[1]! }
  test('is a draft, is sent with its figures, returned with a reason, sent again and accepted', () => {
    const first = planSaving(null, key, written, by)
    expect(first).toMatchObject({ ok: true, value: { id: 'r', state: 'draft', figures: null, edition: 1 } })
    const sent = planSending(draft('draft'), key, { ...sending, basedOn: 1 }, by)
    expect(sent).toMatchObject({ value: { state: 'sent', edition: 2, sentAt: by.now, firstSentAt: by.now, figures: { known: { people: 10 } } } })
    if (!sent.ok) return
    const returned = planVerdict(sent.value, { verdict: 'return', reason: 'thiếu số liệu', basedOn: 2, now: by.now + 1, actorId: 'p' })
    expect(returned).toMatchObject({ value: { state: 'returned', reason: 'thiếu số liệu', edition: 3, decidedBy: 'p' } })
    if (!returned.ok) return
    const again = planSending(returned.value, key, { ...sending, figures: frozen(figures(12)), basedOn: 3 }, { ...by, now: by.now + 2 })
    expect(again).toMatchObject({ value: { state: 'sent', firstSentAt: by.now, sentAt: by.now + 2, figures: { known: { people: 12 } } } })
    if (!again.ok) return
    expect(planVerdict(again.value, { verdict: 'accept', reason: '', basedOn: 4, now: by.now + 3, actorId: 'p' })).toMatchObject({
      value: { state: 'accepted', reason: '', edition: 5 },
    })
  })

  test.each([
    ['somebody changed it meanwhile', draft('draft'), 0, 'report-edited-meanwhile'],
    ['it was sent', draft('sent'), 1, 'report-sent'],
    ['it was accepted', draft('accepted'), 1, 'report-sent'],
    ['nothing is otherwise', draft('draft'), 1, 'nothing-changed'],
  ] as const)('is not saved where %s', (_, before, basedOn, reason) => {
    expect(planSaving(before, key, { ...written, basedOn }, by)).toMatchObject({ reason })
  })

  test('what was returned is changed and stays returned until it is sent', () => {
    expect(planSaving(draft('returned'), key, { ...written, words: { ...words, done: 'Sửa' }, basedOn: 1 }, by)).toMatchObject({
      value: { state: 'returned', words: { done: 'Sửa' } },
    })
  })

  test.each([
    ['a week, on its first day', 1, '2021-05-03', 'ok'],
    ['a week, before it', 1, '2021-05-02T23:59', 'report-too-early'],
    ['the end, on its last day', 5, '2021-05-26T23:59', 'report-too-early'],
    ['the end, once it is over', 5, '2021-05-27', 'ok'],
  ] as const)('sending %s', (_, index, now, answer) => {
    const planned = planSending(null, key, { ...sending, period: periods[index]! }, { ...by, now: at(now) })
    expect(planned.ok ? 'ok' : planned.reason).toBe(answer)
  })

  test('is not sent without a word of what was done', () => {
    expect(planSending(null, key, { ...sending, words: { ...words, done: '' } }, by)).toMatchObject({ reason: 'report-without-words' })
  })

  test.each([
    ['nothing written', null, 'accept', 1, 'report-not-sent'],
    ['a draft', draft('draft'), 'accept', 1, 'report-not-sent'],
    ['one that was returned', draft('returned'), 'return', 1, 'report-not-sent'],
    ['one that was sent again meanwhile', draft('sent'), 'accept', 0, 'report-edited-meanwhile'],
    ['one that was accepted', draft('accepted'), 'accept', 1, 'nothing-changed'],
  ] as const)('no verdict on %s', (_, before, verdict, basedOn, reason) => {
    expect(planVerdict(before, { verdict, reason: 'vì sao', basedOn, now: 1, actorId: 'p' })).toMatchObject({ reason })
  })

  test('one that was accepted can still be returned', () => {
    expect(planVerdict(draft('accepted'), { verdict: 'return', reason: 'số liệu sai', basedOn: 1, now: 1, actorId: 'p' })).toMatchObject({
      value: { state: 'returned' },
    })
  })
})

test('states are counted by peer group and kind, those of no group last', () => {
  const count = (peerGroup: string, kind: string, state: CampaignReport['state'] | null, units: number) => ({ peerGroup, kind, state, units })
  expect(
    groupCounts([
      count('', 'sectorUnion', null, 2),
      count('Khối huyện', 'districtFederation', 'sent', 3),
      count('Khối huyện', 'districtFederation', null, 4),
      count('Khối huyện', 'districtFederation', 'returned', 1),
    ]),
  ).toEqual([
    { peerGroup: 'Khối huyện', kind: 'districtFederation', due: 8, none: 4, draft: 0, returned: 1, sent: 3, accepted: 0 },
    { peerGroup: '', kind: 'sectorUnion', due: 2, none: 2, draft: 0, returned: 0, sent: 0, accepted: 0 },
  ])
})
