import { afterEach, describe, expect, test } from 'vitest'
import { readXlsx } from 'hucre/xlsx'
import { sealRound } from '../../server/src/features/rounds/seal.ts'
import { expectRefused, openWorld, type Person, type World } from './world.ts'

let world: World
afterEach(() => world.end())

const MONDAY = Date.parse('2021-05-03T00:00:00+07:00')
const slug = () => ({ slug: world.fixture.slug })
const of = (code: string) => ({ params: { ...slug(), unionId: world.unionId(code) } })
const words = { done: '- Đã phát động đợt thi đua.\nMọi tổ đều dự thi.', difficulties: '', proposals: 'Gia hạn một tuần.' }

/** A campaign of 26/4–26/5/2021, switched on, in its second week. */
async function openCampaign(opens = '2021-04-26'): Promise<{ organiser: Person; officer: Person; grassroots: Person }> {
  world = await openWorld({}, { start: '2021-05-08T08:00:00+07:00' })
  const organiser = await world.staff('organiser')
  const campaign = {
    ...{ name: 'Thi đua 30 ngày', legalBasis: 'Kế hoạch 248/KH-LĐLĐ ngày 26/4/2021', contents: '' },
    ...{ opensAt: Date.parse(`${opens}T00:00:00+07:00`), closesAt: Date.parse('2021-05-27T00:00:00+07:00') },
    ...{ initiativesCloseAt: Date.parse('2021-06-01T00:00:00+07:00'), fileNeeded: false, initiativeColumns: [] },
  }
  await organiser.ask('saveCampaign', { params: slug(), body: { ...campaign, basedOn: 0, reason: 'mở đợt thi đua' } })
  await organiser.ask('switchCampaign', { params: slug(), body: { on: true, reason: 'mở đợt thi đua' } })
  return { organiser, officer: await world.staff('officer', 'T-A'), grassroots: await world.staff('officer', 'T-A-1') }
}
/** Read a report, add words, send it. */
async function send(who: Person, code: string, said = words) {
  const found = await who.ask('getCampaignReport', of(code))
  const body = { period: found.period.period, words: said, head: { ...found.head, signer: 'Trần Thị B' }, basedOn: found.edition }
  return who.ask('sendCampaignReport', { ...of(code), body })
}

