import type { ContestDocument } from '@hoithi/shared/contracts/contest-desk'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { plainSettings } from '../../server/src/domain/contest.ts'
import { plainRules } from '../support/plain-rules.ts'
import { DAY, expectRefused, openWorld, type Person, type World } from './world.ts'

const reason = 'theo kế hoạch của ban tổ chức'
const at = (text: string): number => Date.parse(`2021-${text}:00+07:00`)

/** A contest of two weeks that opens after the fixture's one. */
const june = (changes: Partial<ContestDocument> = {}): ContestDocument => ({
  slug: 'an-toan-lao-dong',
  title: 'Tìm hiểu an toàn lao động',
  organiser: 'LĐLĐ tỉnh',
  timeZone: 'Asia/Ho_Chi_Minh',
  opensAt: at('06-07T00:00'),
  closesAt: at('06-21T00:00'),
  intro: '## Mục đích\n\nNâng cao **hiểu biết**.<script>alert(1)</script>',
  consent: { version: '1', text: { vi: 'Tôi đồng ý để ban tổ chức lưu dữ liệu.', en: 'I agree that the organisers keep my data.' } },
  settings: plainSettings,
  rounds: [
    { id: null, title: 'Tuần 1', opensAt: at('06-07T07:00'), closesAt: at('06-13T23:00'), practice: false, rules: plainRules },
    { id: null, title: 'Tuần 2', opensAt: at('06-14T07:00'), closesAt: at('06-20T23:00'), practice: false, rules: plainRules },
  ],
  ...changes,
})

let world: World
let organiser: Person
beforeEach(async () => {
  world = await openWorld()
  organiser = await world.staff('organiser')
})
afterEach(() => world.end())

const slug = 'an-toan-lao-dong'
const params = { slug }
const make = (document: unknown = june()) => organiser.ask('createContest', { body: { document, reason } })
const publish = () => organiser.ask('publishContest', { params, body: { reason } })
const open = () => organiser.ask('getContestDocument', { params })
const save = (document: unknown, edition: string) => organiser.call('saveContestDocument', { params, body: { document, edition, reason } })
/** Save the contest as it is with some changes, through the edition that it has now. */
const change = async (edit: (document: ContestDocument) => ContestDocument) => {
  const { document, edition } = await open()
  return save(edit(document as ContestDocument), edition)
}
const faultsOf = (response: { json: () => unknown }): [string, string][] =>
  (response.json() as { details: { field: string; code: string; message: { vi: string; en: string } }[] }).details.map(({ field, code, message }) => {
    expect([message.vi, message.en].every((sentence) => /\p{L}.*\.$/u.test(sentence))).toBe(true)
    return [field, code]
  })
const auditOf = async (action: string) =>
  (await world.services.storage.audit.list({ page: 1, pageSize: 50 })).rows.filter((row) => row.action === action)

