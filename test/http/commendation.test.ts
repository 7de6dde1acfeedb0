import type { CommendationRules } from '@hoithi/shared/contracts/commendation'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canonical } from '../../server/src/domain/receipt.ts'
import { digested } from '../../server/src/domain/commendation-list.ts'
import { voidAttempt } from '../../server/src/features/attempts/actions.ts'
import { docxWords } from '../formats/read-docx.ts'
import { readPdf } from '../formats/read-pdf.ts'
import { expectRefused, MINUTE, openWorld, type Person, type World } from './world.ts'

const rules: CommendationRules = {
  kinds: [
    {
      for: 'collective',
      key: 'tap-the',
      title: 'Bằng khen tập thể',
      unionKinds: ['grassrootsUnion'],
      groupBy: 'all',
      measures: [
        { measure: 'rate', weight: 1, against: 'best' },
        { measure: 'mean', weight: 1, against: 'best' },
      ],
      leastMembers: 20,
      cap: { unit: 'places', amount: 1 },
      notWith: [],
      reportNeeded: false,
    },
    {
      for: 'person',
      key: 'ca-nhan',
      title: 'Bằng khen cá nhân',
      groupBy: 'all',
      source: 'results',
      notVoided: true,
      cap: { unit: 'places', amount: 2 },
      notWith: [],
    },
    {
      for: 'person',
      key: 'can-bo',
      title: 'Giấy khen cán bộ',
      groupBy: 'all',
      source: 'byHand',
      notVoided: false,
      cap: { unit: 'places', amount: 1 },
      notWith: [],
    },
  ],
}

