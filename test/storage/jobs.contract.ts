import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accept, refuse } from '../../server/src/domain/decision.ts'
import { underWay } from '../../server/src/domain/job-state.ts'
import type { Jobs, JobPlan, OwnJob } from '../../server/src/ports/jobs.ts'
import type { Open, Opened } from './opened.ts'

const HOUR_MS = 3_600_000

/** Begin a file that nobody else wants. */
export async function beginFile(jobs: Jobs, id: string, { key = id, keepMs = HOUR_MS } = {}): Promise<OwnJob<'export'>> {
  const about = { name: `${id}.csv`, type: 'text/csv', disposition: 'attachment', format: 'csv' as const }
  const begun = await jobs.begin('export', { id, key, actorId: 'A', about, keepMs }, () => accept({ drops: [] }))
  if (!begun.ok || begun.value.own === null) throw new Error('not begun')
  return begun.value.own
}

export async function bytesOf(jobs: Jobs, id: string, file: number): Promise<Buffer | null> {
  const stream = await jobs.open(id, file)
  if (stream === null) return null
  const pieces: Buffer[] = []
  for await (const piece of stream) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}

/** Sealed once at a time: whoever comes while it is under way goes on with it. */
export const beginSeal = (jobs: Jobs, id: string, roundId: string) =>
  jobs.begin('seal', { id, key: roundId, actorId: 'A', about: null, keepMs: HOUR_MS }, (known) => {
    const same = known.find((job) => job.key === roundId && underWay(job))
    return accept<JobPlan>(same === undefined ? { drops: [] } : { same: same.id })
  })

