import Database from 'better-sqlite3'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { compose } from '../../server/src/compose.ts'
import { readConfig } from '../../server/src/config.ts'
import { drawPaper, paperShape, pools, type PaperItem } from '../../server/src/domain/paper.ts'
import { randomFrom, type Random } from '../../server/src/domain/random.ts'
import type { Services } from '../../server/src/services.ts'
import { BENCH_SECRET } from './secret.ts'
import { loadPack } from '../contest-pack.ts'
import { root } from '../setup.mjs'

const ATTEMPTS = Number(process.env['BENCH_ATTEMPTS'] ?? 100_000)
const QUESTIONS = 20
/** Papers are drawn from so many kinds of paper: what they hold does not matter here, reading them does. */
const PAPERS = 500
const SEED = '0123456789abcdef0123456789abcdef'

/** A round of so many finished attempts, looked through once: how long it takes, and how long an answer of another round would have waited meanwhile. */
export async function benchFlags(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-bench-flags-'))
  try {
    const services = await compose(readConfig({ DATA_DIR: folder, JWT_SECRET: BENCH_SECRET, LOG_LEVEL: 'silent' }, root))
    const roundId = await fill(services, join(folder, 'hoithi.sqlite'))
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    const [started, cpu] = [performance.now(), process.cpuUsage()]
    const pass = await services.flagPasses.run(roundId)
    const tookMs = Math.round(performance.now() - started)
    const used = process.cpuUsage(cpu)
    delay.disable()
    const counts = await services.storage.flags.counts(roundId)
    const row = {
      attempts: pass.attempts,
      'pass ms': tookMs,
      'processor ms': Math.round((used.user + used.system) / 1_000),
      'attempts/s': Math.round(pass.attempts / (tookMs / 1_000)),
      'longest wait ms': Math.round(delay.max / 1e6),
    }
    console.table([row])
    console.log(
      JSON.stringify({
        what: 'flags of a round',
        node: process.version,
        cores: cpus().length,
        row,
        flags: counts.map(({ kind, strength, total }) => [kind, strength, total]),
      }),
    )
    await services.storage.close()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

type Paper = { paper: PaperItem[]; right: string[] }

async function fill(services: Services, file: string): Promise<string> {
  const { storage } = services
  const { contest, rounds } = await loadPack(join(root, 'scripts/contest-packs/cnvcld-ngay-hoi-2021'), services)
  const [round] = rounds
  if (round === undefined) throw new Error('the pack has no round')
  const bank = await storage.questions.bank(contest.id)
  const pool = pools([{ count: QUESTIONS }], bank.entries, false)
  const versions = await storage.questions.versions(bank.entries.map(({ versionId }) => versionId))
  const papers = Array.from({ length: PAPERS }, (_, index): Paper => {
    const drawn = drawPaper(index.toString(16).padStart(32, '0'), [{ count: QUESTIONS }], bank.entries, new Set(), pool)
    if (!drawn.ok) throw new Error(drawn.reason)
    const right = drawn.value.map(({ versionId, order }) =>
      JSON.stringify(order.flatMap((original, shown) => (versions.get(versionId)?.correct.includes(original) === true ? [letter(shown)] : []))),
    )
    return { paper: drawn.value, right }
  })
  const client = new Database(file)
  const unions = client.prepare<[], string>(`select id from unions where kind = 'grassrootsUnion' order by id`).pluck().all()
  client.transaction(() => write(client, { papers, unions, roundId: round.id, contestId: contest.id, opensAt: round.opensAt }))()
  client.close()
  return round.id
}

const letter = (index: number): string => String.fromCharCode(97 + index)
type Filling = { papers: Paper[]; unions: string[]; roundId: string; contestId: string; opensAt: number }

function write(client: Database.Database, { papers, unions, roundId, contestId, opensAt }: Filling): void {
  const random = randomFrom(SEED)
  const account = client.prepare(
    `insert into accounts (id, login, role, full_name, password_hash, union_id, created_at) values (?, ?, 'contestant', ?, '-', ?, ?)`,
  )
  const contestant = client.prepare(
    `insert into contestants (id, phone, birth_date, contestant_kind, union_id, consent_version, consent_at, sort_key, search_text) values (?, ?, ?, 'member', ?, '1', 0, '', '')`,
  )
  const attempt = client.prepare(
    `insert into attempts (id, round_id, contestant_id, union_id, number, seed, bank_version, paper, shape, started_at, deadline_at, submitted_at) values (?, ?, ?, ?, 1, '', 1, ?, ?, ?, ?, ?)`,
  )
  const response = client.prepare(`insert into responses (attempt_id, position, choice, tapped_at, saved_at) values (?, ?, ?, ?, ?)`)
  const outcome = client.prepare(
    `insert into outcomes (attempt_id, round_id, contest_id, contestant_id, union_id, number, score, max_score, all_correct, duration_ms, submitted_at, receipt, voided) values (?, ?, ?, ?, ?, 1, 0, 20, 0, ?, ?, ?, 0)`,
  )
  const sighting = client.prepare(
    `insert into attempt_sightings (round_id, attempt_id, at, what, browser, system, device_hash, address_hash) values (?, ?, ?, 'start', 'zalo', 'android', ?, ?)`,
  )
  const written = papers.map(({ paper }) => [JSON.stringify(paper), paperShape(paper)] as const)
  for (let index = 0; index < ATTEMPTS; index += 1) {
    const id = `bench${String(index).padStart(8, '0')}`
    const union = unions[random.below(unions.length)] ?? ''
    const which = random.below(papers.length)
    const [paper, shape] = written[which] as readonly [string, string]
    const startedAt = opensAt + random.below(600_000_000)
    const takes = 180_000 + random.below(900_000)
    account.run(id, id, nameOf(random), union, index)
    contestant.run(id, id, `19${60 + random.below(45)}-${two(1 + random.below(12))}-${two(1 + random.below(28))}`, union)
    attempt.run(id, roundId, id, union, paper, shape, startedAt, startedAt + 1_200_000, startedAt + takes)
    const skill = 40 + random.below(60)
    for (const [place, right] of (papers[which]?.right ?? []).entries()) {
      const tappedAt = startedAt + Math.round((takes * (place + 1)) / (QUESTIONS + 1))
      response.run(id, place + 1, random.below(100) < skill ? right : JSON.stringify([letter(random.below(4))]), tappedAt, tappedAt)
    }
    outcome.run(id, roundId, contestId, id, union, takes, startedAt + takes, id)
    sighting.run(roundId, id, startedAt, `device ${random.below(ATTEMPTS * 4)}`, `line ${random.below(ATTEMPTS / 20)}`)
  }
}

const two = (value: number): string => String(value).padStart(2, '0')
const families = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ', 'Bùi', 'Lò', 'Giàng', 'Vàng', 'Quàng', 'Tẩn']
const middles = ['Thị', 'Văn', 'A', 'Đức', 'Thị Thu', 'Minh', 'Ngọc', 'Xuân']
const givens = ['Hoa', 'Lan', 'Hương', 'Sơn', 'Hùng', 'Dũng', 'Páo', 'Súa', 'Ngân', 'Trang', 'Linh', 'Tuấn', 'Long', 'Nam', 'Yến', 'Mai']
const nameOf = (random: Random): string => [families, middles, givens].map((words) => words[random.below(words.length)] ?? '').join(' ')
