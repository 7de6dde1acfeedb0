import type { WorkKind, WorkState } from '@hoithi/shared/contracts/works'

// The desk takes the contracts' types only: their codes stand here once more, in the order in which people read them.

export const workKinds = ['project', 'task'] as const satisfies readonly WorkKind[]
export const workStates = ['registered', 'returned', 'confirmed', 'done', 'accepted', 'withdrawn'] as const satisfies readonly WorkState[]