describe('a report of the campaign', () => {
  test('is filled from what is known, sent up with its figures as they stand, and keeps them', async () => {
    const { grassroots } = await openCampaign()
    await world.play(await world.contestant('T-A-1'))
    await world.services.projector.catchUp()
    const before = await grassroots.ask('getCampaignReport', of('T-A-1'))
    expect(before).toMatchObject({
      ...{ state: null, edition: 0, mayWrite: true, maySend: true, mayDecide: false, below: [], frozen: false },
      period: { period: MONDAY, from: MONDAY },
      head: { upperBody: 'LĐLĐ HUYỆN A', issuer: 'CĐCS TRƯỜNG THCS TẢ TỔNG', addressee: 'LĐLĐ huyện A', onBehalf: 'TM. BAN CHẤP HÀNH' },
      figures: {
        known: {
          memberCount: 40,
          people: 1,
          attempts: 1,
          rate: 1 / 40,
          peopleSoFar: 1,
          mean: null,
          allCorrect: null,
          untold: 'notSealed',
          initiatives: { entered: 0, recognised: 0, confirmed: 0, counted: 0, benefit: 0 },
          works: { registered: 0, confirmed: 0, done: 0, accepted: 0, value: 0 },
        },
        rollUp: null,
      },
    })
    await send(grassroots, 'T-A-1')
    await world.play(await world.contestant('T-A-1'))
    await world.services.projector.catchUp()
    const after = await grassroots.ask('getCampaignReport', of('T-A-1'))
    expect(after).toMatchObject({ state: 'sent', mayWrite: false, frozen: true, words, head: { signer: 'Trần Thị B' }, daysLate: 0 })
    expect(after.figures.known.people).toBe(1)
    expect(after.sentAt).toBe(after.figures.at)
    expect(after.history.map(({ action }) => action)).toEqual(['sendCampaignReport'])
  })

  test('tells means and all-correct people only once the rounds of its week are sealed', async () => {
    const { grassroots } = await openCampaign()
    await world.play(await world.contestant('T-A-1'))
    world.clock.set('2021-05-10T08:00:00+07:00')
    await world.services.projector.catchUp()
    const week = { ...of('T-A-1'), query: { period: MONDAY } }
    expect((await grassroots.ask('getCampaignReport', week)).figures.known).toMatchObject({ people: 1, mean: null, allCorrect: null })
    const judge = await world.staff('judge')
    expect((await sealRound(world.services, world.roundId, judge.id, 'chốt kỳ một')).ok).toBe(true)
    expect((await grassroots.ask('getCampaignReport', week)).figures.known).toMatchObject({ people: 1, mean: 4, allCorrect: 1 })
  })

  test('in a part of a week tells that means are not reckoned, and where nobody took part that there was nobody', async () => {
    const { grassroots } = await openCampaign('2021-05-04')
    await world.play(await world.contestant('T-A-1'))
    world.clock.set('2021-05-25T08:00:00+07:00')
    await world.services.projector.catchUp()
    const known = async (period: number) => (await grassroots.ask('getCampaignReport', { ...of('T-A-1'), query: { period } })).figures.known
    expect(await known(MONDAY)).toMatchObject({ people: 1, mean: null, allCorrect: null, untold: 'notSealed' })
    const judge = await world.staff('judge')
    for (const roundId of world.fixture.roundIds) expect((await sealRound(world.services, roundId, judge.id, 'chốt kỳ')).ok).toBe(true)
    expect(await known(MONDAY)).toMatchObject({ people: 1, mean: null, allCorrect: null, untold: 'partWeek' })
    const last = Date.parse('2021-05-24T00:00:00+07:00')
    expect(await known(last)).toMatchObject({ people: 0, peopleSoFar: 1, mean: null, allCorrect: 0, untold: null })
    const file = await grassroots.call('exportCampaignReport', { params: { ...of('T-A-1').params, format: 'xlsx' }, query: { period: last } })
    const rows = (await readXlsx(file.rawPayload)).sheets[0]?.rows ?? []
    expect(rows.find(([label]) => label === 'Điểm trung bình')?.[1]).toBe('không có lượt thi')
  })

  test('counts works and initiatives as their pages do, also in its sums', async () => {
    const { organiser, officer, grassroots } = await openCampaign()
    const unionId = world.unionId('T-A-1')
    const work = {
      ...{ title: 'Làm đường vào bản', kind: 'project', quantity: null, measure: '', value: 5_000_000, carriedOutBy: '' },
      ...{ plannedFrom: '2021-04-26', plannedTo: '2021-05-10', unionId },
    }
    const works: string[] = []
    for (const entryKey of ['khoa-thu-1', 'khoa-thu-2'])
      works.push((await grassroots.ask('registerWork', { params: slug(), body: { ...work, entryKey } })).workId)
    const first = { params: { workId: works[0]! } }
    await officer.ask('moveWork', { ...first, body: { step: 'confirm', basedOn: 1 } })
    await grassroots.ask('finishWork', { ...first, body: { basedOn: 2, doneOn: '2021-05-07', result: 'Đã đổ bê tông', valueReached: 6_000_000 } })
    await officer.ask('moveWork', { ...first, body: { step: 'accept', basedOn: 3 } })
    const initiative = {
      ...{ secret: false, title: 'Máy bóc vỏ ngô', kind: 'technical', field: 'Nông nghiệp', authors: ['Lò Văn An'], firstAppliedOn: '2021-03-01' },
      ...{ effect: 'Nhanh gấp ba', benefit: 50_000_000, reward: 0, recognisedBy: 'council', decisionNumber: '12/QĐ', decisionOn: '2021-04-20' },
    }
    const { initiativeId } = await grassroots.ask('enterInitiative', { params: slug(), body: { ...initiative, unionId } })
    for (const [who, step, basedOn] of [
      [grassroots, 'send', 1],
      [grassroots, 'recognise', 2],
      [officer, 'confirm', 3],
      [organiser, 'count', 4],
    ] as const)
      await who.ask('moveInitiative', { params: { initiativeId }, body: { step, basedOn } })
    const [{ total: pageOfWorks }, { total: pageOfInitiatives }] = await Promise.all([
      grassroots.ask('countWorks', { params: slug() }),
      grassroots.ask('countInitiatives', { params: slug() }),
    ])
    expect([pageOfWorks, pageOfInitiatives]).toMatchObject([
      { registered: 2, done: 1, accepted: 1, value: 6_000_000 },
      { entered: 1, counted: 1, benefit: 50_000_000 },
    ])
    await send(grassroots, 'T-A-1')
    const figures = {
      works: { registered: 2, confirmed: 1, done: 1, accepted: 1, value: 6_000_000 },
      initiatives: { entered: 1, recognised: 1, confirmed: 1, counted: 1, benefit: 50_000_000 },
    }
    const { figures: told } = await officer.ask('getCampaignReport', of('T-A'))
    expect([told.known, told.rollUp?.figures]).toMatchObject([figures, figures])
    const file = await officer.call('exportCampaignReport', { params: { ...of('T-A').params, format: 'xlsx' } })
    const rows = (await readXlsx(file.rawPayload)).sheets[0]?.rows ?? []
    expect(rows.filter(([label]) => /^Công trình|^Sáng kiến/.test(String(label))).map(([label, , soFar, below]) => [label, soFar, below])).toEqual([
      ['Sáng kiến đã nhập', 1, 1],
      ['Sáng kiến đơn vị đã công nhận', 1, 1],
      ['Sáng kiến cấp trên đã xác nhận', 1, 1],
      ['Sáng kiến được tính', 1, 1],
      ['Công trình, phần việc đã đăng ký', 2, 2],
      ['Công trình, phần việc được duyệt đăng ký', 1, 1],
      ['Công trình, phần việc đã làm xong', 1, 1],
      ['Công trình, phần việc được nghiệm thu', 1, 1],
    ])
  })

  test('is returned with a reason, mended, sent again and accepted by those above only, and all of it is told', async () => {
    const { officer, grassroots } = await openCampaign()
    const { edition } = await send(grassroots, 'T-A-1')
    const verdict = (verdict: string, basedOn: number, reason?: string) => ({ ...of('T-A-1'), body: { period: MONDAY, verdict, basedOn, reason } })
    expectRefused(await grassroots.call('decideCampaignReport', verdict('accept', edition)), 'not-allowed')
    expectRefused(await officer.call('decideCampaignReport', verdict('return', edition)), 'invalid-request')
    await officer.ask('decideCampaignReport', verdict('return', edition, 'thiếu khó khăn, vướng mắc'))
    expect(await grassroots.ask('getCampaignReport', of('T-A-1'))).toMatchObject({
      state: 'returned',
      reason: 'thiếu khó khăn, vướng mắc',
      mayWrite: true,
    })
    expectRefused(await officer.call('decideCampaignReport', verdict('accept', edition + 1)), 'report-not-sent')
    const again = await send(grassroots, 'T-A-1', { ...words, difficulties: 'Không có.' })
    expectRefused(await officer.call('decideCampaignReport', verdict('accept', edition)), 'report-edited-meanwhile')
    await officer.ask('decideCampaignReport', verdict('accept', again.edition))
    const found = await officer.ask('getCampaignReport', of('T-A-1'))
    expect(found).toMatchObject({ state: 'accepted', reason: '', mayDecide: true })
    expect(found.history.map(({ action }) => action)).toEqual([
      ...['acceptCampaignReport', 'sendCampaignReport', 'returnCampaignReport', 'sendCampaignReport'],
    ])
    expectRefused(
      await grassroots.call('saveCampaignReport', { ...of('T-A-1'), body: { period: MONDAY, words, head: found.head, basedOn: found.edition } }),
      'report-sent',
    )
  })

  test('a draft keeps words and head, and the head goes on into the next week', async () => {
    const { grassroots } = await openCampaign()
    const { head } = await grassroots.ask('getCampaignReport', of('T-A-1'))
    const signed = { ...head, number: '12/BC-CĐCS', day: '2021-05-08', signer: 'Trần Thị B', place: 'Mường Tè' }
    const body = { period: MONDAY, words: { ...words, done: '' }, head: signed, basedOn: 0 }
    expect(await grassroots.ask('saveCampaignReport', { ...of('T-A-1'), body })).toEqual({ edition: 1 })
    expectRefused(await grassroots.call('saveCampaignReport', { ...of('T-A-1'), body }), 'report-edited-meanwhile')
    expectRefused(await grassroots.call('sendCampaignReport', { ...of('T-A-1'), body: { ...body, basedOn: 1 } }), 'report-without-words')
    world.clock.set('2021-05-15T08:00:00+07:00')
    expect((await grassroots.ask('getCampaignReport', of('T-A-1'))).head).toEqual({ ...signed, number: '', day: '' })
  })

  test('the one at the end is written beforehand and sent once the campaign is over', async () => {
    const { grassroots } = await openCampaign()
    const { head } = await grassroots.ask('getCampaignReport', of('T-A-1'))
    const body = { period: 'final', words, head, basedOn: 0 }
    expectRefused(await grassroots.call('sendCampaignReport', { ...of('T-A-1'), body }), 'report-too-early')
    await grassroots.ask('saveCampaignReport', { ...of('T-A-1'), body })
    world.clock.set('2021-05-27T00:00:00+07:00')
    expect((await grassroots.ask('getCampaignReport', of('T-A-1'))).period.period).toBe('final')
    await send(grassroots, 'T-A-1')
    expectRefused(await grassroots.call('getCampaignReport', { ...of('T-A-1'), query: { period: MONDAY + 1 } }), 'not-found')
  })
})

