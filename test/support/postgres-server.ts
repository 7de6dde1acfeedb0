import type { TestProject } from 'vitest/node'
import { openPostgres } from '../../server/src/storage/postgres/open.ts'
import { startPostgres } from '../../scripts/postgres.ts'

/** Start one PostgreSQL for a run of tests, with an empty database as the migrations leave it, of which every test gets a copy. */
export default async function startForTests(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres()
  await server.create('empty')
  await (await openPostgres({ url: server.url('empty'), connections: 1, migrations: 'migrations/postgres' })).close()
  project.provide('postgres', server.url('postgres'))
  return server.stop
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** The address of the database in which others are made. */
    postgres: string
    /** Whether worlds are on PostgreSQL, also where a test does not ask for it. */
    everythingOnPostgres: boolean
  }
}
