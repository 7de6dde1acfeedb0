import { confinedTo, type Actor } from '../../domain/access.ts'
import { upwards } from '../../domain/campaign.ts'
import type { Services } from '../../services.ts'

type Needs = Pick<Services, 'storage'>

/** Active units by code that somebody may enter something for. */
export async function unitsByCode({ storage }: Needs, actor: Actor): Promise<ReadonlyMap<string, string>> {
  const root = confinedTo(actor)
  const tree = await storage.unions.tree()
  const parents = new Map(tree.map(({ id, parentId }) => [id, parentId]))
  const inReach = (id: string): boolean => root === null || upwards(id, parents).includes(root)
  return new Map(tree.filter(({ id, state }) => state === 'active' && inReach(id)).map(({ id, code }) => [code, id]))
}

/** Whether the desk enters anything for a unit: not for one that was closed, merged or never placed. */
export async function isActive({ storage }: Needs, unionId: string): Promise<boolean> {
  return (await storage.unions.tree()).some(({ id, state }) => id === unionId && state === 'active')
}
