import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { fold } from '../../domain/names.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { Services } from '../../services.ts'

/** So many are named; whoever is not among them is found by more words, or by the phone. */
const NAMED = 12

/** Other accounts that may be the same person's: those of the same name, or what a judge searches for. */
export async function joinCandidates(
  { storage }: Pick<Services, 'storage'>,
  contestantId: string,
  search: string | undefined,
): Promise<Decision<ReplyOf<'listJoinCandidates'>>> {
  const person = await storage.contestants.find(contestantId)
  if (person === null) return refuse('not-found')
  const { rows, total } = await storage.contestants.list({
    ...{ page: 1, pageSize: NAMED + 1, phones: 'any', sort: 'name', order: 'asc' },
    search: search ?? person.fullName,
  })
  const others = rows.filter(({ id }) => id !== contestantId).slice(0, NAMED)
  const pages = await Promise.all(others.map(({ id }) => storage.contestants.find(id)))
  const candidates = pages
    .filter((other) => other !== null)
    .map(({ id, fullName, phone, unionName, birthDate, attempts, joinedTo }) => ({
      ...{ contestantId: id, fullName, phone, unionName, attempts, joinedTo },
      sameName: fold(fullName) === fold(person.fullName),
      sameBirthDate: birthDate === person.birthDate,
    }))
  return accept({ candidates, more: Math.max(0, total - rows.length) })
}
