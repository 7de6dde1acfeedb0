import { request as open, type Agent } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { Request } from './request.ts'

export type Reply = { status: number; type: string; headers: string; body: string }
/** What became of a request; `reply` is null when nothing came in time, or the line broke. */
export type Outcome = { reply: Reply | null; ms: number; failure: string | null }

export const LONGEST_MS = 5_000

/** Send one request to this machine and wait for the whole reply, so long at most. */
export async function send(
  { host, port, agent, longestMs }: { host: string; port: number; agent: Agent; longestMs: number },
  request: Request,
): Promise<Outcome> {
  const began = performance.now()
  const spent = (): number => performance.now() - began
  try {
    const reply = await new Promise<Reply>((resolve, reject) => {
      const { method, path, body } = request
      // Node names the length by itself for some methods only.
      const headers = body === null ? request.headers : { ...request.headers, 'content-length': String(Buffer.byteLength(body)) }
      const sent = open({ host, port, agent, method, path, headers, signal: AbortSignal.timeout(longestMs) }, (incoming) => {
        buffer(incoming).then(
          (bytes) =>
            resolve({
              status: incoming.statusCode ?? 0,
              type: incoming.headers['content-type'] ?? '',
              headers: incoming.rawHeaders.join('\n'),
              body: bytes.toString(),
            }),
          reject,
        )
      })
      sent.on('error', reject)
      sent.end(body ?? undefined)
    })
    return { reply, ms: spent(), failure: null }
  } catch (error) {
    const { name, message, code } = error as Error & { code?: string }
    const late = name === 'AbortError' || name === 'TimeoutError' || code === 'ABORT_ERR'
    return { reply: null, ms: spent(), failure: late ? `no answer in ${longestMs / 1_000} s` : `the line broke (${code ?? message})` }
  }
}
