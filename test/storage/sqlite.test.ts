import Database from 'better-sqlite3'
import { join } from 'node:path'
import { handClock, testServices } from '../support/services.ts'
import { describeContracts } from './contracts.ts'
import { MONDAY } from './opened.ts'

describeContracts('SQLite', async () => {
  const clock = handClock(MONDAY)
  const { services, folder, end } = await testServices(clock)
  const client = new Database(join(folder, 'hoithi.sqlite'))
  const rowsOf = (table: string): string =>
    client
      .prepare(`select * from "${table}"`)
      .all()
      .map((row) => JSON.stringify(row))
      .sort((a, b) => (a < b ? -1 : 1))
      .join('\n')
  return {
    services,
    clock,
    execute: async (statement) => {
      client.prepare(statement).run()
    },
    dump: async (tables) => tables.map((table) => `${table}\n${rowsOf(table)}`).join('\n\n'),
    end: async () => {
      client.close()
      await end()
    },
  }
})
