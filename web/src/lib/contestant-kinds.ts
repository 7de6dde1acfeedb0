import type { ContestantKind } from '@hoithi/shared/contracts/common'

/** Đối tượng in the order of the form; the contract's own list would bring its whole library to the phone. */
export const contestantKinds = ['officer', 'member', 'nonMember'] as const satisfies readonly ContestantKind[]
