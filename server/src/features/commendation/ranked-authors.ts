import type { PersonKind } from '@hoithi/shared/contracts/commendation'
import type { Candidate } from '../../domain/commendation.ts'
import { authorCandidate, authorsOf, type CountedInitiative } from '../../domain/initiative-authors.ts'
import type { Services } from '../../services.ts'
import type { MeritsNow } from './merits.ts'

const INITIATIVES_AT_ONCE = 1_000
type Place = ReturnType<MeritsNow['placeOf']>

/** The authors of every initiative that counts, each in their group. */
export async function authorsInGroups(
  { storage }: Pick<Services, 'storage'>,
  { contestId, kind, placeOf }: { contestId: string; kind: PersonKind; placeOf: MeritsNow['placeOf'] },
): Promise<Candidate[]> {
  const counted: CountedInitiative[] = []
  for (let after = ''; ;) {
    const some = await storage.initiatives.counted(contestId, after, INITIATIVES_AT_ONCE)
    counted.push(...some)
    after = some.at(-1)?.id ?? ''
    if (some.length < INITIATIVES_AT_ONCE) break
  }
  const authors = authorsOf(counted)
  const names = await storage.unions.names([...new Set(authors.map(({ unionId }) => unionId))])
  return authors.map((author) => authorCandidate(author, placedIn(kind.groupBy, placeOf(author.unionId), names.get(author.unionId) ?? '')))
}

/** Where somebody stands whom no ranking places; `name`: of their union as it is now. */
export function placedIn(groupBy: PersonKind['groupBy'], place: Place, name: string): Pick<Candidate, 'unionName' | 'unionPath' | 'group'> {
  const { path = '', upperName = '', peerGroup = '' } = place ?? {}
  return { unionName: name, unionPath: path, group: { all: '', peerGroup, upperUnion: upperName, union: name }[groupBy] }
}
