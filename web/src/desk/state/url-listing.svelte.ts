import { searchParams } from 'sv-router'
import { nextSorting, type Order, type Sorting } from '../rules/paging.ts'

const said = (name: string): string => String(searchParams.get(name) ?? '')

/** Put a value into the page's address in place of the one before; an empty one is left out. */
export function setInAddress(name: string, value: string): void {
  if (value === said(name)) return
  if (value === '') searchParams.delete(name, undefined, { replace: true })
  else searchParams.set(name, value, { replace: true })
}

/** What the page's address says of a name; empty when it says nothing. */
export const inAddress = said

/** What a reader asked of a list, kept in the page's address: it can be sent to somebody, and is there again on the way back. */
export function urlListing<Key extends string>(keys: readonly Key[], startsWith: Sorting<Key>) {
  const sorting = $derived<Sorting<Key>>({
    sort: keys.find((key) => key === said('sort')) ?? startsWith.sort,
    order: said('order') === 'asc' ? 'asc' : said('order') === 'desc' ? 'desc' : startsWith.order,
  })
  const turnTo = (page: number): void => setInAddress('page', page === 1 ? '' : String(page))
  return {
    get page() {
      return Math.max(1, Math.trunc(Number(said('page'))) || 1)
    },
    get search() {
      return said('search')
    },
    get sorting() {
      return sorting
    },
    turnTo,
    find(text: string) {
      setInAddress('search', text)
      turnTo(1)
    },
    sortBy(key: Key, order: Order) {
      const next = nextSorting(sorting, key, order)
      setInAddress('sort', next.sort)
      setInAddress('order', next.order)
      turnTo(1)
    },
  }
}
