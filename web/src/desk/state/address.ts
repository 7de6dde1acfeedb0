import { searchParams } from 'sv-router'

/** What the page's address says of a name, as it is written there; '' when it says nothing. */
export const inAddress = (name: string): string => searchParams.toURLSearchParams().get(name) ?? ''

/** Put a value into the page's address in place of the one before; '' takes the name out. */
export function setInAddress(name: string, value: string): void {
  if (value === inAddress(name)) return
  // The router counts its steps in the entry's state and would lose it here; it needs it to stay on a page that may not be left.
  const step: unknown = history.state
  if (value === '') searchParams.delete(name, undefined, { replace: true })
  else searchParams.set(name, value, { replace: true })
  history.replaceState(step, '', location.href)
}
