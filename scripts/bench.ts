import { benchAnswerPath } from './bench/answer-path.ts'
import { benchBackup } from './bench/backup.ts'
import { benchBoardsOnPostgres } from './bench/boards-postgres.ts'
import { benchCampaign } from './bench/campaign.ts'
import { benchClosing } from './bench/closing.ts'
import { benchCostsOnPostgres } from './bench/costs-postgres.ts'
import { benchExports } from './bench/exports.ts'
import { benchFailoverOnPostgres } from './bench/failover-postgres.ts'
import { benchFlags } from './bench/flags.ts'
import { benchGrowth } from './bench/growth.ts'
import { benchKilledOnPostgres } from './bench/killed-postgres.ts'
import { benchImports } from './bench/imports.ts'
import { benchLighthouse } from './bench/lighthouse.ts'
import { benchLogins } from './bench/logins.ts'
import { benchMillion } from './bench/million.ts'
import { benchPages } from './bench/pages.ts'
import { benchPhone } from './bench/phone.ts'
import { benchProjector } from './bench/projector.ts'
import { benchRegrade } from './bench/regrade.ts'
import { benchSaves } from './bench/saves.ts'
import { benchSavesOnPostgres } from './bench/saves-postgres.ts'
import { benchServersOnPostgres } from './bench/servers-postgres.ts'
import { benchSnapshotOnPostgres } from './bench/snapshot-postgres.ts'
import { benchStartUp } from './bench/start-up.ts'

// `npm run bench [-- PART …]`: ratios to bare floors, measured in turn in one run; without a part all of them. Tables go into docs/benchmarks.md.
// Nothing here asserts a time.

const parts = {
  saves: benchSaves,
  'saves-postgres': benchSavesOnPostgres,
  'servers-postgres': benchServersOnPostgres,
  'killed-postgres': benchKilledOnPostgres,
  'failover-postgres': benchFailoverOnPostgres,
  'costs-postgres': benchCostsOnPostgres,
  'snapshot-postgres': benchSnapshotOnPostgres,
  'boards-postgres': benchBoardsOnPostgres,
  'answer-path': benchAnswerPath,
  campaign: benchCampaign,
  logins: benchLogins,
  closing: benchClosing,
  pages: benchPages,
  projector: benchProjector,
  imports: benchImports,
  exports: benchExports,
  flags: benchFlags,
  phone: benchPhone,
  regrade: benchRegrade,
  backup: benchBackup,
  growth: benchGrowth,
  'start-up': benchStartUp,
  million: benchMillion,
  lighthouse: benchLighthouse,
} as const
/** Lighthouse is fetched first: only for who asks for it. */
const usual = Object.keys(parts).filter((name) => name !== 'lighthouse')

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in parts))
if (unknown.length > 0) {
  console.error(`Nothing was measured: there is no part ${unknown.join(', ')}. There are ${Object.keys(parts).join(', ')}.`)
  process.exit(2)
}
for (const name of asked.length === 0 ? usual : asked) {
  console.log(`\n${name}`)
  await parts[name as keyof typeof parts]()
}
