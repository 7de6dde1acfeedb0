import Database from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { compareRanked, type Keys } from '../../server/src/domain/ranking.ts'
import { rankIndex, type PlaceChange } from '../../server/src/storage/sqlite/rank-index.ts'

type Place = { keys: Keys; attemptId: string }
const SIZE = 4

/** A board on real SQLite, an index over it, and the same people in a plain list. */
function openBoard() {
  const client = new Database(':memory:')
  client.exec(
    `create table standings (board_id text, k1 integer, k2 integer, k3 integer, k4 integer, attempt_id text);
     create index standings_rank on standings (board_id, k1, k2, k3, k4, attempt_id)`,
  )
  const insert = client.prepare(`insert into standings values ('B', ?, ?, ?, ?, ?)`)
  const remove = client.prepare(`delete from standings where attempt_id = ?`)
  const index = rankIndex({ client }, SIZE)
  let [people, seq]: [Place[], number] = [[], 0]
  /** One commit of the projector: some come, some leave. */
  const commit = (come: readonly Place[], leave: readonly Place[]): void => {
    const changes: PlaceChange[] = []
    for (const place of leave) {
      remove.run(place.attemptId)
      changes.push({ boardId: 'B', sign: -1, ...place })
    }
    for (const place of come) {
      insert.run(...place.keys, place.attemptId)
      changes.push({ boardId: 'B', sign: 1, ...place })
    }
    people = [...people.filter(({ attemptId }) => leave.every((gone) => gone.attemptId !== attemptId)), ...come].sort(compareRanked)
    index.follow({ before: seq, seq: seq + 1, changes })
    seq += 1
  }
  return { client, index, commit, people: () => people, seq: () => seq }
}

const place = (k1: number, k2: number, id: number): Place => ({ keys: [k1, k2, 0, 0], attemptId: `A${id}` })

function expectLevel({ index, people, seq }: ReturnType<typeof openBoard>): void {
  const all = people()
  for (const [position, one] of all.entries()) {
    expect(index.ahead('B', seq(), one)).toBe(position)
    expect(index.at('B', seq(), position)).toEqual({ place: one, total: all.length })
  }
  expect(index.at('B', seq(), all.length)).toEqual({ place: null, total: all.length })
}

describe('ranks without counting up to them', () => {
  test('are those of a plain list, after any comings and goings, before, between and behind all others', () => {
    const commits = fc.array(fc.tuple(fc.array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.nat(5)), { maxLength: 25 }), fc.nat()), { maxLength: 8 })
    fc.assert(
      fc.property(commits, (all) => {
        const board = openBoard()
        let made = 0
        for (const [come, chance] of all) {
          board.commit(
            come.map(([k1, k2]) => place(k1, k2, (made += 1))),
            board.people().filter((_, index) => (index * 7 + chance) % 3 === 0),
          )
          expectLevel(board)
        }
        board.client.close()
      }),
      { numRuns: 60 },
    )
  })

  it('are found anew when something was counted that the index did not see', () => {
    const board = openBoard()
    board.commit(
      Array.from({ length: 30 }, (_, index) => place(index % 5, index, index)),
      [],
    )
    expectLevel(board)
    board.client.prepare(`delete from standings where attempt_id = 'A7'`).run()
    expect(board.index.at('B', board.seq(), 0).total).toBe(30)
    expect(board.index.at('B', board.seq() + 1, 0).total).toBe(29)
  })

  it('of a board that nobody is on are none', () => {
    const board = openBoard()
    expect(board.index.at('B', 0, 0)).toEqual({ place: null, total: 0 })
    expect(board.index.ahead('B', 0, place(1, 1, 1))).toBe(0)
  })
})
