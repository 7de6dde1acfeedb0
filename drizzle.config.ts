import { defineConfig } from 'drizzle-kit'

/** `npm run migration` writes those of SQLite, `npm run migration -- --config drizzle.postgres.config.ts` those of PostgreSQL. */
export default defineConfig({ dialect: 'sqlite', schema: './server/src/storage/sqlite/schema.ts', out: './migrations/sqlite' })
