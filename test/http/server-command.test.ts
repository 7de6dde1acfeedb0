import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { serverArguments, serverMemory } from '../../scripts/server-command.mjs'
import { root } from '../support/services.ts'

const unit = readFileSync(join(root, 'docs/deploy/hoithi.service'), 'utf8')
/** What the lines of one key say, word by word. */
const said = (key: string): string[] => [...unit.matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].flatMap(([, words = '']) => words.split(' '))

test('systemd runs the server as npm start does, with the same bounds on memory', () => {
  expect(said('ExecStart')).toEqual(['/usr/bin/node', ...serverArguments])
  expect(said('Environment').filter((each) => each.startsWith('MALLOC_'))).toEqual(
    Object.entries(serverMemory).map(([name, value]) => `${name}=${value}`),
  )
})
