import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, test } from 'vitest'
import { generate } from '../../scripts/generate/run.ts'
import { readOptions } from '../../scripts/generate/options.ts'
import { barLine } from '../../scripts/progress-bar.ts'
import { phoneOf } from '../../scripts/crowd-people.ts'
import { sha256 } from '../../server/src/sha256.ts'
import { compose } from '../../server/src/compose.ts'
import { readConfig } from '../../server/src/config.ts'
import { sealRound } from '../../server/src/features/rounds/seal.ts'
import type { SealStep } from '../../server/src/ports/sealing.ts'
import { workerSealing } from '../../server/src/sealing.ts'
import { openForProof } from '../../server/src/storage/sqlite/proof-reader.ts'
import { openForSealing } from '../../server/src/storage/sqlite/sealing-reader.ts'
import { verifyAll } from '../../server/src/verify/verify.ts'
import { root } from '../support/services.ts'

const place = mkdtempSync(join(tmpdir(), 'hoithi-generate-'))
afterAll(() => rmSync(place, { recursive: true, force: true }))

const options = (folder: string, more: object = {}) => ({ data: join(place, folder), people: 180, attempts: 400, rounds: 2, seed: 'a', ...more })

async function verified(folder: string) {
  const reader = openForProof(join(place, folder, 'hoithi.sqlite'), sha256)
  try {
    const { ledger, head, boardsAt } = await verifyAll(reader, sha256)
    return { faults: ledger.faults(), checked: Object.fromEntries(ledger.tallies().map(([name, { checked }]) => [name, checked])), head, boardsAt }
  } finally {
    reader.close()
  }
}

describe('a generated data folder', () => {
  it('is whole: papers, answers, scores, receipts, log and boards agree, though no server ever wrote them', async () => {
    const told: string[] = []
    await generate(options('whole'), (stage, done, total) => void told.push(`${stage} ${done}/${total}`))
    expect(told).toEqual(expect.arrayContaining(['people 180/180', 'attempts 400/400', 'boards 400/400']))
    const { faults, checked, head, boardsAt } = await verified('whole')
    expect(faults).toEqual([])
    expect(checked).toMatchObject({ chain: 400, attempts: 400, answers: 400, scores: 400 })
    expect([head.seq, boardsAt]).toEqual([400, 400])
  })

  it('is sealed by a server: its rounds rank in a worker thread as they rank at once, and the results are whole too', async () => {
    const data = join(place, 'whole')
    const services = await compose(readConfig({ DATA_DIR: data, JWT_SECRET: 'a secret that only the tests ever use', LOG_LEVEL: 'silent' }, root))
    const [contest] = await services.storage.contests.list(services.clock.now())
    const [round, other] = await services.storage.contests.rounds(contest!.id)
    const sealing = workerSealing(join(data, 'hoithi.sqlite'), openForSealing)
    const steps = async (logLength: number): Promise<SealStep[]> => {
      const found: SealStep[] = []
      for await (const step of sealing.steps({ roundId: round!.id, number: 1, rules: round!.rules }, logLength, () => undefined)) found.push(step)
      return found
    }
    const here = await steps(0)
    expect(here.map((step) => Object.keys(step)[0])).toEqual(['head', 'rows', 'places', 'resultsHash'])
    expect(await steps(1_000_000)).toEqual(here)
    for (const { id } of [round!, other!]) expect(await sealRound(services, id, 'judge', 'hết kỳ thi')).toMatchObject({ ok: true })
    await services.storage.close()
    const { faults, checked } = await verified('whole')
    expect(faults).toEqual([])
    expect(checked).toMatchObject({ seals: 2, ranks: 360 })
  })

  it('follows from its seed, to the last hash of the log', async () => {
    const few = { people: 40, attempts: 50, rounds: 1 }
    const heads: string[] = []
    for (const folder of ['first', 'again']) {
      await generate(options(folder, { ...few, seed: 'x' }))
      heads.push((await verified(folder)).head.hash)
    }
    expect(heads[1]).toBe(heads[0])
  })

  it('is never made over something: a folder with anything in it stays as it is', async () => {
    mkdirSync(join(place, 'full'))
    writeFileSync(join(place, 'full', 'kept.txt'), 'kept')
    await expect(generate(options('full'))).rejects.toThrow('is not empty')
    expect(readdirSync(join(place, 'full'))).toEqual(['kept.txt'])
  })

  it('leaves nothing behind when the rules do not allow so many attempts', async () => {
    await expect(generate(options('many', { attempts: 721 }))).rejects.toThrow('may take 720 attempts in 2 rounds')
    expect(readdirSync(join(place, 'many'))).toEqual([])
  })
})

describe('what is asked of the generator', () => {
  test.each([
    [['--data', 'x', '--people', '0'], '--people is a whole number from 1'],
    [['--data', 'x', '--people', 'many'], '--people is a whole number'],
    [['--data', 'x', '--attempts', '1.5'], '--attempts is a whole number'],
    [['--people', '5'], '--data DIR is missing'],
  ])('%j is refused: %s', (args, message) => expect(() => readOptions(args)).toThrow(message))

  it('is two attempts a person in one round unless it says otherwise', () =>
    expect(readOptions(['--data', '/x', '--people', '30'])).toMatchObject({ people: 30, attempts: 60, rounds: 1 }))

  it('gives nobody the phone of another', () =>
    expect(new Set(Array.from({ length: 50_000 }, (_, index) => phoneOf(index * 239 + 7))).size).toBe(50_000))

  test.each([
    [{ done: 500, total: 2_000, ms: 1_000 }, 'attempts [######..................]  25 % · 500/2000 · 500/s · 3 s left'],
    [{ done: 1_000, total: 121_000, ms: 1_000 }, 'attempts [........................]   0 % · 1000/121000 · 1000/s · 2 min 0 s left'],
    [{ done: 0, total: 0, ms: 0 }, 'attempts [########################] 100 % · 0/0'],
  ])('a bar of %j says %s', (so, line) => expect(barLine('attempts', so)).toBe(line))
})
