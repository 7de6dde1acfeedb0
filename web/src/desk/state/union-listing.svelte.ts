import { anyUnion, unionSorts } from '../rules/union-filter.ts'
import { listing } from './listing.svelte.ts'

/** The table of unions as the page's address asks for it. */
export const unionListing = () => listing(unionSorts, { sort: 'code', order: 'asc' }, anyUnion)

export type UnionListing = ReturnType<typeof unionListing>
