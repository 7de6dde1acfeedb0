import type { UnionKind, UnionState } from '@hoithi/shared/contracts/unions'
import type { Call } from '../../lib/api.ts'
import type { Order, Sorting } from './paging.ts'
import { unionKinds, unionStates } from './union-codes.ts'

export type UnionQuery = NonNullable<Call<'listUnions'>['query']>
export type UnionSort = NonNullable<UnionQuery['sort']>
/** Which unions a reader asked for, as the address of the page tells it; '' stands for any. */
export type UnionAsked = {
  search: string
  kind: UnionKind | ''
  state: UnionState | ''
  within: string
  divisionId: string
  minMembers: string
  maxMembers: string
  page: number
  sorting: Sorting<UnionSort>
}

const sorts = ['code', 'name', 'kind', 'state', 'members', 'people'] as const satisfies readonly UnionSort[]
const oneOf = <Word extends string>(words: readonly Word[], given: string): Word | '' => words.find((word) => word === given) ?? ''
const wholeNumber = (given: string): string => (/^\d{1,8}$/.test(given) ? given : '')

/** What an address asks for; words that mean nothing are passed over. */
export function askedOf(address: URLSearchParams): UnionAsked {
  const given = (key: string): string => address.get(key) ?? ''
  const order: Order = given('order') === 'desc' ? 'desc' : 'asc'
  return {
    search: given('search').slice(0, 100),
    kind: oneOf(unionKinds, given('kind')),
    state: oneOf(unionStates, given('state')),
    within: given('within'),
    divisionId: given('divisionId'),
    minMembers: wholeNumber(given('minMembers')),
    maxMembers: wholeNumber(given('maxMembers')),
    page: Math.max(1, Number(wholeNumber(given('page'))) || 1),
    sorting: { sort: oneOf(sorts, given('sort')) || 'code', order },
  }
}

/** The filter as the server takes it: only what was asked for. */
export function filterOf({
  search,
  kind,
  state,
  within,
  divisionId,
  minMembers,
  maxMembers,
}: UnionAsked): Omit<UnionQuery, 'page' | 'pageSize' | 'sort' | 'order'> {
  return {
    ...(search === '' ? {} : { search }),
    ...(kind === '' ? {} : { kind }),
    ...(state === '' ? {} : { state }),
    ...(within === '' ? {} : { within }),
    ...(divisionId === '' ? {} : { divisionId }),
    ...(minMembers === '' ? {} : { minMembers }),
    ...(maxMembers === '' ? {} : { maxMembers }),
  }
}
