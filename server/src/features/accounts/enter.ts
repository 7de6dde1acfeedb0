import type { Me } from '@hoithi/shared/contracts/accounts'
import type { FastifyReply } from 'fastify'
import type { Actor } from '../../domain/access.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { needsSecondFactor } from '../../domain/second-factor.ts'
import type { Sessions } from '../../http/auth.ts'
import type { Services } from '../../services.ts'

type Needs = Pick<Services, 'storage' | 'config'>

/** Who an account is, as they and the pages see it. */
export async function meOf({ storage, config }: Needs, id: string): Promise<Me | null> {
  const profile = await storage.accounts.profile(id)
  if (profile === null) return null
  const { contestant, union, role } = profile
  const off = needsSecondFactor(config.staffTotp, role) ? 'missing' : 'off'
  const desk = role !== 'contestant'
  return {
    id,
    role,
    fullName: profile.fullName,
    union: union === null ? null : { id: union.id, name: union.name, path: union.path },
    contestant: contestant === null ? null : { phone: contestant.phone, birthDate: contestant.birthDate, contestantKind: contestant.contestantKind },
    secondFactor: !desk ? null : (await storage.secondFactors.find(id)) === null ? off : 'on',
    idleMs: desk ? config.staffIdleMs : null,
  }
}

/** Begins the session of an account and answers with who it is. `second`: a second factor was shown. */
export function entrance(services: Needs, sessions: Sessions) {
  return async (account: Actor, reply: FastifyReply, second = false): Promise<Decision<{ me: Me }>> => {
    await sessions.begin(reply, { id: account.id, role: account.role, unionId: account.unionId }, second)
    const me = await meOf(services, account.id)
    return me === null ? refuse('not-found') : accept({ me })
  }
}
