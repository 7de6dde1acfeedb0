/** What this phone keeps between visits; in a closed window of some browsers nothing can be kept. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

/** Null: forget it. */
export function remember(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // Then it lasts as long as the page.
  }
}

/** The number that was last registered or logged in here; logging out forgets it. */
export const PHONE = 'phone'
/** A registration that was begun here. */
export const DRAFT = 'draft'
/** An appeal that was begun here. */
export const APPEAL = 'appeal'
