import type { RefusalCode } from '@hoithi/shared/refusals'
import { Offline, Refused } from '../../lib/api.ts'
import { locale } from '../../lib/locale.svelte.ts'
import { saveFile } from './save-file.ts'

/** Fetch a file and let the browser keep it under the name that the server gives; throws `Refused` or `Offline`. */
export async function download(path: string, otherwise: string): Promise<void> {
  let response: Response
  try {
    response = await fetch(path, { headers: { 'accept-language': locale.current }, credentials: 'same-origin' })
    if (response.ok)
      return saveFile(await response.blob(), /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? otherwise)
  } catch {
    throw new Offline('offline')
  }
  const { code, message, details } = (await response.json()) as { code: RefusalCode; message: string; details?: unknown }
  throw new Refused(response.status, code, message, details)
}
