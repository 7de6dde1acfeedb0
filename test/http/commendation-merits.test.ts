import type { CollectiveKind, CommendationRules, PersonKind } from '@hoithi/shared/contracts/commendation'
import { afterEach, expect, test } from 'vitest'
import { voidAttempt } from '../../server/src/features/attempts/actions.ts'
import { docxWords } from '../formats/read-docx.ts'
import { MINUTE, openWorld, SECOND, type Person, type World } from './world.ts'

let world: World
let organiser: Person
let judge: Person
let list = ''
afterEach(() => world.end())

const contest = () => ({ params: { slug: world.fixture.slug } })
const board = () => judge.ask('getCommendation', contest())
const kindOf = async (key: string) => (await board()).kinds.find((kind) => kind.key === key)!
const AFTER_ROUND = '2021-05-10T08:00:00+07:00'
const AFTER_CAMPAIGN = '2021-05-27T08:00:00+07:00'

const people = (key: string, changes: Partial<PersonKind> = {}): PersonKind => ({
  for: 'person',
  key,
  title: `Bằng khen ${key}`,
  groupBy: 'all',
  source: 'results',
  notVoided: true,
  cap: { unit: 'places', amount: 1 },
  notWith: [],
  ...changes,
})
const unions = (key: string, changes: Partial<CollectiveKind> = {}): CollectiveKind => ({
  for: 'collective',
  key,
  title: `Cờ ${key}`,
  unionKinds: ['grassrootsUnion', 'districtFederation', 'provincialFederation'],
  groupBy: 'all',
  measures: (['initiatives', 'benefit', 'works'] as const).map((measure) => ({ measure, weight: 1, against: 'best' })),
  leastMembers: 0,
  cap: { unit: 'places', amount: 1 },
  notWith: [],
  reportNeeded: false,
  ...changes,
})

/** A campaign in which the first round is sealed once `play` was played. */
async function openCampaign(play: () => Promise<void>): Promise<void> {
  world = await openWorld()
  organiser = await world.staff('organiser')
  judge = await world.staff('judge')
  await play()
  await world.services.projector.catchUp()
  world.clock.set(AFTER_ROUND)
  const days = { opensAt: Date.parse('2021-04-26T00:00:00+07:00'), closesAt: Date.parse('2021-05-27T00:00:00+07:00') }
  const facts = { name: 'Đợt thi đua', legalBasis: '', contents: '', ...days, initiativesCloseAt: days.closesAt }
  const campaign = { ...facts, fileNeeded: false, initiativeColumns: [], basedOn: 0, reason: 'lập đợt thi đua' }
  await organiser.ask('saveCampaign', { ...contest(), body: campaign })
  await organiser.ask('switchCampaign', { ...contest(), body: { on: true, reason: 'bắt đầu thi đua' } })
  await judge.ask('sealRound', { params: { roundId: world.roundId }, body: { reason: 'chốt kỳ 1' } })
  list = (await organiser.ask('draftCommendation', { ...contest(), body: { reason: 'xét khen thưởng' } })).commendationId
}

async function commendBy(...kinds: CommendationRules['kinds']): Promise<void> {
  const { list: now } = await board()
  await organiser.ask('saveCommendationRules', {
    params: { commendationId: list },
    body: { rules: { kinds }, edition: now!.edition, reason: 'theo hướng dẫn' },
  })
}

async function countedInitiative(unionId: string, authors: string[], benefit: number): Promise<void> {
  const facts = { secret: false, kind: 'technical', field: 'Nông nghiệp', firstAppliedOn: '2021-03-01', effect: 'Nhanh gấp ba', reward: 0 }
  const decided = { recognisedBy: 'head', decisionNumber: '12/QĐ', decisionOn: '2021-04-30' }
  const body = { ...facts, ...decided, title: `Sáng kiến ${unionId} ${authors.join()} ${benefit}`, authors, benefit, unionId }
  const { initiativeId } = await organiser.ask('enterInitiative', { ...contest(), body })
  for (const [index, step] of ['send', 'recognise', 'confirm', 'count'].entries())
    await organiser.ask('moveInitiative', { params: { initiativeId }, body: { step, basedOn: index + 1 } })
}

async function acceptedWork(unionId: string): Promise<void> {
  const planned = { kind: 'project', quantity: 1, measure: 'cái', value: null, carriedOutBy: '', plannedFrom: '2021-04-26', plannedTo: '2021-05-10' }
  const body = { ...planned, title: 'Bể nước sạch', unionId, entryKey: `khoa-${unionId}` }
  const { workId } = await organiser.ask('registerWork', { ...contest(), body })
  await organiser.ask('moveWork', { params: { workId }, body: { step: 'confirm', basedOn: 1 } })
  await organiser.ask('finishWork', { params: { workId }, body: { basedOn: 2, doneOn: '2021-05-01', result: 'Đã xây xong', valueReached: null } })
  await organiser.ask('moveWork', { params: { workId }, body: { step: 'accept', basedOn: 3 } })
}

