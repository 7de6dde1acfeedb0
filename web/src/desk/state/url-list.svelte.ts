import { searchParams } from 'sv-router'
import { nextSorting, type Order, type Sorting } from '../rules/paging.ts'

/** What a reader asked of a list, kept in the page's address: page, search, order and filters. A new search, filter or order starts on page 1. */
export function urlList<Key extends string>(keys: readonly Key[], startsWith: Sorting<Key>) {
  const valueOf = (name: string): string => searchParams.toURLSearchParams().get(name) ?? ''
  function put(changes: Record<string, string>): void {
    for (const [name, value] of Object.entries(changes)) {
      if (value === '') searchParams.delete(name, undefined, { replace: true })
      else searchParams.set(name, value, { replace: true })
    }
  }
  const sorting = (): Sorting<Key> => {
    const [asked, order] = valueOf('sort').split('-')
    const sort = keys.find((key) => key === asked)
    return sort === undefined ? startsWith : { sort, order: order === 'desc' ? 'desc' : 'asc' }
  }
  return {
    get page(): number {
      return Math.max(1, Number.parseInt(valueOf('page'), 10) || 1)
    },
    get search(): string {
      return valueOf('search')
    },
    get sorting(): Sorting<Key> {
      return sorting()
    },
    /** A filter's value where it is one of those on offer; '' otherwise. */
    oneOf<Value extends string>(name: string, offered: readonly Value[]): Value | '' {
      return offered.find((value) => value === valueOf(name)) ?? ''
    },
    valueOf,
    turnTo: (page: number): void => put({ page: page === 1 ? '' : String(page) }),
    find: (search: string): void => put({ search, page: '' }),
    choose: (name: string, value: string): void => put({ [name]: value, page: '' }),
    sortBy(key: Key, order: Order): void {
      const next = nextSorting(sorting(), key, order)
      put({ sort: `${next.sort}-${next.order}`, page: '' })
    },
  }
}
