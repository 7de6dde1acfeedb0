import type { FastifyReply, FastifyRequest } from 'fastify'
import { refuse, type Refused } from '../domain/decision.ts'
import type { Exports } from '../ports/exports.ts'
import type { LogContents } from '../ports/published-log.ts'
import { SENT } from './route.ts'

const names = { links: 'so-nhan-bai.jsonl', full: 'so-nhan-bai-day-du.jsonl' } satisfies Record<LogContents, string>

/** Stream the submission log as a file; refused while as many read it as may. */
export async function sendLog(
  { publishedLog }: Pick<Exports, 'publishedLog'>,
  contents: LogContents,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): Promise<Refused | typeof SENT> {
  const bytes = await publishedLog(contents)
  if (bytes === null) return refuse('server-busy')
  request.raw.once('close', () => bytes.destroy())
  void reply.type('application/x-ndjson; charset=utf-8').header('content-disposition', `attachment; filename="${names[contents]}"`).send(bytes)
  return SENT
}
