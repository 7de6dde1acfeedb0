import { forgetOthers } from './kept-attempt.ts'
import { keptSession, type KeptSession } from './kept-session.ts'
import { phoneStore } from './phone-store.ts'

/** What the shell asks of the phone's store, fetched only when it does. */
export const lastSession = (): Promise<KeptSession | null> => keptSession(phoneStore)

/** `owner`: who is here now; null: nobody. */
export const personChanged = (owner: string | null): Promise<void> => forgetOthers(phoneStore, owner)