describe('a draft', () => {
  it('is made from a document, and is the same document when it is opened again', async () => {
    await make()
    const opened = await open()
    expect(opened).toMatchObject({ state: 'draft', fixed: [], people: 0, attempts: 0, pausedAt: null })
    const ids = opened.document.rounds.map(({ id }) => id)
    expect(opened.document).toEqual({ ...june(), rounds: june().rounds.map((round, index) => ({ ...round, id: ids[index] })) })
    expect(await auditOf('createContest')).toMatchObject([{ subject: slug, reason }])
  })

  it('is not there for anyone but the desk: not in the list, not by address, not by its rounds', async () => {
    await make()
    const [first] = (await open()).document.rounds
    const contestant = await world.contestant()
    for (const who of [world.nobody, contestant]) {
      expect((await who.ask('listContests')).contests.map((contest) => contest.slug)).toEqual(['thu'])
      for (const name of ['getContest', 'getContestLeaderboard', 'getNews', 'listDivisions'] as const)
        expectRefused(await who.call(name, { params }), 'not-found')
      for (const name of ['getRoundLeaderboard', 'getUnionLeaderboard'] as const)
        expectRefused(await who.call(name, { params: { roundId: first!.id as string } }), 'not-found')
    }
    world.clock.set('2021-06-08T08:00:00+07:00')
    expectRefused(await contestant.call('startAttempt', { params: { roundId: first!.id as string } }), 'not-found')
    expectRefused(await contestant.call('enterContest', { params, body: { accessCode: 'CODE' } }), 'not-found')
    expectRefused(await contestant.call('claimRosterEntry', { params, body: { code: 'DV-01' } }), 'not-found')
    expectRefused(await contestant.call('askInquiry', { params, body: { body: 'Bao giờ thi?' } }), 'not-found')
    for (const name of ['listOwnInquiries', 'markAnswersSeen'] as const) expectRefused(await contestant.call(name, { params }), 'not-found')
    expect((await organiser.ask('listContests')).contests.map((contest) => [contest.slug, contest.state])).toContainEqual([slug, 'draft'])
    expect((await organiser.ask('getContest', { params })).contest.state).toBe('draft')
  })

  it('is listed with the zone by whose clocks its hours are meant, so that a copy begins at the hour that was typed', async () => {
    await make(june({ timeZone: 'Asia/Tokyo' }))
    const { contests } = await organiser.ask('listContests')
    expect(contests.map((contest) => [contest.slug, contest.timeZone])).toContainEqual([slug, 'Asia/Tokyo'])
  })

  it('may be saved half done, but is not published before it is whole; then everybody sees it', async () => {
    await make(june({ closesAt: at('06-10T00:00') }))
    const refused = await organiser.call('publishContest', { params, body: { reason } })
    expectRefused(refused, 'document-refused')
    expect(faultsOf(refused)).toEqual([
      ['rounds.0.closesAt', 'round-outside'],
      ['rounds.1.closesAt', 'round-outside'],
    ])
    expect((await change((document) => ({ ...document, closesAt: at('06-21T00:00') }))).statusCode).toBe(200)
    await publish()
    expect((await world.nobody.ask('getContest', { params })).rounds).toHaveLength(2)
    expectRefused(await organiser.call('publishContest', { params, body: { reason } }), 'already-published')
  })

  it('may change in everything, its address, rounds and their order too', async () => {
    await make()
    const { document, edition } = await open()
    const [one, two] = document.rounds
    const moved = { ...document, slug: 'an-toan-2021', timeZone: 'UTC', rounds: [two!, { ...one!, id: null, title: 'Tuần bù' }] }
    const saved = await save(moved, edition)
    expect(saved.statusCode).toBe(200)
    const after = await organiser.ask('getContestDocument', { params: { slug: 'an-toan-2021' } })
    expect(after.document.rounds.map(({ title }) => title)).toEqual(['Tuần 2', 'Tuần bù'])
    expect(after.document.rounds[0]?.id).toBe(two!.id)
    expect(after.edition).toBe(saved.json<{ edition: string }>().edition)
    expectRefused(await organiser.call('getContestDocument', { params }), 'not-found')
  })

  it('is refused where its address is taken, or it names what is not there', async () => {
    const wrong = june({
      slug: 'thu',
      timeZone: 'Mars/Phobos',
      settings: { ...plainSettings, eligibleUnions: ['no-such-union'], barred: [{ phone: '12', note: '' }] },
    })
    const refused = await organiser.call('createContest', { body: { document: wrong, reason } })
    expectRefused(refused, 'document-refused')
    expect(faultsOf(refused)).toEqual([
      ['slug', 'slug-taken'],
      ['timeZone', 'time-zone-unknown'],
      ['settings.eligibleUnions.0', 'union-unknown'],
      ['settings.barred.0.phone', 'phone-invalid'],
    ])
  })

  it('of an older edition is not saved over a newer one', async () => {
    await make()
    const { document, edition } = await open()
    expect((await save({ ...document, title: 'Tên mới của cuộc thi' }, edition)).statusCode).toBe(200)
    expectRefused(await save({ ...document, title: 'Tên khác nữa' }, edition), 'contest-edited-meanwhile')
    expectRefused(await change((same) => same), 'nothing-changed')
    expect((await open()).document.title).toBe('Tên mới của cuộc thi')
  })
})

