import type { Config } from './config.ts'
import type { Sha256 } from './domain/receipt.ts'
import type { HmacSha1 } from './domain/totp.ts'
import type { PaperStock } from './features/attempts/paper-stock.ts'
import type { Backups } from './ports/backups.ts'
import type { Clock } from './ports/clock.ts'
import type { Leader } from './leader.ts'
import type { Exports } from './ports/exports.ts'
import type { Ids } from './ports/ids.ts'
import type { Machine } from './ports/machine.ts'
import type { Passwords } from './ports/passwords.ts'
import type { Regrader } from './features/corrections/regrader.ts'
import type { Safe } from './ports/safe.ts'
import type { QuestionFiles } from './ports/question-files.ts'
import type { Sealing } from './ports/sealing.ts'
import type { StatisticsWork } from './ports/statistics.ts'
import type { Regrading } from './ports/regrading.ts'
import type { Storage } from './ports/storage.ts'
import type { Trials } from './ports/trials.ts'
import type { Overload } from './overload.ts'
import type { StartLine } from './start-line.ts'
import type { FlagPasses } from './projector/flag-passes.ts'
import type { Projector } from './projector/projector.ts'

/** What compose.ts hands to the app: every adapter, and the running projector. */
export type Services = {
  config: Pick<
    Config,
    | 'jwtSecret'
    | 'secureCookies'
    | 'trustProxy'
    | 'logLevel'
    | 'addressLimit'
    | 'clockSpeed'
    | 'webRoot'
    | 'publicUrl'
    | 'writeBatch'
    | 'staffTotp'
    | 'staffIdleMs'
    | 'staffSessionMs'
    | 'metricsToken'
    | 'publicPageMs'
    | 'sockets'
  >
  clock: Clock
  /** The real time, also in a rehearsal: authenticators on people's phones know no other. */
  realNow: () => number
  ids: Ids
  sha256: Sha256
  hmacSha1: HmacSha1
  safe: Safe
  passwords: Passwords
  storage: Storage
  exports: Exports
  questionFiles: QuestionFiles
  projector: Projector
  flagPasses: FlagPasses
  regrading: Regrading
  regrader: Regrader
  sealing: Sealing
  paperStock: PaperStock
  machine: Machine
  overload: Overload
  startLine: StartLine
  leader: Leader
  backups: Backups
  trials: Trials
  statistics: StatisticsWork
  /** The token of the one-time link that makes the first administrator; null once there is one. */
  setupToken: string | null
}
