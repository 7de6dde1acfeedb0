import { SvelteMap } from 'svelte/reactivity'
import type { Call } from '../../lib/api.ts'
import { addressOfFilter, anyQuestion, filterOf, type BankAddress, type BankFilter } from '../rules/bank-filter.ts'
import { listing } from './listing.svelte.ts'

export type BankSort = NonNullable<NonNullable<Call<'listQuestions'>['query']>['sort']>
const sorts: readonly BankSort[] = ['code', 'topic', 'difficulty', 'status', 'drawn', 'facility']
type Row = { questionId: string; code: string }

/** What a reader asked of a question bank and ticked in it; a new filter starts on page 1. */
function bankList() {
  const list = listing<BankSort, keyof BankAddress>(sorts, { sort: 'code', order: 'asc' }, addressOfFilter(anyQuestion()))
  const filterNow = (): BankFilter => filterOf(list.search, list.filters)
  const ticked = new SvelteMap<string, string>()
  let everything = $state(false)

  function clear(): void {
    ticked.clear()
    everything = false
  }
  function tick(rows: readonly Row[], on: boolean): void {
    for (const { questionId, code } of rows) {
      if (on) ticked.set(questionId, code)
      else ticked.delete(questionId)
    }
  }
  return {
    list,
    get filter() {
      return filterNow()
    },
    /** Whether every question of the filter is meant, on all pages. */
    get everything() {
      return everything
    },
    /** Codes of the ticked questions. */
    get codes() {
      return [...ticked.values()]
    },
    get questionIds() {
      return [...ticked.keys()]
    },
    /** What is ticked stays so under another filter, but "everything" meant the one before. */
    ask(next: Partial<BankFilter>) {
      everything = false
      const asked = { ...filterNow(), ...next }
      list.filter(addressOfFilter(asked), asked.search)
    },
    has: (questionId: string): boolean => everything || ticked.has(questionId),
    /** Taking one away from "everything" leaves the rest of the page. */
    tick(rows: readonly Row[], on: boolean, page: readonly Row[]) {
      if (everything) {
        everything = false
        tick(page, true)
      }
      tick(rows, on)
    },
    takeAll() {
      everything = true
    },
    clear,
  }
}

export type BankList = ReturnType<typeof bankList>

const lists: Partial<Record<string, BankList>> = {}

/** The list of a contest's bank, as it was left. */
export function bankListOf(slug: string): BankList {
  const list = lists[slug] ?? bankList()
  lists[slug] = list
  list.list.enter()
  return list
}
