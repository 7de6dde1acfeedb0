import type { ReasonedPlacement } from './placing.ts'
import { decideDraft, decideOnDraft, decidePublication, type AwardDecision } from '../../domain/award-decision.ts'
import { certificateCode } from '../../domain/certificate.ts'
import { awardNews } from '../../domain/award-news.ts'
import { firstPapers, type AwardPapers } from '../../domain/award-papers.ts'
import { unknownPlaceholders } from '../../domain/award-text.ts'
import { undecidedIn } from '../../domain/propose-awards.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import type { AuditEntry } from '../../ports/audit.ts'
import type { Services } from '../../services.ts'
import { keepsToRules, placed } from './placing.ts'
import { propose, scopeTitle } from './propose.ts'
import { keysOf, scopeOf, scopeOfDecision } from './scope.ts'

type Needs = Pick<Services, 'storage' | 'clock' | 'ids' | 'sha256'>
type Deed = { actorId: string; reason: string }

function auditOf({ clock, ids }: Needs, { actorId, reason }: Deed, action: string, subject: string, details?: unknown): AuditEntry {
  const at = clock.now()
  return { id: ids.next(at), at, actorId, action, subject, reason, ...(details === undefined ? {} : { details }) }
}

const named = (title: string, { number }: Pick<AwardDecision, 'number'>): string => `${title} (${number})`

/** Begin a decision on the newest sealed results; one that replaces another starts from its words and from what people decided there. */
export async function draftAwards(
  needs: Needs,
  asked: { slug: string; roundId: string | null },
  deed: Deed,
): Promise<Decision<{ decisionId: string }>> {
  const { storage, clock, ids } = needs
  const found = await scopeOf(needs, asked.slug, asked.roundId)
  if (!found.ok) return found
  const title = scopeTitle(found.value)
  const drafted = await storage.awards.draft(keysOf(found.value), (known, basis) => {
    const decided = decideDraft(known, basis)
    if (!decided.ok || basis === null) return decided as Decision<never>
    const { number, replaces } = decided.value
    const now = clock.now()
    const decision: AwardDecision = {
      id: ids.next(now),
      ...keysOf(found.value),
      number,
      state: 'draft',
      edition: 1,
      basis,
      papers: replaces === null ? firstPapers({ organiser: found.value.contest.organiser, scope: title }) : withoutSigns(replaces.papers),
      facts: null,
      createdAt: now,
      createdBy: deed.actorId,
      publishedAt: null,
      publishedBy: null,
      reason: deed.reason,
    }
    const details = { before: null, after: { number, revisions: basis.map((one) => one.number).join(', ') } }
    return accept({ decision, placementsOf: replaces?.id ?? null, audit: auditOf(needs, deed, 'draftAwards', named(title, decision), details) })
  })
  return drafted.ok ? accept({ decisionId: drafted.value.id }) : drafted
}

/** The words of a decision are kept; its number and day are its own. */
const withoutSigns = ({ decision, letter }: AwardPapers): AwardPapers => ({
  decision: { ...decision, number: '', day: '' },
  letter: { ...letter, number: '', day: '' },
})

/** Decide about one candidate of a draft. Nobody is given what the rules deny them; to pass somebody over is always possible. */
export async function placeAward(needs: Needs, decisionId: string, asked: ReasonedPlacement, deed: Deed): Promise<Decision<{ edition: number }>> {
  const { storage, clock } = needs
  const known = await storage.awards.find(decisionId)
  const scope = known === null ? null : await scopeOfDecision(needs, known)
  if (known === null || scope === null) return refuse('not-found')
  const at = clock.now()
  const wanted = placed(await storage.awards.placements(decisionId), asked, { ...deed, at })
  const basis = await storage.awards.basis(known)
  if (basis === null) return refuse('not-sealed')
  const [before, after] = [
    await propose(needs, scope, basis, await storage.awards.placements(decisionId)),
    await propose(needs, scope, basis, wanted),
  ]
  if (!keepsToRules(after.groups, asked)) return refuse('prize-not-allowed')
  const titleIn = ({ lines }: typeof before): string | null =>
    lines.find((line) => line.group === asked.group && line.divisionId === asked.divisionId && line.subjectId === asked.subjectId)?.title ?? null
  return storage.awards.change(decisionId, (decision) => {
    const open = decideOnDraft(decision, asked.edition)
    if (!open.ok) return open
    const details = { who: asked.subjectId, before: { prize: titleIn(before) }, after: { prize: titleIn(after) } }
    return accept({ placements: wanted, audit: auditOf(needs, deed, 'placeAward', named(scopeTitle(scope), open.value), details) })
  })
}

