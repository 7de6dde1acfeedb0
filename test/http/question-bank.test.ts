import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { blankQuestion, type QuestionDraft } from '../../server/src/domain/question.ts'
import { questions } from '../support/contest.ts'
import { root } from '../support/services.ts'
import { expectRefused, MINUTE, openWorld, type Person } from './world.ts'

const pack = join(root, 'scripts/contest-packs/cnvcld-ngay-hoi-2021')
const params = { slug: 'thu' }
const reason = 'rà soát ngân hàng'
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64')

let world: Awaited<ReturnType<typeof openWorld>>
let organiser: Person
beforeEach(async () => {
  world = await openWorld()
  organiser = await world.staff('organiser')
})
afterEach(() => world.end())

const bank = () => organiser.ask('listQuestions', { params, query: { pageSize: 100 } })
const question = async (code: string) => (await bank()).questions.find((one) => one.code === code)!
const stage = (fileName: string, content: string | Buffer) =>
  organiser.ask('stageQuestionImport', { params, query: { fileName }, bytes: Buffer.from(content) })
const confirm = (importId: string, choices: { position: number; action: string }[] = []) =>
  organiser.ask('confirmQuestionImport', { params: { importId }, body: { choices } })

describe('importing a file', () => {
  it('previews the shipped pack and writes nothing; then loads it in one commit; a second time nothing changes', async () => {
    const before = await bank()
    const content = readFileSync(join(pack, 'questions.jsonl'))
    const staged = await stage('questions.jsonl', content)
    expect(staged).toMatchObject({
      import: {
        format: 'jsonl',
        state: 'staged',
        questions: 318,
        byKind: { single: 270, multiple: 20, trueFalse: 28 },
        byStatus: { ready: 271, draft: 47 },
        added: 318,
        changed: 0,
        unchanged: 0,
      },
      errors: [],
      skipped: [],
    })
    expect(await bank()).toEqual(before)
    expect(await confirm(staged.import.id)).toEqual({ added: 318, changed: 0, unchanged: 0, skipped: 0, bankVersion: 2 })
    const again = await stage('questions.jsonl', content)
    expect(again.import).toMatchObject({ added: 0, changed: 0, unchanged: 318 })
    expect(await confirm(again.import.id)).toMatchObject({ added: 0, changed: 0, skipped: 318, bankVersion: 2 })
  })

  it('refuses a file with mistakes whole: every mistake with line and field, nothing written', async () => {
    const before = await bank()
    const staged = await stage(
      'cau-hoi.csv',
      'Mã,Chủ đề,Độ khó,Câu hỏi,A,B,Đáp án\nN-1,Bầu cử,1,Câu một?,Có,Không,A\nN-1,Bầu cử,9,Câu hai?,Có,Không,C\n',
    )
    expect(staged.errors.map(({ line, field }) => [line, field])).toEqual(
      expect.arrayContaining([
        [3, 'id'],
        [3, 'difficulty'],
        [3, 'correct'],
      ]),
    )
    const refused = await organiser.call('confirmQuestionImport', { params: { importId: staged.import.id }, body: {} })
    expectRefused(refused, 'file-refused')
    expect(refused.json<{ details: unknown }>().details).toEqual(staged.errors)
    expect(await bank()).toEqual(before)
  })

  it('takes pasted text, asks what the file does not tell, and shows each question as it will look', async () => {
    const text =
      'Câu 1: Ngày bầu cử là ngày nào?\nA. 22/5/2021\nB. 23/5/2021\nĐáp án: B\n\nCâu 2: Lai Châu có biên giới.\nA. Đúng\nB. Sai\nĐáp án: A\n'
    const { import: made } = await organiser.ask('stageQuestionImport', {
      params,
      query: { fileName: 'dan-van-ban.txt', topic: 'Bầu cử', difficulty: 2 },
      bytes: Buffer.from(text),
    })
    const shown = await organiser.ask('getQuestionImport', { params: { importId: made.id } })
    expect(shown.rows).toMatchObject([
      { position: 1, line: 1, change: 'added', proposed: 'load', question: { kind: 'single', topic: 'Bầu cử', difficulty: 2, correct: [1] } },
      { position: 2, line: 6, question: { kind: 'trueFalse', correct: [0] } },
    ])
  })

  it('finds what is like another question, and does with it what was chosen', async () => {
    const near = { ...questions[0]!, code: 'N-1', stem: 'Câu hỏi số 1' }
    const other = { ...questions[0]!, code: 'N-2', stem: 'Công đoàn Việt Nam thành lập năm nào?' }
    const line = ({ code, legalReference, ...one }: QuestionDraft) => JSON.stringify({ id: code, citation: legalReference, ...one })
    const staged = await stage('moi.jsonl', [near, other].map(line).join('\n'))
    const { rows } = await organiser.ask('getQuestionImport', { params: { importId: staged.import.id }, query: { show: 'alike' } })
    expect(rows).toMatchObject([{ position: 1, likeness: { kind: 'duplicate', where: 'bank', code: 'Q-1' }, proposed: 'skip' }])
    expect(await confirm(staged.import.id, [{ position: 1, action: 'replace' }])).toMatchObject({ added: 1, changed: 1, skipped: 0 })
    expect(await question('Q-1')).toMatchObject({ version: 2, stem: 'Câu hỏi số 1' })
    const auditor = await world.staff('administrator')
    const { entries } = await auditor.ask('listAudit', { query: { action: 'importQuestions' } })
    expect(entries[0]).toMatchObject({ subject: 'moi.jsonl', reason: 'nạp từ tệp moi.jsonl: thêm 1, sửa 1, giữ nguyên 0, bỏ qua 0 câu' })
  })

  it('is recorded, and can be undone with a reason', async () => {
    const staged = await stage('moi.jsonl', JSON.stringify({ ...questions[0], id: 'N-9', stem: 'Câu hỏi về an toàn lao động?' }))
    await confirm(staged.import.id)
    expectRefused(await organiser.call('undoQuestionImport', { params: { importId: staged.import.id }, body: { reason: '' } }), 'invalid-request')
    expect(await organiser.ask('undoQuestionImport', { params: { importId: staged.import.id }, body: { reason } })).toMatchObject({
      removed: 1,
      restored: 0,
    })
    expect(await question('N-9')).toBeUndefined()
    expect((await organiser.ask('listQuestionImports', { params })).imports).toMatchObject([
      { fileName: 'moi.jsonl', state: 'undone', undoReason: reason },
    ])
  })

  it('keeps the paper of a running attempt when every question of it is replaced', async () => {
    const person = await world.contestant()
    const started = await person.ask('startAttempt', { params: { roundId: world.roundId } })
    const lines = (await bank()).questions.map(({ code, legalReference, ...one }) =>
      JSON.stringify({ ...one, id: code, citation: legalReference, stem: `${one.stem} (đã sửa)` }),
    )
    const staged = await stage('sua.jsonl', lines.join('\n'))
    expect(await confirm(staged.import.id)).toMatchObject({ changed: 6 })
    const again = await person.ask('getAttempt', { params: { attemptId: started.attemptId } })
    expect(again.questions).toEqual(started.questions)
  })
})

