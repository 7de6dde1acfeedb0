import type { Role } from '@hoithi/shared/contracts/common'

/** Who is asking. `unionId` is the root of an officer's subtree. */
export type Actor = { id: string; role: Role; unionId: string | null }

/** The union that an actor's view is confined to; null sees all. An officer without a union sees nothing, so they need one. */
export function confinedTo(actor: Actor): string | null {
  return actor.role === 'officer' ? (actor.unionId ?? '') : null
}

/** From when on the sessions of an account count; of a disabled one none does. */
export function sessionGate({ sessionsFrom, disabledAt }: { sessionsFrom: number; disabledAt: number | null }): number {
  return disabledAt === null ? sessionsFrom : Number.POSITIVE_INFINITY
}

const PROOF_MS = 15 * 60_000

/** Whether somebody has shown lately, in real time, that it is they who sit there. */
export const provenLately = (provenAt: number, realNow: number): boolean => realNow - provenAt < PROOF_MS
