import type { Order } from './paging.ts'

/** What a reader asked of a list; a filter of '' asks for anything. */
export type Asked<Key extends string, Filter extends string> = {
  page: number
  search: string
  sort: Key
  order: Order
  filters: Record<Filter, string>
}

/** What an address asks of a list that can be sorted by `keys`: what it leaves out, or asks for in vain, is as the list starts. */
export function askedIn<Key extends string, Filter extends string>(
  address: URLSearchParams,
  start: Asked<Key, Filter>,
  keys: readonly Key[],
): Asked<Key, Filter> {
  const page = Number(address.get('page') ?? start.page)
  const order = address.get('order')
  const filters = { ...start.filters }
  for (const name of namesOf(filters)) filters[name] = address.get(name) ?? start.filters[name]
  return {
    page: Number.isSafeInteger(page) && page >= 1 ? page : start.page,
    search: address.get('search') ?? start.search,
    sort: keys.find((key) => key === address.get('sort')) ?? start.sort,
    order: order === 'asc' || order === 'desc' ? order : start.order,
    filters,
  }
}

/** What to write into the address, name by name; '' takes a name out because it is as the list starts. */
export function addressOf<Key extends string, Filter extends string>(asked: Asked<Key, Filter>, start: Asked<Key, Filter>): [string, string][] {
  const differing = (name: string, value: string | number, usual: string | number): [string, string] => [name, value === usual ? '' : String(value)]
  const unsorted = asked.sort === start.sort && asked.order === start.order
  return [
    differing('page', asked.page, start.page),
    differing('search', asked.search, start.search),
    ['sort', unsorted ? '' : asked.sort],
    ['order', unsorted ? '' : asked.order],
    ...namesOf(asked.filters).map((name) => differing(name, asked.filters[name], start.filters[name])),
  ]
}

const namesOf = <Name extends string>(filters: Record<Name, string>): Name[] => Object.keys(filters) as Name[]
