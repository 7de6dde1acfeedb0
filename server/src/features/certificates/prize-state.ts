import { awardChanges } from '../../domain/award-lines.ts'
import type { AwardDecisionRow, CodedLine, Winner } from '../../ports/awards.ts'
import type { Revision } from '../../ports/results.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { propose } from '../awards/propose.ts'
import { scopeOfDecision } from '../awards/scope.ts'

type Needs = Pick<Services, 'storage' | 'clock' | 'sha256'>
export type PrizeState = Pick<ReplyOf<'verifyCertificate'>, 'state' | 'amendedAt' | 'entitled' | 'replacedBy'>

const standing = { amendedAt: null, entitled: null, replacedBy: null }

/** Whether a prize holds: its decision is in force, its winner is ranked, and the results of now give the decision's prizes as they were given. */
export async function prizeState(needs: Needs, decision: AwardDecisionRow, winner: Winner): Promise<PrizeState> {
  if (decision.state !== 'published') return { ...standing, state: 'replaced', replacedBy: await replacing(needs, decision) }
  const newest = await newestOf(needs, decision)
  if (winner.kind === 'person' && !(await ranked(needs, newest, winner.subjectId))) return { ...standing, state: 'void' }
  const amended = newest.filter(({ id }) => !decision.basis.some(({ revisionId }) => revisionId === id))
  if (amended.length === 0) return { ...standing, state: 'valid' }
  const given = await givenNow(needs, decision, newest)
  if (given === null) return { ...standing, state: 'valid' }
  return { ...standing, state: 'amended', amendedAt: Math.max(...amended.map(({ sealedAt }) => sealedAt)), entitled: given.has(winner.code) }
}

/** The newest results of each round that a decision rests on. */
async function newestOf({ storage }: Needs, { basis }: AwardDecisionRow): Promise<Revision[]> {
  const found = await Promise.all(basis.map(async ({ roundId }) => (await storage.results.revisions(roundId))[0]))
  return found.filter((revision) => revision !== undefined)
}

async function ranked({ storage }: Needs, newest: readonly Revision[], contestantId: string): Promise<boolean> {
  for (const { id } of newest) if ((await storage.results.own(id, contestantId)) !== null) return true
  return false
}

async function replacing({ storage }: Needs, decision: AwardDecisionRow): Promise<PrizeState['replacedBy']> {
  const current = (await storage.awards.decisions(decision)).find(({ state }) => state === 'published')
  return current === undefined ? null : { officialNumber: current.papers.decision.number, at: current.publishedAt ?? current.createdAt }
}

type Given = ReadonlySet<string> | null
/** Neither a published decision nor a sealed revision ever changes, so neither does what follows from both; the newest ones are kept. */
const KEPT = 20
const known = new WeakMap<Services['storage'], Map<string, Promise<Given>>>()

/** The codes of a decision's prizes that newer results would give again; null where they give all of them and nothing else. */
function givenNow(needs: Needs, decision: AwardDecisionRow, newest: readonly Revision[]): Promise<Given> {
  const own = known.get(needs.storage) ?? new Map<string, Promise<Given>>()
  known.set(needs.storage, own)
  const key = [decision.id, ...newest.map(({ id }) => id)].join(' ')
  const found = own.get(key)
  if (found !== undefined) return found
  const given = reckon(needs, decision, newest)
  own.set(key, given)
  given.catch(() => own.delete(key))
  for (const old of [...own.keys()].slice(0, -KEPT)) own.delete(old)
  return given
}

const prizeOf = ({ group, divisionId, subjectId, title }: Omit<CodedLine, 'code'>): string => JSON.stringify([group, divisionId, subjectId, title])

async function reckon(needs: Needs, decision: AwardDecisionRow, newest: readonly Revision[]): Promise<Given> {
  const { awards } = needs.storage
  const scope = await scopeOfDecision(needs, decision)
  if (scope === null) return null
  const basis = newest.map(({ roundId, id, number }) => ({ roundId, revisionId: id, number }))
  const { lines } = await propose(needs, scope, basis, await awards.placements(decision.id))
  const published = await awards.lines(decision.id)
  if (awardChanges(published, lines).length === 0) return null
  const now = new Set(lines.map(prizeOf))
  return new Set(published.filter((line) => now.has(prizeOf(line))).map(({ code }) => code))
}
