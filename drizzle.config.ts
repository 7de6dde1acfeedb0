import { defineConfig } from 'drizzle-kit'

/** `npm run migration` writes those of SQLite, with STORE=postgres those of PostgreSQL. */
const store = process.env['STORE'] === 'postgres' ? 'postgres' : 'sqlite'

export default defineConfig({
  dialect: store === 'postgres' ? 'postgresql' : 'sqlite',
  schema: `./server/src/storage/${store}/schema.ts`,
  out: `./migrations/${store}`,
})
