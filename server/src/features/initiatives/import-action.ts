import { confinedTo, type Actor } from '../../domain/access.ts'
import { decideTaking } from '../../domain/initiative.ts'
import type { Campaign } from '../../domain/campaign.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { readInitiativeFile } from '../../formats/initiatives/initiative-file.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { entered } from './actions.ts'

type Needs = Pick<Services, 'storage' | 'clock' | 'ids'>
type Import = { fileName: string; content: string; dryRun: boolean; reason: string }

/** Load a list of initiatives as sent ones, of the units within reach; with one error nothing is written. */
export async function importInitiatives(
  needs: Needs,
  campaign: Campaign,
  actor: Actor,
  { fileName, content, dryRun, reason }: Import,
): Promise<Decision<ReplyOf<'importInitiatives'>>> {
  const taking = decideTaking(campaign, needs.clock.now())
  if (!taking.ok) return taking
  const { storage, clock, ids } = needs
  const file = readInitiativeFile(Buffer.from(content, 'base64'), await unitsOf(needs, actor))
  const said = { initiatives: file.initiatives.length, errors: file.errors, warnings: file.warnings }
  if (dryRun) return accept({ ...said, written: false })
  if (file.errors.length > 0) return refuse('file-refused', file.errors)
  const changes = file.initiatives.map(({ unionId, facts }) => entered(needs, { campaign, unionId, facts, source: 'import', actorId: actor.id }))
  const at = clock.now()
  const details = { before: null, after: { initiatives: changes.length } }
  await storage.initiatives.load(changes, {
    id: ids.next(at),
    at,
    actorId: actor.id,
    action: 'importInitiatives',
    subject: fileName,
    reason,
    details,
  })
  return accept({ ...said, written: true })
}

/** Units by code that somebody may enter initiatives for. */
async function unitsOf({ storage }: Pick<Services, 'storage'>, actor: Actor): Promise<ReadonlyMap<string, string>> {
  const root = confinedTo(actor)
  const tree = await storage.unions.tree()
  const parents = new Map(tree.map(({ id, parentId }) => [id, parentId]))
  const inside = (id: string): boolean => {
    for (let at: string | null | undefined = id; at != null; at = parents.get(at)) if (at === root) return true
    return false
  }
  return new Map(tree.filter(({ id, state }) => state === 'active' && (root === null || inside(id))).map(({ id, code }) => [code, id]))
}
