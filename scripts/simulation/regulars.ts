import { buildApp } from '../../server/src/app.ts'
import type { Planned } from './crowd.ts'
import type { Kind } from './people.ts'
import { withServices, type Stage } from './stage.ts'
import { DAY_MS } from './timetable.ts'

const AT_ONCE = 500
/** As long as a contestant's session lasts. */
const SESSION_MS = 35 * DAY_MS
/** Who types the password once more. */
const TYPES_AGAIN: Kind = 'forgetful'

/**
 * People who made their account weeks ago and are still logged in on their phone, put into the data folder before a server runs on it: an hour that is
 * played thirty times as fast would else be one of passwords. Gives their sessions, by phone number.
 */
export async function registerRegulars(
  dataDir: string,
  at: number,
  { consentVersion }: Pick<Stage, 'consentVersion'>,
  regulars: readonly Planned[],
): Promise<ReadonlyMap<string, string>> {
  if (regulars.length === 0) return new Map()
  return withServices(dataDir, at, async (services) => {
    const { storage, ids, passwords } = services
    const app = await buildApp(services)
    const sessions = new Map<string, string>()
    const register = async ({ phone, fullName, birthDate, unionId, contestantKind, password, kind }: Planned): Promise<void> => {
      const id = ids.next(at)
      const passwordHash = kind === TYPES_AGAIN ? await passwords.hash(password) : '-'
      const account = { id, login: phone, role: 'contestant' as const, fullName, passwordHash, unionId, createdAt: at }
      await storage.accounts.register(account, { phone, birthDate, contestantKind, unionId, consentVersion, consentAt: at })
      sessions.set(phone, app.jwt.sign({ sub: id, role: 'contestant', unionId, jti: ids.next(at), since: at, until: at + SESSION_MS }))
    }
    try {
      for (let from = 0; from < regulars.length; from += AT_ONCE) await Promise.all(regulars.slice(from, from + AT_ONCE).map(register))
      return sessions
    } finally {
      await app.close()
    }
  })
}