describe('commendation, from the criteria to the public page', () => {
  let world: World
  let organiser: Person
  let judge: Person
  const people: Record<string, Person> = {}
  let list = ''

  const contest = () => ({ params: { slug: world.fixture.slug } })
  const of = () => ({ params: { commendationId: list } })
  const board = (who: Person = judge) => who.ask('getCommendation', contest())
  const edition = async () => (await board()).list?.edition ?? 0
  const kindOf = async (key: string) => (await board()).kinds.find((kind) => kind.key === key)!
  const states = async (key: string) =>
    (await kindOf(key)).groups.flatMap(({ lines }) => lines.map(({ rank, name, state }) => `${rank} ${name}: ${state}`))
  const left = async (key: string) => (await kindOf(key)).groups.flatMap(({ excluded }) => excluded.map(({ name, code }) => `${name}: ${code}`))
  const decide = async (kind: string, subjectIds: string[], verdict: 'agreed' | 'struck' | 'open', changes: object = {}) =>
    judge.call('decideCommended', {
      ...of(),
      body: { kind, subjectIds, verdict, upward: false, edition: await edition(), reason: 'biên bản họp hội đồng', ...changes },
    })
  const save = async (wanted: CommendationRules) =>
    organiser.call('saveCommendationRules', { ...of(), body: { rules: wanted, edition: await edition(), reason: 'theo hướng dẫn thi đua' } })

  beforeAll(async () => {
    world = await openWorld()
    organiser = await world.staff('organiser')
    judge = await world.staff('judge')
    for (const [name, right, union] of [
      ['Nguyễn Văn An', 4, 'T-A-1'],
      ['Đỗ Thị Bình', 3, 'T-A-1'],
      ['Lò Văn Chi', 2, 'T-A-2'],
      ['Vàng A Dế', 4, 'T-B-1'],
    ] as const) {
      people[name] = await world.contestant(union, name)
      const { attemptId } = await world.play(people[name], { right, takes: MINUTE, prediction: 3 })
      if (name === 'Vàng A Dế') await voidAttempt(world.services, attemptId, judge.id, 'thi hộ người khác')
    }
    // A second try, which counts, of the person whose first one is void.
    await world.play(people['Vàng A Dế']!, { right: 3, takes: 2 * MINUTE, prediction: 3 })
    await world.services.projector.catchUp()
    world.clock.set('2021-05-10T08:00:00+07:00')
  })
  afterAll(() => world.end())

  it('is not there while no campaign is switched on', async () => {
    expectRefused(await judge.call('getCommendation', contest()), 'campaign-off')
    expectRefused(await organiser.call('draftCommendation', { ...contest(), body: { reason: 'xét khen thưởng' } }), 'campaign-off')
    expectRefused(await world.nobody.call('getPraise', contest()), 'campaign-off')
    const days = { opensAt: Date.parse('2021-04-26T00:00:00+07:00'), closesAt: Date.parse('2021-05-27T00:00:00+07:00') }
    const facts = { name: 'Đợt thi đua 30 ngày', legalBasis: 'Kế hoạch 248/KH-LĐLĐ', contents: '', ...days, initiativesCloseAt: days.closesAt }
    const campaign = { ...facts, fileNeeded: false, initiativeColumns: [], basedOn: 0, reason: 'lập đợt thi đua' }
    await organiser.ask('saveCampaign', { ...contest(), body: campaign })
    await organiser.ask('switchCampaign', { ...contest(), body: { on: true, reason: 'bắt đầu thi đua' } })
    expect(await board()).toMatchObject({ campaign: 'Đợt thi đua 30 ngày', list: null, waiting: ['Kỳ 1', 'Kỳ 2'], kinds: [] })
    expectRefused(await world.nobody.call('getPraise', contest()), 'nobody-praised')
  })

  it('a draft is begun once, with sample criteria, and waits for a sealed round', async () => {
    list = (await organiser.ask('draftCommendation', { ...contest(), body: { reason: 'xét khen thưởng' } })).commendationId
    expectRefused(await organiser.call('draftCommendation', { ...contest(), body: { reason: 'xét khen thưởng' } }), 'commendation-drafted')
    expect((await board()).kinds.flatMap(({ groups }) => groups)).toEqual([])
    expect((await board()).list).toMatchObject({ number: 1, state: 'draft', edition: 1 })
  })

  it('criteria are saved from the edition that was seen', async () => {
    expect((await save(rules)).json()).toEqual({ edition: 2 })
    expectRefused(await save(rules), 'nothing-changed')
    expectRefused(
      await organiser.call('saveCommendationRules', { ...of(), body: { rules, edition: 1, reason: 'theo hướng dẫn' } }),
      'edited-meanwhile',
    )
    const looping = rules.kinds.map((kind, index) => (index === 0 ? { ...kind, notWith: ['ca-nhan'] } : kind))
    expectRefused(await save({ kinds: looping }), 'invalid-request')
  })

  it('the shortlist comes from sealed results, with the reason of each line', async () => {
    await judge.ask('sealRound', { params: { roundId: world.roundId }, body: { reason: 'chốt kỳ 1' } })
    expect(await states('tap-the')).toEqual(['1 CĐCS Trường THCS Tả Tổng: proposed', '2 CĐCS Bệnh viện Đa khoa: below'])
    expect(await left('tap-the')).toEqual(['CĐCS Nhà máy Thuỷ điện: leastMembers'])
    expect((await kindOf('tap-the')).groups[0]?.lines[0]).toMatchObject({
      points: 100,
      figures: [
        { of: 'rate', value: 0.05, reference: 0.05, points: 50 },
        { of: 'mean', points: 50 },
      ],
    })
    expect(await states('ca-nhan')).toEqual(['1 Nguyễn Văn An: proposed', '2 Đỗ Thị Bình: proposed', '3 Lò Văn Chi: below'])
    expect(await left('ca-nhan')).toEqual(['Vàng A Dế: voided'])
    expect((await board()).basis).toEqual([{ title: 'Kỳ 1', revision: 1 }])
  })

  it('people are put forward by hand only where the kind says so; of equals at the last place nobody is picked', async () => {
    const put = async (kind: string, fullName: string, code = 'T-A-2') =>
      organiser.call('nominate', {
        ...of(),
        body: {
          kind,
          fullName,
          unionId: world.unionId(code),
          merit: 'Vận động 40 đoàn viên dự thi',
          edition: await edition(),
          reason: 'công văn giới thiệu',
        },
      })
    expectRefused(await put('ca-nhan', 'Tòng Thị Em'), 'not-by-hand')
    expectRefused(await put('can-bo', 'Tòng Thị Em', 'khong-co'), 'unknown-union')
    for (const name of ['Tòng Thị Em', 'Sùng A Gấu']) await put('can-bo', name)
    expect((await states('can-bo')).sort()).toEqual(['1 Sùng A Gấu: tied', '1 Tòng Thị Em: tied'])
    expect((await kindOf('can-bo')).groups[0]).toMatchObject({ open: 1, cap: 1 })
  })

  it('the council decides with a reason, within the caps, and only about whom the criteria let in', async () => {
    const [em, gau] = (await kindOf('can-bo')).groups[0]!.lines
    expectRefused(await decide('can-bo', [em!.subjectId, gau!.subjectId], 'agreed'), 'commendation-over-cap')
    expectRefused(await decide('ca-nhan', [people['Vàng A Dế']!.id], 'agreed'), 'not-on-shortlist')
    await decide('can-bo', [em!.subjectId], 'agreed')
    await decide('can-bo', [gau!.subjectId], 'struck')
    await decide('ca-nhan', [people['Nguyễn Văn An']!.id], 'struck')
    expect(await states('ca-nhan')).toEqual(['1 Nguyễn Văn An: struck', '2 Đỗ Thị Bình: proposed', '3 Lò Văn Chi: proposed'])
    await decide('ca-nhan', [people['Đỗ Thị Bình']!.id, people['Lò Văn Chi']!.id], 'agreed', { upward: true })
    expectRefused(await decide('ca-nhan', [people['Lò Văn Chi']!.id], 'struck', { edition: 1 }), 'edited-meanwhile')
    expect((await kindOf('ca-nhan')).groups[0]?.lines[1]).toMatchObject({ upward: true, choice: { words: 'biên bản họp hội đồng', by: 'judge' } })
  })

  it('papers are the organisers’ own words; a field that nobody knows is named', async () => {
    const { papers, list: shown, placeholders } = await organiser.ask('getCommendationPapers', of())
    expect(placeholders).toContain('summaries')
    const wrong = { ...papers, letter: { ...papers.letter, text: 'Khen {{ai}}.' } }
    const body = { papers: wrong, edition: shown.edition, reason: 'soạn tờ trình' }
    expectRefused(await organiser.call('saveCommendationPapers', { ...of(), body }), 'paper-refused')
    const preview = await organiser.ask('previewCommendationPaper', { ...of(), body: { kind: 'letter', paper: wrong.letter } })
    expect(preview).toMatchObject({ unknown: ['ai'], number: 'Số: ……/TTr-HĐTĐ' })
    const right = { ...papers, letter: { ...papers.letter, number: '12/TTr-HĐTĐ' } }
    await organiser.ask('saveCommendationPapers', { ...of(), body: { ...body, papers: right } })
    const { paper } = await organiser.ask('getFirstCommendationPaper', { params: { commendationId: list, kind: 'letter' } })
    expect(paper).toEqual(papers.letter)
  })

  it('files tell the lines that are agreed to; to the level above goes the marked part', async () => {
    const file = async (kind: string, format: 'docx' | 'pdf') =>
      (await judge.call('exportCommendationPaper', { params: { commendationId: list, kind, format } })).rawPayload
    const letter = docxWords(await file('letter', 'docx'))
    expect(letter).toContain('DỰ THẢO')
    expect(letter).toContain('Căn cứ Kế hoạch 248/KH-LĐLĐ;')
    expect(letter).toContain('Tòng Thị Em')
    expect(letter).not.toContain('Nguyễn Văn An')
    const upward = docxWords(await file('upward', 'docx'))
    expect(upward).toContain('Đỗ Thị Bình')
    expect(upward).not.toContain('Tòng Thị Em')
    const summary = readPdf(await file('summary', 'pdf'))
      .map(({ text }) => text)
      .join(' ')
      .replace(/\s+/g, ' ')
    expect(summary).toContain('Vận động 40 đoàn viên dự thi')
  })

  it('is frozen with a digest once every line is decided, as it was seen', async () => {
    const close = async (shown: string) =>
      judge.call('closeCommendation', { ...of(), body: { edition: await edition(), shown, reason: 'hội đồng thống nhất' } })
    expectRefused(await close((await board()).shown!), 'commendation-undecided')
    const [union] = (await kindOf('tap-the')).groups[0]!.lines
    await decide('tap-the', [union!.subjectId], 'agreed', { upward: true })
    expectRefused(await close('khác'), 'shortlist-changed')
    const { digest } = (await close((await board()).shown!)).json<{ digest: string }>()
    const after = await board()
    expect(after.list).toMatchObject({ state: 'decided', digest, collectives: 1, people: 3, decidedBy: 'judge' })
    expect(after.lines.map(({ kindTitle, name, upward }) => [kindTitle, name, upward])).toEqual([
      ['Bằng khen tập thể', 'CĐCS Trường THCS Tả Tổng', true],
      ['Bằng khen cá nhân', 'Đỗ Thị Bình', true],
      ['Bằng khen cá nhân', 'Lò Văn Chi', true],
      ['Giấy khen cán bộ', 'Tòng Thị Em', false],
    ])
    const lines = await world.services.storage.commendations
      .lists(world.fixture.contestId)
      .then(() => world.services.storage.commendations.lines(list))
    expect(world.services.sha256(canonical(digested(rules, after.basis, lines)))).toBe(digest)
    expectRefused(await decide('can-bo', ['x'], 'open'), 'commendation-decided')
    expectRefused(await save(rules), 'commendation-decided')
  })

  it('is praised in public once that is decided, people shortened, and taken down with a reason', async () => {
    expectRefused(await organiser.call('setPraise', { ...of(), body: { shown: true, reason: 'công bố' } }), 'not-allowed')
    expectRefused(await world.nobody.call('getPraise', contest()), 'nobody-praised')
    await judge.ask('setPraise', { ...of(), body: { shown: true, reason: 'công bố tuyên dương' } })
    const page = await people['Lò Văn Chi']!.ask('getPraise', contest())
    const phone = (name: string) => people[name]!.phone.slice(-3)
    expect(page.lines.map(({ name, mine }) => [name, mine])).toEqual([
      ['CĐCS Trường THCS Tả Tổng', false],
      [`Thị Bình (…${phone('Đỗ Thị Bình')})`, false],
      [`Văn Chi (…${phone('Lò Văn Chi')})`, true],
      ['Thị Em', false],
    ])
    expect(page).toMatchObject({ officialNumber: '12/TTr-HĐTĐ', total: 4 })
    expect((await world.nobody.ask('listPublishedAwards', contest())).praised).toBe(true)
    expect((await people['Lò Văn Chi']!.ask('getOwnData')).commendations).toMatchObject([{ title: 'Bằng khen cá nhân', praised: true }])
  })

  it('somebody who leaves vanishes from it', async () => {
    const chi = people['Lò Văn Chi']!
    const audit = { id: 'rut', at: world.clock.now(), actorId: chi.id, action: 'withdraw', subject: chi.id, reason: 'tự rút' }
    await world.services.storage.ownData.withdraw(chi.id, () => ({ ok: true, value: { how: 'close', audit } }))
    expect((await world.nobody.ask('getPraise', contest())).lines.map(({ name }) => name)).not.toContain('Văn Chi')
    expect((await world.nobody.ask('getPraise', contest())).total).toBe(3)
    await world.services.storage.ownData.erase(chi.id, { ...audit, id: 'xoa', action: 'erase' })
    expect(JSON.stringify(await board())).not.toContain('Lò Văn Chi')
    const { lines } = await board()
    const basis = [{ title: 'Kỳ 1', revision: 1 }]
    expect(world.services.sha256(canonical(digested(rules, basis, lines)))).toBe((await board()).list?.digest)
  })

  it('is taken down with a reason, and everything is in the trail', async () => {
    await judge.ask('setPraise', { ...of(), body: { shown: false, reason: 'có khiếu nại' } })
    expectRefused(await world.nobody.call('getPraise', contest()), 'nobody-praised')
    expect((await board()).list).toMatchObject({ praisedAt: null, unpraisedReason: 'có khiếu nại' })
    expect((await world.nobody.ask('listPublishedAwards', contest())).praised).toBe(false)
    const { rows } = await world.services.storage.audit.list({ page: 1, pageSize: 100 })
    const acts = new Set(rows.map(({ action }) => action))
    for (const action of [
      'draftCommendation',
      'saveCommendationRules',
      'nominate',
      'decideCommended',
      'saveCommendationPapers',
      'closeCommendation',
      'setPraise',
    ])
      expect(acts).toContain(action)
  })

  it('the next list begins from this one’s criteria and words, and can be thrown away', async () => {
    list = (await organiser.ask('draftCommendation', { ...contest(), body: { reason: 'khen bổ sung' } })).commendationId
    expect(await board()).toMatchObject({ list: { number: 2 }, rules })
    expect((await organiser.ask('getCommendationPapers', of())).papers.letter.number).toBe('')
    expectRefused(await judge.call('discardCommendation', { ...of(), body: { edition: 1, reason: 'không cần nữa' } }), 'not-allowed')
    await organiser.ask('discardCommendation', { ...of(), body: { edition: 1, reason: 'không cần nữa' } })
    expect((await board()).list).toMatchObject({ number: 1 })
  })

  it('initiatives that count bring their authors onto a list and points to their units; works that were accepted too', async () => {
    const facts = { secret: false, kind: 'technical', field: 'Nông nghiệp', firstAppliedOn: '2021-03-01', effect: 'Nhanh gấp ba', reward: 0 }
    const decided = { recognisedBy: 'head', decisionNumber: '12/QĐ', decisionOn: '2021-04-30' }
    const initiative = async (title: string, authors: string[], benefit: number, code: string, steps: string[]) => {
      const body = { ...facts, ...decided, title, authors, benefit, unionId: world.unionId(code) }
      const { initiativeId } = await organiser.ask('enterInitiative', { ...contest(), body })
      for (const [index, step] of steps.entries())
        await organiser.ask('moveInitiative', { params: { initiativeId }, body: { step, basedOn: index + 1 } })
    }
    const whole = ['send', 'recognise', 'confirm', 'count']
    await initiative('Máy bóc vỏ ngô', ['Đỗ Thị Bình', 'Tẩn A Phàn'], 50, 'T-A-1', whole)
    await initiative('Sấy chè bằng củi vụn', ['Đỗ Thị Bình'], 10, 'T-A-1', whole)
    await initiative('Bơm nước bằng sức nước', ['Lò Văn Chi'], 900, 'T-A-2', whole)
    await initiative('Chưa được tính', ['Lò Văn Chi'], 900, 'T-A-2', whole.slice(0, 3))
    const planned = {
      kind: 'project',
      quantity: 1,
      measure: 'cái',
      value: null,
      carriedOutBy: '',
      plannedFrom: '2021-04-26',
      plannedTo: '2021-05-10',
    }
    const work = { ...planned, title: 'Bể nước sạch', unionId: world.unionId('T-A-2'), entryKey: 'khoa-khen-thuong' }
    const { workId } = await organiser.ask('registerWork', { ...contest(), body: work })
    await organiser.ask('moveWork', { params: { workId }, body: { step: 'confirm', basedOn: 1 } })
    await organiser.ask('finishWork', { params: { workId }, body: { basedOn: 2, doneOn: '2021-05-01', result: 'Đã xây xong', valueReached: null } })
    await organiser.ask('moveWork', { params: { workId }, body: { step: 'accept', basedOn: 3 } })

    list = (await organiser.ask('draftCommendation', { ...contest(), body: { reason: 'khen sáng kiến' } })).commendationId
    const measures = [
      { measure: 'initiatives' as const, weight: 1, against: 'best' as const },
      { measure: 'works' as const, weight: 1, against: 'best' as const },
    ]
    const wanted = rules.kinds.map((kind) => {
      if (kind.for === 'collective') return { ...kind, measures, leastMembers: 0 }
      return kind.key === 'can-bo' ? { ...kind, source: 'initiatives' as const, notWith: ['ca-nhan'] } : kind
    })
    expect((await save({ kinds: wanted })).statusCode).toBe(200)
    const { groups } = await kindOf('tap-the')
    expect(groups[0]?.lines.map(({ name, points }) => [name, points])).toEqual([
      ['CĐCS Bệnh viện Đa khoa', 75],
      ['CĐCS Trường THCS Tả Tổng', 50],
    ])
    const authors = (await kindOf('can-bo')).groups[0]
    expect(authors?.lines.map(({ rank, name, unionName, figures }) => [rank, name, unionName, figures.map(({ value }) => value)])).toEqual([
      [1, 'Lò Văn Chi', 'CĐCS Bệnh viện Đa khoa', [1, 900]],
      [2, 'Tẩn A Phàn', 'CĐCS Trường THCS Tả Tổng', [1, 50]],
    ])
    // She holds a place in the list by results: there she is known by her account, here by her name and union.
    expect(await left('can-bo')).toEqual(['Đỗ Thị Bình: otherKind'])
    expect((await decide('can-bo', [authors!.lines[0]!.subjectId], 'agreed')).statusCode).toBe(200)
    expect(await states('can-bo')).toEqual(['1 Lò Văn Chi: agreed', '2 Tẩn A Phàn: below'])
  })
})