describe('where a second person must review', () => {
  const status = (code: string, to: string, who: Person = organiser) =>
    question(code).then(({ questionId }) =>
      who.call('changeQuestions', { params, body: { questionIds: [questionId], change: { status: to }, reason } }),
    )

  it('an import begins as a draft, its author cannot review it, somebody else can, and only then it is drawn', async () => {
    await organiser.ask('setReviewing', { params, body: { reviewByOther: true, reason } })
    const staged = await stage('moi.jsonl', JSON.stringify({ ...questions[0], id: 'N-1', stem: 'Câu hỏi về nghỉ phép năm?' }))
    await confirm(staged.import.id)
    expect(await question('N-1')).toMatchObject({ status: 'draft' })
    expectRefused(await status('N-1', 'ready'), 'review-first')
    expectRefused(await status('N-1', 'reviewed'), 'review-by-other')
    const colleague = await world.staff('organiser')
    expect((await status('N-1', 'reviewed', colleague)).statusCode).toBe(200)
    expect((await status('N-1', 'ready')).statusCode).toBe(200)
    expect((await world.services.storage.questions.bank(world.fixture.contestId)).entries.map(({ code }) => code)).toContain('N-1')
    const { versions } = await organiser.ask('getQuestion', { params: { questionId: (await question('N-1')).questionId } })
    expect(versions.map((version) => [version.version, version.status, version.reviewer === null])).toEqual([
      [3, 'ready', false],
      [2, 'reviewed', false],
      [1, 'draft', true],
    ])
  })

  it('one question that may not change refuses the whole bulk change, by its code', async () => {
    await organiser.ask('setReviewing', { params, body: { reviewByOther: true, reason } })
    await organiser.ask('createQuestion', { params, body: { question: { ...questions[0]!, code: 'N-1', stem: 'Câu mới?' } } })
    const { entries } = await (await world.staff('administrator')).ask('listAudit', { query: { action: 'createQuestion' } })
    expect(entries[0]).toMatchObject({ subject: 'N-1', reason: 'soạn câu mới trong ngân hàng, chủ đề Bầu cử' })
    const before = await bank()
    const refused = await organiser.call('changeQuestions', { params, body: { filter: {}, change: { status: 'ready', difficulty: 5 }, reason } })
    expectRefused(refused, 'review-first')
    expect(refused.json<{ details: unknown }>().details).toEqual({ questions: ['N-1'] })
    expect(await bank()).toEqual(before)
  })
})

