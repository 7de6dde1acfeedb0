import { searchParams } from 'sv-router'
import { nextSorting, type Order } from '../rules/paging.ts'
import { askedOf, type UnionAsked, type UnionSort } from '../rules/union-filter.ts'

type Changes = Partial<Record<Exclude<keyof UnionAsked, 'sorting'> | 'sort' | 'order', string | number>>

/** What the address of the table of unions asks for; a change is written into the address, a new filter or order starts on page 1. */
export function unionAddress() {
  const asked = $derived(askedOf(searchParams.toURLSearchParams()))
  function write(changes: Changes): void {
    for (const [key, value] of Object.entries(changes)) {
      if (value === '' || (key === 'page' && value === 1)) searchParams.delete(key, undefined, { replace: true })
      else searchParams.set(key, value, { replace: true })
    }
  }
  return {
    get asked() {
      return asked
    },
    turnTo: (page: number) => write({ page }),
    ask: (changes: Changes) => write({ ...changes, page: 1 }),
    sortBy(key: UnionSort, startsWith: Order) {
      write({ ...nextSorting(asked.sorting, key, startsWith), page: 1 })
    },
  }
}

export type UnionAddress = ReturnType<typeof unionAddress>
