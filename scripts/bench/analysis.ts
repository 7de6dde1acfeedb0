import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { plainSettings } from '../../server/src/domain/contest.ts'
import { paperReader } from '../../server/src/domain/analysed-paper.ts'
import { itemAnalysis } from '../../server/src/domain/item-analysis.ts'
import { drawPaper, paperShape, type BankEntry, type PaperItem } from '../../server/src/domain/paper.ts'
import { blankQuestion, type QuestionVersion } from '../../server/src/domain/question.ts'
import type { TestStatistics } from '../../server/src/domain/test-statistics.ts'
import { workerStatistics } from '../../server/src/statistics.ts'
import { openSqlite } from '../../server/src/storage/sqlite/open.ts'
import { root } from '../setup.mjs'

/*
 * How long item analysis takes, and in how much memory:
 *   node scripts/run-ts.mjs scripts/bench/analysis.ts stream 1000000   made-up attempts, straight into the analysis
 *   node scripts/run-ts.mjs scripts/bench/analysis.ts store 200000     the same from a database file, by the real worker
 */
const [way = 'stream', wanted = '1000000'] = process.argv.slice(2)
const ATTEMPTS = Number(wanted)
const QUESTIONS = 300
const PAPERS = 5_000
const ON_PAPER = 20
const OPTIONS = ['a', 'b', 'c', 'd']

const rules = { blueprint: [{ count: ON_PAPER }], points: 1, multipleCredit: 'allOrNothing' as const }
const bank: BankEntry[] = Array.from({ length: QUESTIONS }, (_, index) => ({
  versionId: `v${index}`,
  code: `Q-${String(index).padStart(3, '0')}`,
  kind: 'single',
  topic: 'Bầu cử',
  difficulty: 1 + (index % 5),
  optionCount: OPTIONS.length,
  promptCount: 0,
  keepOrder: false,
  keepLast: [],
  practice: false,
}))
const versions = new Map(
  bank.map(({ versionId, code, topic, difficulty }): [string, QuestionVersion] => [
    versionId,
    {
      ...blankQuestion(),
      id: versionId,
      questionId: `q${versionId}`,
      version: 1,
      code,
      kind: 'single',
      topic,
      difficulty,
      options: OPTIONS,
      correct: [0],
    },
  ]),
)
const versionOf = (versionId: string): QuestionVersion => {
  const version = versions.get(versionId)
  if (version === undefined) throw new Error(`no version ${versionId}`)
  return version
}

/** A repeatable crowd: whoever knows more is right more often, and hard questions are. */
let state = 20210523
const chance = (): number => {
  state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
  return state / 4_294_967_296
}
const papers = Array.from({ length: PAPERS }, (_, index): PaperItem[] => {
  const drawn = drawPaper(index.toString(16).padStart(32, '5a'), rules.blueprint, bank)
  if (!drawn.ok) throw new Error(drawn.reason)
  return drawn.value
})
function attempt(index: number): { paper: PaperItem[]; choices: string[][] } {
  const paper = papers[index % PAPERS] ?? []
  const knows = chance()
  const choices = paper.map(({ versionId, order }) => {
    const right = chance() < 0.2 + 0.7 * knows - 0.06 * (versionOf(versionId).difficulty - 3)
    const option = right ? 0 : 1 + Math.floor(chance() * 3)
    return [String.fromCharCode(97 + order.indexOf(option))]
  })
  return { paper, choices }
}

const megabytes = (): number => Math.round(process.memoryUsage().rss / 1_048_576)
let most = megabytes()
const before = most
const watch = (): void => void (most = Math.max(most, megabytes()))

/** Seconds of processor time of all threads: on a busy machine that is what tells. */
const busy = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

function told({ mean, consistency }: TestStatistics, questions: number, began: number, worked: number): void {
  const seconds = (performance.now() - began) / 1000
  console.log(
    `${way}: ${ATTEMPTS} attempts of ${ON_PAPER} out of ${questions} questions in ${seconds.toFixed(1)} s (${(busy() - worked).toFixed(1)} s of processor time); ${before} MB before, ${most} MB at most; mean ${mean?.toFixed(3)}, alpha ${consistency?.toFixed(3)}`,
  )
}

