import type { ReplyOf } from '../../server/src/http/route.ts'
import type { AttemptBook } from './books.ts'
import type { Input, Phone } from './phone.ts'
import type { Finished } from './reckoning.ts'
import type { World } from './world.ts'

export type BoardCheck = { board: string; rows: number; differences: number }

/** The finished attempts of some books, by the crowd's own scores and the acknowledged stamps. */
export const finishedOf = (books: readonly AttemptBook[]): Finished[] =>
  books.flatMap(({ attemptId, person, number, readBack }): Finished[] => {
    if (readBack === null) return []
    const { scoreInHundredths: score, allCorrect, prediction, result } = readBack
    const { durationMs, submittedAt } = result
    return [{ attemptId, phone: person.phone, unionId: person.unionId, number, score, allCorrect, prediction, durationMs, submittedAt }]
  })

type Paged = 'getResults' | 'getContestLeaderboard' | 'getUnionLeaderboard'

/** Every page of a list, first to last; a refusal ends it and is counted where the requests are. */
export async function allPages<Name extends Paged>(phone: Phone, name: Name, input: Input<Name>): Promise<ReplyOf<Name>[]> {
  const pages: ReplyOf<Name>[] = []
  for (let seen = 0; ;) {
    const reply = await phone.call(name, { ...input, query: { ...input.query, pageSize: 100, page: pages.length + 1 } })
    if (!reply.ok) return pages
    pages.push(reply.body)
    const { rows, total }: { rows: readonly unknown[]; total: number } = reply.body
    seen += rows.length
    if (rows.length === 0 || seen >= total) return pages
  }
}

/** Two lists, line for line; every difference is a trouble. */
export function compare({ troubles }: Pick<World, 'troubles'>, board: string, want: readonly string[], got: readonly string[]): BoardCheck {
  let differences = 0
  for (let index = 0; index < Math.max(want.length, got.length); index += 1) {
    if (want[index] === got[index]) continue
    differences += 1
    const detail = `${board}, row ${index + 1}: reckoned ${want[index] ?? 'none'}, shown ${got[index] ?? 'none'}`
    troubles.tell('a board differs from the crowd’s own reckoning', detail)
  }
  return { board, rows: want.length, differences }
}
