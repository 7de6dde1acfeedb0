import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../support/services.ts'

const NAMED = /`(test\/[\w./-]+\.ts)`((?: “[^”]+”)*)/g
const rows = readFileSync(join(root, 'docs/threats.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('|') && !/^\|(?: who |---)/.test(line))
/** Every test of a row, by its file and the words of its title. */
const namedIn = (row: string): [file: string, words: string][] =>
  [...row.matchAll(NAMED)].flatMap(([, file = '', titles = '']) => {
    const words = [...titles.matchAll(/“([^”]+)”/g)].map(([, title = '']): [string, string] => [file, title])
    return words.length === 0 ? [[file, '']] : words
  })

test('the threat model has a row for every kind of attack that was thought of, each with a test', () => {
  expect(rows.length).toBeGreaterThan(30)
  expect(rows.filter((row) => namedIn(row).length === 0)).toEqual([])
})

test.each(rows.flatMap(namedIn))('the test that it names exists: %s “%s”', (file, words) => {
  expect([file, existsSync(join(root, file))]).toEqual([file, true])
  expect(readFileSync(join(root, file), 'utf8')).toContain(words)
})
