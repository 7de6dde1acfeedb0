import Database from 'better-sqlite3'
import { join } from 'node:path'
import type { World } from '../http/world.ts'
import { describeRetentionContract } from './retention.contract.ts'

const file = ({ folder }: World): string => join(folder, 'hoithi.sqlite')

describeRetentionContract('SQLite', async () => ({
  env: {},
  everything: async (world) => {
    const client = new Database(file(world), { readonly: true })
    const tables = client.prepare(`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`).pluck().all() as string[]
    const rows = tables.map((table) => JSON.stringify(client.prepare(`select * from "${table}"`).all()))
    client.close()
    return rows.join('\n')
  },
  file: async (world) => file(world),
  end: async () => undefined,
}))
