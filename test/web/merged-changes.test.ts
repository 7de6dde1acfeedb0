import { expect, test } from 'vitest'
import { mergedChanges } from '../../web/src/desk/rules/merged-changes.ts'

const of = (parts: Record<string, number>) => new Map(Object.entries(parts))

test.each([
  // what                                base            mine            theirs          together              what others changed
  ['nothing', { a: 1 }, { a: 1 }, { a: 1 }, { a: 1 }, []],
  ['I alone changed, added and removed', { a: 1, b: 2 }, { a: 5, c: 3 }, { a: 1, b: 2 }, { a: 5, c: 3 }, []],
  ['others alone did, and I typed nothing', { a: 1, b: 2 }, { a: 1, b: 2 }, { b: 6, c: 3 }, { b: 6, c: 3 }, []],
  ['others added a line beside mine', { a: 1 }, { a: 5 }, { a: 1, b: 2 }, { a: 5, b: 2 }, [['b', 2, 'theirs']]],
  ['others removed what I left as it was', { a: 1, b: 2 }, { a: 5, b: 2 }, { a: 1 }, { a: 5 }, [['b', null, 'theirs']]],
  ['both changed the same', { a: 1 }, { a: 5 }, { a: 6 }, { a: 5 }, [['a', 6, 'mine']]],
  ['both changed it alike', { a: 1 }, { a: 5 }, { a: 5 }, { a: 5 }, []],
  ['others changed what I removed', { a: 1, b: 2 }, { b: 2 }, { a: 6, b: 2 }, { b: 2 }, [['a', 6, 'mine']]],
  ['others removed what I changed', { a: 1 }, { a: 5 }, {}, { a: 5 }, [['a', null, 'mine']]],
  ['both added the same line', {}, { a: 5 }, { a: 6 }, { a: 5 }, [['a', 6, 'mine']]],
] as const)('%s', (_, base, mine, theirs, together, others) => {
  const found = mergedChanges({ base: of(base), mine: of(mine), theirs: of(theirs) }, String)
  expect(Object.fromEntries(found.merged)).toEqual(together)
  expect(found.others.map(({ key, theirs: now, kept }) => [key, now, kept])).toEqual(others)
})
