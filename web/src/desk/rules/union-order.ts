import type { Sorting } from './paging.ts'

type Listed = { code: string; name: string }
const collator = new Intl.Collator('vi', { numeric: true })

/** Unions by name or code in Vietnamese order, the code being the last tie-break. */
export function orderUnions<Union extends Listed>(unions: readonly Union[], { sort, order }: Sorting<'name' | 'code'>): Union[] {
  const direction = order === 'asc' ? 1 : -1
  return [...unions].sort((a, b) => direction * collator.compare(a[sort], b[sort]) || collator.compare(a.code, b.code))
}
