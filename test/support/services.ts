import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inject } from 'vitest'
import { buildApp } from '../../server/src/app.ts'
import { compose } from '../../server/src/compose.ts'
import { readConfig } from '../../server/src/config.ts'
import type { Services } from '../../server/src/services.ts'
import { openSqlite } from '../../server/src/storage/sqlite/open.ts'
import { emptyPostgres } from './postgres.ts'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** A clock that stands still until it is moved. */
export type HandClock = { now: () => number; rehearsal: true; set: (at: number | string) => void; pass: (ms: number) => void }

export function handClock(start: number | string): HandClock {
  let at = typeof start === 'string' ? Date.parse(start) : start
  return {
    rehearsal: true,
    now: () => at,
    set: (next) => {
      at = typeof next === 'string' ? Date.parse(next) : next
    },
    pass: (ms) => {
      at += ms
    },
  }
}

let migrated: Buffer | undefined

/** An empty database as the migrations leave it. They are run once here: each of a thousand worlds would run them for itself. */
function emptyDatabase(migrations: string): Buffer {
  if (migrated !== undefined) return migrated
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-empty-'))
  const file = join(folder, 'hoithi.sqlite')
  openSqlite({ file, migrations, largestBatch: 1 }).close()
  migrated = readFileSync(file)
  rmSync(folder, { recursive: true, force: true })
  return migrated
}

/** Whether the built pages are served too: a route for each of their files, which tests of the API need not wait for. */
type Surface = { pages?: boolean }

/** The real services on a database of their own, under a clock that the test moves. */
export async function testServices(
  clock: HandClock,
  env: Record<string, string> = {},
  { pages = true }: Surface = {},
): Promise<{ services: Services; folder: string; end: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-test-'))
  const own = inject('everythingOnPostgres') === true && env['DATABASE_URL'] === undefined ? await emptyPostgres() : null
  const database = own?.url ?? env['DATABASE_URL']
  const read = readConfig(
    {
      DATA_DIR: folder,
      JWT_SECRET: 'a secret that only the tests ever use',
      ...(database === undefined ? {} : { DATABASE_URL: database, SAFE_KEY: 'a key that only the tests ever use' }),
      LOG_LEVEL: 'silent',
      ADDRESS_LIMIT: '100000',
      // A test looks again within the second in which it changed something.
      PUBLIC_PAGE_MS: '0',
      STAFF_TOTP: 'optional',
      ...env,
    },
    root,
  )
  const config = pages ? read : { ...read, webRoot: join(folder, 'no-pages') }
  if (config.database === null) writeFileSync(join(folder, 'hoithi.sqlite'), emptyDatabase(config.migrations))
  const services = await compose(config, clock, clock.now)
  services.leader.follow(() => undefined)
  return {
    services,
    folder,
    end: async () => {
      await services.flagPasses.stop()
      await services.projector.stop()
      await services.leader.stop()
      await services.storage.close()
      await own?.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export async function testApp(clock: HandClock, env: Record<string, string> = {}, surface: Surface = {}) {
  const { services, folder, end } = await testServices(clock, env, surface)
  const app = await buildApp(services)
  return {
    app,
    services,
    folder,
    end: async () => {
      await app.close()
      await end()
    },
  }
}
