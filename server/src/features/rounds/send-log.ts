import type { FastifyReply, FastifyRequest } from 'fastify'
import { refuse, type Refused } from '../../domain/decision.ts'
import { SENT } from '../../http/route.ts'
import type { Session } from '../../http/auth.ts'
import type { LogContents } from '../../ports/published-log.ts'
import type { Services } from '../../services.ts'
import { shownTo } from '../contests/entry.ts'

const names = { links: 'so-nhan-bai', full: 'so-nhan-bai-day-du' } satisfies Record<LogContents, string>

type Call = { query: { contest?: string | undefined }; session: Session | null; request: FastifyRequest; reply: FastifyReply }

/** Stream the submission log as a file; refused while as many read it as may. */
export async function sendLog(
  { storage, exports }: Pick<Services, 'storage' | 'exports'>,
  contents: LogContents,
  { query: { contest: slug }, session, request, reply }: Call,
): Promise<Refused | typeof SENT> {
  const contest = slug === undefined ? null : await storage.contests.find(slug)
  if (slug !== undefined && (contest === null || !shownTo(contest, session))) return refuse('not-found')
  const bytes = await exports.publishedLog({ contents, slug: contest?.slug ?? null })
  if (bytes === null) return refuse('server-busy')
  request.raw.once('close', () => bytes.destroy())
  const name = contest === null ? names[contents] : `${names[contents]}-${contest.slug}`
  void reply.type('application/x-ndjson; charset=utf-8').header('content-disposition', `attachment; filename="${name}.jsonl"`).send(bytes)
  return SENT
}