/** What every store of jobs promises: no two decide at once, what was found stays for its time, and what is dropped is given up. */
export function describeJobsContract(name: string, open: Open): void {
  describe(`jobs in ${name}`, () => {
    let opened: Opened
    let jobs: Jobs
    const folder = mkdtempSync(join(tmpdir(), 'hoithi-jobs-'))

    beforeAll(async () => {
      opened = await open()
      jobs = opened.services.storage.jobs
    })
    afterAll(async () => {
      await opened.end()
      rmSync(folder, { recursive: true, force: true })
    })

    it('goes from waiting over making to ready, and tells what was found', async () => {
      const own = await beginFile(jobs, 'E1')
      const known = { id: 'E1', key: 'E1', actorId: 'A', about: { name: 'E1.csv', type: 'text/csv', disposition: 'attachment', format: 'csv' } }
      expect(await jobs.find('export', 'E1')).toEqual({ ...known, state: 'waiting', progress: null })
      own.tell({ done: 1, total: 3 })
      own.tell({ done: 2, total: 3 })
      await expect.poll(() => jobs.find('export', 'E1'), { timeout: 10_000 }).toEqual({ ...known, state: 'making', progress: { done: 2, total: 3 } })
      expect(await jobs.result('export', 'E1')).toBeNull()
      own.tell({ done: 3, total: 3 })
      await own.end({ bytes: 5, sha256: 'abc', alike: null })
      expect(await jobs.find('export', 'E1')).toEqual({ ...known, state: 'ready', progress: { done: 3, total: 3 } })
      expect(await jobs.result('export', 'E1')).toEqual({ bytes: 5, sha256: 'abc', alike: null })
      await own.fail()
      own.tell({ done: 0, total: 3 })
      expect((await jobs.find('export', 'E1'))?.state).toBe('ready')
    })

    it('fails, and has found nothing', async () => {
      const own = await beginFile(jobs, 'E2')
      await own.fail()
      await own.end({ bytes: 5, sha256: 'abc', alike: null })
      expect((await jobs.find('export', 'E2'))?.state).toBe('failed')
      expect(await jobs.result('export', 'E2')).toBeNull()
    })

    it('is of its own kind alone, and listed with others of it in their order, or of one key', async () => {
      await beginFile(jobs, 'E4', { key: 'one' })
      await beginFile(jobs, 'E5', { key: 'other' })
      expect(await jobs.find('seal', 'E4')).toBeNull()
      expect(await jobs.result('seal', 'E1')).toBeNull()
      expect(await jobs.list('seal')).toEqual([])
      expect((await jobs.list('export')).map(({ id }) => id)).toEqual(['E1', 'E2', 'E4', 'E5'])
      expect((await jobs.list('export', 'other')).map(({ id }) => id)).toEqual(['E5'])
    })

    it('of many who begin the same at once one does it, and the others go on with it', async () => {
      const begun = await Promise.all(Array.from({ length: 20 }, (_, index) => beginSeal(jobs, `S${index + 10}`, 'R1')))
      const own = begun.flatMap((one) => (one.ok && one.value.own !== null ? [one.value.own] : []))
      expect(own).toHaveLength(1)
      expect(new Set(begun.map((one) => one.ok && one.value.job.id))).toEqual(new Set([own[0]!.id]))
      await own[0]!.end(null)
      const next = await beginSeal(jobs, 'S40', 'R1')
      expect(next.ok && next.value.own?.id).toBe('S40')
    })

    it('is refused by whoever decides, and then nothing has happened', async () => {
      const before = await jobs.list('seal')
      const seal = { id: 'S50', key: 'R2', actorId: 'A', about: null, keepMs: HOUR_MS }
      expect(await jobs.begin('seal', seal, () => refuse('sealing-under-way'))).toEqual(refuse('sealing-under-way'))
      expect(await jobs.list('seal')).toEqual(before)
    })

    it('is given up when another one begins in its place, or when it is dropped', async () => {
      const first = await beginSeal(jobs, 'S60', 'R3')
      const own = first.ok ? first.value.own! : null
      expect(own?.signal.aborted).toBe(false)
      const seal = { id: 'S61', key: 'R3', actorId: 'A', about: null, keepMs: HOUR_MS }
      const second = await jobs.begin('seal', seal, () => accept({ drops: ['S60'] }))
      expect(own?.signal.aborted).toBe(true)
      await own?.end(null)
      expect((await jobs.list('seal', 'R3')).map(({ id }) => id)).toEqual(['S61'])
      await jobs.drop('S61')
      expect(second.ok && second.value.own?.signal.aborted).toBe(true)
      expect(await jobs.list('seal', 'R3')).toEqual([])
    })

    it('hands out its files byte for byte, and erases them with it', async () => {
      const own = await beginFile(jobs, 'F1')
      const large = randomBytes(2_500_000)
      const [one, two] = ['one', 'two'].map((file) => join(folder, file)) as [string, string]
      writeFileSync(one, large)
      writeFileSync(two, 'chữ')
      await own.keep(1, one)
      await own.keep(2, two)
      expect((await bytesOf(jobs, 'F1', 1))?.equals(large)).toBe(true)
      expect((await bytesOf(jobs, 'F1', 2))?.toString()).toBe('chữ')
      expect(await bytesOf(jobs, 'F1', 3)).toBeNull()
      await jobs.drop('F1')
      expect(await jobs.open('F1', 1)).toBeNull()
      expect([one, two].filter((path) => existsSync(path))).toEqual([])
    })

    it('is forgotten with its files after its time, which begins when it ends', async () => {
      const own = await beginFile(jobs, 'G1', { keepMs: 100 })
      const path = join(folder, 'short')
      writeFileSync(path, 'x')
      await own.keep(1, path)
      await own.end({ bytes: 1, sha256: 'x', alike: null })
      await expect.poll(() => jobs.find('export', 'G1'), { timeout: 10_000 }).toBeNull()
      expect(await jobs.open('G1', 1)).toBeNull()
      await jobs.forget()
      expect(existsSync(path)).toBe(false)
      expect((await jobs.find('export', 'E1'))?.state).toBe('ready')
    })

    it('is known while it is under way, also where nothing of it is kept', async () => {
      const own = await beginFile(jobs, 'G2', { keepMs: 0 })
      await jobs.forget()
      expect((await jobs.find('export', 'G2'))?.state).toBe('waiting')
      await own.end({ bytes: 1, sha256: 'x', alike: null })
      expect(await jobs.find('export', 'G2')).toBeNull()
    })

    it('is lost when its server stops', async () => {
      const own = await beginFile(jobs, 'H1')
      await jobs.stop()
      expect(own.signal.aborted).toBe(true)
      expect((await jobs.find('export', 'H1'))?.state).toBe('lost')
      await own.end({ bytes: 1, sha256: 'x', alike: null })
      expect((await jobs.find('export', 'H1'))?.state).toBe('lost')
    })
  })
}