describe('editing', () => {
  const save = (questionId: string, basedOn: number, changes: object) =>
    organiser.call('saveQuestion', {
      params: { questionId },
      body: { question: { ...questions[0]!, ...changes }, basedOn, note: 'sửa lỗi chính tả' },
    })

  it('makes a new version with who, when and why; the old one stays', async () => {
    const { questionId } = await question('Q-1')
    expect((await save(questionId, 1, { stem: 'Câu hỏi số một?' })).json()).toMatchObject({ version: 2, bankVersion: 2 })
    const { versions } = await organiser.ask('getQuestion', { params: { questionId } })
    expect(versions).toMatchObject([
      { version: 2, stem: 'Câu hỏi số một?', note: 'sửa lỗi chính tả', current: true },
      { version: 1, stem: 'Câu hỏi số 1?', current: false },
    ])
  })

  it('does not overwrite what somebody else saved meanwhile', async () => {
    const { questionId } = await question('Q-1')
    await save(questionId, 1, { stem: 'Của người thứ nhất?' })
    expectRefused(await save(questionId, 1, { stem: 'Của người thứ hai?' }), 'edited-meanwhile')
    expect((await question('Q-1')).stem).toBe('Của người thứ nhất?')
  })

  it.each<[string, object, string[]]>([
    ['no stem and no key', { stem: ' ', correct: [] }, ['stem-missing', 'key-missing']],
    ['a number that is none', { kind: 'number', answers: [{ text: 'ba', tolerance: 0, credit: 100 }] }, ['answer-not-number']],
  ])('refuses %s, by field, and saves nothing', async (_what, changes, codes) => {
    const { questionId } = await question('Q-1')
    const refused = await save(questionId, 1, changes)
    expectRefused(refused, 'question-refused')
    expect(refused.json<{ details: { code: string }[] }>().details.map(({ code }) => code)).toEqual(codes)
    expect(await question('Q-1')).toMatchObject({ version: 1 })
  })

  it('refuses a code that another question has, on saving and on adding', async () => {
    const { questionId } = await question('Q-1')
    expectRefused(await save(questionId, 1, { code: 'Q-2' }), 'code-taken')
    expectRefused(await organiser.call('createQuestion', { params, body: { question: questions[1] } }), 'code-taken')
  })

  it('changes many at once by filter, and leaves alone what is so already', async () => {
    expect(
      await organiser.ask('changeQuestions', {
        params,
        body: { filter: { topic: 'Bầu cử' }, change: { difficulty: 1, addTags: ['đợt 1'] }, reason },
      }),
    ).toMatchObject({ changed: 3, unchanged: 0 })
    expect((await organiser.ask('listQuestions', { params, query: { tag: 'đợt 1', difficulty: 1 } })).total).toBe(3)
    expect(await organiser.ask('changeQuestions', { params, body: { filter: { tag: 'đợt 1' }, change: { difficulty: 1 }, reason } })).toMatchObject({
      changed: 0,
      unchanged: 3,
    })
  })
})

