import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { CertificateText } from '../../server/src/domain/certificate.ts'
import { plainSettings } from '../../server/src/domain/contest.ts'
import { contestRanking } from '../../server/src/features/awards/contest-ranking.ts'
import { certificateJobs } from '../../server/src/features/certificates/certificate-jobs.ts'
import { readPdf } from '../formats/read-pdf.ts'
import { docxWords } from '../formats/read-docx.ts'
import { expectRefused, MINUTE, openWorld, type Person, type World } from './world.ts'

const tier = (title: string, count: number, value: number | null = null) => ({ title, count, value })
const prizes = {
  ...plainSettings.prizes,
  roundPeople: [tier('Giải Nhất', 1, 1_000_000), tier('Giải Nhì', 1, 500_000)],
  contestPeople: [tier('Giải Đặc biệt', 1, 3_000_000)],
  unions: [tier('Nhất toàn đoàn', 1)],
  leastMembers: 20,
  onePerPerson: 'perContest' as const,
}

describe('prizes of a round, from the seal to a decision that replaces the first', () => {
  let world: World
  let judge: Person
  let organiser: Person
  const people: Record<string, Person> = {}
  const attempts: Record<string, string> = {}
  let first = ''
  let second = ''

  const contest = () => ({ params: { slug: world.fixture.slug } })
  const board = (roundId: string | undefined = world.roundId) =>
    organiser.ask('getAwards', { ...contest(), query: roundId === '' ? {} : { roundId } })
  const winners = async () => (await board()).groups.flatMap(({ awards }) => awards.map(({ name, title }) => `${title}: ${name}`))
  const passed = async () => (await board()).groups.flatMap(({ skips }) => skips.map(({ name, code }) => `${name}: ${code}`))
  const decision = (decisionId: string) => ({ params: { decisionId } })
  const editionOf = async () => (await board()).draft?.edition ?? 0
  const place = async (name: string, to: number | 'none' | 'asProposed', changes: object = {}) =>
    organiser.call('placeAward', {
      ...decision(first),
      body: {
        group: 'roundPeople',
        divisionId: null,
        subjectId: people[name]!.id,
        to,
        edition: await editionOf(),
        reason: 'theo biên bản họp',
        ...changes,
      },
    })
  const draft = (roundId?: string) =>
    organiser.call('draftAwards', { ...contest(), body: { reason: 'trình khen thưởng', ...(roundId === undefined ? {} : { roundId }) } })

  beforeAll(async () => {
    world = await openWorld({ settings: { prizes, certificate: { ...plainSettings.certificate, given: true, signedBy: 'Lê Văn Ký' } } })
    judge = await world.staff('judge')
    organiser = await world.staff('organiser')
    for (const [name, right, union] of [
      ['Nguyễn Văn An', 4, 'T-A-1'],
      ['Đỗ Thị Bình', 4, 'T-A-2'],
      ['Lò Văn Chi', 3, 'T-B-1'],
      ['Vàng A Cấm', 4, 'T-A-1'],
    ] as const) {
      people[name] = await world.contestant(union, name)
      attempts[name] = (await world.play(people[name], { right, takes: MINUTE, prediction: 3 })).attemptId
    }
    await world.services.projector.catchUp()
    await world.services.storage.contests.change(world.fixture.slug, (found) => {
      const { contest: before, rounds } = found!
      const settings = { ...before.settings, barred: [{ phone: people['Vàng A Cấm']!.phone, note: 'ban tổ chức' }] }
      return {
        ok: true,
        value: { contest: { ...before, settings }, rounds, audit: { id: 'x', at: 0, actorId: 'x', action: 'test', subject: 'x', reason: 'x' } },
      }
    })
    world.clock.set('2021-05-10T08:00:00+07:00')
  })
  afterAll(() => world.end())

  it('nothing is proposed, and nothing decided, before the seal', async () => {
    expect(await board()).toMatchObject({ waiting: ['Kỳ 1'], groups: [], list: null, draft: null, published: null, changes: null })
    expectRefused(await draft(world.roundId), 'not-sealed')
    expectRefused(await draft('khong-co'), 'not-found')
  })

  it('after it the rules propose, and say whom they pass over', async () => {
    await judge.ask('sealRound', { params: { roundId: world.roundId }, body: { reason: 'chốt kỳ 1' } })
    expect(await winners()).toEqual(['Giải Nhất: Nguyễn Văn An', 'Giải Nhì: Đỗ Thị Bình'])
    expect(await passed()).toEqual([])
    expect(await board()).toMatchObject({ waiting: [], undecided: 0, total: 1_500_000 })
  })

  it('the whole contest waits for its last round', async () => {
    expect(await board('')).toMatchObject({ title: 'Cuộc thi thử', waiting: ['Kỳ 2'], groups: [] })
    expectRefused(await draft(), 'not-sealed')
  })

  it('a draft is begun once, and seen at the desk only', async () => {
    first = (await draft(world.roundId).then((reply) => reply.json<{ decisionId: string }>())).decisionId
    expectRefused(await draft(world.roundId), 'award-drafted')
    expectRefused(await people['Nguyễn Văn An']!.call('getPublishedAwards', decision(first)), 'not-found')
    expect((await world.nobody.ask('listPublishedAwards', contest())).decisions).toEqual([])
  })

  it('people decide against the proposal with a reason, one after the other, and within the rules', async () => {
    const edition = await editionOf()
    expect((await place('Nguyễn Văn An', 'none')).json()).toEqual({ edition: edition + 1 })
    expect([await winners(), await passed()]).toEqual([
      ['Giải Nhất: Đỗ Thị Bình', 'Giải Nhì: Lò Văn Chi'],
      ['Nguyễn Văn An: decided', 'Vàng A Cấm: barred'],
    ])
    expectRefused(await place('Lò Văn Chi', 0, { edition }), 'award-edited-meanwhile')
    expectRefused(await place('Vàng A Cấm', 0), 'prize-not-allowed')
    expectRefused(await place('Lò Văn Chi', 5), 'prize-not-allowed')
    expectRefused(await place('Lò Văn Chi', 0, { reason: 'vì' }), 'invalid-request')
    await place('Nguyễn Văn An', 'asProposed')
    expect(await winners()).toEqual(['Giải Nhất: Nguyễn Văn An', 'Giải Nhì: Đỗ Thị Bình'])
  })

  it('its papers are the organisers’ own words; a placeholder that nobody knows is named', async () => {
    const { papers } = await organiser.ask('getAwardDecision', decision(first))
    const own = { ...papers, decision: { ...papers.decision, number: '12/QĐ-LĐLĐ', place: 'Lai Châu', day: '2021-05-12', signer: 'Lê Văn Ký' } }
    const save = async (changed: typeof papers) =>
      organiser.call('saveAwardPapers', { ...decision(first), body: { papers: changed, edition: await editionOf(), reason: 'điền số quyết định' } })
    const wrong = await save({ ...own, letter: { ...own.letter, text: 'Có {{people}} người, {{nguoi}} giải.' } })
    expectRefused(wrong, 'paper-refused')
    expect(wrong.json<{ details: unknown }>().details).toEqual([{ field: 'letter.text', message: '{{nguoi}}' }])
    expect((await save(own)).statusCode).toBe(200)
    expectRefused(await save(own), 'nothing-changed')
    const shown = await organiser.ask('previewAwardPaper', { ...decision(first), body: { kind: 'decision', paper: own.decision } })
    expect([shown.number, shown.dated, shown.unknown]).toEqual(['Số: 12/QĐ-LĐLĐ', 'Lai Châu, ngày 12 tháng 5 năm 2021', []])
    expect(shown.blocks.map(({ runs }) => runs.map(({ text }) => text).join('')).join('\n')).toContain('trao 2 giải cá nhân và 0 giải tập thể')
    const { paper } = await organiser.ask('getFirstPaper', { params: { decisionId: first, kind: 'decision' } })
    expect(paper).toEqual(papers.decision)
  })

  it('is published as it was seen, and everybody is told in the same commit', async () => {
    const { list } = await board()
    const publish = async (changes: object = {}) =>
      judge.call('publishAwards', { ...decision(first), body: { edition: await editionOf(), list, reason: 'theo quyết định 12', ...changes } })
    expectRefused(await publish({ list: 'khác' }), 'awards-changed')
    expectRefused(await publish({ edition: 1 }), 'award-edited-meanwhile')
    expect((await publish()).json()).toEqual({ people: 4 })
    expectRefused(await publish({ edition: 5 }), 'award-published')
    expectRefused(await place('Nguyễn Văn An', 'none', { edition: 5 }), 'award-published')
    const news = await people['Lò Văn Chi']!.ask('getNews', contest())
    expect(news.announcements[0]).toMatchObject({
      title: 'Công bố kết quả · Results announced',
      html: expect.stringContaining(`href="/giai-thuong?ma=${first}"`) as string,
    })
    const { published, outdated, changes } = await board()
    expect([published?.officialNumber, outdated, changes]).toEqual(['12/QĐ-LĐLĐ', false, []])
  })

  it('is read by everybody with shortened names, and by a winner as their own', async () => {
    const { phone } = people['Nguyễn Văn An']!
    const anyone = await world.nobody.ask('getPublishedAwards', decision(first))
    expect(anyone.winners.map(({ title, name, unionName, mine }) => [title, name, unionName, mine])).toEqual([
      ['Giải Nhất', `Văn An (…${phone.slice(-3)})`, 'CĐCS Trường THCS Tả Tổng', false],
      ['Giải Nhì', expect.stringMatching(/^Thị Bình \(…\d{3}\)$/) as string, 'CĐCS Bệnh viện Đa khoa', false],
    ])
    expect(anyone).toMatchObject({ mine: [], newer: null, decision: { officialNumber: '12/QĐ-LĐLĐ', day: '2021-05-12', replaced: false } })
    const own = await people['Nguyễn Văn An']!.ask('getPublishedAwards', decision(first))
    expect(own.mine.map(({ title, mine }) => [title, mine])).toEqual([['Giải Nhất', true]])
    const standing = await people['Nguyễn Văn An']!.ask('getStanding', { params: { attemptId: attempts['Nguyễn Văn An']! } })
    expect(standing.awards).toEqual([{ title: 'Giải Nhất', decisionId: first }])
  })

  it('comes as papers that read back: whole names for the desk, shortened ones for everybody', async () => {
    const docx = await organiser.call('exportAwardPaper', { params: { decisionId: first, kind: 'decision', format: 'docx' } })
    const words = docxWords(docx.rawPayload)
    for (const part of ['Số: 12/QĐ-LĐLĐ', 'Lai Châu, ngày 12 tháng 5 năm 2021', 'Điều 1.', 'Nguyễn Văn An', '1.000.000', 'Lê Văn Ký'])
      expect(words).toContain(part)
    const pdf = await world.nobody.call('exportPublishedAwards', decision(first))
    const pages = readPdf(pdf.rawPayload).map(({ text }) => text.replace(/\s+/g, ' '))
    expect(pages.join(' ')).toContain('Văn An (…')
    expect(pages.join(' ')).not.toContain('Nguyễn Văn An')
  })

  it('gives each winner a certificate whose code anyone can check, and all of them in one file', async () => {
    const own = await people['Nguyễn Văn An']!.ask('getPublishedAwards', decision(first))
    const code = own.mine[0]!.code!
    expect(await world.nobody.ask('verifyCertificate', { params: { code: code.toLowerCase().replace(/-/g, '') } })).toMatchObject({
      code,
      state: 'valid',
      kind: 'award',
      name: expect.stringMatching(/^Văn An/) as string,
      prize: 'Giải Nhất',
      round: 'Kỳ 1',
      officialNumber: '12/QĐ-LĐLĐ',
    })
    expectRefused(await world.nobody.call('verifyCertificate', { params: { code: 'ABCD-ABCD-ABCD' } }), 'not-found')
    expectRefused(await people['Đỗ Thị Bình']!.call('getAwardCertificate', { params: { code } }), 'not-found')
    const pdf = readPdf((await people['Nguyễn Văn An']!.call('getAwardCertificate', { params: { code } })).rawPayload)
    expect(pdf[0]?.text.replace(/\n/g, ' ')).toContain('đã đạt Giải Nhất, Kỳ 1 của cuộc thi')
    const zip = unzipSync(new Uint8Array((await judge.call('exportAwardCertificates', decision(first))).rawPayload))
    expect(Object.keys(zip)).toEqual([`1-nguyen-van-an-${code}.pdf`, expect.stringMatching(/^2-do-thi-binh-/) as string])
    expect(readPdf(Object.values(zip)[1]!)[0]?.text).toContain('Đỗ Thị Bình')
  })

  it('gives an officer the certificates of completion of their own unions in one file', async () => {
    const officer = await world.staff('officer', 'T-A')
    const start = async (union: string) =>
      officer.call('startCertificates', { params: { roundId: world.roundId }, body: { unionId: world.unionId(union) } })
    const ready = async (union: string) => {
      const { id } = (await start(union)).json<{ id: string }>()
      for (;;) {
        const job = await officer.ask('getCertificates', { params: { jobId: id } })
        if (job.state === 'ready') return job
        expect(['waiting', 'making']).toContain(job.state)
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
    expectRefused(await start('T-B'), 'not-allowed')
    const job = await ready('T-A')
    expect(job).toMatchObject({ done: 3, total: 3, parts: [{ part: 1, from: 1, to: 3 }] })
    const file = await officer.call('downloadCertificates', { params: { jobId: job.id, part: '1' } })
    expect([file.headers['content-disposition'], file.rawPayload.length]).toEqual([
      'attachment; filename="giay-chung-nhan-t-a-phan-1.zip"',
      job.parts[0]!.bytes,
    ])
    const zip = unzipSync(new Uint8Array(file.rawPayload))
    expect(Object.keys(zip).map((name) => name.replace(/-[0-9A-Z-]{14}\.pdf$/, ''))).toEqual(['1-nguyen-van-an', '2-do-thi-binh', '3-vang-a-cam'])
    expect((await ready('T-A-2')).total).toBe(1)
    expectRefused(await judge.call('getCertificates', { params: { jobId: job.id } }), 'not-found')
    expectRefused(await officer.call('downloadCertificates', { params: { jobId: job.id, part: '2' } }), 'not-found')
    const { receipt } = (await judge.ask('getResults', { params: { roundId: world.roundId } })).rows[0]!
    expect(await world.nobody.ask('verifyCertificate', { params: { code: receipt } })).toMatchObject({
      state: 'valid',
      kind: 'completion',
      round: 'Kỳ 1',
      prize: null,
    })
  })

  it('of more people than one file may hold, in as many files as it takes', async () => {
    const { services } = world
    const [revision] = await services.storage.results.revisions(world.roundId)
    const jobs = certificateJobs(services, 2)
    const wanted = {
      ...{ revisionId: revision!.id, unionId: world.unionId('T'), unionCode: 'T', total: 4 },
      wording: (person: { fullName: string; unionName: string; receipt: string }): CertificateText => ({
        ...{ organiser: 'o', heading: 'h', name: person.fullName, union: person.unionName, deed: 'd', contest: 'c', dated: 'd', signedBy: 's' },
        ...{ receipt: person.receipt, link: 'https://thi.example', rehearsal: false },
      }),
    }
    const start = async (): Promise<string> => {
      const started = await jobs.start(wanted, 'me', () => undefined)
      if (!started.ok) throw new Error(started.reason)
      return started.value.id
    }
    const id = await start()
    expect(await start()).toBe(id)
    while ((await jobs.find(id, 'me'))!.state !== 'ready') await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await jobs.find(id, 'me')).toMatchObject({
      ...{ done: 4, total: 4 },
      parts: [
        { part: 1, from: 1, to: 2 },
        { part: 2, from: 3, to: 4 },
      ],
    })
    expect(await jobs.find(id, 'somebody else')).toBeNull()
    expect(await jobs.open(id, 'somebody else', 1)).toBeNull()
    const names = async (part: number): Promise<string[]> => {
      const pieces: Buffer[] = []
      for await (const piece of (await jobs.open(id, 'me', part))!.stream) pieces.push(piece as Buffer)
      return Object.keys(unzipSync(new Uint8Array(Buffer.concat(pieces)))).map((name) => name.replace(/-[0-9A-Z-]{14}\.pdf$/, ''))
    }
    const people = (await judge.ask('getResults', { params: { roundId: world.roundId } })).rows.map(({ fullName }) => fullName)
    expect([people.length, (await names(1)).length, (await names(2)).length]).toEqual([4, 2, 2])
    expect(await names(2)).toEqual(['1-vang-a-cam', '2-lo-van-chi'])
  })

  it('a void after it moves the next one up: the desk is told what changes, and a decision that replaces it keeps every word but its number', async () => {
    await judge.ask('voidAttempt', { params: { attemptId: attempts['Nguyễn Văn An']! }, body: { reason: 'nhờ người thi hộ' } })
    const { code } = (await world.services.storage.awards.lines(first))[0]!
    expect((await world.nobody.ask('verifyCertificate', { params: { code } })).state).toBe('void')
    const { outdated, changes } = await board()
    expect(outdated).toBe(true)
    expect(changes?.map(({ what, name, from, to }) => [what, name, from, to])).toEqual([
      ['lost', 'Nguyễn Văn An', 'Giải Nhất', null],
      ['moved', 'Đỗ Thị Bình', 'Giải Nhì', 'Giải Nhất'],
      ['gained', 'Lò Văn Chi', null, 'Giải Nhì'],
    ])
    second = (await draft(world.roundId).then((reply) => reply.json<{ decisionId: string }>())).decisionId
    const { papers } = await organiser.ask('getAwardDecision', decision(second))
    expect([papers.decision.signer, papers.decision.number, papers.decision.day]).toEqual(['Lê Văn Ký', '', ''])
    const shown = await organiser.ask('previewAwardPaper', { ...decision(second), body: { kind: 'decision', paper: papers.decision } })
    expect(shown.blocks.at(-1)?.runs[0]?.text).toBe('Quyết định này thay thế Quyết định số 12/QĐ-LĐLĐ ngày 12/05/2021.')
    const { list, draft: open } = await board()
    await judge.ask('publishAwards', { ...decision(second), body: { edition: open!.edition, list: list!, reason: 'một người bị huỷ kết quả' } })
    expect((await board()).history.map(({ number, state }) => [number, state])).toEqual([
      [2, 'published'],
      [1, 'superseded'],
    ])
  })

  it('every decision stays readable as it was', async () => {
    const { lines } = await organiser.ask('getAwardDecision', decision(first))
    expect(lines.map(({ title, name }) => `${title}: ${name}`)).toEqual(['Giải Nhất: Nguyễn Văn An', 'Giải Nhì: Đỗ Thị Bình'])
    expect(await world.nobody.ask('getPublishedAwards', decision(first))).toMatchObject({ newer: second, decision: { replaced: true } })
    expect(
      (await world.nobody.ask('listPublishedAwards', contest())).decisions.map(({ id, replaced, prizes: count }) => [id, replaced, count]),
    ).toEqual([
      [second, false, 2],
      [first, true, 2],
    ])
    const standing = await people['Đỗ Thị Bình']!.ask('getStanding', { params: { attemptId: attempts['Đỗ Thị Bình']! } })
    expect(standing.awards).toEqual([{ title: 'Giải Nhất', decisionId: second }])
  })

  it('a certificate tells that its prize is given no more, or its result void; one that was repeated holds', async () => {
    const stateOf = async (code: string) => (await world.nobody.ask('verifyCertificate', { params: { code } })).state
    const codes = (await world.services.storage.awards.lines(first)).map(({ code }) => code)
    expect(await world.nobody.ask('verifyCertificate', { params: { code: codes[0]! } })).toMatchObject({
      ...{ state: 'replaced', officialNumber: '12/QĐ-LĐLĐ', amendedAt: null },
      replacedBy: { officialNumber: '', at: (await board()).published!.publishedAt! },
    })
    const { receipt } = (await judge.ask('getResults', { params: { roundId: world.roundId }, query: { revision: 1 } })).rows[0]!
    expect(await stateOf(receipt)).toBe('void')
    const now = (await world.services.storage.awards.lines(second)).map(({ code }) => code)
    expect([await stateOf(now[0]!), now.some((code) => codes.includes(code))]).toEqual(['valid', false])
  })

  it('whoever won sees every prize that is kept of them among their own data', async () => {
    const { awards } = await people['Đỗ Thị Bình']!.ask('getOwnData')
    expect(awards.map(({ title, roundTitle, replaced }) => [title, roundTitle, replaced])).toEqual([
      ['Giải Nhất', 'Kỳ 1', false],
      ['Giải Nhì', 'Kỳ 1', true],
    ])
  })

  it('the audit log tells each step with its reason', async () => {
    const { entries } = await judge.ask('listAudit', { query: { search: 'Kỳ 1', pageSize: 50 } })
    const steps = entries.filter(({ action }) => /[aA]ward/.test(action)).map(({ action, reason }) => `${action}: ${reason}`)
    expect(steps).toEqual([
      'publishAwards: một người bị huỷ kết quả',
      'draftAwards: trình khen thưởng',
      'publishAwards: theo quyết định 12',
      'saveAwardPapers: điền số quyết định',
      'placeAward: theo biên bản họp',
      'placeAward: theo biên bản họp',
      'draftAwards: trình khen thưởng',
    ])
    expect(JSON.stringify(entries)).not.toContain('Nguyễn Văn An')
  })

  it('the whole contest, once its last round is sealed: sums over the rounds, one prize a person, unions with enough members', async () => {
    for (const name of ['Đỗ Thị Bình', 'Lò Văn Chi', 'Nguyễn Văn An'])
      await world.play(people[name]!, { round: 1, right: name === 'Đỗ Thị Bình' ? 4 : 3, takes: MINUTE, prediction: 3 })
    await world.services.projector.catchUp()
    world.clock.set('2021-05-17T08:00:00+07:00')
    await judge.ask('sealRound', { params: { roundId: world.secondRoundId }, body: { reason: 'chốt kỳ 2' } })
    const { groups, waiting, undecided } = await board('')
    // Both would win more here than they have: people decide, before anything is published.
    expect([waiting, undecided]).toEqual([[], 2])
    expect(
      groups.map(({ group, awards, skips }) => [
        group,
        awards.map(({ name, rank }) => `${name} ${rank}`),
        skips.map(({ name, code, words }) => `${name} ${code} ${words}`),
      ]),
    ).toEqual([
      [
        'contestPeople',
        ['Nguyễn Văn An 4'],
        ['Đỗ Thị Bình alreadyAwarded Giải Nhất – Kỳ 1', 'Lò Văn Chi alreadyAwarded Giải Nhì – Kỳ 1', 'Vàng A Cấm barred '],
      ],
      ['unions', ['CĐCS Trường THCS Tả Tổng 1'], []],
    ])
  })
})

describe('a certificate of a prize over the whole contest', () => {
  let world: World
  let judge: Person
  const people: Record<string, Person> = {}
  const attempts: Record<string, string[]> = {}
  const codes: Record<string, string> = {}
  const contest = () => ({ params: { slug: world.fixture.slug } })

  async function publish(): Promise<void> {
    const { decisionId } = await judge.ask('draftAwards', { ...contest(), body: { reason: 'trình khen thưởng' } })
    const { list, draft } = await judge.ask('getAwards', { ...contest(), query: {} })
    await judge.ask('publishAwards', { params: { decisionId }, body: { edition: draft!.edition, list: list!, reason: 'theo biên bản' } })
    for (const { name, code } of await world.services.storage.awards.lines(decisionId)) codes[name] ??= code
  }
  const voided = (name: string, round: number) =>
    judge.ask('voidAttempt', { params: { attemptId: attempts[name]![round]! }, body: { reason: 'nhờ người thi hộ' } })
  const verified = async (name: string) => {
    const { state, entitled, amendedAt, replacedBy } = await world.nobody.ask('verifyCertificate', { params: { code: codes[name]! } })
    return [state, entitled, amendedAt === null ? null : new Date(amendedAt).toISOString().slice(0, 10), replacedBy !== null]
  }

  beforeAll(async () => {
    world = await openWorld({ settings: { prizes: { ...plainSettings.prizes, contestPeople: [tier('Nhất', 1), tier('Nhì', 1)] } } })
    judge = await world.staff('judge')
    for (const [name, right] of [
      ['An', 4],
      ['Bình', 3],
      ['Chi', 2],
      ['Dũng', 1],
    ] as const) {
      people[name] = await world.contestant('T-A-1', name)
      attempts[name] = [(await world.play(people[name], { right, takes: MINUTE })).attemptId]
    }
    world.clock.set('2021-05-11T08:00:00+07:00')
    await judge.ask('sealRound', { params: { roundId: world.roundId }, body: { reason: 'chốt kỳ 1' } })
    for (const [name, right] of [
      ['An', 4],
      ['Bình', 3],
      ['Chi', 2],
    ] as const)
      attempts[name]!.push((await world.play(people[name]!, { round: 1, right, takes: MINUTE })).attemptId)
    world.clock.set('2021-05-17T08:00:00+07:00')
    await judge.ask('sealRound', { params: { roundId: world.secondRoundId }, body: { reason: 'chốt kỳ 2' } })
    await publish()
  })
  afterAll(() => world.end())

  it('rests on a ranking that is held while somebody works with it, and let go ten minutes after', async () => {
    const { storage } = world.services
    const rounds = await storage.contests.rounds(world.fixture.contestId)
    const [newest] = await storage.results.revisions(world.secondRoundId)
    const ranked = () => contestRanking(world.services, rounds, [{ roundId: world.secondRoundId, revisionId: newest!.id, number: newest!.number }])
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const ranking = ranked()
      for (const minutes of [9, 9]) {
        vi.advanceTimersByTime(minutes * MINUTE)
        expect(ranked()).toBe(ranking)
      }
      vi.advanceTimersByTime(10 * MINUTE)
      const anew = ranked()
      expect(anew).not.toBe(ranking)
      expect((await anew).map(({ contestantId, rank }) => [contestantId, rank])).toEqual(
        (await ranking).map(({ contestantId, rank }) => [contestantId, rank]),
      )
    } finally {
      vi.useRealTimers()
    }
  })

  it('holds while results that are made anew give every prize of its decision as before', async () => {
    expect(await verified('An')).toEqual(['valid', null, null, false])
    world.clock.set('2021-05-18T08:00:00+07:00')
    await voided('Dũng', 0)
    expect((await judge.ask('getAwards', { ...contest(), query: {} })).outdated).toBe(true)
    expect([await verified('An'), await verified('Bình')]).toEqual([
      ['valid', null, null, false],
      ['valid', null, null, false],
    ])
  })

  it('awaits a new decision from the results on that give a prize of it otherwise, and says whether its own may change', async () => {
    world.clock.set('2021-05-20T08:00:00+07:00')
    await voided('Bình', 1)
    expect([await verified('An'), await verified('Bình')]).toEqual([
      ['amended', true, '2021-05-20', false],
      ['amended', false, '2021-05-20', false],
    ])
  })

  it('tells the decision that replaces its own; a prize that is given again holds', async () => {
    await publish()
    expect([await verified('An'), await verified('Bình'), await verified('Chi')]).toEqual([
      ['valid', null, null, false],
      ['replaced', null, null, true],
      ['valid', null, null, false],
    ])
  })

  it('is void once its winner is in no results any more', async () => {
    await voided('Chi', 0)
    expect((await verified('Chi'))[0]).toBe('amended')
    await voided('Chi', 1)
    expect((await verified('Chi'))[0]).toBe('void')
  })
})
