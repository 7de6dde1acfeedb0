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
/** A step on what stands there now. */
const step = async (who: Person, initiativeId: string, body: object) => {
  const basedOn = (await world.services.storage.initiatives.find(initiativeId))?.edition ?? 0
  return who.call('moveInitiative', { params: { initiativeId }, body: { basedOn, ...body } })
}

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
    const { edition } = (await upper.ask('getInitiative', { params: { initiativeId } })).initiative
    const initiatives = [
      { id: initiativeId, basedOn: edition },
      { id: 'khong-co', basedOn: 1 },
    ]
    expect(await upper.ask('moveInitiatives', { ...contest(), body: { initiatives, step: 'confirm' } })).toMatchObject({
      moved: 1,
      refused: [{ initiativeId: 'khong-co', code: 'not-found' }],
    })
    const again = { initiatives: [{ id: initiativeId, basedOn: edition + 1 }], step: 'confirm' as const }
    const inEnglish = { headers: { 'accept-language': 'en' }, body: again }
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

  test('is moved only as whoever moves it has seen it, and shown as it stands then', async () => {
    const organiser = await begin()
    const [unit, upper] = [await world.staff('officer', 'T-A-1'), await world.staff('officer', 'T-A')]
    const initiativeId = await enter(unit, { unionId: world.unionId('T-A-1') })
    for (const body of [{ step: 'send' }, { step: 'recognise' }]) expect((await step(unit, initiativeId, body)).statusCode).toBe(200)
    const { edition } = (await upper.ask('getInitiative', { params: { initiativeId } })).initiative
    await unit.ask('saveInitiative', { params: { initiativeId }, body: { ...facts, benefit: 10_000_000_000, basedOn: edition } })
    expectRefused(await step(upper, initiativeId, { step: 'confirm', basedOn: edition }), 'edited-meanwhile')
    const initiatives = [{ id: initiativeId, basedOn: edition }]
    expect((await upper.ask('moveInitiatives', { ...contest(), body: { initiatives, step: 'confirm' } })).refused).toMatchObject([
      { code: 'edited-meanwhile' },
    ])
    expectRefused(await upper.call('moveInitiatives', { ...contest(), body: { initiatives, step: 'return' } }), 'invalid-request')
    const seen = [{ id: initiativeId, basedOn: edition + 1 }]
    const back = { initiatives: seen, step: 'return' as const, reason: 'xem lại số tiền' }
    expect(await upper.ask('moveInitiatives', { ...contest(), body: back })).toMatchObject({ moved: 1, refused: [] })
    expect((await organiser.ask('getInitiative', { params: { initiativeId } })).initiative).toMatchObject({
      state: 'returned',
      reason: 'xem lại số tiền',
      benefit: 10_000_000_000,
    })
  })

  test('that a phone sends twice is entered once, and the desk enters none for a closed unit', async () => {
    const organiser = await begin()
    const an = await world.contestant('T-A-1', 'Lò Văn An')
    const first = await enter(an)
    expect(await enter(an)).toBe(first)
    expect(await enter(an, { benefit: 1 })).not.toBe(first)
    expect((await an.ask('listOwnInitiatives', contest())).initiatives).toHaveLength(2)
    const save = () => an.ask('saveInitiative', { params: { initiativeId: first }, body: { ...facts, reward: 5, basedOn: 1 } })
    expect([await save(), await save()]).toEqual([{ edition: 2 }, { edition: 2 }])
    const unionId = world.unionId('T-A-2')
    expect(await enter(organiser, { unionId })).not.toBe(first)
    await organiser.ask('setUnionState', { params: { unionId }, body: { state: 'closed', reason: 'giải thể' } })
    expectRefused(await organiser.call('enterInitiative', { ...contest(), body: { ...facts, title: 'Máy tách hạt', unionId } }), 'unknown-union')
  })

  test('is whole or not by what its campaign asks for now', async () => {
    const organiser = await begin()
    const an = await world.contestant('T-A-1', 'Lò Văn An')
    const initiativeId = await enter(an)
    const secretId = await enter(an, { title: 'Bí quyết nhuộm chàm', secret: true })
    for (const id of [initiativeId, secretId]) await step(an, id, { step: 'send' })
    const seen = async (id: string) => {
      const { missing } = (await organiser.ask('getInitiative', { params: { initiativeId: id } })).initiative
      return [missing, (await organiser.ask('countInitiatives', contest())).incomplete]
    }
    expect(await seen(initiativeId)).toEqual([[], 0])
    await organiser.ask('saveCampaign', { ...contest(), body: { ...campaign, fileNeeded: true, basedOn: 2 } })
    expect(await seen(initiativeId)).toEqual([['file'], 1])
    expect((await seen(secretId))[0]).toEqual([])
    expect((await organiser.ask('listInitiatives', { ...contest(), query: { complete: 'no' } })).total).toBe(1)
    await organiser.ask('saveCampaign', { ...contest(), body: { ...campaign, fileNeeded: false, basedOn: 3 } })
    expect(await seen(initiativeId)).toEqual([[], 0])
  })

  test('that becomes a technology secret leaves nothing else of it in the trail of that change', async () => {
    const organiser = await begin()
    const initiativeId = await enter(organiser, { unionId: world.unionId('T-A-1') })
    await organiser.ask('saveInitiative', { params: { initiativeId }, body: { ...facts, secret: true, basedOn: 1 } })
    const { rows } = await world.services.storage.audit.list({ page: 1, pageSize: 10, action: 'saveInitiative' })
    expect(rows.map(({ details }) => details)).toEqual([
      { before: { secret: false, reward: 0, hasFile: false }, after: { secret: true, reward: 0, hasFile: false } },
    ])
  })

  test('that was withdrawn is in lists and files only where it is asked for', async () => {
    const organiser = await begin()
    const initiativeId = await enter(organiser, { unionId: world.unionId('T-A-1') })
    await step(organiser, initiativeId, { step: 'withdraw', reason: 'nhập nhầm' })
    const total = async (query: Record<string, string>) => (await organiser.ask('listInitiatives', { ...contest(), query })).total
    expect([await total({}), await total({ complete: 'yes' }), await total({ state: 'withdrawn' })]).toEqual([0, 0, 1])
    const file = await organiser.call('exportInitiatives', { params: { ...contest().params, format: 'csv' } })
    expect(file.body).not.toContain('Máy bóc vỏ ngô')
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
    // Of another's units no more is told than that there is one.
    const unit = await world.staff('officer', 'T-A-1')
    const seen = await unit.ask('getInitiative', { params: { initiativeId: first } })
    expect([seen.alike, seen.alikeElsewhere]).toEqual([[], 1])
    expect(JSON.stringify(seen)).not.toContain('Đỗ Thị Bình')
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
    'T-A-2,Sùng A Lử,Bí quyết sao thuốc,,,Đỡ hỏng,,Có',
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

  test('are loaded again with more rows: what is there is left out, what looks like it is told, and what cannot be sent yet is a draft', async () => {
    await begin()
    const officer = await world.staff('officer', 'T-A')
    await officer.ask('importInitiatives', { ...contest(), body: { ...csv(...good), dryRun: false } })
    const more = csv(
      ...good,
      'T-A-2,Sùng A Lử,MÁY BÓC VỎ NGÔ,Kỹ thuật,,Nhanh hơn,,',
      'T-A-1,Lò Văn An,Máy bóc vỏ ngô mới,Kỹ thuật,,Nhanh hơn,,Không',
      'T-A-1,Lò Văn An,Lò sấy chè,Kỹ thuật,,,,',
      'T-A-1,Lò Văn An,Lò  sấy chè,Kỹ thuật,,,,',
    )
    const look = await officer.ask('importInitiatives', { ...contest(), body: { ...more, dryRun: true } })
    expect([look.initiatives, look.known]).toEqual([3, 3])
    expect(look.warnings.map(({ line, code }) => [line, code])).toEqual([
      [2, 'initiative-known'],
      [3, 'initiative-known'],
      [4, 'initiative-same-title'],
      [5, 'initiative-near-title'],
      [6, 'initiative-not-sent'],
      [7, 'initiative-known'],
    ])
    const twice = await Promise.all([1, 2].map(() => officer.ask('importInitiatives', { ...contest(), body: { ...more, dryRun: false } })))
    expect(twice.map(({ initiatives, known }) => [initiatives, known])).toEqual([
      [3, 3],
      [0, 6],
    ])
    const { initiatives, total } = await officer.ask('listInitiatives', contest())
    expect(total).toBe(5)
    expect(initiatives.filter(({ state }) => state === 'draft').map(({ title }) => title)).toEqual(['Lò sấy chè'])
  })

  test.each([
    ['TRUE', true],
    ['Đúng', true],
    ['Bí quyết công nghệ', true],
    ['không', false],
    ['chắc là có', null],
    ['✓', null],
    ['-', false],
  ])('in which a technology secret is written as %s', async (written, secret) => {
    await begin()
    const officer = await world.staff('officer', 'T-A')
    const body = { ...csv(`T-A-2,Lò Văn An,Sao thuốc nam,,,Đỡ hỏng,7,${written}`), dryRun: true }
    const { errors } = await officer.ask('importInitiatives', { ...contest(), body })
    expect(errors.map(({ field }) => field)).toEqual(secret === null ? ['secret'] : [])
    if (secret === null) return
    await officer.ask('importInitiatives', { ...contest(), body: { ...body, dryRun: false } })
    const { initiatives } = await officer.ask('listInitiatives', contest())
    expect(initiatives).toMatchObject([{ secret, benefit: secret ? null : 7 }])
  })

  test('offer fields of an officer’s own units only', async () => {
    const organiser = await begin()
    for (const [code, field] of [
      ['T-A-1', 'Y tế'],
      ['T-B-1', 'Thuỷ điện'],
    ] as const)
      await enter(organiser, { unionId: world.unionId(code), title: `Máy của ${code}`, field })
    const officer = await world.staff('officer', 'T-A')
    expect((await officer.ask('listInitiatives', contest())).fields).toEqual(['Y tế'])
    expect((await organiser.ask('listInitiatives', contest())).fields).toEqual(['Thuỷ điện', 'Y tế'])
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
