import pg from 'pg'
import { emptyPostgres } from '../support/postgres.ts'
import { handClock, testServices } from '../support/services.ts'
import { describeContracts } from './contracts.ts'
import { MONDAY } from './opened.ts'

describeContracts('PostgreSQL', async () => {
  const clock = handClock(MONDAY)
  const { url, drop } = await emptyPostgres()
  const { services, end } = await testServices(clock, { DATABASE_URL: url })
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const rowsOf = async (table: string): Promise<string> =>
    (await client.query(`select * from "${table}"`)).rows
      .map((row) => JSON.stringify(row))
      .sort((a, b) => (a < b ? -1 : 1))
      .join('\n')
  return {
    services,
    clock,
    execute: async (statement) => {
      await client.query(statement)
    },
    dump: async (tables) => {
      const dumped: string[] = []
      for (const table of tables) dumped.push(`${table}\n${await rowsOf(table)}`)
      return dumped.join('\n\n')
    },
    end: async () => {
      await client.end()
      await end()
      await drop()
    },
  }
})
