import Database from 'better-sqlite3'
import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { WrongOptions } from '../../scripts/command-options.ts'
import { openTroubles } from '../../scripts/simulation/world.ts'
import { checkDisk } from '../../scripts/torture/checking.ts'
import { readTortureOptions } from '../../scripts/torture/options.ts'
import { torture, type TortureRemains } from '../../scripts/torture/run.ts'

describe('what was asked for', () => {
  test.each([
    [['--minutes', '0'], 'minutes'],
    [['--people', '1'], 'people'],
    [['--disk', 'floppy'], 'disk'],
    [['--hours', '5'], 'hours'],
  ])('%j is refused in a sentence that names it', (args, name) => {
    expect(() => readTortureOptions(args)).toThrow(WrongOptions)
    expect(() => readTortureOptions(args)).toThrow(name)
  })
})

/** Take something away from the database as it lies there, look again, and tell what was found. */
async function spoil({ known, dataDir }: TortureRemains, statements: string[]): Promise<string[]> {
  const client = new Database(join(dataDir, 'hoithi.sqlite'))
  client.pragma('foreign_keys = OFF')
  for (const statement of statements) expect(client.prepare(statement).run().changes).toBe(1)
  client.close()
  const troubles = openTroubles()
  await checkDisk(dataDir, { ...known, world: { ...known.world, troubles } }, [...known.world.books.values()])
  return troubles
    .list()
    .map(({ what }) => what)
    .filter((what) => what.startsWith('an acknowledged'))
    .sort()
}

test('a server under load, killed, starved and started again, loses and doubles nothing that it acknowledged; what really is gone is found', async () => {
  const folders = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('hoithi-torture-'))
  const before = folders()
  const found: string[][] = []
  const options = readTortureOptions(['--minutes', '0.12', '--people', '12', '--seed', 'kiem', '--disk', 'limit'])
  const report = await torture(options, new Promise<never>(() => undefined), async (remains) => {
    const [title] = remains.known.staff.announced
    const books = [...remains.known.world.books.values()]
    const { attemptId, person, taps } = books.find((book) => book.taps.some(({ state }) => state === 'acknowledged'))!
    const { position } = taps.find(({ state }) => state === 'acknowledged')!
    found.push(
      await spoil(remains, [
        `delete from responses where attempt_id = '${attemptId}' and position = ${position}`,
        `delete from accounts where login = '${person.phone}'`,
        `delete from announcements where title = '${title}'`,
      ]),
    )
  })
  expect(report.troubles).toEqual([])
  expect([report.passed, report.lost, report.doubled]).toEqual([true, 0, 0])
  expect(report.figures.kills).toBeGreaterThan(0)
  expect(report.acknowledged.responses).toBeGreaterThan(50)
  expect(report.checked.submissions).toBe(report.acknowledged.submissions)
  expect(report.checked.submissions).toBeGreaterThan(0)
  expect(report.checked.registrations).toBeGreaterThan(0)
  expect(report.checked.verified).toBeGreaterThanOrEqual(report.checked.submissions)
  // A person without an account has no attempts either, as far as can be seen.
  expect(found).toEqual([
    [
      'an acknowledged announcement was lost',
      'an acknowledged answer was lost',
      'an acknowledged registration was lost',
      'an acknowledged start was lost',
    ],
  ])
  expect(folders().filter((name) => !before.includes(name))).toEqual([])
})
