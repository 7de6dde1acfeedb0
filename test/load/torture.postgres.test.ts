import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { WrongOptions } from '../../scripts/command-options.ts'
import { openTroubles } from '../../scripts/simulation/world.ts'
import { databaseUrl } from '../../scripts/simulation/store.ts'
import { checkDisk } from '../../scripts/torture/checking.ts'
import { ask } from '../../scripts/torture/database-faults.ts'
import { readTortureOptions } from '../../scripts/torture/options.ts'
import { torture, type TortureRemains } from '../../scripts/torture/run.ts'

/** Take something away from the database, look again, and tell what was found. */
async function spoil({ known, dataDir }: TortureRemains, statements: string[]): Promise<string[]> {
  const url = databaseUrl(dataDir) ?? ''
  // Past triggers and references, which guard it from everybody else.
  await ask(url, 'set session_replication_role = replica', ...statements)
  const troubles = openTroubles()
  await checkDisk(dataDir, { ...known, world: { ...known.world, troubles } }, [...known.world.books.values()])
  return troubles
    .list()
    .map(({ what }) => what)
    .filter((what) => what.startsWith('an acknowledged'))
    .sort()
}

test('a file has one server', () => {
  expect(() => readTortureOptions(['--servers', '2'])).toThrow(WrongOptions)
  expect(readTortureOptions(['--store', 'postgres'])).toMatchObject({ servers: 2 })
})

test('two servers on one database, clocks apart, killed alone, together and with it: nothing acknowledged is lost or doubled; what really is gone is found', async () => {
  const folders = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('hoithi-torture-'))
  const before = folders()
  const found: string[][] = []
  const options = readTortureOptions(['--store', 'postgres', '--minutes', '0.05', '--people', '6', '--seed', 'k669', '--disk', 'limit'])
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
  expect([report.passed, report.lost, report.doubled, report.servers]).toEqual([true, 0, 0, 2])
  // What follows from the seed: one server dies, then both with the database; later a process of the database, then both again.
  expect(report.figures).toMatchObject({ databaseKills: 1, faults: { serverKilled: { times: 1 }, databaseCrashed: { times: 1 } } })
  expect(report.figures.kills).toBeGreaterThanOrEqual(4)
  expect(report.acknowledged.responses).toBeGreaterThan(20)
  expect(report.checked.submissions).toBe(report.acknowledged.submissions)
  expect(report.checked.registrations).toBeGreaterThan(0)
  expect(report.checked.verified).toBeGreaterThanOrEqual(report.checked.submissions)
  // What is not tried here is said.
  expect(report.left.map(({ name }) => name).sort()).toEqual(['databaseFull', 'diskFull', 'filesReadOnly', 'locked'])
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
}, 600_000)
