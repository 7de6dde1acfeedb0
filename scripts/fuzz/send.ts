import { request as open, type Agent } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import type { Request } from './request.ts'

export type Reply = { status: number; type: string; headers: string; body: string }
/** What became of a request; `reply` is null when nothing came in time, or the line broke. */
export type Outcome = { reply: Reply | null; ms: number; failure: string | null }

/** Files wait for each other, and eight lines ask for them at once. */
export const LONGEST_MS = 30_000

/** Send one request to this machine and wait for the whole reply, as long as something of it comes now and then. */
export async function send(
  { host, port, agent, longestMs }: { host: string; port: number; agent: Agent | false; longestMs: number },
  request: Request,
): Promise<Outcome> {
  const began = performance.now()
  let late = false
  const spent = (): number => performance.now() - began
  try {
    const reply = await new Promise<Reply>((resolve, reject) => {
      const { method, path, body } = request
      // Node names the length by itself for some methods only.
      const headers = body === null ? request.headers : { ...request.headers, 'content-length': String(Buffer.byteLength(body)) }
      const sent = open({ host, port, agent, method, path, headers }, (incoming) => {
        buffer(incoming).then(
          (bytes) =>
            resolve({
              status: incoming.statusCode ?? 0,
              type: incoming.headers['content-type'] ?? '',
              headers: incoming.rawHeaders.join('\n'),
              body: unpacked(bytes, incoming.headers['content-encoding']).toString(),
            }),
          reject,
        )
      })
      sent.setTimeout(longestMs, () => {
        late = true
        sent.destroy(new Error('late'))
      })
      sent.on('error', reject)
      sent.end(body ?? undefined)
    })
    return { reply, ms: spent(), failure: null }
  } catch (error) {
    const { message, code } = error as Error & { code?: string }
    return { reply: null, ms: spent(), failure: late ? `no answer in ${longestMs / 1_000} s` : `the line broke (${code ?? message})` }
  }
}

/** What a reply holds that travelled compressed; one that cannot be opened stays as it is, and is found to be no JSON. */
function unpacked(bytes: Buffer, encoding: string | undefined): Buffer {
  if (bytes.length === 0) return bytes
  try {
    if (encoding === 'gzip') return gunzipSync(bytes)
    if (encoding === 'br') return brotliDecompressSync(bytes)
    return encoding === 'deflate' ? inflateSync(bytes) : bytes
  } catch {
    return bytes
  }
}
