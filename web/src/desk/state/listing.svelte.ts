import { searchParams } from 'sv-router'
import { addressOf, askedIn, type Asked } from '../rules/list-address.ts'
import { nextSorting, type Order, type Sorting } from '../rules/paging.ts'
import { setInAddress } from './address.ts'

/**
 * What a reader asked of a list: page, search, order by one of `keys` and filters ('' for anything). A new search, order or filter starts on page 1.
 * The page's address holds it, so that a list can be reloaded, marked and sent to somebody; one list a page.
 */
export function listing<Key extends string, Filter extends string = never>(
  keys: readonly Key[],
  startsWith: Sorting<Key>,
  anything: Record<Filter, string> = nothing(),
) {
  const start: Asked<Key, Filter> = { page: 1, search: '', ...startsWith, filters: anything }
  let left = start
  const asked = (): Asked<Key, Filter> => askedIn(searchParams.toURLSearchParams(), start, keys)

  function ask(changes: Partial<Asked<Key, Filter>>): void {
    left = { ...asked(), page: 1, ...changes }
    for (const [name, value] of addressOf(left, start)) setInAddress(name, value)
  }
  return {
    get page() {
      return asked().page
    },
    get search() {
      return asked().search
    },
    get sorting(): Sorting<Key> {
      const { sort, order } = asked()
      return { sort, order }
    },
    get filters() {
      return asked().filters
    },
    /** Whether a search or filter leaves rows out. */
    get narrowed() {
      const { search, filters } = asked()
      return search !== '' || Object.values(filters).some((value) => value !== '')
    },
    /** A list that outlives its page, shown again: as the address says, or else as it was left. */
    enter(): void {
      if (searchParams.size === 0) ask(left)
      else left = asked()
    },
    turnTo: (page: number): void => ask({ page }),
    find: (search: string): void => ask({ search }),
    sortBy: (key: Key, order: Order): void => ask(nextSorting(asked(), key, order)),
    filter: (changes: Partial<Record<Filter, string>>, search = asked().search): void => ask({ search, filters: { ...asked().filters, ...changes } }),
  }
}

const nothing = <Filter extends string>(): Record<Filter, string> => ({}) as Record<Filter, string>
