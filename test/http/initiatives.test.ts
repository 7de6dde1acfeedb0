import { afterEach, describe, expect, test } from 'vitest'
import { readListWorkbook } from '../../server/src/formats/sheet/list-workbook.ts'
import { initiativeColumns } from '../../server/src/formats/initiatives/initiative-columns.ts'
import { refusalTexts } from '../../server/src/http/refusal-texts.ts'
import { photos } from '../support/photos.ts'
import { expectRefused, openWorld, type Person, type World } from './world.ts'

let world: World
afterEach(() => world.end())

const contest = () => ({ params: { slug: world.fixture.slug } })
const campaign = {
  name: 'Đợt thi đua 30 ngày',
  legalBasis: 'Kế hoạch 248/KH-LĐLĐ',
  contents: 'Mỗi đơn vị có ít nhất một sáng kiến',
  opensAt: Date.parse('2021-04-26T00:00:00+07:00'),
  closesAt: Date.parse('2021-05-27T00:00:00+07:00'),
  initiativesCloseAt: Date.parse('2021-06-01T00:00:00+07:00'),
  fileNeeded: false,
  initiativeColumns: [],
  basedOn: 0,
  reason: 'theo kế hoạch',
}
const facts = {
  secret: false,
  title: 'Máy bóc vỏ ngô',
  authors: ['Lò Văn An'],
  kind: 'technical',
  field: 'Nông nghiệp',
  firstAppliedOn: '2021-03-01',
  effect: 'Nhanh gấp ba',
  benefit: 50_000_000,
  reward: 0,
  recognisedBy: null,
  decisionNumber: '12/QĐ',
  decisionOn: '2021-04-30',
}
const begin = async (changes: object = {}): Promise<Person> => {
  world = await openWorld()
  const organiser = await world.staff('organiser')
  await organiser.ask('saveCampaign', { ...contest(), body: { ...campaign, ...changes } })
  await organiser.ask('switchCampaign', { ...contest(), body: { on: true, reason: 'bắt đầu đợt thi đua' } })
  return organiser
}
const enter = async (who: Person, changes: object = {}): Promise<string> =>
  (await who.ask('enterInitiative', { ...contest(), body: { ...facts, unionId: null, ...changes } })).initiativeId
const step = (who: Person, initiativeId: string, body: object) => who.call('moveInitiative', { params: { initiativeId }, body })

describe('a campaign', () => {
  test('is seen nowhere until it is switched on, and nowhere once it is off again', async () => {
    world = await openWorld()
    const [an, organiser] = [await world.contestant('T-A-1', 'Lò Văn An'), await world.staff('organiser')]
    const seen = async () => [(await an.call('getCampaign', contest())).statusCode, (await an.ask('getNews', contest())).campaign]
    expect(await seen()).toEqual([404, false])
    await organiser.ask('saveCampaign', { ...contest(), body: campaign })
    expectRefused(await an.call('getCampaign', contest()), 'campaign-off')
    expect(await seen()).toEqual([404, false])
    await organiser.ask('switchCampaign', { ...contest(), body: { on: true, reason: 'bắt đầu đợt thi đua' } })
    expect(await seen()).toEqual([200, true])
    const initiativeId = await enter(an)
    await organiser.ask('switchCampaign', { ...contest(), body: { on: false, reason: 'tạm dừng đợt thi đua' } })
    expect(await seen()).toEqual([404, false])
    expectRefused(await an.call('getInitiative', { params: { initiativeId } }), 'campaign-off')
    expectRefused(await an.call('listOwnInitiatives', contest()), 'campaign-off')
    const { history } = await organiser.ask('getCampaignSetup', contest())
    expect(history.map(({ action, reason }) => [action, reason])).toEqual([
      ['switchCampaign', 'tạm dừng đợt thi đua'],
      ['switchCampaign', 'bắt đầu đợt thi đua'],
      ['saveCampaign', 'theo kế hoạch'],
    ])
  })

  test.each([
    ['ends before it begins', { closesAt: campaign.opensAt }],
    ['takes initiatives before it begins', { initiativesCloseAt: campaign.opensAt }],
    [
      'names a column twice',
      {
        initiativeColumns: [
          { field: 'title', heading: 'Tên' },
          { field: 'title', heading: 'Tên khác' },
        ],
      },
    ],
    ['has no name', { name: ' ' }],
  ])('that %s is refused', async (_, changes) => {
    world = await openWorld()
    const organiser = await world.staff('organiser')
    expectRefused(await organiser.call('saveCampaign', { ...contest(), body: { ...campaign, ...changes } }), 'invalid-request')
  })
})

