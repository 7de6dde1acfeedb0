import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { planRoster, plainMemberCode, decideClaim, type RosterEntry, type RosterPlan } from '../../domain/roster.ts'
import { readRosterFile, rosterClash, type RosterAtLine } from '../../formats/roster/roster-file.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { RosterCounts } from '../../ports/rosters.ts'
import type { Services } from '../../services.ts'

type File = { fileName: string; content: string }
type Needs = Pick<Services, 'storage' | 'clock' | 'ids'>

const SAMPLE = 50

async function readPeople({ storage }: Pick<Services, 'storage'>, file: File) {
  return readRosterFile(Buffer.from(file.content, 'base64'), await storage.unions.parents())
}

function planned(before: readonly RosterEntry[], people: readonly RosterAtLine[]): RosterPlan & { errors: ImportIssue[] } {
  const faces = people.map(({ line: _, ...face }) => face)
  const plan = planRoster(before, faces)
  const clashing = new Set(plan.clashes)
  return { ...plan, errors: people.filter((_, place) => clashing.has(place)).map(rosterClash) }
}

/** Read a list of people and say what loading it would do; writes nothing. Changed rows come first in the sample. */
export async function previewRoster(services: Pick<Services, 'storage'>, contestId: string, file: File): Promise<ReplyOf<'previewRoster'>> {
  const { people, errors, warnings } = await readPeople(services, file)
  const plan = errors.length > 0 ? { changes: [], errors } : planned(await services.storage.rosters.entries(contestId), people)
  const having = (change: string) => plan.changes.filter((one) => one.change === change)
  return {
    people: people.length,
    added: having('added').length,
    changed: having('changed').length,
    unchanged: having('unchanged').length,
    errors: plan.errors,
    warnings,
    sample: [...having('changed'), ...having('added'), ...having('unchanged')].slice(0, SAMPLE),
  }
}

/** Load a list of people in one commit, or refuse it whole with every error by line. */
export async function importRoster(
  services: Needs,
  { contestId, file, actorId }: { contestId: string; file: File & { reason: string }; actorId: string },
): Promise<Decision<RosterCounts>> {
  const { storage, clock, ids } = services
  const { people, errors } = await readPeople(services, file)
  if (errors.length > 0) return refuse('file-refused', errors)
  const at = clock.now()
  const audit = { id: ids.next(at), at, actorId, action: 'importRoster', subject: file.fileName, reason: file.reason }
  return storage.rosters.load(
    contestId,
    () => ids.next(at),
    (before) => {
      const plan = planned(before, people)
      return plan.errors.length > 0 ? refuse('file-refused', plan.errors) : accept({ changes: plan.changes, audit })
    },
  )
}

/** Take a person off the list. */
export async function removeFromRoster(
  { storage, clock, ids }: Needs,
  { contestId, entryId, actorId, reason }: { contestId: string; entryId: string; actorId: string; reason: string },
): Promise<Decision<null>> {
  const entry = await storage.rosters.find(contestId, entryId)
  if (entry === null) return refuse('not-found')
  const at = clock.now()
  const { code, phone, fullName, birthDate, unionCode } = entry
  const details = { before: { code, phone, fullName, birthDate, unionCode } }
  const audit = { id: ids.next(at), at, actorId, action: 'removeFromRoster', subject: phone ?? code ?? fullName, reason, details }
  return storage.rosters.remove(contestId, entryId, audit)
}

/** A contestant says by their code who they are on the list. */
export function claimRosterEntry(
  { storage }: Pick<Services, 'storage'>,
  { contestId, contestantId, code }: { contestId: string; contestantId: string; code: string },
): Promise<Decision<null>> {
  return storage.rosters.claim({ contestId, contestantId, code: plainMemberCode(code) }, decideClaim)
}
