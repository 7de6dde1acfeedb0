import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { optionsIn } from '../command-options.ts'
import { startPostgres } from '../postgres.ts'
import { playOnBoth, type SameOptions, type SameReport } from './run.ts'

type CompareOptions = SameOptions & { json: string | null }

const given = z.object({
  'compare-stores': z.boolean(),
  contestants: z.coerce.number().int().min(10).max(20_000).default(300),
  rounds: z.coerce.number().int().min(1).max(4).default(2),
  seed: z.string().min(1).max(100).default('2021'),
  json: z.string().min(1).optional(),
})

/** What `npm run simulate -- --compare-stores …` asks for; throws `WrongOptions`. */
export function readCompareOptions(args: string[]): CompareOptions {
  const { contestants, rounds, seed, json = null } = optionsIn(args, given, ['compare-stores'])
  return { people: contestants, rounds, seed, json }
}

/** Both stores in folders of their own, which go again; `interrupted` ends it early by rejecting. */
export async function compareStores(options: SameOptions, interrupted: Promise<never>): Promise<SameReport> {
  const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'hoithi-compare-')))
  const [here = '', there = ''] = folders
  const postgres = await startPostgres()
  try {
    await postgres.create('hoithi')
    const url = postgres.url('hoithi')
    const sides = [
      { name: 'sqlite', dataDir: here, settings: {}, store: join(here, 'hoithi.sqlite') },
      { name: 'postgres', dataDir: there, settings: { DATABASE_URL: url }, store: url },
    ] as const
    return await Promise.race([playOnBoth(sides, options), interrupted])
  } finally {
    await postgres.stop()
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  }
}

const NAMED = 20

/** What a person reads at the end. */
export function compareText({ same, seed, people, requests, files, tables, head, boards, differences }: SameReport): string {
  const count = requests.reduce((sum, one) => sum + one.count, 0)
  const refused = requests.filter(({ status }) => status !== 200).reduce((sum, one) => sum + one.count, 0)
  return [
    `${people} people, seed ${seed}: ${count} requests on each store, ${refused} of them refused`,
    `  ${requests.map((one) => `${one.name}${one.status === 200 ? '' : ` ${one.status}`} ${one.count}`).join(', ')}`,
    ...files.map(
      ({ name, bytes, sha256, same: alike }) =>
        `  ${alike ? 'same     ' : 'NOT SAME '} ${sha256.slice(0, 16)}  ${String(bytes).padStart(9)} bytes  ${name}`,
    ),
    `${tables.reduce((sum, { rows }) => sum + rows, 0)} rows of ${tables.length} tables compared; ${boards} boards rank alike`,
    `chain head of both: ${head.seq} ${head.hash}`,
    ...differences.slice(0, NAMED).map((difference) => `DIFFERENT: ${difference}`),
    ...(differences.length > NAMED ? [`and ${differences.length - NAMED} more`] : []),
    same ? 'Byte for byte the same on SQLite and on PostgreSQL.' : 'FAILED',
  ].join('\n')
}
