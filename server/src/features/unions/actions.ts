import { refuse, type Decision } from '../../domain/decision.ts'
import type { UnionPlan } from '../../domain/union-changes.ts'
import type { UnionRecord } from '../../domain/union-tree.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { Services } from '../../services.ts'

type Needs = Pick<Services, 'storage' | 'clock' | 'ids'>
type Confirmed = { at: number; by: string }
type Change = { action: string; actorId: string; reason: string }
type Decide = (tree: ReadonlyMap<string, UnionRecord>, confirmed: Confirmed) => Decision<UnionPlan>

/** Change one union, with an audit entry of its own name; gives it as it is then. */
export async function changeUnion({ storage, clock, ids }: Needs, change: Change, decide: Decide): Promise<Decision<ReplyOf<'getUnion'>>> {
  const now = clock.now()
  const done = await storage.unions.change((tree) => decide(tree, { at: now, by: change.actorId }), {
    id: ids.next(now),
    at: now,
    subject: '',
    ...change,
  })
  if (!done.ok) return done
  const [first] = done.value
  const union = first === undefined ? null : await storage.unions.page(first.id)
  return union === null ? refuse('not-found') : { ok: true, value: { union } }
}