describe('every kind from the bank to the score', () => {
  const full = (text: string, tolerance = 0) => ({ text, tolerance, credit: 100 })
  const kinds: QuestionDraft[] = [
    { kind: 'shortText', answers: [full('Lai Châu')] },
    { kind: 'number', answers: [full('27', 1)] },
    { kind: 'ordering', options: ['một', 'hai', 'ba'], correct: [0, 1, 2] },
    { kind: 'matching', prompts: ['Quốc hội', 'HĐND'], options: ['500 đại biểu', '63 tỉnh', 'thừa'], correct: [0, 1] },
  ].map(
    (changes, index) =>
      ({ ...blankQuestion(), code: `K-${index}`, topic: 'Loại', difficulty: 1, stem: `Câu ${index}?`, ...changes }) as QuestionDraft,
  )

  it('is drawn, answered, graded, and never tells its key', async () => {
    for (const question of kinds) await organiser.ask('createQuestion', { params, body: { question } })
    await organiser.ask('setBlueprint', {
      params: { roundId: world.secondRoundId },
      body: { cells: [{ count: 4, topic: 'Loại', points: 2.5 }], reason },
    })
    world.clock.set('2021-05-11T08:00:00+07:00')
    const who = await world.contestant()
    const started = await who.ask('startAttempt', { params: { roundId: world.secondRoundId } })
    expect(JSON.stringify(started)).not.toContain('Lai Châu')
    expect(JSON.stringify(started)).not.toContain('"27"')
    const right = started.questions.map(({ position, kind, options, prompts, points }) => {
      expect(points).toBe(2.5)
      const letter = (text: string): string => options.find((option) => option.text === text)?.id ?? ''
      if (kind === 'shortText') return { position, choice: ['lai chau'], ageMs: 0 }
      if (kind === 'number') return { position, choice: ['26,5'], ageMs: 0 }
      if (kind === 'ordering') return { position, choice: ['một', 'hai', 'ba'].map(letter), ageMs: 0 }
      expect(prompts).toEqual(['Quốc hội', 'HĐND'])
      return { position, choice: ['500 đại biểu', '63 tỉnh'].map(letter), ageMs: 0 }
    })
    await who.ask('saveResponses', { params: { attemptId: started.attemptId }, body: { responses: right } })
    expect(await who.ask('submitAttempt', { params: { attemptId: started.attemptId } })).toMatchObject({ score: 10, maxScore: 10 })
    await world.services.projector.catchUp()
    expect((await question('K-0')).usage).toEqual({ drawn: 1, answered: 1, facility: 1 })
  })
})

describe('usage', () => {
  it('counts finished papers, and takes a void one out again', async () => {
    const people = await Promise.all(Array.from({ length: 3 }, () => world.contestant()))
    const played = []
    for (const [index, who] of people.entries()) played.push(await world.play(who, { right: index === 0 ? 0 : 4 }))
    await world.services.projector.catchUp()
    const sum = async (key: 'drawn' | 'answered') => (await bank()).questions.reduce((total, { usage }) => total + usage[key], 0)
    expect([await sum('drawn'), await sum('answered')]).toEqual([12, 8])
    const judge = await world.staff('judge')
    await judge.ask('voidAttempt', { params: { attemptId: played[2]!.attemptId }, body: { reason } })
    await world.services.projector.catchUp()
    expect([await sum('drawn'), await sum('answered')]).toEqual([8, 4])
  })
})

describe('pictures', () => {
  it('are kept by content, sent with headers under which nothing runs, and refused when they are none', async () => {
    const added = await organiser.ask('addPicture', { bytes: PNG })
    const sent = await world.nobody.call('getPicture', { params: { hash: added.hash } })
    expect(sent.rawPayload).toEqual(PNG)
    expect(sent.headers).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'cache-control': expect.stringContaining('immutable'),
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    })
    expect(await organiser.ask('addPicture', { bytes: PNG })).toEqual(added)
    expectRefused(await organiser.call('addPicture', { bytes: Buffer.from('<svg onload="alert(1)"/>') }), 'picture-refused')
    expectRefused(await organiser.call('addPicture', { bytes: Buffer.alloc(1024 * 1024 + 1) }), 'too-large')
  })
})

describe('exporting', () => {
  it.each(['gift', 'moodle-xml', 'xlsx', 'csv', 'jsonl'])('%s comes back unchanged', async (format) => {
    const sent = await organiser.call('exportQuestions', { params: { ...params, format } })
    expect([sent.statusCode, sent.headers['x-questions'], sent.headers['x-left-out']]).toEqual([200, '6', '0'])
    const name = /filename="([^"]+)"/.exec(String(sent.headers['content-disposition']))?.[1] ?? ''
    const staged = await stage(name, sent.rawPayload)
    expect(staged.errors).toEqual([])
    expect(staged.import).toMatchObject({ format, questions: 6, added: 0, changed: 0, unchanged: 6 })
  })

  it('only what the filter names', async () => {
    const sent = await organiser.call('exportQuestions', { params: { ...params, format: 'jsonl' }, query: { topic: 'Bầu cử' } })
    expect(sent.body.trim().split('\n')).toHaveLength(3)
  })
})

