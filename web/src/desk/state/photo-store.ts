/** A photo that was chosen on this device and has not come to the server yet. */
export type WaitingPhoto = { id: string; workId: string; accountId: string; name: string; photo: Blob }

const NAME = 'hoithi-desk'
const PHOTOS = 'photos'
/** Some engines never answer when their database is broken. */
const PATIENCE_MS = 2_000

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const refuse = (): void => reject(new Error('no database'))
    setTimeout(refuse, PATIENCE_MS)
    const request = indexedDB.open(NAME, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(PHOTOS, { keyPath: 'id' })
    request.onsuccess = () => resolve(request.result)
    request.onerror = refuse
  })
}

let database: Promise<IDBDatabase | null> | undefined

/** Does one thing in the store; where the browser has none, nothing, and photos wait on the page alone. */
async function ask<Value>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<Value>): Promise<Value | null> {
  database ??= opened().catch(() => null)
  const kept = await database
  if (kept === null) return null
  return new Promise((resolve) => {
    try {
      const request = act(kept.transaction(PHOTOS, mode).objectStore(PHOTOS))
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => resolve(null)
    } catch {
      resolve(null)
    }
  })
}

export const photoStore = {
  keep: async (photo: WaitingPhoto): Promise<void> => void (await ask('readwrite', (store) => store.put(photo))),
  forget: async (id: string): Promise<void> => void (await ask('readwrite', (store) => store.delete(id))),
  /** Those of one work that this person chose. */
  of: async (workId: string, accountId: string): Promise<WaitingPhoto[]> => {
    const all = (await ask<WaitingPhoto[]>('readonly', (store) => store.getAll())) ?? []
    return all.filter((one) => one.workId === workId && one.accountId === accountId)
  },
}