function stream(): void {
  const [began, worked] = [performance.now(), busy()]
  const analysis = itemAnalysis()
  const read = paperReader(rules, versionOf, new Map())
  for (let index = 0; index < ATTEMPTS; index += 1) {
    const { paper, choices } = attempt(index)
    analysis.add(
      read(
        paper,
        choices.map((choice, at) => ({ position: at + 1, choice, tappedAt: 0 })),
      ),
    )
    if (index % 20_000 === 0) watch()
  }
  const { test, items } = analysis.result()
  watch()
  told(test, items.length, began, worked)
}

/** A database file with one round and its finished attempts, written as plainly as SQLite takes them. */
function fill(file: string): void {
  openSqlite({ file, migrations: join(root, 'migrations/sqlite'), largestBatch: 1 }).close()
  const client = new Database(file)
  client.pragma('foreign_keys = OFF')
  client.pragma('synchronous = OFF')
  const put = (table: string, row: Record<string, unknown>): void => {
    const names = Object.keys(row)
    const values = Object.values(row).map((value) => (typeof value === 'object' && value !== null ? JSON.stringify(value) : value))
    client.prepare(`insert into ${table} (${names.join()}) values (${names.map(() => '?').join()})`).run(...values)
  }
  const window = { opens_at: 0, closes_at: 1 }
  put('contests', {
    id: 'c',
    slug: 'c',
    title: 'c',
    organiser: '',
    intro: '',
    time_zone: 'Asia/Ho_Chi_Minh',
    ...window,
    consent: {},
    bank_version: 1,
    settings: plainSettings,
  })
  put('rounds', { id: 'r', contest_id: 'c', number: 1, title: 'r', ...window, rules })
  for (const { id, questionId, version, kind, topic, difficulty, ...content } of versions.values()) {
    const row = {
      id,
      question_id: questionId,
      contest_id: 'c',
      version,
      since_bank: 1,
      kind,
      topic,
      difficulty,
      status: 'ready',
      search_text: '',
      created_at: 0,
    }
    put('question_versions', { ...row, content: { ...content, kind, topic, difficulty } })
  }
  const attempts = client.prepare(
    `insert into attempts (id, round_id, contestant_id, union_id, number, seed, bank_version, paper, shape, started_at, deadline_at, submitted_at) values (?, 'r', ?, 'u', 1, '', 1, ?, ?, 0, 0, 1)`,
  )
  const outcomes = client.prepare(
    `insert into outcomes (attempt_id, round_id, contest_id, contestant_id, union_id, number, score, max_score, all_correct, duration_ms, submitted_at, receipt, voided) values (?, 'r', 'c', ?, 'u', 1, 0, 20, 0, 0, ?, '', 0)`,
  )
  const responses = client.prepare(`insert into responses (attempt_id, position, choice, tapped_at, saved_at) values (?, ?, ?, 0, 0)`)
  const some = client.transaction((from: number, to: number) => {
    for (let index = from; index < to; index += 1) {
      const id = `a${String(index).padStart(9, '0')}`
      const { paper, choices } = attempt(index)
      attempts.run(id, `p${index}`, JSON.stringify(paper), paperShape(paper))
      outcomes.run(id, `p${index}`, 1_620_000_000_000 + index * 1_000)
      for (const [at, choice] of choices.entries()) responses.run(id, at + 1, JSON.stringify(choice))
    }
  })
  for (let from = 0; from < ATTEMPTS; from += 10_000) some(from, Math.min(ATTEMPTS, from + 10_000))
  client.close()
}

async function store(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'hoithi-analysis-'))
  try {
    const file = join(folder, 'hoithi.sqlite')
    fill(file)
    const timer = setInterval(watch, 100)
    const [began, worked] = [performance.now(), busy()]
    const { test, items } = await workerStatistics(file).analyse({ roundId: 'r', taken: 'first' }, () => undefined)
    clearInterval(timer)
    told(test, items.length, began, worked)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (way === 'store') await store()
else stream()
