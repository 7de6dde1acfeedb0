import { parse } from 'csv-parse/sync'
import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectRefused, MINUTE, openWorld, type Person } from './world.ts'

const CLOSED = '2021-05-10T00:00:00+07:00'

describe('a round from its last minute to its second revision', () => {
  let world: Awaited<ReturnType<typeof openWorld>>
  let judge: Person
  let organiser: Person
  let people: Person[]
  const params = () => ({ roundId: world.fixture.roundIds[0]! })

  beforeAll(async () => {
    world = await openWorld()
    judge = await world.staff('judge')
    organiser = await world.staff('organiser')
    people = []
    for (const [index, name] of ['=Nguyễn Thị Án', 'Đỗ Văn Ân', 'Lò A Dũng'].entries()) {
      const person = await world.contestant('T-A-1', name)
      const started = await person.ask('startAttempt', { params: params() })
      world.clock.pass(MINUTE * (index + 1))
      await person.ask('submitAttempt', { params: { attemptId: started.attemptId }, body: { prediction: index * 7 } })
      people.push(person)
    }
    await world.services.projector.catchUp()
  })
  afterAll(() => world.end())

  it('is not sealed while it is open', async () => {
    expectRefused(await judge.call('sealRound', { params: params(), body: { reason: 'chốt kỳ 1' } }), 'round-still-open')
    expectRefused(await judge.call('getResults', { params: params() }), 'not-sealed')
    expectRefused(await judge.call('exportResults', { params: { ...params(), format: 'csv' } }), 'not-sealed')
    expect((await judge.ask('getSealing', { params: params() })).checks.map(({ name, passed }) => [name, passed])).toEqual([
      ['roundOver', false],
      ['attemptsFinished', true],
      ['boardsLevel', true],
      ['chainWhole', true],
    ])
  })

  it('is not sealed while an attempt still has its grace, and then finishes it with its saved responses', async () => {
    world.clock.set('2021-05-09T23:55:00+07:00')
    const late = await world.contestant('T-B-1', 'Vàng Thị Muộn')
    const started = await late.ask('startAttempt', { params: params() })
    expect(started.deadlineAt).toBe(Date.parse(CLOSED))
    world.clock.set(Date.parse(CLOSED) + 10_000)
    expectRefused(await judge.call('sealRound', { params: params(), body: { reason: 'chốt kỳ 1' } }), 'attempts-still-running')
    world.clock.set(Date.parse(CLOSED) + 31_000)
    expect(await judge.ask('closeRound', { params: params() })).toEqual({ finished: 1, stillRunning: 0 })
    expect(await judge.ask('closeRound', { params: params() })).toEqual({ finished: 0, stillRunning: 0 })
    expect((await late.ask('getAttempt', { params: { attemptId: started.attemptId } })).result).toMatchObject({
      finishedBy: 'deadline',
      submittedAt: Date.parse(CLOSED),
      durationMs: 5 * MINUTE,
    })
  })

  it('asks for a reason, and is sealed by a judge only', async () => {
    expectRefused(await judge.call('sealRound', { params: params(), body: { reason: ' a ' } }), 'invalid-request')
    expectRefused(await organiser.call('sealRound', { params: params(), body: { reason: 'chốt kỳ 1' } }), 'not-allowed')
    const { revision } = await judge.ask('sealRound', { params: params(), body: { reason: 'chốt kỳ 1' } })
    expect(revision).toMatchObject({ number: 1, people: 4, attempts: 4, allCorrectCount: 0, predictionTarget: 0, reason: 'chốt kỳ 1' })
    expectRefused(await judge.call('sealRound', { params: params(), body: { reason: 'chốt lần nữa' } }), 'already-sealed')
  })

  it('says for every row why it stands above the next: all scored nothing, so the prediction decides, a blank one last', async () => {
    const { rows } = await organiser.ask('getResults', { params: params() })
    expect(
      rows.map(({ rank, fullName, predictionDistance, decidedBy, own, next }) => [rank, fullName, predictionDistance, decidedBy, own, next]),
    ).toEqual([
      [1, '=Nguyễn Thị Án', 0, 'predictionDistance', 0, 7],
      [2, 'Đỗ Văn Ân', 7, 'predictionDistance', 7, 14],
      [3, 'Lò A Dũng', 14, 'predictionDistance', 14, null],
      [4, 'Vàng Thị Muộn', null, 'last', null, null],
    ])
  })

  it('is exported by the real worker as CSV and XLSX that read back alike, with the formula in a name neutralised', async () => {
    const csv = await judge.call('exportResults', { params: { ...params(), format: 'csv' } })
    expect(csv.headers['content-disposition']).toBe('attachment; filename="ket-qua-thu-ky-1-ban-1.csv"')
    const rows = parse(csv.rawPayload, { bom: true, columns: true }) as Record<string, string>[]
    expect(rows.map((row) => row['Họ và tên'])).toEqual(["'=Nguyễn Thị Án", 'Đỗ Văn Ân', 'Lò A Dũng', 'Vàng Thị Muộn'])
    const xlsx = await judge.call('exportResults', { params: { ...params(), format: 'xlsx' } })
    const { sheets } = await readXlsx(xlsx.rawPayload)
    expect(sheets.map(({ name }) => name)).toEqual(['Kết quả', 'Đơn vị', 'Lượt bị huỷ', 'Thống kê', 'Thể lệ', 'Nguồn gốc'])
    expect(sheets[0]?.rows.slice(1).map((row) => [row[0], row[1]])).toEqual([
      [1, '=Nguyễn Thị Án'],
      [2, 'Đỗ Văn Ân'],
      [3, 'Lò A Dũng'],
      [4, 'Vàng Thị Muộn'],
    ])
    const revision = (await judge.ask('getResults', { params: params() })).revision
    expect(JSON.stringify(sheets.at(-1)?.rows)).toContain(revision.chainHash)
  })

  it('moves the next one up after a void in a second revision, and keeps the first as it was', async () => {
    const first = await judge.ask('getResults', { params: params() })
    const attemptId = first.rows[0]!.attemptId
    expectRefused(await organiser.call('voidAttempt', { params: { attemptId }, body: { reason: 'thi hộ người khác' } }), 'not-allowed')
    expect(await judge.ask('voidAttempt', { params: { attemptId }, body: { reason: 'thi hộ người khác' } })).toEqual({ voided: true, revision: 2 })
    expectRefused(await judge.call('voidAttempt', { params: { attemptId }, body: { reason: 'thi hộ người khác' } }), 'already-void')
    const second = await judge.ask('getResults', { params: params() })
    expect(second.rows.map(({ rank, fullName }) => [rank, fullName])).toEqual([
      [1, 'Đỗ Văn Ân'],
      [2, 'Lò A Dũng'],
      [3, 'Vàng Thị Muộn'],
    ])
    expect(await judge.ask('getResults', { params: params(), query: { revision: 1 } })).toEqual(first)
    const audit = await judge.ask('listAudit')
    expect(audit.entries.slice(0, 3).map(({ action, reason }) => [action, reason])).toEqual([
      ['sealRound', 'thi hộ người khác'],
      ['voidAttempt', 'thi hộ người khác'],
      ['sealRound', 'chốt kỳ 1'],
    ])
    expect((await people[0]!.ask('findReceipt', { params: { receipt: first.rows[0]!.receipt } })).voided).toBe(true)
  })

  it('shows scores on the public board from the seal on', async () => {
    await world.services.projector.catchUp()
    const board = await people[1]!.ask('getRoundLeaderboard', { params: params() })
    expect([board.scoresShown, board.state, board.rows.every(({ score }) => score === 0)]).toEqual([true, 'sealed', true])
    const official = await judge.ask('getResults', { params: params() })
    expect(board.rows.map(({ rank, durationMs }) => [rank, durationMs])).toEqual(official.rows.map(({ rank, durationMs }) => [rank, durationMs]))
    expect(board.mine).toMatchObject({ rank: 1, mine: true })
    const district = await people[2]!.ask('getRoundLeaderboard', { params: params(), query: { unionId: world.unionId('T-B') } })
    expect([district.total, district.rows.map(({ rank }) => rank), district.mine]).toEqual([1, [1], null])
  })

  it('is not sealed over a chain that somebody broke', async () => {
    const { default: Database } = await import('better-sqlite3')
    const other = new Database(`${world.folder}/hoithi.sqlite`)
    other.exec(
      `drop trigger submission_log_no_update; update submission_log set payload = replace(payload, '"number":1', '"number":9') where seq = 1`,
    )
    other.close()
    const victim = (await judge.ask('getResults', { params: params() })).rows[0]!
    await judge
      .call('voidAttempt', { params: { attemptId: victim.attemptId }, body: { reason: 'thi hộ người khác' } })
      .then((response) => expectRefused(response, 'chain-broken'))
  })
})
