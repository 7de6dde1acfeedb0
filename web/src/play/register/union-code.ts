const KEPT = 'union-code'

/** The code of a union that the address names, or that it named earlier: people look around before they register. */
export function keptUnionCode(named: string): string {
  try {
    if (named !== '') sessionStorage.setItem(KEPT, named)
    return named === '' ? (sessionStorage.getItem(KEPT) ?? '') : named
  } catch {
    return named
  }
}

/** The code names no union, or has been used. */
export function forgetUnionCode(): void {
  try {
    sessionStorage.removeItem(KEPT)
  } catch {
    // Nothing was kept either.
  }
}