const addUnion = async (name: string, code: string, parent: string): Promise<string> => {
  const body = { code, name, kind: 'grassrootsUnion', parentId: world.unionId(parent), memberCount: 30, reason: 'mới thành lập' }
  return (await organiser.ask('createUnion', { body })).union.id
}

test('a share of places is a share of all who meet the conditions, however few of them are looked at', async () => {
  await openCampaign(async () => {
    for (let place = 0; place < 48; place += 1) {
      const one = await world.contestant('T-A-1', `Người thứ ${place}`)
      const { attemptId } = await world.play(one, { takes: MINUTE + place * SECOND, prediction: 3 })
      if (place === 1) await voidAttempt(world.services, attemptId, judge.id, 'thi hộ người khác')
      // A second try, which counts, of the person whose first one is void.
      if (place === 1) await world.play(one, { takes: 2 * MINUTE, prediction: 3 })
      const audit = { id: 'rut', at: world.clock.now(), actorId: one.id, action: 'withdraw', subject: one.id, reason: 'tự rút' }
      if (place === 47) await world.services.storage.ownData.withdraw(one.id, () => ({ ok: true, value: { how: 'close', audit } }))
    }
  })
  const half = { unit: 'percent' as const, amount: 50 }
  await commendBy(people('nhat', { cap: half }), people('nhi', { cap: half, notVoided: false, notWith: ['nhat'] }))
  const told = async (key: string) => {
    const { groups, proposed } = await kindOf(key)
    return groups.map(({ candidates, cap, below, excludedCount }) => ({ candidates, cap, proposed, below, excludedCount }))
  }
  expect(await told('nhat')).toEqual([{ candidates: 46, cap: 23, proposed: 23, below: 23, excludedCount: 2 }])
  // Those who hold a place in the first kind count as meeting the conditions of the second, and leave it to those behind them.
  expect(await told('nhi')).toEqual([{ candidates: 47, cap: 23, proposed: 23, below: 1, excludedCount: 24 }])
})

test('two units of one name are two: each has its place, is told with the union above, and nobody is taken for a namesake of the other', async () => {
  const SCHOOL = 'CĐCS Trường THCS Tả Tổng'
  let other = ''
  await openCampaign(async () => {
    other = await addUnion(SCHOOL, 'T-B-9', 'T-B')
    world.fixture.unionIds['T-B-9'] = other
    for (const [code, name, right] of [
      ['T-A-1', 'Nguyễn Văn An', 4],
      ['T-A-1', 'Lò Văn Bun', 3],
      ['T-B-9', 'Vàng A Chu', 2],
    ] as const)
      await world.play(await world.contestant(code, name), { right, takes: MINUTE, prediction: 3 })
  })
  for (const unionId of [world.unionId('T-A-1'), other]) await countedInitiative(unionId, ['Nguyễn Văn An'], 50)
  await commendBy(
    people('ket-qua', { groupBy: 'union' }),
    people('sang-kien', { source: 'initiatives', cap: { unit: 'places', amount: 5 }, notWith: ['ket-qua'] }),
    unions('don-vi', { unionKinds: ['grassrootsUnion'], groupBy: 'upperUnion' }),
  )
  const [inA, inB] = [`${SCHOOL} (LĐLĐ huyện A)`, `${SCHOOL} (LĐLĐ huyện B)`]
  const { groups } = await kindOf('ket-qua')
  expect(groups.map(({ key, group, lines }) => [key, group, lines.map(({ name, state }) => `${name}: ${state}`)])).toEqual([
    [world.unionId('T-A-1'), inA, ['Nguyễn Văn An: proposed', 'Lò Văn Bun: below']],
    [other, inB, ['Vàng A Chu: proposed']],
  ])
  const [authors] = (await kindOf('sang-kien')).groups
  expect(authors!.lines.map(({ name, unionName }) => [name, unionName])).toEqual([['Nguyễn Văn An', inB]])
  expect(authors!.excluded.map(({ name, unionName, code }) => [name, unionName, code])).toEqual([['Nguyễn Văn An', inA, 'otherKind']])
  // Nothing else is called like the upper unions.
  expect((await kindOf('don-vi')).groups.map(({ group }) => group)).toEqual(['LĐLĐ huyện A', 'LĐLĐ huyện B'])

  const kinds = (await board()).kinds
  for (const { key, groups: own } of kinds) {
    const subjectIds = own.flatMap(({ lines }) => lines.filter(({ state }) => state === 'proposed').map(({ subjectId }) => subjectId))
    const body = { kind: key, subjectIds, verdict: 'agreed', upward: false, edition: (await board()).list!.edition, reason: 'biên bản họp' }
    await judge.ask('decideCommended', { params: { commendationId: list }, body })
  }
  const paper = await judge.call('exportCommendationPaper', { params: { commendationId: list, kind: 'list', format: 'docx' } })
  for (const words of [inA, inB, 'LĐLĐ huyện A']) expect(docxWords(paper.rawPayload)).toContain(words)
  const { list: now, shown } = await board()
  await judge.ask('closeCommendation', { params: { commendationId: list }, body: { edition: now!.edition, shown, reason: 'thống nhất' } })
  expect((await board()).lines.map(({ name, unionName, group }) => [name, unionName, group])).toEqual([
    ['Nguyễn Văn An', inA, inA],
    ['Vàng A Chu', inB, inB],
    ['Nguyễn Văn An', inB, ''],
    [SCHOOL, '', 'LĐLĐ huyện A'],
    [SCHOOL, '', 'LĐLĐ huyện B'],
  ])
})

