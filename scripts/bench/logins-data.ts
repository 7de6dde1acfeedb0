import { compose } from '../../server/src/compose.ts'
import { readConfig } from '../../server/src/config.ts'
import { root } from '../setup.mjs'
import { BENCH_SECRET } from './secret.ts'

/** What everybody's password is. */
export const PASSWORD = 'hoithi2021'

/** What a process that only hashes prints. */
export type Hashed = { perSecond: number }

/** Adds so many people with a password to a data folder; gives back their logins. */
export async function peopleWithPassword(folder: string, count: number): Promise<string[]> {
  const { storage, ids, clock, passwords } = await compose(readConfig({ DATA_DIR: folder, JWT_SECRET: BENCH_SECRET, LOG_LEVEL: 'silent' }, root))
  try {
    const union = (await storage.unions.search('cdcs', 1)).unions[0]
    const consentVersion = (await storage.contests.list(clock.now()))[0]?.consent.version ?? ''
    if (union === undefined) throw new Error('the pack has no grassroots union')
    const passwordHash = await passwords.hash(PASSWORD)
    const logins = Array.from({ length: count }, (_, index) => `02${String(index).padStart(8, '0')}`)
    await Promise.all(
      logins.map((login) => {
        const now = clock.now()
        const account = {
          id: ids.next(now),
          login,
          role: 'contestant' as const,
          fullName: 'Người Thử',
          passwordHash,
          unionId: union.id,
          createdAt: now,
        }
        const person = { phone: login, birthDate: '1990-01-01', contestantKind: 'member' as const, unionId: union.id }
        return storage.accounts.register(account, { ...person, consentVersion, consentAt: now })
      }),
    )
    return logins
  } finally {
    await storage.close()
  }
}
