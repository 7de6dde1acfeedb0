import { openIndexedStore } from './indexed-store.ts'
import { openLocalStore } from './local-store.ts'
import type { PhoneStore } from './store.ts'

/** The last resort: it lives as long as the page. */
export function memoryStore(): PhoneStore {
  const kept = new Map<string, unknown>()
  return {
    list: async <Value>(prefix: string) => [...kept].filter(([key]) => key.startsWith(prefix)) as [string, Value][],
    change: async <Value>(key: string, decide: (old: Value | undefined) => Value | undefined) => {
      const next = decide(kept.get(key) as Value | undefined)
      if (next === undefined) kept.delete(key)
      else kept.set(key, next)
      return next
    },
  }
}

/** Uses the first store that works, and the next one from the moment it fails; `forgetful` is called when only memory is left. */
export function firstThatWorks(openers: readonly (() => Promise<PhoneStore>)[], forgetful: () => void): PhoneStore {
  const waiting = [...openers]
  let current = openNext()

  async function openNext(): Promise<PhoneStore> {
    const open = waiting.shift()
    if (open === undefined) {
      forgetful()
      return memoryStore()
    }
    return open().catch(openNext)
  }
  async function use<Result>(work: (store: PhoneStore) => Promise<Result>): Promise<Result> {
    const used = current
    try {
      return await work(await used)
    } catch {
      // Of many calls that fail together one opens the next store.
      if (current === used) current = openNext()
      return use(work)
    }
  }
  return { list: (prefix) => use((store) => store.list(prefix)), change: (key, decide) => use((store) => store.change(key, decide)) }
}

let forgets = false
const listeners = new Set<() => void>()

/** Calls `tell` at once or as soon as this browser turns out to keep nothing when the page closes. */
export function whenForgetful(tell: () => void): void {
  if (forgets) tell()
  else listeners.add(tell)
}

/** The store of this phone. */
export const phoneStore = firstThatWorks([openIndexedStore, openLocalStore], () => {
  forgets = true
  for (const tell of listeners) tell()
})
