import type { Actor } from '../../domain/access.ts'
import { decideTaking, mayBeSent, missingOf } from '../../domain/initiative.ts'
import { likenessOfRows, type RowLikeness } from '../../domain/initiative-likeness.ts'
import { fold } from '../../domain/names.ts'
import type { Campaign } from '../../domain/campaign.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { inFileOrder } from '../../formats/import-issues.ts'
import { readInitiativeFile, type InitiativeFile } from '../../formats/initiatives/initiative-file.ts'
import { rowNotes } from '../../formats/initiatives/row-notes.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { Listed } from '../../ports/initiatives.ts'
import type { Services } from '../../services.ts'
import { unitsByCode } from '../campaigns/units.ts'
import { entered } from './actions.ts'

type Needs = Pick<Services, 'storage' | 'clock' | 'ids'>
type Import = { fileName: string; content: string; dryRun: boolean; reason: string }

/** Load a list of initiatives as sent ones, of the units within reach; with one error nothing is written. What is there already is left out. */
export async function importInitiatives(
  needs: Needs,
  campaign: Campaign,
  actor: Actor,
  { fileName, content, dryRun, reason }: Import,
): Promise<Decision<ReplyOf<'importInitiatives'>>> {
  const taking = decideTaking(campaign, needs.clock.now())
  if (!taking.ok) return taking
  const { storage, clock, ids } = needs
  const file = readInitiativeFile(Buffer.from(content, 'base64'), await unitsByCode(needs, actor))
  const listed = listedOf(campaign.contestId, file)
  if (dryRun) return accept({ ...toldOf(file, likenessOfRows(file.initiatives, await storage.initiatives.known(listed))), written: false })
  if (file.errors.length > 0) return refuse('file-refused', file.errors)
  let told = toldOf(file, [])
  await storage.initiatives.load(listed, (there) => {
    const likeness = likenessOfRows(file.initiatives, there)
    told = toldOf(file, likeness)
    const changes = file.initiatives
      .filter((_, index) => likeness[index] !== 'known')
      .map(({ unionId, facts }) => entered(needs, { campaign, unionId, facts, source: 'import', actorId: actor.id }))
    const at = clock.now()
    const details = { before: null, after: { initiatives: changes.length, known: told.known } }
    return { changes, audit: { id: ids.next(at), at, actorId: actor.id, action: 'importInitiatives', subject: fileName, reason, details } }
  })
  return accept({ ...told, written: true })
}

/** What the rows of a file name, folded. */
const listedOf = (contestId: string, { initiatives }: InitiativeFile): Listed => ({
  contestId,
  titles: [...new Set(initiatives.map(({ facts }) => fold(facts.title)))],
  authors: [...new Set(initiatives.flatMap(({ facts }) => facts.authors.map(fold)))],
})

/** What becomes of each row, told by line where somebody should look. */
function toldOf({ initiatives, errors, warnings }: InitiativeFile, likeness: readonly RowLikeness[]) {
  const notes = initiatives.flatMap(({ line, facts }, index) => rowNotes(line, likeness[index] ?? null, mayBeSent(missingOf(facts, false, false))))
  const known = likeness.filter((like) => like === 'known').length
  return { initiatives: initiatives.length - known, known, errors, warnings: inFileOrder([...warnings, ...notes]) }
}
