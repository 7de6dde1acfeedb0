import { confinedTo, type Actor } from '../../domain/access.ts'
import type { Contest } from '../../domain/contest.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import type { PosterUnion } from '../../domain/posters.ts'
import type { Storage } from '../../ports/storage.ts'

/** Which posters are asked for: of a union and all below it, or with `root` null of every one. */
export type Wanted = { contest: Contest; root: PosterUnion | null; unions: PosterUnion[] }

/** The posters of the union that was named, or of the top of what the actor may see. */
export async function wantedPosters(storage: Storage, actor: Actor, slug: string, unionId: string | undefined): Promise<Decision<Wanted>> {
  const contest = await storage.contests.find(slug)
  if (contest === null) return refuse('not-found')
  const confined = confinedTo(actor)
  if (unionId !== undefined && confined !== null && !(await storage.unions.inside(unionId, confined))) return refuse('not-allowed')
  const rootId = unionId ?? confined
  const unions = await storage.unions.forPosters(rootId)
  const root = unions.find(({ id }) => id === rootId) ?? null
  return rootId !== null && root === null ? refuse('not-found') : accept({ contest, root, unions })
}
