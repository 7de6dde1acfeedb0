import type { Call } from '../../lib/api.ts'
import { unionKinds, unionStates } from './union-codes.ts'

type UnionQuery = NonNullable<Call<'listUnions'>['query']>
export type UnionSort = NonNullable<UnionQuery['sort']>
export type UnionFilter = Omit<UnionQuery, 'page' | 'pageSize' | 'sort' | 'order' | 'contest' | 'parentId'>

export const unionSorts = ['code', 'name', 'kind', 'state', 'members', 'people'] as const satisfies readonly UnionSort[]

/** What can be asked of the table of unions beside its search, as an address holds it; '' stands for any. */
export const anyUnion = { kind: '', state: '', within: '', divisionId: '', minMembers: '', maxMembers: '' }
export type UnionAddress = typeof anyUnion

const wholeNumber = (given: string): string => (/^\d{1,8}$/.test(given) ? given : '')

/** The filter as the server takes it: only what was asked for; words that mean nothing are passed over. */
export function filterOf(search: string, address: UnionAddress): UnionFilter {
  const kind = unionKinds.find((known) => known === address.kind)
  const state = unionStates.find((known) => known === address.state)
  const { within, divisionId } = address
  const [minMembers, maxMembers] = [wholeNumber(address.minMembers), wholeNumber(address.maxMembers)]
  return {
    ...(search === '' ? {} : { search: search.slice(0, 100) }),
    ...(kind === undefined ? {} : { kind }),
    ...(state === undefined ? {} : { state }),
    ...(within === '' ? {} : { within }),
    ...(divisionId === '' ? {} : { divisionId }),
    ...(minMembers === '' ? {} : { minMembers }),
    ...(maxMembers === '' ? {} : { maxMembers }),
  }
}
