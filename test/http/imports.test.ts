import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { root } from '../support/services.ts'
import { expectRefused, openWorld, type Person } from './world.ts'

const pack = join(root, 'scripts/contest-packs/cnvcld-ngay-hoi-2021')
const file = (fileName: string, content: string | Buffer) => ({ fileName, content: Buffer.from(content).toString('base64') })
const params = { slug: 'thu' }

describe('loading files at the desk', () => {
  let world: Awaited<ReturnType<typeof openWorld>>
  let organiser: Person
  beforeEach(async () => {
    world = await openWorld()
    organiser = await world.staff('organiser')
  })
  afterEach(() => world.end())

  const bank = () => organiser.ask('listQuestions', { params })
  const codes = async () => [...(await world.services.storage.unions.parents()).keys()].sort((a, b) => (a < b ? -1 : 1))

  it('previews the shipped pack’s questions and writes nothing; then loads them in one commit, drafts as drafts', async () => {
    const before = await bank()
    const body = file('questions.jsonl', readFileSync(join(pack, 'questions.jsonl')))
    expect(await organiser.ask('previewQuestionImport', { params, body })).toMatchObject({
      format: 'jsonl',
      questions: 318,
      byKind: { single: 270, multiple: 20, trueFalse: 28 },
      byStatus: { ready: 271, draft: 47 },
      added: 318,
      changed: 0,
      unchanged: 0,
      errors: [],
      warnings: [],
    })
    expect(await bank()).toEqual(before)
    expect(await organiser.ask('importQuestions', { params, body })).toEqual({ added: 318, changed: 0, unchanged: 0, bankVersion: 2 })
    expect(await organiser.ask('importQuestions', { params, body })).toEqual({ added: 0, changed: 0, unchanged: 318, bankVersion: 2 })
  })

  it('refuses a question file with mistakes whole: every mistake with line and field, nothing written', async () => {
    const before = await bank()
    const body = file('cau-hoi.csv', 'Mã,Chủ đề,Độ khó,Câu hỏi,A,B,Đáp án\nN-1,Bầu cử,1,Câu một?,Có,Không,A\nN-1,Bầu cử,9,Câu hai?,Có,Không,C\n')
    const preview = await organiser.ask('previewQuestionImport', { params, body })
    expect(preview.errors.map(({ line, field }) => [line, field])).toEqual(
      expect.arrayContaining([
        [3, 'id'],
        [3, 'difficulty'],
        [3, 'correct'],
      ]),
    )
    const refused = await organiser.call('importQuestions', { params, body })
    expectRefused(refused, 'file-refused')
    expect(refused.json<{ details: unknown }>().details).toEqual(preview.errors)
    expect(await bank()).toEqual(before)
  })

  it('keeps the paper of a running attempt when a question of it is replaced', async () => {
    const person = await world.contestant()
    const started = await person.ask('startAttempt', { params: { roundId: world.fixture.roundIds[0]! } })
    const all = (await organiser.ask('listQuestions', { params, query: { pageSize: 100 } })).questions
    const lines = all.map((question) =>
      JSON.stringify({
        id: question.code,
        topic: question.topic,
        difficulty: question.difficulty,
        kind: question.kind,
        stem: `${question.stem} (đã sửa)`,
        options: question.options.map(({ text }) => text),
        correct: question.options.flatMap(({ correct }, index) => (correct ? [index] : [])),
        explanation: question.explanation,
        citation: question.legalReference,
      }),
    )
    expect(await organiser.ask('importQuestions', { params, body: file('sua.jsonl', lines.join('\n')) })).toMatchObject({ changed: 6 })
    const again = await person.ask('getAttempt', { params: { attemptId: started.attemptId } })
    expect(again.questions).toEqual(started.questions)
  })

  it('previews the pack’s 608 unions and loads them; a second time nothing changes', async () => {
    const body = file('unions.csv', readFileSync(join(pack, 'unions.csv')))
    expect(await organiser.ask('previewUnionImport', { body })).toMatchObject({ unions: 608, added: 608, changed: 0, unchanged: 0, errors: [] })
    expect(await codes()).toHaveLength(6)
    expect(await organiser.ask('importUnions', { body })).toEqual({ added: 608, changed: 0, unchanged: 0 })
    expect(await organiser.ask('importUnions', { body })).toEqual({ added: 0, changed: 0, unchanged: 608 })
  })

  it.each([
    ['a parent that nobody knows', 'X-1,CĐCS X,CĐCS,KHONG-CO,5', 'parent-unknown'],
    ['a circle with what is stored', 'T-A,LĐLĐ huyện A,LĐLĐ huyện,T-A-1,', 'parent-circle'],
    ['a head count that is none', 'X-1,CĐCS X,CĐCS,T,nhiều', 'member-count-invalid'],
  ])('refuses a union list with %s, by line, and writes nothing', async (_what, row, code) => {
    const before = await codes()
    const refused = await organiser.call('importUnions', {
      body: file('don-vi.csv', `Mã,Tên,Loại,Mã cấp trên,Số đoàn viên\nX-0,CĐCS Không,CĐCS,T,3\n${row}\n`),
    })
    expectRefused(refused, 'file-refused')
    expect(refused.json<{ details: { line: number; code: string }[] }>().details).toMatchObject([{ line: 3, code }])
    expect(await codes()).toEqual(before)
  })

  it('takes a name in NFD and keeps it in NFC', async () => {
    await organiser.ask('importUnions', {
      body: file('don-vi.csv', `code,name,kind,parentCode,memberCount\nX-1,${'CĐCS Thủy điện Nậm Ban'.normalize('NFD')},grassrootsUnion,T,14\n`),
    })
    expect((await organiser.ask('searchUnions', { query: { search: 'thuy dien nam ban' } })).unions[0]?.name).toBe(
      'CĐCS Thủy điện Nậm Ban'.normalize('NFC'),
    )
  })

  it('is not for contestants, judges or anyone outside', async () => {
    const body = file('x.csv', 'x')
    expectRefused(await (await world.contestant()).call('previewQuestionImport', { params, body }), 'not-allowed')
    expectRefused(await (await world.staff('judge')).call('importUnions', { body }), 'not-allowed')
  })
})
