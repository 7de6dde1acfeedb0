import { join } from 'node:path'
import { buildApp } from '../server/src/app.ts'
import { compose } from '../server/src/compose.ts'
import { readConfig } from '../server/src/config.ts'
import { startAttempt } from '../server/src/features/attempts/actions.ts'
import { cleanDraft } from '../server/src/formats/clean-draft.ts'
import { loadPack } from './contest-pack.ts'
import { root } from './setup.mjs'

export type Load = { attemptId: string; token: string }

const DAY_MS = 86_400_000

/** A data folder with the shipped pack, its first round open all day, and `people` contestants each in a running attempt. */
export async function benchData(folder: string, secret: string, people: number): Promise<Load[]> {
  const config = readConfig({ DATA_DIR: folder, JWT_SECRET: secret, LOG_LEVEL: 'silent' }, root)
  const services = await compose(config)
  const { storage, ids, clock } = services
  const app = await buildApp(services)
  const { contest, rounds } = await loadPack(join(root, 'scripts/contest-packs/cnvcld-ngay-hoi-2021'), services)
  const pattern = rounds[0]
  const union = (await storage.unions.search('cdcs', 1)).unions[0]
  if (pattern === undefined || union === undefined) throw new Error('the pack has no round or no grassroots union')
  const now = clock.now()
  const open = {
    ...pattern,
    id: ids.next(now),
    contestId: ids.next(now),
    opensAt: now - 1_000,
    closesAt: now + DAY_MS,
    rules: { ...pattern.rules, minutes: 600 },
  }
  await storage.contests.create({ ...contest, id: open.contestId, slug: 'bench', opensAt: open.opensAt, closesAt: open.closesAt }, [open])
  const bank = await storage.questions.current({ contestId: contest.id })
  await storage.questions.load(open.contestId, bank.map(cleanDraft), now, {
    id: ids.next(now),
    at: now,
    actorId: 'bench',
    action: 'importQuestions',
    subject: 'bench',
    reason: 'bench',
  })
  const load = await Promise.all(
    Array.from({ length: people }, async (_, index): Promise<Load> => {
      const id = ids.next(now)
      const phone = `09${String(index).padStart(8, '0')}`
      const account = { id, login: phone, role: 'contestant' as const, fullName: 'Người Thử', passwordHash: '-', unionId: union.id, createdAt: now }
      await storage.accounts.register(account, {
        phone,
        birthDate: '1990-01-01',
        contestantKind: 'member',
        unionId: union.id,
        consentVersion: contest.consent.version,
        consentAt: now,
      })
      const attempt = await startAttempt(services, { roundId: open.id, contestantId: id })
      if (!attempt.ok) throw new Error(`a bench attempt was refused: ${attempt.reason}`)
      return {
        attemptId: attempt.value.id,
        token: app.jwt.sign({ sub: id, role: 'contestant', unionId: union.id, jti: ids.next(now), until: now + DAY_MS }),
      }
    }),
  )
  await app.close()
  await storage.close()
  return load
}