describe('the upper level', () => {
  test('sees who has reported, and its own report is the roll-up of those below beside what is known', async () => {
    const { organiser, officer, grassroots } = await openCampaign()
    await world.play(await world.contestant('T-A-1'))
    await world.play(await world.contestant('T-A-2'))
    await world.services.projector.catchUp()
    await send(grassroots, 'T-A-1')
    expect(await officer.ask('getCampaignReport', of('T-A'))).toMatchObject({
      figures: { known: { people: 2, memberCount: 140 }, rollUp: { due: 2, reported: 1, figures: { people: 1, memberCount: 40 } } },
      below: [
        { union: { code: 'T-A-2' }, state: null, people: null },
        { union: { code: 'T-A-1' }, state: 'sent', people: 1 },
      ],
    })
    await send(officer, 'T-A')
    const list = await organiser.ask('listCampaignReports', { params: slug() })
    expect(list).toMatchObject({
      union: { code: 'T', parentId: null },
      rows: [
        { union: { code: 'T-A' }, state: 'sent', people: 2, daysLate: 0 },
        { union: { code: 'T-B' }, state: null, daysLate: 0 },
      ],
      groups: [{ peerGroup: '', kind: 'districtFederation', due: 2, none: 1, sent: 1 }],
      missing: { total: 1, names: ['LĐLĐ huyện B'] },
      own: { state: null },
      mayChangeRules: true,
    })
    expect(await organiser.ask('getCampaignReport', of('T'))).toMatchObject({
      figures: { rollUp: { due: 2, reported: 1, figures: { people: 2 } } },
      mayDecide: false,
      mayWrite: true,
    })
    world.clock.set('2021-05-13T08:00:00+07:00')
    const late = await organiser.ask('listCampaignReports', { params: slug(), query: { period: MONDAY, state: 'missing', among: 'tree' } })
    expect(late.rows.map(({ union, daysLate }) => [union.code, daysLate])).toEqual([
      ['T-A-2', 3],
      ['T-B-1', 3],
      ['T-B', 3],
    ])
    await organiser.ask('saveReportRules', { params: slug(), body: { dueDays: 3, reason: 'nới hạn gửi báo cáo' } })
    const looser = await organiser.ask('listCampaignReports', { params: slug(), query: { period: MONDAY, state: 'missing' } })
    expect(looser).toMatchObject({ dueDays: 3, rows: [{ daysLate: 1 }] })
  })

  test('is told how many reports below changed since its own was sent, until it has sent that again', async () => {
    const { organiser, officer, grassroots } = await openCampaign()
    const changedBelow = async (who = officer) => (await who.ask('getCampaignReport', of('T-A'))).changedBelow
    const giveBack = (who: Person, code: string, basedOn: number) =>
      who.ask('decideCampaignReport', { ...of(code), body: { period: MONDAY, verdict: 'return', reason: 'tính thiếu người', basedOn } })
    const { edition } = await send(grassroots, 'T-A-1')
    expect(await changedBelow()).toBe(0)
    world.clock.pass(60_000)
    const own = await send(officer, 'T-A')
    expect(await changedBelow()).toBe(0)
    world.clock.pass(60_000)
    await giveBack(officer, 'T-A-1', edition)
    await world.play(await world.contestant('T-A-1'))
    await world.services.projector.catchUp()
    await send(grassroots, 'T-A-1')
    expect([await changedBelow(), await changedBelow(organiser)]).toEqual([1, 1])
    expect((await officer.ask('getCampaignReport', of('T-A'))).figures.rollUp?.figures.people).toBe(0)
    await giveBack(organiser, 'T-A', own.edition)
    expect(await changedBelow()).toBe(0)
    await send(officer, 'T-A')
    expect(await changedBelow()).toBe(0)
    expect((await officer.ask('getCampaignReport', of('T-A'))).figures.rollUp?.figures.people).toBe(1)
  })

  test('an officer is confined to their subtree', async () => {
    const { officer, grassroots } = await openCampaign()
    const elsewhere = await world.staff('officer', 'T-B')
    await send(grassroots, 'T-A-1')
    for (const name of ['getCampaignReport', 'exportCampaignReport'] as const)
      expectRefused(await elsewhere.call(name, { params: { ...of('T-A-1').params, format: 'xlsx' } }), 'not-allowed')
    for (const name of ['listCampaignReports', 'exportCampaignReports'] as const)
      expectRefused(await elsewhere.call(name, { params: slug(), query: { unionId: world.unionId('T') } }), 'not-allowed')
    const body = { period: MONDAY, words, head: (await officer.ask('getCampaignReport', of('T-A-1'))).head, basedOn: 1, verdict: 'accept' }
    for (const name of ['saveCampaignReport', 'sendCampaignReport', 'decideCampaignReport'] as const)
      expectRefused(await elsewhere.call(name, { ...of('T-A-1'), body }), 'not-allowed')
    expectRefused(await officer.call('getCampaignReport', of('T')), 'not-allowed')
    expect((await elsewhere.ask('listCampaignReports', { params: slug(), query: { among: 'tree' } })).rows.map(({ union }) => union.code)).toEqual([
      'T-B-1',
    ])
    expect((await officer.ask('listCampaignReports', { params: slug() })).union.parentId).toBeNull()
  })

  test('nothing is known of reports while the campaign is off', async () => {
    const { organiser, grassroots } = await openCampaign()
    await send(grassroots, 'T-A-1')
    await organiser.ask('switchCampaign', { params: slug(), body: { on: false, reason: 'tạm tắt đợt thi đua' } })
    for (const name of ['getCampaignReport', 'exportCampaignReport'] as const)
      expectRefused(await grassroots.call(name, { params: { ...of('T-A-1').params, format: 'pdf' } }), 'campaign-off')
    expectRefused(await organiser.call('listCampaignReports', { params: slug() }), 'campaign-off')
    expectRefused(await organiser.call('saveReportRules', { params: slug(), body: { dueDays: 3, reason: 'nới hạn gửi' } }), 'campaign-off')
  })
})