describe('checking a document that is being typed', () => {
  const check = (document: unknown, own?: string) =>
    organiser.ask('checkContestDocument', { body: { document, ...(own === undefined ? {} : { slug: own }) } })

  it('tells the rules as they will read, and the text without what could run', async () => {
    const { faults, rules, introHtml } = await check(june())
    expect(faults).toEqual([])
    expect(rules[0]).toEqual({
      vi: 'Cuộc thi mở từ 00:00 07/06/2021 đến trước 00:00 21/06/2021, gồm 2 kỳ thi.',
      en: 'The contest is open from 00:00 07/06/2021 until just before 00:00 21/06/2021, in 2 rounds.',
    })
    expect(introHtml).toContain('<strong>hiểu biết</strong>')
    expect(introHtml).not.toContain('script')
  })

  const [week] = june().rounds
  const withRules = (rules: object) => ({ ...june(), rounds: [{ ...week, rules: { ...plainRules, ...rules } }] })
  test.each([
    ['nothing at all', {}, ['slug missing', 'title missing', 'timeZone missing', 'opensAt missing', 'settings missing', 'rounds missing']],
    ['an address in capitals', { ...june(), slug: 'An Toàn' }, ['slug slug-format']],
    ['half a minute', withRules({ minutes: 12.5 }), ['rounds.0.rules.minutes not-whole']],
    ['no time at all', withRules({ minutes: 0 }), ['rounds.0.rules.minutes too-low']],
    ['a title of one letter', { ...june(), title: 'A' }, ['title too-short']],
    ['three decimals of a point', withRules({ points: 0.125 }), ['rounds.0.rules.points two-decimals']],
    ['a clock that does not exist', withRules({ hours: { days: [1], from: '25:00', until: '26:00' } }), ['rounds.0.rules.hours.from clock-format']],
    ['a day that ends before it begins', withRules({ hours: { days: [1], from: '21:00', until: '07:00' } }), ['rounds.0.rules.hours hours-reversed']],
    ['an unknown word', withRules({ counts: 'worst' }), ['rounds.0.rules.counts wrong-value']],
    ['a tie-break twice', withRules({ tieBreaks: ['score', 'score'] }), ['rounds.0.rules.tieBreaks tie-break-twice']],
    ['a field that nobody knows', { ...june(), colour: 'red' }, ['colour unknown-field']],
  ])('%s', async (_name, document, expected) => {
    const { faults, rules } = await check(document)
    expect(faults.map(({ field, code }) => `${field} ${code}`)).toEqual(expect.arrayContaining(expected))
    expect(rules).toEqual([])
  })

  it('of a public contest tells also what is fixed', async () => {
    await make()
    await publish()
    const { document } = await open()
    expect((await check({ ...document, slug: 'khac' }, slug)).faults.map(({ field, code }) => [field, code])).toEqual([['slug', 'fixed']])
    expect((await check(document, slug)).faults).toEqual([])
  })
})

