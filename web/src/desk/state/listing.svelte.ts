import { nextSorting, type Order, type Sorting } from '../rules/paging.ts'

/** What a reader asked of a list: page, search and order. A new search or order starts on page 1. */
export function listing<Key extends string>(startsWith: Sorting<Key>) {
  let page = $state(1)
  let search = $state('')
  let sorting = $state.raw(startsWith)
  return {
    get page() {
      return page
    },
    get search() {
      return search
    },
    get sorting() {
      return sorting
    },
    turnTo(next: number) {
      page = next
    },
    find(text: string) {
      search = text
      page = 1
    },
    sortBy(key: Key, order: Order) {
      sorting = nextSorting(sorting, key, order)
      page = 1
    },
  }
}