/** Change the papers of a draft; a template that names what nobody knows is refused with those names. */
export async function saveAwardPapers(
  needs: Needs,
  decisionId: string,
  { papers, edition }: { papers: AwardPapers; edition: number },
  deed: Deed,
): Promise<Decision<{ edition: number }>> {
  const known = await needs.storage.awards.find(decisionId)
  const scope = known === null ? null : await scopeOfDecision(needs, known)
  if (scope === null) return refuse('not-found')
  const faults = (['decision', 'letter'] as const).flatMap((kind) =>
    unknownPlaceholders(papers[kind].text).map((name) => ({ field: `${kind}.text`, message: `{{${name}}}` })),
  )
  if (faults.length > 0) return refuse('paper-refused', faults)
  return needs.storage.awards.change(decisionId, (decision) => {
    const open = decideOnDraft(decision, edition)
    if (!open.ok) return open
    if (JSON.stringify(open.value.papers) === JSON.stringify(papers)) return refuse('nothing-changed')
    const details = { before: open.value.papers, after: papers }
    return accept({ papers, audit: auditOf(needs, deed, 'saveAwardPapers', named(scopeTitle(scope), open.value), details) })
  })
}

/** Publish a draft as its publisher has seen it: prizes frozen, everybody told, the decision before it replaced. */
export async function publishAwards(
  needs: Needs,
  decisionId: string,
  { edition, list }: { edition: number; list: string },
  deed: Deed,
): Promise<Decision<{ people: number }>> {
  const { storage, clock, ids } = needs
  const known = await storage.awards.find(decisionId)
  const scope = known === null ? null : await scopeOfDecision(needs, known)
  const basis = known === null ? null : await storage.awards.basis(known)
  if (known === null || scope === null) return refuse('not-found')
  if (basis === null) return refuse('not-sealed')
  const title = scopeTitle(scope)
  const proposal = await propose(needs, scope, basis, await storage.awards.placements(decisionId))
  const replaced = (await storage.awards.decisions(known)).find(({ state }) => state === 'published')
  return storage.awards.publish(decisionId, (decision, newest) => {
    const open = decidePublication(decision, {
      edition,
      seen: list,
      list: proposal.list,
      prizes: proposal.lines.length,
      undecided: undecidedIn(proposal.groups),
      basis,
      newest,
    })
    if (!open.ok) return open
    const at = clock.now()
    const { number = '', day = '' } = replaced?.papers.decision ?? {}
    const told = { decisionId, title, prizes: proposal.lines.length, replaces: replaced !== undefined, reason: deed.reason }
    const after = { state: 'published', prizes: proposal.lines.length, revisions: proposal.facts.revisions }
    return accept({
      at,
      ...deed,
      basis,
      lines: proposal.lines.map((line) => ({ ...line, code: certificateCode(needs.sha256, known, line) })),
      facts: { ...proposal.facts, replaces: replaced === undefined ? null : { number, day } },
      announcement: { id: ids.next(at), contestId: scope.contest.id, ...awardNews(told), at, actorId: deed.actorId },
      audit: auditOf(needs, deed, 'publishAwards', named(title, open.value), { before: { state: 'draft' }, after }),
    })
  })
}

/** Throw a draft away. */
export async function discardAwards(needs: Needs, decisionId: string, edition: number, deed: Deed): Promise<Decision<{ done: true }>> {
  const known = await needs.storage.awards.find(decisionId)
  const scope = known === null ? null : await scopeOfDecision(needs, known)
  if (scope === null) return refuse('not-found')
  const gone = await needs.storage.awards.discard(decisionId, (decision) => {
    const open = decideOnDraft(decision, edition)
    if (!open.ok) return open
    return accept(auditOf(needs, deed, 'discardAwards', named(scopeTitle(scope), open.value), { before: { state: 'draft' }, after: null }))
  })
  return gone.ok ? accept({ done: true }) : gone
}
