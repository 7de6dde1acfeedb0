import type { Role } from '@hoithi/shared/contracts/common'

/** Who is asking. `unionId` is the root of an officer's subtree. */
export type Actor = { id: string; role: Role; unionId: string | null }

const rights = {
  contestant: ['takeAttempts'],
  officer: ['seeParticipation', 'seeAttempts'],
  organiser: ['seeParticipation', 'seeAttempts', 'seeCounts', 'manageQuestions', 'manageRounds', 'manageUnions', 'seeResults'],
  judge: ['seeParticipation', 'seeAttempts', 'seeCounts', 'seeQuestions', 'judge', 'seeResults', 'seeAudit'],
  administrator: [
    'seeParticipation',
    'seeAttempts',
    'seeCounts',
    'manageQuestions',
    'manageRounds',
    'manageUnions',
    'seeResults',
    'judge',
    'seeAudit',
    'manageStaff',
  ],
} as const satisfies Record<Role, readonly string[]>

export type Right = (typeof rights)[Role][number] | 'seeQuestions'

/** Whether a role may do a thing; managing questions includes seeing them. */
export function may(role: Role, right: Right): boolean {
  const own: readonly string[] = rights[role]
  return own.includes(right) || (right === 'seeQuestions' && own.includes('manageQuestions'))
}

/** The union that an actor's view is confined to; null sees all. An officer without a union sees nothing, so they need one. */
export function confinedTo(actor: Actor): string | null {
  return actor.role === 'officer' ? (actor.unionId ?? '') : null
}
