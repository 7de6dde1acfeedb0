import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { withSection } from '../../scripts/bench/publish.ts'

const page = readFileSync(new URL('../../docs/benchmarks.md', import.meta.url), 'utf8')

describe('docs/benchmarks.md', () => {
  it.each([
    'saves',
    'saves-postgres',
    'servers-postgres',
    'killed-postgres',
    'failover-postgres',
    'costs-postgres',
    'snapshot-postgres',
    'boards-postgres',
    'answer-path',
    'campaign',
    'closing',
    'pages',
    'projector',
  ])('takes the table of %s in place of the one before, and leaves the rest', (name) => {
    const once = withSection(page, name, '| first |')
    const twice = withSection(once, name, '| second |')
    expect([once.includes('| first |'), twice.includes('| first |'), twice.includes('| second |')]).toEqual([true, false, true])
    expect(withSection(twice, name, '| first |')).toBe(once)
    const around = (text: string) => text.replace(new RegExp(`<!-- bench ${name} -->[^]*<!-- end of ${name} -->`), '')
    expect(around(twice)).toBe(around(page))
  })

  it('refuses a table that it has no place for', () => {
    expect(() => withSection(page, 'nothing', '| |')).toThrow('no place for “nothing”')
  })
})
