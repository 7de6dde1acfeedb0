import { confinedTo, type Actor } from '../../domain/access.ts'
import { upwards, type Campaign } from '../../domain/campaign.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { decideRegistering } from '../../domain/work.ts'
import { readWorkFile } from '../../formats/works/work-file.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { auditOf, registered, type Needs } from './actions.ts'

type Import = { fileName: string; content: string; dryRun: boolean; reason?: string | undefined }

/** Load a list of works as registered ones, of the units within reach; with one error nothing is written. */
export async function importWorks(
  needs: Needs,
  campaign: Campaign,
  actor: Actor,
  { fileName, content, dryRun, reason = '' }: Import,
): Promise<Decision<ReplyOf<'importWorks'>>> {
  const { storage, clock, ids } = needs
  const taking = decideRegistering(campaign, clock.now())
  if (!taking.ok) return taking
  const file = readWorkFile(Buffer.from(content, 'base64'), await unitsOf(needs, actor))
  const said = { works: file.works.length, errors: file.errors, warnings: file.warnings }
  if (dryRun) return accept({ ...said, written: false })
  if (file.errors.length > 0) return refuse('file-refused', file.errors)
  const { contestId } = campaign
  const changes = file.works.map(({ unionId, facts }) =>
    registered(needs, { contestId, unionId, facts, source: 'import', entryKey: ids.next(clock.now()), actorId: actor.id }),
  )
  const details = { before: null, after: { works: changes.length } }
  await storage.works.load(changes, auditOf(needs, { action: 'importWorks', subject: fileName, actorId: actor.id, reason, details }))
  return accept({ ...said, written: true })
}

/** Units by code that somebody may register works for. */
async function unitsOf({ storage }: Pick<Services, 'storage'>, actor: Actor): Promise<ReadonlyMap<string, string>> {
  const root = confinedTo(actor)
  const tree = await storage.unions.tree()
  const parents = new Map(tree.map(({ id, parentId }) => [id, parentId]))
  const inReach = (id: string): boolean => root === null || upwards(id, parents).includes(root)
  return new Map(tree.filter(({ id, state }) => state === 'active' && inReach(id)).map(({ id, code }) => [code, id]))
}
