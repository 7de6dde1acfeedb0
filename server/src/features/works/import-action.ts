import type { Actor } from '../../domain/access.ts'
import type { Campaign } from '../../domain/campaign.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { decideRegistering, workMark, type WorkMark } from '../../domain/work.ts'
import { inFileOrder } from '../../formats/import-issues.ts'
import { knownWork, readWorkFile, type WorkFile } from '../../formats/works/work-file.ts'
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
  if (dryRun) return accept({ ...toldOf(file, newRows(file, await storage.works.known(listed))), written: false })
  if (file.errors.length > 0) return refuse('file-refused', file.errors)
  let told = toldOf(file, file.works)
  await storage.works.load(listed, (there) => {
    const rows = newRows(file, there)
    told = toldOf(file, rows)
    const changes = rows.map(({ unionId, facts }) =>
      registered(needs, { contestId, unionId, facts, source: 'import', entryKey: ids.next(clock.now()), actorId: actor.id }),
    )
    const details = { before: null, after: { works: changes.length, known: told.known } }
    return { changes, audit: auditOf(needs, { action: 'importWorks', subject: fileName, actorId: actor.id, reason, details }) }
  })
  return accept({ ...told, written: true })
}

/** Rows that are neither there nor above in the file. */
function newRows({ works }: WorkFile, there: readonly WorkMark[]): WorkFile['works'] {
  const marks = new Set(there.map(workMark))
  return works.filter(({ unionId, facts }) => {
    const mark = workMark({ unionId, ...facts })
    const known = marks.has(mark)
    marks.add(mark)
    return !known
  })
}

function toldOf({ works, errors, warnings }: WorkFile, rows: WorkFile['works']) {
  const left = works.filter((row) => !rows.includes(row)).map(({ line }) => knownWork(line))
  return { works: rows.length, known: left.length, errors, warnings: inFileOrder([...warnings, ...left]) }
}
