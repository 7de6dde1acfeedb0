import type { TestProject } from 'vitest/node'
import { startPgbouncer } from '../../scripts/pgbouncer.ts'
import { startPostgres } from '../../scripts/postgres.ts'
import { openPostgres } from '../../server/src/storage/postgres/open.ts'

/** As postgres-server.ts, and every test's database is reached through PgBouncer. */
export default async function startForTests(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres()
  await server.create('empty')
  await (await openPostgres({ url: server.url('empty'), connections: 1, migrations: 'migrations/postgres' })).close()
  const bouncer = await startPgbouncer(server.url('postgres'), 5)
  if (bouncer === null) throw new Error('PgBouncer is needed here: install it (on Debian: apt-get install pgbouncer), or put it on the PATH')
  project.provide('postgres', server.url('postgres'))
  project.provide('pgbouncer', bouncer.through(server.url('postgres')))
  return async () => {
    await bouncer.stop()
    await server.stop()
  }
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** The address of PgBouncer, where databases are reached through it. */
    pgbouncer: string | undefined
  }
}
