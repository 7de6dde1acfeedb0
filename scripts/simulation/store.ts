import { startPostgres, type PostgresOptions, type PostgresServer } from '../postgres.ts'

export const stores = ['sqlite', 'postgres'] as const
export type StoreKind = (typeof stores)[number]

const settings = new Map<string, Record<string, string>>()

/** What a server on a data folder needs to be told of its store; of SQLite nothing, which has its file there. */
export const storeSettings = (dataDir: string): Record<string, string> => settings.get(dataDir) ?? {}

/** Servers on several data folders share a store when they are told the same. */
export const useStore = (dataDir: string, told: Record<string, string>): void => void settings.set(dataDir, told)

/** The database of a data folder's contest; null where that is a file in it. */
export const databaseUrl = (dataDir: string): string | null => storeSettings(dataDir)['DATABASE_URL'] ?? null

export const DATABASE = 'hoithi'

/** Where a data folder's contest is kept from here on: for PostgreSQL a server of its own is started. `close` ends it. */
export async function openStore(
  kind: StoreKind,
  dataDir: string,
  options: Omit<PostgresOptions, 'durable'> = {},
): Promise<{ server: PostgresServer | null; close: () => Promise<void> }> {
  if (kind === 'sqlite') return { server: null, close: async () => undefined }
  const server = await startPostgres({ ...options, durable: true })
  await server.create(DATABASE)
  const secret = (): string => crypto.randomUUID()
  useStore(dataDir, { DATABASE_URL: server.url(DATABASE), JWT_SECRET: secret(), SAFE_KEY: secret() })
  return {
    server,
    close: async () => {
      settings.delete(dataDir)
      await server.stop()
    },
  }
}
