import type { InitiativeLikeness } from '@hoithi/shared/contracts/initiatives'
import type { Actor } from '../../domain/access.ts'
import { decideTaking, mayBeSent, missingOf } from '../../domain/initiative.ts'
import { foldedRow, initiativeMark, likenessOfRows, type KnownInitiative } from '../../domain/initiative-likeness.ts'
import { newRows } from '../../domain/new-rows.ts'
import type { Campaign } from '../../domain/campaign.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { inFileOrder } from '../../formats/import-issues.ts'
import { readInitiativeFile, type InitiativeAtLine, type InitiativeFile } from '../../formats/initiatives/initiative-file.ts'
import { knownInitiative, rowNotes } from '../../formats/initiatives/row-notes.ts'
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
  if (dryRun) {
    const there = await storage.initiatives.known(listed)
    return accept({ ...toldOf(file, newOnes(file, there), likenessOfRows(file.initiatives, there)), written: false })
  }
  if (file.errors.length > 0) return refuse('file-refused', file.errors)
  let fresh = newOnes(file, [])
  await storage.initiatives.load(listed, (there) => {
    fresh = newOnes(file, there)
    const changes = [...fresh].map(({ unionId, facts }) => entered(needs, { campaign, unionId, facts, source: 'import', actorId: actor.id }))
    const at = clock.now()
    const details = { before: null, after: { initiatives: fresh.size, known: file.initiatives.length - fresh.size } }
    return { changes, audit: { id: ids.next(at), at, actorId: actor.id, action: 'importInitiatives', subject: fileName, reason, details } }
  })
  return accept({ ...toldOf(file, fresh, []), written: true })
}

const newOnes = ({ initiatives }: InitiativeFile, there: readonly KnownInitiative[]) =>
  newRows(initiatives, (row) => initiativeMark(foldedRow(row)), there.map(initiativeMark))

/** What the rows of a file name, folded. */
const listedOf = (contestId: string, { initiatives }: InitiativeFile): Listed => ({
  contestId,
  titles: [...new Set(initiatives.map((row) => foldedRow(row).title))],
  authors: [...new Set(initiatives.flatMap((row) => foldedRow(row).authors))],
})

/** What becomes of each row, told by line where somebody should look; `likeness` is looked for before they are loaded. */
function toldOf(
  { initiatives, errors, warnings }: InitiativeFile,
  fresh: ReadonlySet<InitiativeAtLine>,
  likeness: readonly (InitiativeLikeness | null)[],
) {
  const notes = initiatives.flatMap((row, index) =>
    fresh.has(row) ? rowNotes(row.line, likeness[index] ?? null, mayBeSent(missingOf(row.facts, false, false))) : [knownInitiative(row.line)],
  )
  return { initiatives: fresh.size, known: initiatives.length - fresh.size, errors, warnings: inFileOrder([...warnings, ...notes]) }
}
