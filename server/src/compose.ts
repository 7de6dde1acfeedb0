import { createHmac, randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { backupsBeside } from './backups.ts'
import { rehearsalClock, steadyClock } from './clock.ts'
import type { Config } from './config.ts'
import { workerExports } from './exports.ts'
import { openPaperStock } from './features/attempts/paper-stock.ts'
import { processFlags } from './flags.ts'
import { openLeader } from './leader.ts'
import { openRegrader } from './features/corrections/regrader.ts'
import { timeSortedIds } from './ids.ts'
import { thisMachine } from './machine/machine.ts'
import { thisProcess, watchLoad } from './overload.ts'
import { hashesAtOnce, passwordLine } from './password-line.ts'
import { argon2 } from './passwords.ts'
import type { HmacSha1 } from './domain/totp.ts'
import type { Clock } from './ports/clock.ts'
import type { Ids } from './ports/ids.ts'
import { flagPasses } from './projector/flag-passes.ts'
import { boardsProjector } from './projector/projector.ts'
import { workerQuestionFiles } from './question-files.ts'
import { workerRegrading } from './regrading.ts'
import { aesSafe } from './safe.ts'
import { workerSealing } from './sealing.ts'
import type { Services } from './services.ts'
import { sha256 } from './sha256.ts'
import { sharedClock } from './shared-clock.ts'
import { holdFolder } from './storage/sqlite/folder-hold.ts'
import { readLine } from './storage/sqlite/read-line.ts'
import { openForSealing } from './storage/readers.ts'
import type { StoreAt } from './domain/store-at.ts'
import type { Storage } from './ports/storage.ts'
import { startLine } from './start-line.ts'
import { workerStatistics } from './statistics.ts'
import { workerTrials } from './trials.ts'

const hmacSha1: HmacSha1 = (key, message) => createHmac('sha1', key).update(message).digest()

export { holdFolder, readLine }

/** Choose every adapter; `given`: a clock, can be handed in by tests and scripts, and so can the real time and ids. */
export async function compose(config: Config, given?: Clock, realNow: () => number = Date.now, ids: Ids = timeSortedIds()): Promise<Services> {
  const storage = await openStorage(config, ids)
  const clock = given ?? (await chooseClock(config, storage))
  const store = storeOf(config)
  const leader = openLeader(storage, randomBytes(12).toString('hex'))
  const { leads } = leader
  const projector = boardsProjector(storage)
  const regrading = workerRegrading(store)
  const sealing = workerSealing(store, openForSealing)
  return {
    config,
    clock,
    realNow,
    ids,
    sha256,
    hmacSha1,
    safe: aesSafe(config.safeKey),
    storage,
    passwords: passwordLine(argon2, hashesAtOnce(availableParallelism())),
    exports: workerExports(store, join(config.dataDir, 'exports')),
    questionFiles: workerQuestionFiles(store),
    projector,
    flagPasses: flagPasses({ flags: storage.flags, clock, ids, compute: processFlags(store), leads }),
    regrading,
    sealing,
    regrader: openRegrader({ storage, clock, ids, sha256, projector, regrading, sealing, leads }),
    paperStock: openPaperStock({ storage, ids, clock }),
    overload: watchLoad(config.overloadMs, thisProcess(storage.writes)),
    startLine: startLine(),
    leader,
    machine: thisMachine({ ...config, databaseBytes: storage.bytes }),
    backups: backupsBeside({
      store,
      beside: config.dataDir,
      leads,
      folder: config.backupDir,
      everyMs: config.backupEveryMs,
      keeping: config.backupKeeping,
      recipient: config.backupRecipient,
    }),
    trials: workerTrials({ store, migrations: join(config.migrations, '../sqlite'), webRoot: config.webRoot }),
    statistics: workerStatistics(store),
    setupToken: (await storage.accounts.hasAdministrator()) ? null : setupToken(config, storage),
  }
}

/** Each server of several prints the same link, and takes it: it follows from the secret that they share. */
const setupToken = ({ jwtSecret }: Config, { shared }: Storage): string =>
  (shared ? createHmac('sha256', jwtSecret).update('hoithi first administrator').digest().subarray(0, 24) : randomBytes(24)).toString('base64url')

const storeOf = ({ dataDir, database }: Config): StoreAt => database?.url ?? join(dataDir, 'hoithi.sqlite')

/** A server loads the driver of its own store alone. */
async function openStorage(config: Config, ids: Ids): Promise<Storage> {
  const { database, migrations, jwtSecret: secret } = config
  if (database !== null) return (await import('./storage/postgres/storage.ts')).postgresStorage({ ...database, migrations, sha256, ids, secret })
  const { sqliteStorage } = await import('./storage/sqlite/storage.ts')
  return sqliteStorage({ file: storeOf(config), migrations, largestBatch: config.writeBatch, sha256, ids })
}

async function chooseClock({ clockStart, clockSpeed, dataDir }: Config, { time }: Storage): Promise<Clock> {
  if (time !== null) return sharedClock(time, { start: clockStart, speed: clockSpeed })
  return clockStart === null ? steadyClock() : rehearsalClock(clockStart, join(dataDir, 'rehearsal-clock'), clockSpeed)
}