describe('once it is public and a round has opened', () => {
  beforeEach(async () => {
    await make()
    await publish()
    world.clock.set('2021-06-08T08:00:00+07:00')
  })
  const round =
    (index: number, edit: (round: ContestDocument['rounds'][number]) => ContestDocument['rounds'][number]) => (document: ContestDocument) => ({
      ...document,
      rounds: document.rounds.map((one, place) => (place === index ? edit(one) : one)),
    })

  test.each<[string, (document: ContestDocument) => ContestDocument]>([
    ['its title', (document) => ({ ...document, title: 'Tên mới của cuộc thi' })],
    ['the organisers’ text', (document) => ({ ...document, intro: 'Khác' })],
    ['the rules of the round to come', round(1, (one) => ({ ...one, rules: { ...one.rules, minutes: 15 } }))],
    ['the close of the open round, later', round(0, (one) => ({ ...one, closesAt: one.closesAt + 3_600_000 }))],
    [
      'the prizes',
      (document) => ({ ...document, settings: { ...document.settings, prizes: { ...document.settings.prizes, onePerPerson: 'perRound' } } }),
    ],
    ['who is barred', (document) => ({ ...document, settings: { ...document.settings, barred: [{ phone: '+84 912 345 678', note: 'giám khảo' }] } })],
    ['the round to come is dropped', (document) => ({ ...document, rounds: document.rounds.slice(0, 1) })],
  ])('may still change: %s', async (_name, edit) => {
    expect((await change(edit)).statusCode).toBe(200)
  })

  test.each<[string, (document: ContestDocument) => ContestDocument, [string, string]]>([
    ['its address', (document) => ({ ...document, slug: 'khac-di' }), ['slug', 'fixed']],
    ['its opening', (document) => ({ ...document, opensAt: document.opensAt - DAY }), ['opensAt', 'fixed']],
    ['its time zone', (document) => ({ ...document, timeZone: 'UTC' }), ['timeZone', 'fixed']],
    ['the rules of the open round', round(0, (one) => ({ ...one, rules: { ...one.rules, minutes: 15 } })), ['rounds.0.rules', 'fixed']],
    ['the close of the open round, earlier', round(0, (one) => ({ ...one, closesAt: one.closesAt - 1 })), ['rounds.0.closesAt', 'close-earlier']],
    ['the open round is dropped', (document) => ({ ...document, rounds: document.rounds.slice(1) }), ['rounds', 'round-kept']],
    ['a round is put before it', (document) => ({ ...document, rounds: [...document.rounds].reverse() }), ['rounds.1', 'round-moved']],
    [
      'somebody is shut out',
      (document) => ({ ...document, settings: { ...document.settings, eligibleKinds: ['officer'] } }),
      ['settings.eligibleKinds', 'only-widen'],
    ],
    [
      'the consent, under its old version',
      (document) => ({ ...document, consent: { ...document.consent, text: { ...document.consent.text, vi: 'Tôi đồng ý để bán dữ liệu.' } } }),
      ['consent.version', 'consent-version'],
    ],
  ])('may not change: %s', async (_name, edit, fault) => {
    const refused = await change(edit)
    expectRefused(refused, 'contest-fixed')
    expect(faultsOf(refused)).toContainEqual(fault)
  })

  it('says which fields are fixed', async () => {
    expect((await open()).fixed).toEqual([
      'slug',
      'opensAt',
      'timeZone',
      'settings.attemptsPerContest',
      'settings.overall',
      'rounds.0.practice',
      'rounds.0.opensAt',
      'rounds.0.rules',
    ])
  })

  it('tells the audit what was and what is, and never an access code', async () => {
    await change((document) => ({ ...document, title: 'Tên mới của cuộc thi', settings: { ...document.settings, accessCode: 'SEN-HONG-2021' } }))
    const entries = await world.services.storage.audit.list({ page: 1, pageSize: 50 })
    expect(JSON.stringify(entries)).not.toContain('SEN-HONG')
    expect(entries.rows.find(({ action }) => action === 'saveContest')).toMatchObject({
      details: {
        changes: [
          { field: 'title', before: 'Tìm hiểu an toàn lao động', after: 'Tên mới của cuộc thi' },
          { field: 'settings.accessCode', before: null, after: '…' },
        ],
      },
    })
    expect(await auditOf('saveContest')).toMatchObject([{ subject: slug, reason }])
  })

  it('is withdrawn while nobody has begun, and not afterwards', async () => {
    await organiser.ask('withdrawContest', { params, body: { reason } })
    expectRefused(await world.nobody.call('getContest', { params }), 'not-found')
    expectRefused(await organiser.call('withdrawContest', { params, body: { reason } }), 'not-published')
    await publish()
    const { document } = await open()
    const before = (await world.services.storage.contests.find('thu'))!
    const { storage } = world.services
    await storage.questions.load(
      (await storage.contests.find(slug))!.id,
      await storage.questions.current({ contestId: before.id }),
      world.clock.now(),
      { id: 'load', at: world.clock.now(), actorId: 'test', action: 'test', subject: 'test', reason: 'fixture' },
    )
    const first = await world.contestant()
    await first.ask('giveConsent', { body: { slug, version: document.consent.version } })
    await first.ask('startAttempt', { params: { roundId: document.rounds[0]!.id as string } })
    expectRefused(await organiser.call('withdrawContest', { params, body: { reason } }), 'attempts-begun')
  })
})