test('initiatives, works and reports count as on their own pages, also where the tree changed since the seal; results stay where they were sealed', async () => {
  let gone = ''
  await openCampaign(async () => {
    gone = await addUnion('CĐCS Lâm trường cũ', 'T-B-2', 'T-B')
    await world.play(await world.contestant('T-A-2', 'Lò Văn Chi'), { right: 4, takes: MINUTE, prediction: 3 })
  })
  const young = await addUnion('CĐCS Hợp tác xã Mới', 'T-A-3', 'T-A')
  for (const code of ['T-A-1', 'T-A-2', 'T-B-1']) await countedInitiative(world.unionId(code), ['Nguyễn Văn An'], 10)
  await countedInitiative(young, ['Lò Thị Mới'], 900)
  await acceptedWork(young)
  await acceptedWork(world.unionId('T-A-2'))
  const moved = { code: 'T-A-2', name: 'CĐCS Bệnh viện Đa khoa', kind: 'grassrootsUnion', parentId: world.unionId('T-B'), memberCount: 100 }
  await organiser.ask('saveUnion', { params: { unionId: world.unionId('T-A-2') }, body: { ...moved, reason: 'chuyển về huyện B' } })

  world.clock.set(AFTER_CAMPAIGN)
  const report = async (unionId: string) => {
    const of = { params: { slug: world.fixture.slug, unionId } }
    const { head, edition } = await organiser.ask('getCampaignReport', { ...of, query: { period: 'final' } })
    const words = { done: 'Đã vận động', difficulties: '', proposals: '' }
    await organiser.ask('sendCampaignReport', { ...of, body: { period: 'final', words, head, basedOn: edition } })
  }
  for (const unionId of [young, world.unionId('T-B'), gone]) await report(unionId)
  for (const unionId of [world.unionId('T-B-1'), gone])
    await organiser.ask('setUnionState', { params: { unionId }, body: { state: 'closed', reason: 'giải thể' } })

  const byPeople = { measures: [{ measure: 'people' as const, weight: 1, against: 'best' as const }] }
  const byUpper = { ...byPeople, unionKinds: ['grassrootsUnion' as const], groupBy: 'upperUnion' as const }
  await commendBy(unions('so-lieu'), unions('bao-cao', { ...byPeople, reportNeeded: true }), unions('ket-qua', byUpper))

  const [all] = (await kindOf('so-lieu')).groups
  const known = [
    ...all!.lines.map(({ subjectId, figures }) => ({ subjectId, figures })),
    ...all!.excluded.map(({ subjectId }) => ({ subjectId, figures: [] })),
  ]
  expect(known.map(({ subjectId }) => subjectId).sort()).toEqual([...Object.values(world.fixture.unionIds), young, gone].sort())
  for (const { subjectId: unionId, figures } of known) {
    const [initiatives, works] = await Promise.all([
      organiser.ask('countInitiatives', { ...contest(), query: { unionId } }),
      organiser.ask('countWorks', { ...contest(), query: { unionId } }),
    ])
    const valueOf = (of: string): number => figures.find((figure) => figure.of === of)?.value ?? 0
    const { counted, benefit } = initiatives.total
    expect([unionId, valueOf('initiatives'), valueOf('benefit'), valueOf('works')]).toEqual([unionId, counted, benefit, works.total.accepted])
  }
  const reached = Object.fromEntries(all!.lines.map(({ name, figures }) => [name, figures.map(({ value }) => value)]))
  expect(reached).toMatchObject({ 'LĐLĐ huyện A': [2, 910, 1], 'LĐLĐ huyện B': [2, 20, 1], 'LĐLĐ tỉnh': [4, 930, 2] })

  const [reporting] = (await kindOf('bao-cao')).groups
  const { missing } = await organiser.ask('listCampaignReports', { ...contest(), query: { period: 'final', among: 'tree' } })
  const outBy = (code: string) => reporting!.excluded.flatMap((one) => (one.code === code ? [one.name] : [])).sort()
  // The page of the province leaves out the province itself, which has not reported either.
  expect(outBy('notReported')).toEqual([...missing.names, 'LĐLĐ tỉnh'].sort())
  expect(missing.names).toHaveLength(3)
  // Closed without a report; the other one had sent its report before, and only has no people.
  expect(outBy('closed')).toEqual(['CĐCS Nhà máy Thuỷ điện'])
  expect(outBy('nothing')).toEqual(['CĐCS Hợp tác xã Mới', 'CĐCS Lâm trường cũ', 'LĐLĐ huyện B'])

  const results = (await kindOf('ket-qua')).groups.map(({ group, lines }) => [group, lines.map(({ name }) => name)])
  expect(results).toEqual([
    ['LĐLĐ huyện A', ['CĐCS Bệnh viện Đa khoa']],
    ['LĐLĐ huyện B', []],
  ])
})

