import { z } from 'zod'
import { count, id, text, type Contract } from './common.ts'

export const union = z
  .object({
    id,
    code: z.string(),
    name: z.string(),
    kind: z.string(),
    /** Names from the root down to the parent, joined by " › "; empty for a root. */
    path: z.string(),
    childCount: count,
  })
  .meta({ id: 'Union' })

export const searchUnions = {
  summary:
    'Find a union without accents (search; within: in the subtree of a union only), the one of a code (code, as it was typed), or the children of one (parent; empty: the roots).',
  query: z.object({ search: text(0, 100).optional(), code: text(0, 100).optional(), parent: z.string().max(64).optional(), within: id.optional() }),
  reply: z.object({ unions: z.array(union) }),
} satisfies Contract
