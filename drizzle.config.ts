import { defineConfig } from 'drizzle-kit'

export default defineConfig({ dialect: 'sqlite', schema: './server/src/storage/sqlite/schema.ts', out: './migrations/sqlite' })
