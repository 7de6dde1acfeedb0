import type { PhoneStore } from './store.ts'

const NAME = 'hoithi'
const KEPT = 'kept'
/** Some engines never answer when their database is broken. */
const PATIENCE_MS = 2_000

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const refuse = (): void => reject(new Error('no database'))
    setTimeout(refuse, PATIENCE_MS)
    const request = indexedDB.open(NAME, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(KEPT)
    request.onsuccess = () => resolve(request.result)
    request.onerror = refuse
  })
}

/** IndexedDB; a change is told only when it is on disk, as far as the engine says so. */
export async function openIndexedStore(): Promise<PhoneStore> {
  const database = await opened()
  const transaction = (mode: IDBTransactionMode): IDBTransaction => database.transaction(KEPT, mode, { durability: 'strict' })
  return {
    list: <Value>(prefix: string) =>
      new Promise<[string, Value][]>((resolve, reject) => {
        const store = transaction('readonly').objectStore(KEPT)
        const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`)
        const keys = store.getAllKeys(range)
        const values = store.getAll(range)
        values.onsuccess = () => resolve(keys.result.map((key, index) => [String(key), values.result[index] as Value]))
        values.onerror = () => reject(new Error('not read'))
      }),
    change: <Value>(key: string, decide: (old: Value | undefined) => Value | undefined) =>
      new Promise<Value | undefined>((resolve, reject) => {
        const work = transaction('readwrite')
        const store = work.objectStore(KEPT)
        const read = store.get(key)
        let next: Value | undefined
        read.onsuccess = () => {
          next = decide(read.result as Value | undefined)
          if (next === undefined) store.delete(key)
          else if (next !== read.result) store.put(next, key)
        }
        work.oncomplete = () => resolve(next)
        work.onerror = work.onabort = () => reject(new Error('not kept'))
      }),
  }
}
