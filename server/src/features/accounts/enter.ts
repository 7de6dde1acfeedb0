import type { Me } from '@hoithi/shared/contracts/accounts'
import type { FastifyReply } from 'fastify'
import type { Actor } from '../../domain/access.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import type { Sessions } from '../../http/auth.ts'
import type { Services } from '../../services.ts'

/** Who an account is, as they and the pages see it. */
export async function meOf({ storage }: Pick<Services, 'storage'>, id: string): Promise<Me | null> {
  const profile = await storage.accounts.profile(id)
  if (profile === null) return null
  const { contestant, union } = profile
  return {
    id,
    role: profile.role,
    fullName: profile.fullName,
    union: union === null ? null : { id: union.id, name: union.name, path: union.path },
    contestant: contestant === null ? null : { phone: contestant.phone, birthDate: contestant.birthDate, contestantKind: contestant.contestantKind },
  }
}

/** Begins the session of an account and answers with who it is. */
export function entrance(services: Pick<Services, 'storage'>, sessions: Sessions) {
  return async (account: Actor, reply: FastifyReply): Promise<Decision<{ me: Me }>> => {
    sessions.begin(reply, { id: account.id, role: account.role, unionId: account.unionId })
    const me = await meOf(services, account.id)
    return me === null ? refuse('not-found') : accept({ me })
  }
}
