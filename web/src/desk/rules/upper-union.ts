import type { Me } from '@hoithi/shared/contracts/accounts'

type Parent = { id: string; parentId: string | null }
export type Upper = { shown: false } | { shown: true; unionId: string | null }

/** Where "up" leads from the union in view; an officer does not get above their own. A null union is the view without any. */
export function upperUnion(parent: Parent | null, unionId: string | null, me: Pick<Me, 'role' | 'union'> | null): Upper {
  if (parent === null || me === null) return { shown: false }
  if (me.role === 'officer' && (me.union === null || parent.id === me.union.id)) return { shown: false }
  if (parent.parentId !== null) return { shown: true, unionId: parent.parentId }
  return unionId === null ? { shown: false } : { shown: true, unionId: null }
}