test('a unit that was only proposed at the seal competes once it is taken in; who was merged before the seal stays where that tree has them', async () => {
  let proposed = ''
  const [before, home, after] = [
    { code: 'T-A-7', id: '' },
    { code: 'T-A-8', id: '' },
    { code: 'T-B-8', id: '' },
  ]
  const merge = (from: string, into: string) =>
    organiser.ask('mergeUnion', { params: { unionId: from }, body: { intoId: into, reason: 'sáp nhập đơn vị' } })
  await openCampaign(async () => {
    for (const one of [before, home, after]) {
      one.id = await addUnion(`CĐCS ${one.code}`, one.code, one.code.slice(0, 3))
      world.fixture.unionIds[one.code] = one.id
    }
    const body = {
      ...{
        phone: '0987000123',
        password: 'nuong-ngo-8',
        fullName: 'Lò Thị Mai',
        birthDate: '1988-09-05',
        contestantKind: 'member',
        consentVersion: 'v1',
      },
      proposedUnion: { name: 'CĐCS Chợ Mường Tè', place: 'xã Tả Tổng', parentId: world.unionId('T-A') },
    }
    const { id, union } = (await world.nobody.call('registerContestant', { body })).json().me as { id: string; union: { id: string } }
    proposed = union.id
    await world.play(world.registered(id, proposed), { right: 4, takes: MINUTE, prediction: 3 })
    const early = await world.contestant(before.code, 'Vàng A Chu')
    await world.play(early, { right: 3, takes: MINUTE, prediction: 3 })
    await world.play(await world.contestant(home.code, 'Lò Văn Bun'), { right: 2, takes: MINUTE, prediction: 3 })
    await merge(before.id, home.id)
  })
  await merge(home.id, after.id)
  const fields = { code: 'T-A-9', name: 'CĐCS Chợ Mường Tè', kind: 'grassrootsUnion', parentId: world.unionId('T-A'), memberCount: 10 }
  await organiser.ask('acceptUnion', { params: { unionId: proposed }, body: { ...fields, reason: 'đúng đơn vị' } })
  await commendBy(
    unions('don-vi', { unionKinds: ['grassrootsUnion'], measures: [{ measure: 'people', weight: 1, against: 'best' }] }),
    people('ca-nhan', { groupBy: 'union' }),
  )
  const [lines] = (await kindOf('don-vi')).groups.map((group) => group.lines.map(({ name, figures }) => [name, figures[0]?.value]))
  expect(lines).toEqual(expect.arrayContaining([['CĐCS Chợ Mường Tè', 1]]))
  // Where both played counts for one unit, and both are compared in it.
  const groups = (await kindOf('ca-nhan')).groups.map(({ key, lines: own }) => [key, own.map(({ name }) => name)])
  expect(groups).toEqual(
    expect.arrayContaining([
      [home.id, ['Vàng A Chu', 'Lò Văn Bun']],
      [proposed, ['Lò Thị Mai']],
    ]),
  )
  expect(lines).toEqual(expect.arrayContaining([['CĐCS T-A-8', 2]]))
})
