import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { playOnBoth } from '../../scripts/same-crowd/run.ts'
import { emptyPostgres } from '../support/postgres.ts'

const PEOPLE = 30

test('the same pack, played by the same crowd, is sealed byte for byte alike on either store: replies, files, rows, chain', async () => {
  const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'hoithi-same-')))
  const [here, there] = folders as [string, string]
  const { url, drop } = await emptyPostgres()
  try {
    const report = await playOnBoth(
      [
        { name: 'sqlite', dataDir: here, settings: {}, store: join(here, 'hoithi.sqlite') },
        { name: 'postgres', dataDir: there, settings: { DATABASE_URL: url }, store: url },
      ],
      { seed: 'hai kho', people: PEOPLE, rounds: 1 },
    )
    expect(report.differences).toEqual([])
    expect(report.same).toBe(true)
    // It did play what it says: answers from two phones, refused ones and attempts too, four revisions in four forms.
    const count = (name: string, status = 200): number => report.requests.find((one) => one.name === name && one.status === status)?.count ?? 0
    for (const name of ['grantExtraTime', 'pauseContest', 'resumeContest', 'extendRound', 'sealRound', 'voidAttempt', 'correctKey', 'restoreAttempt'])
      expect([name, count(name)]).not.toEqual([name, 0])
    expect([count('saveResponses') > PEOPLE, count('saveResponses', 409) > 0, count('startAttempt', 409) > 0]).toEqual([true, true, true])
    expect(report.files.map(({ name }) => name)).toEqual([
      ...[1, 2, 3, 4].flatMap((revision) => [
        ...['csv', 'xlsx', 'pdf', 'json'].map((format) => `round 1 revision ${revision}.${format}`),
        ...(revision === 1 ? ['round 1 as handed out.csv'] : []),
      ]),
      'published log',
    ])
    expect(report.files.every(({ bytes }) => bytes > 1_000)).toBe(true)
    expect(new Set(report.files.map(({ sha256 }) => sha256)).size).toBe(report.files.length - 1)
    expect(report.head.seq).toBeGreaterThan(PEOPLE)
  } finally {
    await drop()
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  }
}, 600_000)
