import { readFileSync } from 'node:fs'
import { routes } from '@hoithi/shared/routes'
import { describe, expect, test } from 'vitest'
import { namedRoutes } from '../../web/diet.ts'

const table = readFileSync(new URL('../../shared/src/routes.ts', import.meta.url), 'utf8')
const kept = (sources: string): string[] => [...namedRoutes(table, sources).matchAll(/^ {2}(\w+): '/gm)].map(([, name = '']) => name)

describe('the phone takes along the addresses of the routes that it names', () => {
  test.each([
    // its sources say                                       it takes
    ["await ask('getMe', {})", ['getMe']],
    ["call('logIn', { body })\npathOf('getPicture')", ['logIn', 'getPicture']],
    ["const board = full ? 'getContestLeaderboard' : 'getRoundLeaderboard'", ['getRoundLeaderboard', 'getContestLeaderboard']],
    ['export function getMe() {}', []],
    ["t('getMeAgain')", []],
  ])('%s: %j', (sources, names) => expect(kept(sources)).toEqual(names))

  test('every route of the table can be left out and taken along', () => {
    expect(kept('')).toEqual([])
    expect(
      kept(
        Object.keys(routes)
          .map((name) => `'${name}'`)
          .join(' '),
      ),
    ).toEqual(Object.keys(routes))
  })
})
