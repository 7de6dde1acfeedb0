import type { ContestantKind } from '@hoithi/shared/contracts/common'

/** Whose results a file holds: everybody's, those of a union with all below it, of a division's unions, or of one kind of contestant. */
export type ExportScope =
  | { of: 'whole' }
  | { of: 'union'; unionId: string }
  | { of: 'division'; divisionId: string }
  | { of: 'kind'; contestantKind: ContestantKind }

/** A scope in one word, by which a file that was made is known again. */
export function scopeKey(scope: ExportScope): string {
  if (scope.of === 'union') return `union:${scope.unionId}`
  if (scope.of === 'division') return `division:${scope.divisionId}`
  return scope.of === 'kind' ? `kind:${scope.contestantKind}` : 'whole'
}

/** The scope that a request names; everybody's where it names none. */
export function scopeOf(asked: {
  unionId?: string | undefined
  divisionId?: string | undefined
  contestantKind?: ContestantKind | undefined
}): ExportScope {
  if (asked.unionId !== undefined) return { of: 'union', unionId: asked.unionId }
  if (asked.divisionId !== undefined) return { of: 'division', divisionId: asked.divisionId }
  return asked.contestantKind === undefined ? { of: 'whole' } : { of: 'kind', contestantKind: asked.contestantKind }
}
