import { describe, expect, test } from 'vitest'
import { authorCandidate, authorsOf, type CountedInitiative } from '../../server/src/domain/initiative-authors.ts'
import { RETIRED_NAME, WITHDRAWN_NAME } from '../../server/src/domain/withdrawal.ts'

const made = (id: string, authors: string[], benefit: number | null = null, rest: Partial<CountedInitiative> = {}): CountedInitiative => ({
  ...{ id, authors, benefit, unionId: 'A', countedAt: 1 },
  ...rest,
})
const told = (counted: CountedInitiative[]) =>
  authorsOf(counted).map(({ id, name, unionId, initiatives, benefit }) => `${id} ${name} ${unionId}: ${initiatives}, ${benefit}`)

describe('authors of counted initiatives', () => {
  test.each<[string, CountedInitiative[], string[]]>([
    ['nobody made nothing', [], []],
    ['a technology secret names nobody', [made('i', [])], []],
    ['each of several has the whole initiative', [made('i', ['Lò Văn An', 'Vàng A Páo'], 5)], ['i-0 Lò Văn An A: 1, 5', 'i-1 Vàng A Páo A: 1, 5']],
    [
      'one name in one unit is one person, however it is written',
      [made('i', ['Lò Văn An'], 5), made('j', ['LÒ  VĂN AN'.normalize('NFD')], null, { countedAt: 2 })],
      ['i-0 Lò Văn An A: 2, 5'],
    ],
    ['another mark is another name', [made('i', ['Lò Văn An', 'Lò Văn Ân'])], ['i-0 Lò Văn An A: 1, 0', 'i-1 Lò Văn Ân A: 1, 0']],
    [
      'of another unit is somebody else',
      [made('i', ['Lò Văn An']), made('j', ['Lò Văn An'], 1, { unionId: 'B', countedAt: 2 })],
      ['i-0 Lò Văn An A: 1, 0', 'j-0 Lò Văn An B: 1, 1'],
    ],
    ['who is named twice made it once', [made('i', ['Lò Văn An', 'Lò Văn An'], 5)], ['i-0 Lò Văn An A: 1, 5']],
    ['whose name is gone is nobody', [made('i', [WITHDRAWN_NAME, RETIRED_NAME, 'Vàng A Páo'])], ['i-2 Vàng A Páo A: 1, 0']],
  ])('%s', (_, counted, lines) => {
    expect(told(counted)).toEqual(lines)
  })

  test('an author keeps the id while more of theirs is counted', () => {
    const first = made('later-entered', ['Lò Văn An'], 1, { countedAt: 10 })
    const [before] = authorsOf([first])
    const [after] = authorsOf([made('earlier-entered', ['Vàng A Páo', 'Lò Văn An'], 1, { countedAt: 20 }), first])
    expect([before?.id, after?.id, after?.initiatives]).toEqual(['later-entered-0', 'later-entered-0', 2])
  })

  test('stand by their number, then by the benefit; whoever is equal in both is equal', () => {
    const placed = { union: null, unionPath: '', group: { key: '', name: '', above: '', code: '' } }
    const order = (initiatives: number, benefit: number) =>
      authorCandidate({ id: 'i-0', name: 'An', unionId: 'A', initiatives, benefit }, placed).order
    expect([order(2, 0), order(1, 9), order(1, 9)]).toEqual([
      [-2, -0],
      [-1, -9],
      [-1, -9],
    ])
  })
})
