import type { PersonKind } from '@hoithi/shared/contracts/commendation'
import type { Asked, Candidate } from '../../domain/commendation.ts'
import { authorCandidate, authorsOf, type CountedInitiative } from '../../domain/initiative-authors.ts'
import type { Services } from '../../services.ts'
import type { Place, PlaceOf } from './places.ts'

const INITIATIVES_AT_ONCE = 1_000

/** The authors of every initiative that counts, each in their group. */
export async function authorsInGroups(
  { storage }: Pick<Services, 'storage'>,
  { contestId, kind, placeOf }: { contestId: string; kind: PersonKind; placeOf: PlaceOf },
): Promise<Omit<Asked, 'kind'>> {
  const counted: CountedInitiative[] = []
  for (let after = ''; ;) {
    const some = await storage.initiatives.counted(contestId, after, INITIATIVES_AT_ONCE)
    counted.push(...some)
    after = some.at(-1)?.id ?? ''
    if (some.length < INITIATIVES_AT_ONCE) break
  }
  return { candidates: authorsOf(counted).map((author) => authorCandidate(author, placedIn(kind.groupBy, placeOf(author.unionId)))) }
}

/** Where somebody stands whom no ranking places. */
export const placedIn = (groupBy: PersonKind['groupBy'], { home, path, groups }: Place): Pick<Candidate, 'union' | 'unionPath' | 'group'> => ({
  union: home,
  unionPath: path,
  group: groups[groupBy],
})
