import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, test } from 'vitest'
import { generate } from '../../scripts/generate/run.ts'
import { readOptions } from '../../scripts/generate/options.ts'
import { barLine } from '../../scripts/progress-bar.ts'
import { phoneOf } from '../../scripts/crowd-people.ts'
import { sha256 } from '../../scripts/generate/attempts.ts'
import { openForProof } from '../../server/src/storage/sqlite/proof-reader.ts'
import { verifyAll } from '../../server/src/verify/verify.ts'

const place = mkdtempSync(join(tmpdir(), 'hoithi-generate-'))
afterAll(() => rmSync(place, { recursive: true, force: true }))

const options = (folder: string, more: object = {}) => ({ data: join(place, folder), people: 700, attempts: 1_500, rounds: 2, seed: 'a', ...more })

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
    expect(told).toEqual(expect.arrayContaining(['people 700/700', 'attempts 1500/1500', 'boards 1500/1500']))
    const { faults, checked, head, boardsAt } = await verified('whole')
    expect(faults).toEqual([])
    expect(checked).toMatchObject({ chain: 1_500, attempts: 1_500, answers: 1_500, scores: 1_500 })
    expect([head.seq, boardsAt]).toEqual([1_500, 1_500])
  })

  it('follows from its seed, to the last hash of the log', async () => {
    const few = { people: 40, attempts: 50, rounds: 1 }
    const heads: string[] = []
    for (const [folder, seed] of [
      ['first', 'x'],
      ['again', 'x'],
      ['other', 'y'],
    ] as const) {
      await generate(options(folder, { ...few, seed }))
      heads.push((await verified(folder)).head.hash)
    }
    expect(heads[1]).toBe(heads[0])
    expect(heads[2]).not.toBe(heads[0])
  })

  it('is never made over something: a folder with anything in it stays as it is', async () => {
    mkdirSync(join(place, 'full'))
    writeFileSync(join(place, 'full', 'kept.txt'), 'kept')
    await expect(generate(options('full'))).rejects.toThrow('is not empty')
    expect(readdirSync(join(place, 'full'))).toEqual(['kept.txt'])
  })

  it('leaves nothing behind when the rules do not allow so many attempts', async () => {
    await expect(generate(options('many', { attempts: 2_801 }))).rejects.toThrow('may take 2800 attempts in 2 rounds')
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
