import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { faultsOf, type Lock } from '../../../scripts/dependencies.mjs'
import { root } from '../../support/services.ts'

const read = (name: string): unknown => JSON.parse(readFileSync(join(root, name), 'utf8'))
const { allowScripts } = read('package.json') as { allowScripts: Record<string, boolean> }
const integrity = `sha512-${'A'.repeat(86)}==`
const withPackage = (entry: Lock['packages'][string]): Lock => ({
  lockfileVersion: 3,
  packages: { '': {}, 'node_modules/x': { integrity, license: 'MIT', ...entry } },
})

test('what the lockfile names is as it should be', () => {
  expect(faultsOf(read('package-lock.json') as Lock, allowScripts)).toEqual([])
})

const spoilt: [what: string, lock: Lock, says: string | null][] = [
  ['a package as it should be', withPackage({}), null],
  ['one that may be had under either of two licences', withPackage({ license: '(GPL-3.0 OR MIT)' }), null],
  ['a folder of this project', withPackage({ link: true, license: 'UNLICENSED', integrity: '' }), null],
  ['a tool under the MPL', withPackage({ license: 'MPL-2.0', dev: true }), null],
  ['a part of the product under the MPL', withPackage({ license: 'MPL-2.0' }), 'MPL-2.0'],
  ['no licence', { lockfileVersion: 3, packages: { 'node_modules/x': { integrity } } }, 'undefined'],
  ['two licences that both hold, one not allowed', withPackage({ license: 'MIT AND GPL-3.0' }), 'GPL-3.0'],
  ['no checksum', withPackage({ integrity: '' }), 'no sha512'],
  ['a weak checksum', withPackage({ integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' }), 'no sha512'],
  ['another source', withPackage({ resolved: 'git+ssh://git@example.org/x.git' }), 'comes from git'],
  ['a script that nobody looked at', withPackage({ hasInstallScript: true }), 'runs a script'],
  ['a lockfile of another npm', { lockfileVersion: 1, packages: {} }, 'version 1'],
]
test.each(spoilt)('%s', (_what, lock, says) => {
  const faults = faultsOf(lock, allowScripts)
  if (says === null) expect(faults).toEqual([])
  else expect(faults).toEqual([expect.stringContaining(says)])
})
