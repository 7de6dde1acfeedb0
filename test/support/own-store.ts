import { inject } from 'vitest'
import { emptyPostgres } from './postgres.ts'

/** What a server of a test's own is told of its store: nothing where that is a file in its data folder. `address`: of its PostgreSQL database. */
export type OwnStore = { settings: Record<string, string>; address: string | null; drop: () => Promise<void> }

export async function ownStore(): Promise<OwnStore> {
  if (inject('everythingOnPostgres') !== true) return { settings: {}, address: null, drop: async () => undefined }
  const { url, drop } = await emptyPostgres()
  const secrets = { JWT_SECRET: 'a secret that only the tests ever use', SAFE_KEY: 'a key that only the tests ever use' }
  return { settings: { DATABASE_URL: url, ...secrets }, address: url, drop }
}