/** As the background chore does, slice by slice. */
const fillStock = async () => {
  while ((await world.services.paperStock.fill()) > 0);
}

describe('a blueprint', () => {
  const roundId = () => world.secondRoundId

  it('is judged against the bank, changed before its round opens, and kept afterwards', async () => {
    expect(await organiser.ask('getBlueprint', { params: { roundId: roundId() } })).toMatchObject({
      editable: true,
      feasible: true,
      cells: [{ count: 4, have: 6, spare: 2 }],
      questionCount: 4,
    })
    const cells = [
      { count: 3, topic: 'Bầu cử' },
      { count: 1, kind: 'trueFalse', points: 2 },
    ]
    expect(await organiser.ask('checkBlueprint', { params: { roundId: roundId() }, body: { cells } })).toMatchObject({
      feasible: true,
      maxScore: 5,
      cells: [{ spare: 0 }, { spare: 0 }],
    })
    await organiser.ask('setBlueprint', { params: { roundId: roundId() }, body: { cells, reason } })
    expectRefused(await organiser.call('setBlueprint', { params: { roundId: world.roundId }, body: { cells, reason } }), 'round-already-open')
    world.clock.set('2021-05-10T00:00:00+07:00')
    expect(await organiser.ask('getBlueprint', { params: { roundId: roundId() } })).toMatchObject({ editable: false, cells })
  })

  it('papers are drawn ahead just before the opening, given out at the start, and thrown away when the bank changes', async () => {
    world.clock.set('2021-05-09T23:50:00+07:00')
    await fillStock()
    const stock = async () => (await organiser.ask('getBlueprint', { params: { roundId: roundId() } })).stock
    const full = await stock()
    expect(full).toBeGreaterThan(50)
    world.clock.set('2021-05-10T00:00:01+07:00')
    await (await world.contestant()).ask('startAttempt', { params: { roundId: roundId() } })
    expect(await stock()).toBe(full - 1)
    await organiser.ask('changeQuestions', { params, body: { filter: {}, change: { difficulty: 3 }, reason } })
    expect(await stock()).toBe(0)
  })

  it('a round that becomes practice gives out no paper that was drawn ahead from the real questions', async () => {
    world.clock.set('2021-05-09T23:50:00+07:00')
    await fillStock()
    const { document, edition } = await organiser.ask('getContestDocument', { params })
    const rules = { ...document.rounds[1]!.rules, prediction: null, tieBreaks: ['score' as const, 'durationMs' as const] }
    const rounds = document.rounds.map((round) => (round.id === roundId() ? { ...round, practice: true, rules } : round))
    const next = { ...document, rounds }
    await organiser.ask('saveContestDocument', { params, body: { document: next, edition, reason } })
    world.clock.set('2021-05-10T00:00:01+07:00')
    expectRefused(await (await world.contestant()).call('startAttempt', { params: { roundId: roundId() } }), 'bank-too-small')
  })

  it('a paper from the stock is what a draw from its seed gives', async () => {
    world.clock.set('2021-05-09T23:50:00+07:00')
    await fillStock()
    world.clock.set('2021-05-10T00:00:01+07:00')
    const { attemptId } = await (await world.contestant()).ask('startAttempt', { params: { roundId: roundId() } })
    const { seed, paper } = (await world.services.storage.attempts.find(attemptId))!
    const { drawPaper } = await import('../../server/src/domain/paper.ts')
    const { entries } = await world.services.storage.questions.bank(world.fixture.contestId)
    expect(drawPaper(seed, [{ count: 4 }], entries)).toEqual({ ok: true, value: paper })
  })

  it('a later attempt asks what was not asked before, as far as the bank goes', async () => {
    const who = await world.contestant()
    const stems = async (round: string) => (await who.ask('startAttempt', { params: { roundId: round } })).questions.map(({ stem }) => stem)
    const first = await stems(world.roundId)
    world.clock.pass(21 * MINUTE)
    const second = await stems(world.roundId)
    expect(second.filter((stem) => !first.includes(stem))).toHaveLength(2)
  })
})
