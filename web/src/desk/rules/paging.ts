export type Pages = { pages: number; from: number; to: number }

/** How many pages there are and which rows (1-based) one of them holds; an empty list has one empty page. */
export function pagesOf(total: number, page: number, pageSize: number): Pages {
  const from = total === 0 ? 0 : (page - 1) * pageSize + 1
  return { pages: Math.max(1, Math.ceil(total / pageSize)), from, to: Math.min(total, page * pageSize) }
}

export type Order = 'asc' | 'desc'
export type Sorting<Key extends string> = { sort: Key; order: Order }

/** A header pressed again turns its order round; a new one starts with the order that suits it. */
export function nextSorting<Key extends string>(current: Sorting<Key>, pressed: Key, startsWith: Order): Sorting<Key> {
  if (current.sort !== pressed) return { sort: pressed, order: startsWith }
  return { sort: pressed, order: current.order === 'asc' ? 'desc' : 'asc' }
}
