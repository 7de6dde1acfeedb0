import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../../server/src/ports/clock.ts'
import { readConfig } from '../../server/src/config.ts'
import { projection } from '../../server/src/projector/projector.ts'
import { sqliteBoards } from '../../server/src/storage/sqlite/boards.ts'
import { sqliteLog } from '../../server/src/storage/sqlite/log.ts'
import { openSqlite } from '../../server/src/storage/sqlite/open.ts'
import { sha256 } from '../../server/src/sha256.ts'
import { sqliteStorage } from '../../server/src/storage/sqlite/storage.ts'
import { WrongOptions } from '../command-options.ts'
import { loadPack } from '../contest-pack.ts'
import { grassrootsSeats } from '../crowd-people.ts'
import { root } from '../setup.mjs'
import { attemptMaker, type Setting } from './attempts.ts'
import { seededIds } from './chance.ts'
import { refuseFull, type Options } from './options.ts'
import { registerPeople } from './people.ts'
import { timeline, type Share } from './timeline.ts'
import { attemptWriter } from './writer.ts'

const PACK = join(root, 'scripts/contest-packs/cnvcld-ngay-hoi-2021')
const DAY_MS = 86_400_000
const ENTRIES_AT_ONCE = 2_000

export type Stage = 'people' | 'attempts' | 'boards'
/** How far a stage is. */
export type Progress = (stage: Stage, done: number, total: number) => void
/** Seconds that each stage took. */
export type Generated = { contestId: string; roundIds: string[]; seconds: Record<Stage, number> }

/**
 * A data folder as a server would have left it: the pack's contest, invented people, and their finished attempts of rounds that are over, with papers, answers,
 * receipts, log and boards. Everything follows from the seed. The database gets its name once it is whole.
 */
export async function generate(options: Options, progress: Progress = () => undefined): Promise<Generated> {
  refuseFull(options.data)
  mkdirSync(options.data, { recursive: true, mode: 0o700 })
  const file = join(options.data, 'hoithi.making')
  const { migrations } = readConfig({ DATA_DIR: options.data, JWT_SECRET: 'nothing that is generated is signed with it', LOG_LEVEL: 'silent' }, root)
  const seconds = { people: 0, attempts: 0, boards: 0 }
  const timed = async (stage: Stage, work: () => void | Promise<void>): Promise<void> => {
    const began = performance.now()
    await work()
    seconds[stage] = (performance.now() - began) / 1_000
  }
  try {
    const settings = await setStage({ ...options, file, migrations })
    await timed('people', () => writePeople({ ...options, file, migrations }, settings, progress))
    await timed('attempts', () => writeAttempts({ ...options, file, migrations }, settings, progress))
    await timed('boards', () => countBoards({ file, migrations }, progress))
    renameSync(file, join(options.data, 'hoithi.sqlite'))
    return { contestId: settings[0]?.contest.id ?? '', roundIds: settings.map(({ round }) => round.id), seconds }
  } finally {
    for (const end of ['', '-journal', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
  }
}

type Place = { file: string; migrations: string }

/** The contest, its unions and questions. */
async function setStage({ file, migrations, people, attempts, rounds: wanted, seed }: Options & Place): Promise<Setting[]> {
  const ids = seededIds(seed)
  const storage = sqliteStorage({ file, migrations, largestBatch: 2_000, sha256, ids })
  try {
    const before: Clock = { now: () => Date.parse('2021-04-20T08:00:00+07:00'), rehearsal: true }
    const { contest, rounds } = await loadPack(PACK, { storage, ids, clock: before })
    const taken = rounds.slice(0, wanted)
    refuseTooMany(taken.length * people * (taken[0]?.rules.attemptsPerRound ?? 0), { rounds: wanted, attempts }, rounds.length)
    const { version, entries } = await storage.questions.bank(contest.id)
    const questions = await storage.questions.versions(entries.map(({ versionId }) => versionId))
    const at = contest.opensAt - DAY_MS
    const origin = { seed, seats: await grassrootsSeats(storage.unions), at, consentVersion: contest.consent.version }
    return taken.map((round) => ({ seed, contest, round, bank: { version, entries, questions }, origin }))
  } finally {
    await storage.close()
  }
}

function refuseTooMany(most: number, { rounds, attempts }: Pick<Options, 'rounds' | 'attempts'>, known: number): void {
  if (rounds > known) throw new WrongOptions(`the pack has ${known} rounds, not ${rounds}`)
  if (attempts > most)
    throw new WrongOptions(`so many people may take ${most} attempts in ${rounds} rounds, not ${attempts}; ask for more --people or --rounds`)
}

/** The database of a generator: nobody waits for its commits, and what it leaves half made is thrown away. */
function openForMaking({ file, migrations }: Place) {
  const sqlite = openSqlite({ file, migrations, largestBatch: 2_000 })
  for (const setting of ['synchronous = OFF', 'cache_size = -262144', 'journal_mode = MEMORY', 'locking_mode = EXCLUSIVE'])
    sqlite.client.pragma(setting)
  return sqlite
}

function writePeople({ people, ...place }: Options & Place, [setting]: readonly Setting[], progress: Progress): void {
  if (setting === undefined) return
  const sqlite = openForMaking(place)
  try {
    registerPeople(sqlite, setting.origin, people, (done) => progress('people', done, people))
  } finally {
    sqlite.close()
  }
}

function writeAttempts({ people, attempts, seed, ...place }: Options & Place, settings: readonly Setting[], progress: Progress): void {
  const sqlite = openForMaking(place)
  try {
    const write = attemptWriter(sqlite)
    let before = 0
    for (const [index, setting] of settings.entries()) {
      const count = Math.floor((attempts * (index + 1)) / settings.length) - before
      const share: Share = { people, base: Math.floor(count / people), extra: count % people, turn: index * (count % people) }
      const make = attemptMaker(setting)
      const made = function* () {
        for (const visit of timeline(seed, setting.round, setting.contest.timeZone, share)) yield make(visit)
      }
      write(setting.round.id, made(), (done) => progress('attempts', before + done, attempts))
      before += count
    }
  } finally {
    sqlite.close()
  }
}

/** The boards, counted as the server's projector counts them, more entries a commit. */
async function countBoards(place: Place, progress: Progress): Promise<void> {
  const sqlite = openForMaking(place)
  try {
    const log = sqliteLog(sqlite, sha256)
    const boards = sqliteBoards(sqlite)
    const { seq: total } = await log.head()
    for (let counted = 0; counted < total;) {
      counted = await boards.apply(await log.after(counted, ENTRIES_AT_ONCE), projection)
      progress('boards', counted, total)
    }
    for (const setting of ['locking_mode = NORMAL', 'synchronous = FULL', 'journal_mode = WAL']) sqlite.client.pragma(setting)
  } finally {
    sqlite.close()
  }
}
