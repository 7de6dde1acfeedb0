import type { RefusalCode } from '@hoithi/shared/refusals'
import { Offline, Refused } from '../../lib/api.ts'
import { locale } from '../../lib/locale.svelte.ts'

/** A line on which nothing moves for so long is taken for dead. */
const STILL_MS = 30_000

/** Send a file as it is, and tell how much of it has gone (0–1); throws `Refused` or `Offline`. */
export function sendBytes(path: string, bytes: Blob, onprogress: (share: number) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    let timer: ReturnType<typeof setTimeout> | undefined
    const waiting = (): void => {
      clearTimeout(timer)
      timer = setTimeout(() => request.abort(), STILL_MS)
    }
    const away = (): void => {
      clearTimeout(timer)
      reject(new Offline('offline'))
    }
    request.upload.onprogress = ({ loaded, total }) => {
      waiting()
      if (total > 0) onprogress(loaded / total)
    }
    request.onerror = request.onabort = away
    request.onload = () => {
      clearTimeout(timer)
      if (request.status >= 200 && request.status < 300) return resolve()
      const refusal = read(request.responseText)
      // What stands between may answer in words of its own: that is no answer of the server.
      if (refusal === null) return away()
      reject(new Refused(request.status, refusal.code, refusal.message, refusal.details, refusal.requestId))
    }
    signal.addEventListener('abort', () => request.abort())
    request.open('POST', path)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.setRequestHeader('accept-language', locale.current)
    waiting()
    request.send(bytes)
  })
}

function read(text: string): { code: RefusalCode; message: string; details?: unknown; requestId?: string } | null {
  try {
    const said = JSON.parse(text) as { code?: RefusalCode; message?: string; details?: unknown; requestId?: string }
    return said.code === undefined || said.message === undefined ? null : { ...said, code: said.code, message: said.message }
  } catch {
    return null
  }
}
