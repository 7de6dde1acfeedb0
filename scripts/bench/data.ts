import { join } from 'node:path'
import { buildApp } from '../../server/src/app.ts'
import { compose } from '../../server/src/compose.ts'
import { readConfig } from '../../server/src/config.ts'
import type { Contest, Round } from '../../server/src/domain/contest.ts'
import { startAttempt } from '../../server/src/features/attempts/actions.ts'
import { cleanDraft } from '../../server/src/formats/clean-draft.ts'
import type { Services } from '../../server/src/services.ts'
import { loadPack } from '../contest-pack.ts'
import { root } from '../setup.mjs'

export type Load = { attemptId: string; token: string }

const DAY_MS = 86_400_000

/** A data folder (or the database that `store` names) with the shipped pack, its first round open all day, and `people` contestants each in a running attempt. */
export async function benchData(
  folder: string,
  secret: string,
  people: number,
  store: Record<string, string> = {},
): Promise<(Load & { roundId: string })[]> {
  const config = readConfig({ DATA_DIR: folder, JWT_SECRET: secret, LOG_LEVEL: 'silent', ...store }, root)
  const services = await compose(config)
  const { storage, ids, clock } = services
  const app = await buildApp(services)
  const { contest, rounds } = await loadPack(join(root, 'scripts/contest-packs/cnvcld-ngay-hoi-2021'), services)
  const pattern = rounds[0]
  const union = (await storage.unions.search('cdcs', 1)).unions[0]
  if (pattern === undefined || union === undefined) throw new Error('the pack has no round or no grassroots union')
  const until = clock.now() + DAY_MS
  const running = await runningAttempts(services, { contest, round: pattern, union }, people)
  const load = running.map(({ attemptId, contestantId, roundId }) => ({
    attemptId,
    roundId,
    token: app.jwt.sign({ sub: contestantId, role: 'contestant', unionId: union.id, jti: ids.next(clock.now()), until }),
  }))
  await app.close()
  await storage.close()
  return load
}

/** Writes that share their commits; on PostgreSQL as many as have a connection. */
export const atOnce = ({ shared }: { shared: boolean }): number => (shared ? 10 : 500)

/** So many of something, some at a time. */
export async function some<T>(count: number, together: number, make: (index: number) => Promise<T>): Promise<T[]> {
  const made: T[] = []
  while (made.length < count) {
    const from = made.length
    made.push(...(await Promise.all(Array.from({ length: Math.min(together, count - from) }, (_, index) => make(from + index)))))
  }
  return made
}

type Beside = { contest: Contest; round: Round; union: { id: string } }

/** A contest of its own with the questions of another, open all day, and so many people each in a running attempt. */
export async function runningAttempts(
  services: Services,
  { contest, round, union }: Beside,
  people: number,
): Promise<{ attemptId: string; contestantId: string; roundId: string }[]> {
  const { storage, ids, clock } = services
  const now = clock.now()
  const times = { opensAt: now - 1_000, closesAt: now + DAY_MS }
  const open = {
    ...round,
    ...times,
    id: ids.next(now),
    contestId: ids.next(now),
    rules: { ...round.rules, minutes: 600, attemptsPerRound: 1_000, attemptsPerDay: null },
    sealedRevision: null,
  }
  await storage.contests.create({ ...contest, ...times, id: open.contestId, slug: 'bench' }, [open])
  const bank = await storage.questions.current({ contestId: contest.id })
  const by = { id: ids.next(now), at: now, actorId: 'bench', action: 'importQuestions', subject: 'bench', reason: 'bench' }
  await storage.questions.load(open.contestId, bank.map(cleanDraft), now, by)
  return some(people, atOnce(storage), async (index) => {
    const id = ids.next(now)
    const phone = `01${String(index).padStart(8, '0')}`
    const account = { id, login: phone, role: 'contestant' as const, fullName: 'Người Thử', passwordHash: '-', unionId: union.id, createdAt: now }
    const person = { phone, birthDate: '1990-01-01', contestantKind: 'member' as const, unionId: union.id }
    await storage.accounts.register(account, { ...person, consentVersion: contest.consent.version, consentAt: now })
    const attempt = await startAttempt(services, { roundId: open.id, contestantId: id })
    if (!attempt.ok) throw new Error(`a bench attempt was refused: ${attempt.reason}`)
    return { attemptId: attempt.value.id, contestantId: id, roundId: open.id }
  })
}
