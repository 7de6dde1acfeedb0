const nameOf = (place: string): string => `kept-form ${place}`

/** What somebody typed and did not send outlives a reload or a lost session, in this tab only; nothing is kept while it is as it was at first. */
export function keepForm(place: string, form: unknown, untouched: unknown): void {
  try {
    if (JSON.stringify(form) === JSON.stringify(untouched)) sessionStorage.removeItem(nameOf(place))
    else sessionStorage.setItem(nameOf(place), JSON.stringify(form))
  } catch {
    // No room or no storage: it stays on the page as long as that is open.
  }
}

export function keptForm<Form>(place: string): Form | null {
  try {
    const stored = sessionStorage.getItem(nameOf(place))
    return stored === null ? null : (JSON.parse(stored) as Form)
  } catch {
    return null
  }
}

export function forgetForm(place: string): void {
  try {
    sessionStorage.removeItem(nameOf(place))
  } catch {
    // Nothing was kept.
  }
}

/** A name for something that is about to be made, so that asking twice makes it once. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
