import { createHmac, randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { backupsBeside } from './backups.ts'
import { rehearsalClock, steadyClock } from './clock.ts'
import type { Config } from './config.ts'
import { workerExports } from './exports.ts'
import { openPaperStock } from './features/attempts/paper-stock.ts'
import { processFlags } from './flags.ts'
import { openRegrader } from './features/corrections/regrader.ts'
import { timeSortedIds } from './ids.ts'
import { thisMachine } from './machine/machine.ts'
import { thisProcess, watchLoad } from './overload.ts'
import { hashesAtOnce, passwordLine } from './password-line.ts'
import { argon2 } from './passwords.ts'
import type { HmacSha1 } from './domain/totp.ts'
import type { Clock } from './ports/clock.ts'
import { flagPasses } from './projector/flag-passes.ts'
import { boardsProjector } from './projector/projector.ts'
import { workerQuestionFiles } from './question-files.ts'
import { workerRegrading } from './regrading.ts'
import { aesSafe } from './safe.ts'
import { workerSealing } from './sealing.ts'
import type { Services } from './services.ts'
import { sha256 } from './sha256.ts'
import { holdFolder } from './storage/sqlite/folder-hold.ts'
import { readLine } from './storage/sqlite/read-line.ts'
import { openForSealing } from './storage/sqlite/sealing-reader.ts'
import { sqliteStorage } from './storage/sqlite/storage.ts'
import { startLine } from './start-line.ts'
import { workerStatistics } from './statistics.ts'
import { workerTrials } from './trials.ts'

const hmacSha1: HmacSha1 = (key, message) => createHmac('sha1', key).update(message).digest()

export { holdFolder, readLine }

/** Choose every adapter; `clock` can be handed in by tests and scripts, and the real time by tests. */
export async function compose(config: Config, clock: Clock = chooseClock(config), realNow: () => number = Date.now): Promise<Services> {
  const file = join(config.dataDir, 'hoithi.sqlite')
  const ids = timeSortedIds()
  const storage = sqliteStorage({ file, migrations: config.migrations, largestBatch: config.writeBatch, sha256, ids })
  const projector = boardsProjector(storage)
  const regrading = workerRegrading(file)
  const sealing = workerSealing(file, openForSealing)
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
    exports: workerExports(file),
    questionFiles: workerQuestionFiles(file),
    projector,
    flagPasses: flagPasses({ flags: storage.flags, clock, ids, compute: processFlags(file) }),
    regrading,
    sealing,
    regrader: openRegrader({ storage, clock, ids, sha256, projector, regrading, sealing }),
    paperStock: openPaperStock({ storage, ids, clock }),
    overload: watchLoad(config.overloadMs, thisProcess(storage.writes)),
    startLine: startLine(),
    machine: thisMachine({ ...config, databaseFile: file }),
    backups: backupsBeside({
      databaseFile: file,
      folder: config.backupDir,
      everyMs: config.backupEveryMs,
      keeping: config.backupKeeping,
      recipient: config.backupRecipient,
    }),
    trials: workerTrials({ databaseFile: file, migrations: config.migrations, webRoot: config.webRoot }),
    statistics: workerStatistics(file),
    setupToken: (await storage.accounts.hasAdministrator()) ? null : randomBytes(24).toString('base64url'),
  }
}

function chooseClock({ clockStart, clockSpeed, dataDir }: Config): Clock {
  return clockStart === null ? steadyClock() : rehearsalClock(clockStart, join(dataDir, 'rehearsal-clock'), clockSpeed)
}
