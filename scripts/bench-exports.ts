import Database from 'better-sqlite3'
import { build } from 'esbuild'
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compose } from '../server/src/compose.ts'
import { readConfig } from '../server/src/config.ts'
import type { Measured } from './bench-exports-measure.ts'
import { loadPack } from './contest-pack.ts'
import { root } from './setup.mjs'

// `npm run bench -- exports`: how long files of a sealed round with BENCH_PEOPLE rows (a million unless told) take, and how much memory a server holds meanwhile.

const ROWS_A_COMMIT = 50_000
const FORMATS = ['xlsx', 'csv', 'json', 'pdf'] as const
const MEASURE = join(root, 'server/dist/bench-exports-measure.js')

/** A data folder with the shipped pack and a sealed first round of so many people; their rows are put straight into the tables. */
async function sealedRound(folder: string, people: number): Promise<string> {
  const services = await compose(readConfig({ DATA_DIR: folder, JWT_SECRET: 'a secret that only the bench ever uses', LOG_LEVEL: 'silent' }, root))
  const { contest, rounds } = await loadPack(join(root, 'scripts/contest-packs/cnvcld-ngay-hoi-2021'), services)
  const [round] = rounds
  if (round === undefined) throw new Error('the pack has no round')
  const unions = (await services.storage.unions.search('cdcs', 12)).unions.map(({ id }) => id)
  const revision = {
    ...{ id: 'bench-revision', roundId: round.id, number: 1, sealedAt: round.closesAt, actorId: 'bench', reason: 'đo tốc độ' },
    ...{ chainSeq: 0, chainHash: '0'.repeat(64), resultsHash: '0'.repeat(64), rules: round.rules },
    ...{ people, attempts: people, allCorrectCount: 0, predictionTarget: 0 },
  }
  await services.storage.results.draft(revision)
  const client = new Database(join(folder, 'hoithi.sqlite'))
  client.pragma('foreign_keys = OFF')
  for (let from = 0; from < people; from += ROWS_A_COMMIT) fill(client, { from, until: Math.min(people, from + ROWS_A_COMMIT), unions })
  client.close()
  const event = {
    kind: 'seal',
    roundId: round.id,
    contestId: contest.id,
    revision: 1,
    resultsHash: revision.resultsHash,
    actorId: 'bench',
    reason: 'bench',
  } as const
  await services.storage.results.seal(revision.id, event, {
    id: 'bench',
    at: round.closesAt,
    actorId: 'bench',
    action: 'sealRound',
    subject: round.title,
    reason: 'bench',
  })
  await services.storage.close()
  return revision.id
}

type Stretch = { from: number; until: number; unions: readonly string[] }

function fill(client: Database.Database, { from, until, unions }: Stretch): void {
  const account = client.prepare(
    `insert into accounts (id, login, role, full_name, password_hash, union_id, created_at) values (?, ?, 'contestant', ?, '-', ?, 0)`,
  )
  const contestant = client.prepare(
    `insert into contestants (id, phone, birth_date, contestant_kind, union_id, consent_version, consent_at, sort_key, search_text) values (?, ?, '1990-02-03', 'member', ?, 'v1', 0, '', '')`,
  )
  const row = client.prepare(
    `insert into result_rows values ('bench-revision', ?, ?, ?, ?, ?, 'Công đoàn cơ sở Trường Trung học cơ sở Tả Tổng', 1, ?, 20, 105, ?, ?, 1619500000000, ?, 'durationMs', 545250, 545251)`,
  )
  client.transaction(() => {
    for (let index = from; index < until; index += 1) {
      const id = `person-${String(index).padStart(8, '0')}`
      const phone = `0${String(900_000_000 + index)}`
      const union = unions[index % unions.length] ?? ''
      account.run(id, phone, `Nguyễn Thị Hồng Ánh ${index % 997}`, union)
      contestant.run(id, phone, union)
      row.run(
        index + 1,
        index + 1,
        id,
        `attempt-${index}`,
        union,
        20 - Math.floor(index / 50_000),
        index % 1_000,
        300_000 + index,
        `ABCD-${String(index).padStart(4, '0').slice(-4)}-EFGH`,
      )
    }
  })()
}

function inItsOwnProcess(folder: string, revisionId: string, format: string): Promise<Measured> {
  const child = fork(MEASURE, [folder, revisionId, format], { execArgv: [] })
  return new Promise((resolve, reject) => {
    child.once('message', (told) => resolve(told as Measured))
    child.once('exit', (code) => reject(new Error(`the measuring process ended with ${code}`)))
  })
}

/** Print seconds, bytes and memory for each format. */
export async function benchExports(): Promise<void> {
  const people = Number(process.env['BENCH_PEOPLE'] ?? 1_000_000)
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-exports-'))
  // Beside the built worker, so that it is measured as npm start runs it.
  await build({
    ...{ entryPoints: ['scripts/bench-exports-measure.ts'], absWorkingDir: root, bundle: true, platform: 'node', target: 'node20', format: 'esm' },
    ...{ packages: 'external', alias: { '@hoithi/shared': './shared/src' }, outdir: 'server/dist', logLevel: 'warning' },
  })
  try {
    const revisionId = await sealedRound(folder, people)
    for (const format of FORMATS) {
      const { seconds, cpuSeconds, bytes, peakMb } = await inItsOwnProcess(folder, revisionId, format)
      console.log(
        `${format.padEnd(5)} ${people} rows: ${seconds.toFixed(1)} s (${cpuSeconds.toFixed(1)} s of processors), ${(bytes / 1e6).toFixed(1)} MB, at most ${peakMb.toFixed(0)} MB resident`,
      )
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