describe('an initiative', () => {
  test('goes from a phone up to the count, back once with a reason, and the numbers show it', async () => {
    const organiser = await begin()
    const [an, unit, upper] = [
      await world.contestant('T-A-1', 'Lò Văn An'),
      await world.staff('officer', 'T-A-1'),
      await world.staff('officer', 'T-A'),
    ]
    const initiativeId = await enter(an, { decisionNumber: '', unionId: world.unionId('T-B-1') })
    expect((await an.ask('listOwnInitiatives', contest())).initiatives).toMatchObject([
      { state: 'draft', missing: ['decisionNumber'], unionId: world.unionId('T-A-1') },
    ])
    expectRefused(await unit.call('getInitiative', { params: { initiativeId } }), 'not-found')
    expect((await step(an, initiativeId, { step: 'send' })).statusCode).toBe(200)
    expectRefused(await step(unit, initiativeId, { step: 'return' }), 'invalid-request')
    await step(unit, initiativeId, { step: 'return', reason: 'ghi thêm số quyết định' })
    const [returned] = (await an.ask('listOwnInitiatives', contest())).initiatives
    expect(returned).toMatchObject({ state: 'returned', reason: 'ghi thêm số quyết định' })
    await an.ask('saveInitiative', { params: { initiativeId }, body: { ...facts, basedOn: returned!.edition } })
    await step(an, initiativeId, { step: 'send' })
    expectRefused(
      await an.call('saveInitiative', { params: { initiativeId }, body: { ...facts, basedOn: returned!.edition + 2 } }),
      'initiative-moved',
    )
    expect((await unit.ask('getInitiative', { params: { initiativeId } })).may).toEqual(['recognise', 'return', 'withdraw'])
    await step(unit, initiativeId, { step: 'recognise', recognisedBy: 'council' })
    expectRefused(await step(unit, initiativeId, { step: 'confirm' }), 'not-allowed')
    expect(await upper.ask('moveInitiatives', { ...contest(), body: { initiativeIds: [initiativeId, 'khong-co'], step: 'confirm' } })).toMatchObject({
      moved: 1,
      refused: [{ initiativeId: 'khong-co', code: 'not-found' }],
    })
    const inEnglish = { headers: { 'accept-language': 'en' }, body: { initiativeIds: [initiativeId], step: 'confirm' as const } }
    expect((await upper.ask('moveInitiatives', { ...contest(), ...inEnglish })).refused).toMatchObject([
      { code: 'initiative-moved', message: refusalTexts['initiative-moved'].en },
    ])
    await organiser.ask('saveCampaignTargets', {
      ...contest(),
      body: {
        targets: [
          { unionId: world.unionId('T-A'), peerGroup: 'Khối huyện', initiatives: 4, benefit: 100_000_000, works: null },
          { unionId: world.unionId('T-B'), peerGroup: 'Khối huyện', initiatives: 4, benefit: null, works: null },
        ],
        basedOn: (await organiser.ask('getCampaignSetup', contest())).targetsEdition,
        reason: 'giao chỉ tiêu',
      },
    })
    await step(organiser, initiativeId, { step: 'count' })
    const counts = await organiser.ask('countInitiatives', contest())
    expect(counts).toMatchObject({
      total: { entered: 1, waiting: 0, counted: 1, benefit: 50_000_000 },
      target: 8,
      kinds: [{ key: 'technical', counted: 1 }],
      levels: [{ key: 'grassrootsUnion', counted: 1 }],
      units: [{ name: 'LĐLĐ huyện A', counted: 1 }],
      targets: [
        { unionName: 'LĐLĐ huyện A', rank: 1, counted: 1, share: 0.25 },
        { unionName: 'LĐLĐ huyện B', rank: 2, counted: 0, share: 0 },
      ],
      days: [{ counted: 1, sum: 1 }],
    })
    expect((await upper.ask('countInitiatives', contest())).targets.map(({ unionName }) => unionName)).toEqual(['LĐLĐ huyện A'])
    expectRefused(await upper.call('countInitiatives', { ...contest(), query: { unionId: world.unionId('T-B') } }), 'not-allowed')
    expectRefused(await upper.call('enterInitiative', { ...contest(), body: { ...facts, unionId: world.unionId('T-B-1') } }), 'not-allowed')
  })

  test('a file is kept by what it is, given back as it was, and to nobody else', async () => {
    await begin({ fileNeeded: true })
    const [an, binh] = [await world.contestant('T-A-1', 'Lò Văn An'), await world.contestant('T-B-1', 'Đỗ Thị Bình')]
    const initiativeId = await enter(an)
    const params = { initiativeId }
    for (const bytes of ['<html>', 'GIF89a', ''])
      expectRefused(await an.call('keepInitiativeFile', { params, bytes: Buffer.from(bytes) }), 'decision-file-refused')
    expectRefused(await an.call('keepInitiativeFile', { params, bytes: Buffer.alloc(5 * 1024 * 1024 + 1) }), 'too-large')
    await an.ask('keepInitiativeFile', { params, bytes: Buffer.from('%PDF-1.4 nội dung') })
    const file = await an.call('getInitiativeFile', { params })
    expect([file.headers['content-type'], file.headers['content-disposition'], file.body]).toEqual([
      'application/pdf',
      'attachment; filename="quyet-dinh-sang-kien.pdf"',
      '%PDF-1.4 nội dung',
    ])
    expectRefused(await binh.call('getInitiativeFile', { params }), 'not-found')
    expect((await an.ask('listOwnInitiatives', contest())).initiatives).toMatchObject([{ hasFile: true, missing: [] }])
    // A photographed one does not tell where it was taken, and by which phone.
    await an.ask('keepInitiativeFile', { params, bytes: photos.jpeg })
    const photographed = await an.call('getInitiativeFile', { params })
    expect(photographed.headers['content-type']).toBe('image/jpeg')
    expect(photos.jpeg.includes('MayAnhThu')).toBe(true)
    for (const words of ['MayAnhThu', 'Bi Mat', '2021:05:10', 'xmpmeta']) expect(photographed.rawPayload.includes(words)).toBe(false)
    expectRefused(await an.call('keepInitiativeFile', { params, bytes: photos.png.subarray(0, 60) }), 'decision-file-refused')
  })

  test('those that look alike are told at the desk, and never to members', async () => {
    const organiser = await begin()
    const [an, binh] = [await world.contestant('T-A-1', 'Lò Văn An'), await world.contestant('T-B-1', 'Đỗ Thị Bình')]
    const first = await enter(an)
    const second = await enter(binh, { title: 'MAY BOC VO NGO', authors: ['Đỗ Thị Bình'] })
    for (const [who, id] of [
      [an, first],
      [binh, second],
    ] as const)
      await step(who, id, { step: 'send' })
    expect((await organiser.ask('getInitiative', { params: { initiativeId: first } })).alike).toMatchObject([{ id: second, likeness: 'sameTitle' }])
    expect((await an.ask('getInitiative', { params: { initiativeId: first } })).alike).toEqual([])
    expect(await organiser.ask('listInitiatives', { ...contest(), query: { alike: 'yes' } })).toMatchObject({ total: 2 })
  })
})

