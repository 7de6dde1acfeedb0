import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { dropLeftovers, halfMade } from '../../server/src/machine/half-made.ts'

const NOBODY = 999_999_999
const host = hostname().replaceAll(/[^\w.]/g, '_')
const folder = mkdtempSync(join(tmpdir(), 'hoithi-half-made-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name))
})
const put = (name: string, hoursAgo = 0): void => {
  writeFileSync(join(folder, name), 'half')
  const at = Date.now() / 1_000 - hoursAgo * 3_600
  utimesSync(join(folder, name), at, at)
}

test.each([
  ['one that this process makes', halfMade('making', 'copy.sqlite'), 100, true],
  ['one of a process of this machine that has ended', `.making-${NOBODY}@${host}-copy.sqlite`, 0, false],
  ['one of an earlier release, of a process that has ended', `.making-${NOBODY}-copy.sqlite`, 0, false],
  ['one that another machine makes, whatever runs here', `.making-${NOBODY}@elsewhere.lan-copy.sqlite`, 23, true],
  ['one that another machine left', `.making-${process.pid}@elsewhere.lan-copy.sqlite`, 25, false],
  ['one of something else', `.copying-${NOBODY}@${host}-copy.sqlite`, 100, true],
  ['a finished copy', 'hoithi-20210510T010000Z.sqlite', 100, true],
])('of what lies half made in a folder that machines share: %s', (_, name, hoursAgo, stays) => {
  put(name, hoursAgo)
  dropLeftovers(folder, 'making')
  expect(readdirSync(folder)).toEqual(stays ? [basename(name)] : [])
})
