import { confinedTo, type Actor } from '../../domain/access.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import type { Unions, Union } from '../../ports/unions.ts'

export type ScopeUnion = Union | null

/** The union a reader asks about: the one they name, else an officer's own; null is everyone. An officer stays inside their subtree. */
export async function scopeOf(unions: Unions, actor: Actor, asked: string | undefined): Promise<Decision<ScopeUnion>> {
  const root = confinedTo(actor)
  const unionId = asked ?? root
  if (unionId === null) return accept(null)
  if (root !== null && !(await unions.inside(unionId, root))) return refuse('not-allowed')
  const union = await unions.find(unionId)
  return union === null ? refuse('not-found') : accept(union)
}

/** The same, but somebody who sees everyone begins at the top of the tree; null while there are no unions. */
export async function topOr(unions: Unions, actor: Actor, asked: string | undefined): Promise<Decision<ScopeUnion>> {
  const scope = await scopeOf(unions, actor, asked)
  if (!scope.ok || scope.value !== null) return scope
  const top = (await unions.children(null))[0]
  return accept(top ?? null)
}

/** What a reader is told of the union; the way up ends at an officer's own. */
export function scopeView(union: Union, actor: Actor): { id: string; name: string; kind: string; path: string; parentId: string | null } {
  const { id, name, kind, path, parentId } = union
  return { id, name, kind, path, parentId: id === confinedTo(actor) ? null : parentId }
}