describe('lists of initiatives', () => {
  const csv = (...rows: string[]) => {
    const head = 'Mã đơn vị,Tác giả,Tên sáng kiến,Loại,Ngày áp dụng,Hiệu quả,Giá trị làm lợi,Bí quyết công nghệ'
    return { fileName: 'sang-kien.csv', content: Buffer.from([head, ...rows].join('\n')).toString('base64'), reason: 'nhập danh sách' }
  }
  const good = [
    'T-A-1,Lò Văn An; Vàng A Páo,Máy bóc vỏ ngô,Kỹ thuật,01/03/2021,Nhanh gấp ba,50.000.000 đ,',
    'T-A-2,,Bí quyết sao thuốc,,,Đỡ hỏng,,Có',
  ]

  test('are loaded whole, as sent ones; a look first writes nothing', async () => {
    await begin()
    const officer = await world.staff('officer', 'T-A')
    const body = csv(...good)
    expect(await officer.ask('importInitiatives', { ...contest(), body: { ...body, dryRun: true } })).toMatchObject({
      initiatives: 2,
      written: false,
      errors: [],
    })
    expect((await officer.ask('listInitiatives', contest())).total).toBe(0)
    await officer.ask('importInitiatives', { ...contest(), body: { ...body, dryRun: false } })
    const { initiatives } = await officer.ask('listInitiatives', { ...contest(), query: { sort: 'title', order: 'asc' } })
    expect(initiatives).toMatchObject([
      { title: 'Bí quyết sao thuốc', secret: true, authors: [], state: 'sent', missing: ['reward'] },
      { title: 'Máy bóc vỏ ngô', authors: ['Lò Văn An', 'Vàng A Páo'], benefit: 50_000_000, firstAppliedOn: '2021-03-01', kind: 'technical' },
    ])
  })

  test('with one bad row nothing is written, and every fault is told by row and field', async () => {
    await begin()
    const officer = await world.staff('officer', 'T-A')
    const bad = csv(
      good[0]!,
      'T-B-1,Lò Văn An,Của huyện khác,Kỹ thuật,,,,',
      'T-A-1,,Thiếu tác giả,Tuyệt vời,31/02/2021,,nhiều,',
      'T-A-1,Lò Văn An,Ngô,,,,-5,',
    )
    const response = await officer.call('importInitiatives', { ...contest(), body: { ...bad, dryRun: false } })
    expectRefused(response, 'file-refused')
    const faults = response.json<{ details: { line: number; field: string }[] }>().details.map(({ line, field }) => `${line} ${field}`)
    expect(faults).toEqual(['3 unionCode', '4 authors', '4 kind', '4 firstAppliedOn', '4 benefit', '5 title', '5 benefit'])
    expect((await officer.ask('listInitiatives', contest())).total).toBe(0)
  })

  test('are exported with the columns and headings of the campaign, and a formula stays a text', async () => {
    const organiser = await begin({
      initiativeColumns: [
        { field: 'benefit', heading: 'Tiền' },
        { field: 'title', heading: 'Tên SK' },
        { field: 'upperUnionName', heading: 'Cấp trên' },
      ],
    })
    const an = await world.contestant('T-A-1', 'Lò Văn An')
    await step(an, await enter(an, { title: '=1+1 là hai' }), { step: 'send' })
    const file = await organiser.call('exportInitiatives', { params: { ...contest().params, format: 'csv' } })
    expect(file.body.replace('\uFEFF', '')).toBe("Tiền,Tên SK,Cấp trên\r\n50000000,'=1+1 là hai,LĐLĐ huyện A\r\n")
    const officer = await world.staff('officer', 'T-B')
    expect((await officer.call('exportInitiatives', { params: { ...contest().params, format: 'csv' } })).body).not.toContain('là hai')
  })

  test('the template is read back as an empty list', async () => {
    const organiser = await begin()
    const file = await organiser.call('getInitiativeTemplate', { params: { format: 'xlsx' } })
    const table = readListWorkbook(new Uint8Array(file.rawPayload), initiativeColumns)
    expect([table.rows, table.errors, table.warnings]).toEqual([[], [], []])
  })
})
