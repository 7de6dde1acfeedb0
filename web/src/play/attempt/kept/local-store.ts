import type { PhoneStore } from './store.ts'

const MARK = 'kept:'

/** localStorage, a key for each thing that is kept; refuses where the browser blocks it or has no room. */
export async function openLocalStore(): Promise<PhoneStore> {
  localStorage.setItem(`${MARK}probe`, '1')
  localStorage.removeItem(`${MARK}probe`)
  const read = (key: string): unknown => JSON.parse(localStorage.getItem(MARK + key) ?? 'null') ?? undefined
  return {
    list: async <Value>(prefix: string) =>
      Object.keys(localStorage)
        .filter((key) => key.startsWith(MARK + prefix))
        .map((key) => key.slice(MARK.length))
        .map((key): [string, Value] => [key, read(key) as Value]),
    change: async <Value>(key: string, decide: (old: Value | undefined) => Value | undefined) => {
      const next = decide(read(key) as Value | undefined)
      if (next === undefined) localStorage.removeItem(MARK + key)
      else localStorage.setItem(MARK + key, JSON.stringify(next))
      return next
    },
  }
}
