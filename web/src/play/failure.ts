import { Offline, Refused } from '../lib/api.ts'
import { t } from '../lib/text/play.svelte.ts'

/** One sentence for a failed call: the server's own where it gave one. */
export function failureText(error: unknown): string {
  if (error instanceof Refused) return error.code === 'internal' ? `${error.message} [${error.requestId}]` : error.message
  return t(error instanceof Offline ? 'failure.offline' : 'failure.unexpected')
}
