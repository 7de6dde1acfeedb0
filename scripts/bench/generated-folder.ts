import { constants, copyFileSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generate } from '../generate/run.ts'
import { progressBar } from '../progress-bar.ts'
import { root } from '../setup.mjs'

type Made = { people: number; attempts: number; seconds: Record<string, number> }

/** From so many people on, a folder is kept: it takes an hour to make. */
const KEPT_FROM = 1_000_000

const kept = process.env['BENCH_DATA'] ?? join(root, 'data/bench-million')
const markOf = (data: string): string => join(data, 'generated.json')
const madeIn = (data: string): Made | null => (existsSync(markOf(data)) ? (JSON.parse(readFileSync(markOf(data), 'utf8')) as Made) : null)

/** The generated folder that is kept in BENCH_DATA (data/bench-million), made when it is not there; throws when it is of another size. */
export async function generatedFolder(people: number, attempts: number): Promise<{ data: string; made: Made }> {
  const made = madeIn(kept)
  if (made !== null) {
    if (made.people === people && made.attempts === attempts) return { data: kept, made }
    throw new Error(`${kept} holds ${made.people} people and ${made.attempts} attempts; remove it, or name another folder with BENCH_DATA`)
  }
  const { seconds } = await generate({ data: kept, people, attempts, rounds: 1, seed: 'bench' }, progressBar().show)
  writeFileSync(markOf(kept), JSON.stringify({ people, attempts, seconds } satisfies Made))
  return { data: kept, made: { people, attempts, seconds } }
}

/** A copy of a kept folder, which itself stays as it is; beside it where BENCH_DATA names it, for there is room. */
export function copied(data: string): string {
  const folder = mkdtempSync(join(process.env['BENCH_DATA'] === undefined ? tmpdir() : join(data, '..'), 'hoithi-generated-'))
  copyFileSync(join(data, 'hoithi.sqlite'), join(folder, 'hoithi.sqlite'), constants.COPYFILE_FICLONE)
  return folder
}

/** A folder to be thrown away, of so many people with two attempts each: a copy of the one that is kept where that holds as many, else generated. */
export async function scratchOf(people: number): Promise<string> {
  if (people >= KEPT_FROM || madeIn(kept)?.people === people) return copied((await generatedFolder(people, people * 2)).data)
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-generated-'))
  await generate({ data: folder, people, attempts: people * 2, rounds: 1, seed: 'bench' }, progressBar().show)
  return folder
}
