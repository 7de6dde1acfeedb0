import type { Actor } from '../../domain/access.ts'
import type { Campaign } from '../../domain/campaign.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { newRows } from '../../domain/new-rows.ts'
import { decideRegistering, workMark, type WorkMark } from '../../domain/work.ts'
import { inFileOrder } from '../../formats/import-issues.ts'
import { knownWork, readWorkFile, type WorkAtLine, type WorkFile } from '../../formats/works/work-file.ts'
import type { ReplyOf } from '../../http/route.ts'
import { unitsByCode } from '../campaigns/units.ts'
import { auditOf, registered, type Needs } from './actions.ts'

type Import = { fileName: string; content: string; dryRun: boolean; reason?: string | undefined }

/** Load a list of works as registered ones, of the units within reach; with one error nothing is written. What is there already is left out. */
export async function importWorks(
  needs: Needs,
  campaign: Campaign,
  actor: Actor,
  { fileName, content, dryRun, reason = '' }: Import,
): Promise<Decision<ReplyOf<'importWorks'>>> {
  const { storage, clock, ids } = needs
  const taking = decideRegistering(campaign, clock.now())
  if (!taking.ok) return taking
  const file = readWorkFile(Buffer.from(content, 'base64'), await unitsByCode(needs, actor))
  const { contestId } = campaign
  const listed = { contestId, unionIds: [...new Set(file.works.map(({ unionId }) => unionId))] }
  if (dryRun) return accept({ ...toldOf(file, newOnes(file, await storage.works.known(listed))), written: false })
  if (file.errors.length > 0) return refuse('file-refused', file.errors)
  let fresh = newOnes(file, [])
  await storage.works.load(listed, (there) => {
    fresh = newOnes(file, there)
    const changes = [...fresh].map(({ unionId, facts }) =>
      registered(needs, { contestId, unionId, facts, source: 'import', entryKey: ids.next(clock.now()), actorId: actor.id }),
    )
    const details = { before: null, after: { works: fresh.size, known: file.works.length - fresh.size } }
    return { changes, audit: auditOf(needs, { action: 'importWorks', subject: fileName, actorId: actor.id, reason, details }) }
  })
  return accept({ ...toldOf(file, fresh), written: true })
}

const newOnes = ({ works }: WorkFile, there: readonly WorkMark[]) =>
  newRows(works, ({ unionId, facts }) => workMark({ unionId, ...facts }), there.map(workMark))

function toldOf({ works, errors, warnings }: WorkFile, fresh: ReadonlySet<WorkAtLine>) {
  const left = works.flatMap((row) => (fresh.has(row) ? [] : [knownWork(row.line)]))
  return { works: fresh.size, known: left.length, errors, warnings: inFileOrder([...warnings, ...left]) }
}
