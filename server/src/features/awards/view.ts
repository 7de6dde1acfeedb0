import { sameBasis, type AwardPlacement } from '../../domain/award-decision.ts'
import { awardChanges, totalValue, type AwardLine } from '../../domain/award-lines.ts'
import type { AwardFacts } from '../../domain/award-papers.ts'
import type { SkipReason } from '../../domain/awards.ts'
import { maskedName } from '../../domain/names.ts'
import { undecidedIn, type ProposedGroup } from '../../domain/propose-awards.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { AwardDecisionRow, Winner } from '../../ports/awards.ts'
import type { Services } from '../../services.ts'
import { propose, scopeTitle, type Scope } from './propose.ts'
import { keysOf } from './scope.ts'

type Needs = Pick<Services, 'storage' | 'sha256' | 'clock'>
type Board = ReplyOf<'getAwards'>
type DecisionView = Board['history'][number]
/** A group tells this many of those whom it passes over; thousands may be equal on the last place. */
const SKIPS_SHOWN = 100

/** The prizes of a scope as they stand now, beside what was published. */
export async function awardsView(needs: Needs, scope: Scope): Promise<Board> {
  const { storage, clock } = needs
  const { contest, rounds, round } = scope
  const keys = keysOf(scope)
  const told = round === null ? rounds : [round]
  const [history, basis, appeals] = await Promise.all([
    storage.awards.decisions(keys),
    storage.awards.basis(keys),
    storage.appeals.waiting(told.map(({ id }) => id)),
  ])
  const draft = history.find(({ state }) => state === 'draft') ?? null
  const published = history.find(({ state }) => state === 'published') ?? null
  const current = draft ?? published
  const placements: AwardPlacement[] = current === null ? [] : await storage.awards.placements(current.id)
  const proposal = basis === null ? null : await propose(needs, scope, basis, placements)
  const frozen = published === null ? null : await storage.awards.lines(published.id)
  const view = (decision: AwardDecisionRow | null) => (decision === null ? null : decisionView(decision, scope))
  return {
    title: scopeTitle(scope),
    waiting: told.filter(({ sealedRevision }) => sealedRevision === null).map(({ title }) => title),
    openAppeals: told.flatMap(({ id, title }) => (appeals.has(id) ? [{ title, count: appeals.get(id) ?? 0 }] : [])),
    groups: proposal?.groups.map(groupView) ?? [],
    list: proposal?.list ?? null,
    undecided: proposal === null ? 0 : undecidedIn(proposal.groups),
    total: proposal === null ? null : totalValue(proposal.lines),
    draft: view(draft),
    published: view(published),
    changes: frozen === null || proposal === null ? null : awardChanges(frozen, proposal.lines),
    outdated: published !== null && !sameBasis(published.basis, basis),
    history: history.map((decision) => decisionView(decision, scope)),
    unionMetric: contest.settings.prizes.unionMetric,
    now: clock.now(),
  }
}

export function decisionView(decision: AwardDecisionRow, { rounds }: Pick<Scope, 'rounds'>): DecisionView {
  const { id, number, state, edition, basis, papers, createdAt, createdByName, publishedAt, publishedByName, reason } = decision
  return {
    id,
    number,
    state,
    edition,
    basis: basis.map(({ roundId, number: revision }) => ({ title: rounds.find((round) => round.id === roundId)?.title ?? '', revision })),
    officialNumber: papers.decision.number,
    createdAt,
    createdBy: createdByName,
    publishedAt,
    publishedBy: publishedByName,
    reason,
  }
}

function groupView({ group, divisionId, divisionName, tiers, awards, skips }: ProposedGroup): Board['groups'][number] {
  const told = skips.slice(0, SKIPS_SHOWN).map(({ reason, ...about }) => ({ ...about, ...reasonView(reason) }))
  return { group, divisionId, divisionName, tiers, awards, skips: told, skipped: skips.length }
}

function reasonView(reason: SkipReason): { code: SkipReason['code']; words: string; higher: boolean } {
  if (reason.code === 'alreadyAwarded') return { code: reason.code, words: `${reason.title} – ${reason.where}`, higher: reason.higher }
  if (reason.code === 'leastMembers') return { code: reason.code, words: String(reason.members), higher: false }
  return { code: reason.code, words: reason.code === 'decided' ? reason.words : '', higher: false }
}

/** What the papers of a decision tell: as it was published, or as the results of now make it. */
export async function toldBy(needs: Needs, decision: AwardDecisionRow, scope: Scope): Promise<{ facts: AwardFacts; lines: AwardLine[] } | null> {
  const { storage } = needs
  if (decision.facts !== null) return { facts: decision.facts, lines: await storage.awards.lines(decision.id) }
  const basis = await storage.awards.basis(decision)
  if (basis === null) return null
  const { facts, lines } = await propose(needs, scope, basis, await storage.awards.placements(decision.id))
  const before = (await storage.awards.decisions(decision)).find(({ state }) => state === 'published')
  const { number = '', day = '' } = before?.papers.decision ?? {}
  return { lines, facts: { ...facts, replaces: before === undefined ? null : { number, day } } }
}

export function publishedView(decision: AwardDecisionRow, scope: Scope, prizes: number): ReplyOf<'listPublishedAwards'>['decisions'][number] {
  const { number, day } = decision.papers.decision
  return {
    id: decision.id,
    title: scopeTitle(scope),
    officialNumber: number,
    day,
    publishedAt: decision.publishedAt ?? decision.createdAt,
    prizes,
    replaced: decision.state === 'superseded',
  }
}

/** A person as public boards show them; a union has no phone and keeps its name. */
export function winnerView(
  { subjectId, fullName, phone, tier: _tier, code, ...winner }: Winner,
  ownId: string | null,
): ReplyOf<'getPublishedAwards'>['winners'][number] {
  return { ...winner, name: maskedName(fullName, phone), mine: subjectId === ownId, code: subjectId === ownId ? code : null }
}

/** Lines with people as public boards show them. */
export async function shortened({ storage }: Pick<Services, 'storage'>, decisionId: string, lines: readonly AwardLine[]): Promise<AwardLine[]> {
  const { winners } = await storage.awards.winners(decisionId, { page: 1, pageSize: lines.length + 1 })
  const names = new Map(winners.map(({ subjectId, fullName, phone }) => [subjectId, maskedName(fullName, phone)]))
  return lines.map((line) => ({ ...line, name: names.get(line.subjectId) ?? line.name }))
}