describe('files', () => {
  test('one report as an official paper and as a workbook, and the whole list', async () => {
    const { officer, grassroots } = await openCampaign()
    await send(grassroots, 'T-A-1')
    await send(officer, 'T-A')
    const file = async (format: string) => {
      const response = await officer.call('exportCampaignReport', { params: { ...of('T-A').params, format } })
      expect([response.statusCode, response.headers['content-disposition']]).toEqual([
        200,
        `attachment; filename="bao-cao-thi-dua-ldld-huyen-a.${format}"`,
      ])
      return response.rawPayload
    }
    expect((await file('pdf')).subarray(0, 5).toString()).toBe('%PDF-')
    expect((await file('docx')).subarray(0, 2).toString()).toBe('PK')
    const book = await readXlsx(await file('xlsx'))
    expect(book.sheets.map(({ name }) => name)).toEqual(['Số liệu', 'Nội dung', 'Đơn vị trực thuộc'])
    expect(book.sheets[0]?.rows[3]).toEqual(['Nội dung', 'Trong tuần', 'Lũy kế đến nay', 'Báo cáo của 1/2 đơn vị'])
    expect(book.sheets[1]?.rows[0]).toEqual(['Việc đã làm', words.done])
    const list = await officer.call('exportCampaignReports', { params: slug() })
    expect(list.statusCode).toBe(200)
    const rows = (await readXlsx(list.rawPayload)).sheets[0]?.rows.slice(4)
    expect(rows?.map((row) => [row[1], row[5]])).toEqual([
      ['CĐCS Bệnh viện Đa khoa', 'Chưa có'],
      ['CĐCS Trường THCS Tả Tổng', 'Đã gửi'],
    ])
  })
})
