import { searchParams } from 'sv-router'
import { addressOf, askedIn, type Asked } from '../rules/list-address.ts'
import { nextSorting, type Order, type Sorting } from '../rules/paging.ts'

/**
 * What a reader asked of a list: page, search, order and filters ('' for anything). A new search, order or filter starts on page 1.
 * It is kept in the page's address, so that a list can be reloaded, marked and sent to somebody; one list a page.
 */
export function listing<Key extends string, Filter extends string = never>(startsWith: Sorting<Key>, anything: Record<Filter, string> = nothing()) {
  const start: Asked<Key, Filter> = { page: 1, search: '', ...startsWith, filters: anything }
  let asked = $state.raw(askedIn(searchParams.toURLSearchParams(), start))

  function ask(changes: Partial<Asked<Key, Filter>>): void {
    asked = { ...asked, page: 1, ...changes }
    write()
  }
  function write(): void {
    for (const [name, value] of addressOf(asked, start)) {
      if (value !== null) searchParams.set(name, value, { replace: true })
      else if (searchParams.has(name)) searchParams.delete(name, undefined, { replace: true })
    }
  }
  return {
    get page() {
      return asked.page
    },
    get search() {
      return asked.search
    },
    get sorting(): Sorting<Key> {
      return { sort: asked.sort, order: asked.order }
    },
    get filters() {
      return asked.filters
    },
    /** A list that outlives its page, shown again: as the address says, or else as it was left. */
    enter() {
      const address = searchParams.toURLSearchParams()
      if (address.size > 0) asked = askedIn(address, start)
      else write()
    },
    turnTo: (page: number) => ask({ page }),
    find: (search: string) => ask({ search }),
    sortBy: (key: Key, order: Order) => ask(nextSorting({ sort: asked.sort, order: asked.order }, key, order)),
    filter: (changes: Partial<Record<Filter, string>>, search = asked.search) => ask({ search, filters: { ...asked.filters, ...changes } }),
  }
}

const nothing = <Filter extends string>(): Record<Filter, string> => ({}) as Record<Filter, string>
