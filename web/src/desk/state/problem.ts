import { Offline, Refused } from '../../lib/api.ts'
import { session } from './session.svelte.ts'

/** Why something did not come about, as far as a person can do something about it. */
export type Problem = Offline | Refused

/** The problem behind an error; a lost session leads to the login, a bug is thrown on. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof Offline || error instanceof Refused)) throw error
  if (error instanceof Refused && error.code === 'not-logged-in') session.expire()
  return error
}
