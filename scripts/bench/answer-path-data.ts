import Database from 'better-sqlite3'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildApp } from '../../server/src/app.ts'
import { compose } from '../../server/src/compose.ts'
import { readConfig } from '../../server/src/config.ts'
import type { Contest, Round } from '../../server/src/domain/contest.ts'
import { saveResponses, startAttempt } from '../../server/src/features/attempts/actions.ts'
import { cleanDraft } from '../../server/src/formats/clean-draft.ts'
import type { Services } from '../../server/src/services.ts'
import { loadPack } from '../contest-pack.ts'
import { root } from '../setup.mjs'
import { atOnce, some, type Load } from './data.ts'
import { inventedWithPictures } from './invented.ts'
import { BENCH_SECRET } from './secret.ts'

export const QUESTIONS = 20
const BANK = 10_000
const DAY_MS = 86_400_000

/** What the floor writes and sends: the same bytes as a start and a submission do. */
export type Model = { start: { row: string; reply: string }; submit: { row: string; reply: string } }
export type AnswerPath = {
  roundId: string
  slug: string
  /** People who have not started. */
  newcomers: Person[]
  /** Running attempts with every question answered. */
  answered: Load[]
  /** A file for the floor. */
  model: string
}

/** `store`: settings of another store than a file in the folder, for whose floor there is no model. */
type Wanted = { newcomers: number; answered: number; bank?: number; store?: Record<string, string> }
type Person = { contestantId: string; token: string }

/** A data folder whose round draws 20 of 10,000 questions, a fifth of them with pictures. */
export async function answerPathData(folder: string, { bank = BANK, store, ...wanted }: Wanted): Promise<AnswerPath> {
  const services = await compose(readConfig({ DATA_DIR: folder, JWT_SECRET: BENCH_SECRET, LOG_LEVEL: 'silent', ...store }, root))
  const { storage, ids, clock } = services
  const app = await buildApp(services)
  try {
    const pack = await loadPack(join(root, 'scripts/contest-packs/cnvcld-ngay-hoi-2021'), services)
    const { contest, round } = await largeContest(services, pack, { questions: bank })
    const union = (await storage.unions.search('cdcs', 1)).unions[0]
    if (union === undefined) throw new Error('the pack has no grassroots union')
    const until = clock.now() + 10 * DAY_MS
    const register = async (index: number): Promise<Person> => {
      const now = clock.now()
      const id = ids.next(now)
      const phone = `01${String(index).padStart(8, '0')}`
      const account = { id, login: phone, role: 'contestant' as const, fullName: 'Người Thử', passwordHash: '-', unionId: union.id, createdAt: now }
      const person = { phone, birthDate: '1990-01-01', contestantKind: 'member' as const, unionId: union.id }
      await storage.accounts.register(account, { ...person, consentVersion: contest.consent.version, consentAt: now })
      return { contestantId: id, token: app.jwt.sign({ sub: id, role: 'contestant', unionId: union.id, jti: ids.next(now), until }) }
    }
    const newcomers = await some(wanted.newcomers + 1, atOnce(storage), register)
    const answered = await some(wanted.answered, atOnce(storage), async (index) =>
      begun(services, round.id, await register(wanted.newcomers + 1 + index)),
    )
    const [example] = newcomers.splice(-1)
    if (example === undefined) throw new Error('nobody is there to show how it goes')
    const model = join(folder, 'model.json')
    if (store === undefined) writeFileSync(model, JSON.stringify(await modelOf(app, join(folder, 'hoithi.sqlite'), round.id, example)))
    return { roundId: round.id, slug: contest.slug, newcomers, answered, model }
  } finally {
    await app.close()
    await storage.close()
  }
}

/** A contest with one round that is open for days and draws 20 of many questions. */
export async function largeContest(
  { storage, ids, clock }: Services,
  { contest, rounds }: { contest: Contest; rounds: Round[] },
  { slug = 'bench', questions = BANK } = {},
) {
  const now = clock.now()
  const [pattern] = rounds
  if (pattern === undefined) throw new Error('the pack has no round')
  const times = { opensAt: now - 1_000, closesAt: now + 9 * DAY_MS }
  const large = { ...contest, ...times, id: ids.next(now), slug }
  const rules = { ...pattern.rules, blueprint: [{ count: QUESTIONS }], minutes: 600 }
  const round = { ...pattern, ...times, id: ids.next(now), contestId: large.id, rules, sealedRevision: null }
  await storage.contests.create(large, [round])
  const { drafts, pictures } = inventedWithPictures(questions)
  await storage.pictures.keep(pictures, now)
  const by = { id: ids.next(now), at: now, actorId: 'bench', action: 'importQuestions', subject: 'bench', reason: 'bench' }
  await storage.questions.load(large.id, drafts.map(cleanDraft), now, by)
  return { contest: large, round }
}

async function begun(services: Services, roundId: string, { contestantId, token }: Person): Promise<Load> {
  const started = await startAttempt(services, { roundId, contestantId })
  if (!started.ok) throw new Error(`a bench attempt was refused: ${started.reason}`)
  const responses = Array.from({ length: QUESTIONS }, (_, index) => ({ position: index + 1, choice: [index % 2 === 0 ? 'a' : 'b'], ageMs: 0 }))
  await saveResponses(services, started.value.id, contestantId, { responses })
  return { attemptId: started.value.id, token }
}

/** One attempt through the server's own routes, and what of it went to the disk and over the line. */
async function modelOf(app: Awaited<ReturnType<typeof buildApp>>, file: string, roundId: string, { token }: Person): Promise<Model> {
  const post = async (url: string): Promise<string> => {
    const reply = await app.inject({ method: 'POST', url, headers: { authorization: `Bearer ${token}` }, payload: {} })
    if (reply.statusCode !== 200) throw new Error(`${url}: ${reply.body}`)
    return reply.body
  }
  const client = new Database(file, { readonly: true })
  const rows = (...queries: string[]): string => JSON.stringify(queries.map((query) => client.prepare(query).all({ attemptId })))
  const startReply = await post(`/api/rounds/${roundId}/attempts`)
  const { attemptId } = JSON.parse(startReply) as { attemptId: string }
  const started = rows('select * from attempts where id = @attemptId', 'select * from attempt_sightings where attempt_id = @attemptId')
  const submitReply = await post(`/api/attempts/${attemptId}/submission`)
  const submitted = rows(
    `select submitted_at, finished_by, score, max_score, correct_count, all_correct, duration_ms, receipt from attempts where id = @attemptId`,
    'select * from submission_log where attempt_id = @attemptId',
    `select * from attempt_sightings where attempt_id = @attemptId and what = 'submit'`,
  )
  client.close()
  return { start: { row: started, reply: startReply }, submit: { row: submitted, reply: submitReply } }
}
