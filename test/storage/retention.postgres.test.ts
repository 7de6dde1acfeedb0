import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { copyStore } from '../../server/src/storage/copy-store.ts'
import { emptyPostgres, rowsIn } from '../support/postgres.ts'
import { describeRetentionContract } from './retention.contract.ts'

describeRetentionContract('PostgreSQL', async () => {
  const { url, drop } = await emptyPostgres()
  return {
    env: { DATABASE_URL: url },
    everything: async () => {
      // Who leads is noted every few seconds.
      const tables = await rowsIn<{ name: string }>(
        url,
        `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'leases' order by 1`,
      )
      const rows: string[] = []
      for (const { name } of tables)
        rows.push(JSON.stringify((await rowsIn(url, `select * from "${name}"`)).map((row) => JSON.stringify(row)).sort()))
      return rows.join('\n')
    },
    file: async ({ folder }) => {
      const file = join(folder, `${randomUUID()}.sqlite`)
      await copyStore(url, file, { whileRunning: true })
      return file
    },
    end: drop,
  }
})
