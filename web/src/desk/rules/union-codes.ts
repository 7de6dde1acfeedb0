import type { UnionKind, UnionState } from '@hoithi/shared/contracts/unions'

/** Kinds from the top of the tree down; the pages take types, never values, from the contracts. */
export const unionKinds = [
  'confederation',
  'provincialFederation',
  'districtFederation',
  'sectorUnion',
  'publicEmployeesUnion',
  'industrialZoneUnion',
  'upperUnion',
  'grassrootsUnion',
  'sectionUnion',
  'group',
] as const satisfies readonly UnionKind[]

export const unionStates = ['active', 'pending', 'closed'] as const satisfies readonly UnionState[]