describe('a clone', () => {
  it('has every clock time of its model on other days, rounds and questions of its own, and is a draft', async () => {
    const place = { slug: 'nam-sau', title: 'Cuộc thi năm sau', opensAt: Date.parse('2022-05-02T00:00:00+07:00') }
    const copied = await organiser.ask('cloneContest', { params: { slug: 'thu' }, body: { ...place, withQuestions: true, reason } })
    const model = await organiser.ask('getContestDocument', { params: { slug: 'thu' } })
    const clone = await organiser.ask('getContestDocument', { params: copied })
    expect(clone.state).toBe('draft')
    expect(clone.document.rounds.map(({ opensAt }) => new Date(opensAt).toISOString())).toEqual([
      '2022-05-01T17:00:00.000Z',
      '2022-05-08T17:00:00.000Z',
    ])
    expect(clone.document.rounds.map(({ rules }) => rules)).toEqual(model.document.rounds.map(({ rules }) => rules))
    expect(clone.document.rounds.some(({ id }) => model.document.rounds.some((round) => round.id === id))).toBe(false)
    const bank = async (of: string) => (await organiser.ask('listQuestions', { params: { slug: of }, query: { pageSize: 100 } })).questions
    const [own, theirs] = [await bank('nam-sau'), await bank('thu')]
    expect(own.map(({ code, stem, status }) => [code, stem, status])).toEqual(theirs.map(({ code, stem, status }) => [code, stem, status]))
    expect(own.some(({ questionId }) => theirs.some((question) => question.questionId === questionId))).toBe(false)
    expect(await auditOf('cloneContest')).toMatchObject([{ subject: 'nam-sau' }])
  })

  it('keeps the barred people and leaves out the access code, which last time’s people know', async () => {
    const params = { slug: 'thu' }
    const { document, edition } = await organiser.ask('getContestDocument', { params })
    const barred = [{ phone: '0912000111', note: 'ra đề' }]
    const settings = { ...document.settings, accessCode: 'SEN-HONG', barred }
    const text = { vi: 'Tôi đồng ý cho dùng dữ liệu của tôi.', en: 'I agree to the use of my data.' }
    await organiser.ask('saveContestDocument', {
      params,
      body: { document: { ...document, settings, consent: { version: 'v2', text } }, edition, reason },
    })
    const place = { slug: 'co-ma', title: 'Cuộc thi có mã', opensAt: Date.parse('2022-05-02T00:00:00+07:00') }
    const copied = await organiser.ask('cloneContest', { params, body: { ...place, withQuestions: false, reason } })
    expect((await organiser.ask('getContestDocument', { params: copied })).document.settings).toEqual({ ...settings, accessCode: null })
  })

  it('without questions has none; a taken address is refused', async () => {
    const body = { slug: 'trong', title: 'Cuộc thi trống', opensAt: Date.parse('2022-05-02T00:00:00+07:00'), withQuestions: false, reason }
    await organiser.ask('cloneContest', { params: { slug: 'thu' }, body })
    expect((await organiser.ask('listQuestions', { params: { slug: 'trong' } })).total).toBe(0)
    const refused = await organiser.call('cloneContest', { params: { slug: 'thu' }, body })
    expectRefused(refused, 'document-refused')
    expect(faultsOf(refused)).toEqual([['slug', 'slug-taken']])
  })
})
