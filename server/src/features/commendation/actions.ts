import type { CommendationRules } from '@hoithi/shared/contracts/commendation'
import { unknownPlaceholders } from '../../domain/award-text.ts'
import type { Choice } from '../../domain/commendation.ts'
import {
  agreedLines,
  chosen,
  digested,
  keepsToCriteria,
  openDraft,
  planClosing,
  planDraft,
  planPraise,
  type Commendation,
  type CommendationPapers,
} from '../../domain/commendation-list.ts'
import { commendationFields, firstCommendationPapers } from '../../domain/commendation-papers.ts'
import { sampleRules } from '../../domain/commendation-sample.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { canonical } from '../../domain/receipt.ts'
import type { AuditEntry } from '../../ports/audit.ts'
import type { Services } from '../../services.ts'
import type { Known } from '../campaigns/known.ts'
import type { KnownList } from './known.ts'
import { reckonList } from './reckon.ts'

type Needs = Pick<Services, 'storage' | 'clock' | 'ids' | 'sha256'>
type Deed = { actorId: string; reason: string }
type Edition = Promise<Decision<{ edition: number }>>

function auditOf({ clock, ids }: Needs, { contest }: Known, deed: Deed, action: string, details?: unknown): AuditEntry {
  const at = clock.now()
  return { id: ids.next(at), at, action, subject: contest.slug, ...deed, ...(details === undefined ? {} : { details }) }
}

/** Begin a list from the one before it, or from the criteria and papers that the product comes with. */
export async function draftCommendation(needs: Needs, known: Known, deed: Deed): Promise<Decision<{ commendationId: string }>> {
  const { contest, campaign } = known
  const drafted = await needs.storage.commendations.draft(contest.id, (lists) => {
    const plan = planDraft(lists)
    if (!plan.ok) return plan
    const { number, after } = plan.value
    const now = needs.clock.now()
    const list: Commendation = {
      id: needs.ids.next(now),
      contestId: contest.id,
      number,
      state: 'draft',
      edition: 1,
      rules: after?.rules ?? sampleRules,
      papers: after === null ? firstCommendationPapers({ organiser: contest.organiser, campaign: campaign.name }) : unsigned(after.papers),
      facts: null,
      digest: null,
      createdAt: now,
      createdBy: deed.actorId,
      decidedAt: null,
      decidedBy: null,
      reason: deed.reason,
      praisedAt: null,
      unpraisedReason: null,
    }
    return accept({ list, audit: auditOf(needs, known, deed, 'draftCommendation', { before: null, after: { number } }) })
  })
  return drafted.ok ? accept({ commendationId: drafted.value.id }) : drafted
}

/** The words of papers are kept; numbers and days are their own. */
const unsigned = ({ letter, list, summary, upward }: CommendationPapers): CommendationPapers => {
  const bare = { number: '', day: '' }
  return { letter: { ...letter, ...bare }, list: { ...list, ...bare }, summary: { ...summary, ...bare }, upward: { ...upward, ...bare } }
}

/** Change the criteria. */
export async function saveCommendationRules(
  needs: Needs,
  known: KnownList,
  { rules, edition }: { rules: CommendationRules; edition: number },
  deed: Deed,
): Edition {
  return needs.storage.commendations.change(known.list.id, (list, { choices, nominees }) => {
    const open = openDraft(list, edition)
    if (!open.ok) return open
    if (canonical(open.value.rules) === canonical(rules)) return refuse('nothing-changed')
    const stays = ({ kindKey }: { kindKey: string }): boolean => rules.kinds.some(({ key }) => key === kindKey)
    const details = { before: toldOf(open.value.rules), after: toldOf(rules) }
    const audit = auditOf(needs, known, deed, 'saveCommendationRules', details)
    return accept({ rules, choices: choices.filter(stays), nominees: nominees.filter(stays), audit })
  })
}

/** What the trail tells of criteria: a line for each kind. */
const toldOf = ({ kinds }: CommendationRules) => Object.fromEntries(kinds.map(({ key, ...kind }) => [key, canonical(kind)]))

/** Put somebody forward in a kind that is filled by hand. The trail names them by id only. */
export async function nominate(
  needs: Needs,
  known: KnownList,
  asked: { kind: string; fullName: string; unionId: string; merit: string; edition: number },
  deed: Deed,
): Edition {
  if ((await needs.storage.unions.find(asked.unionId)) === null) return refuse('unknown-union')
  return needs.storage.commendations.change(known.list.id, (list, { nominees }) => {
    const open = openDraft(list, asked.edition)
    if (!open.ok) return open
    const kind = open.value.rules.kinds.find(({ key }) => key === asked.kind)
    if (kind?.for !== 'person' || kind.source !== 'byHand') return refuse('not-by-hand')
    const at = needs.clock.now()
    const id = needs.ids.next(at)
    const { fullName, unionId, merit } = asked
    const details = { before: null, after: { who: id, kind: kind.title } }
    return accept({
      nominees: [...nominees, { id, kindKey: kind.key, fullName, unionId, merit, at, actorId: deed.actorId }],
      audit: auditOf(needs, known, deed, 'nominate', details),
    })
  })
}

export async function withdrawNominee(
  needs: Needs,
  known: KnownList,
  asked: { kind: string; subjectId: string; edition: number },
  deed: Deed,
): Edition {
  return needs.storage.commendations.change(known.list.id, (list, { choices, nominees }) => {
    const open = openDraft(list, asked.edition)
    if (!open.ok) return open
    const others = nominees.filter(({ id, kindKey }) => kindKey !== asked.kind || id !== asked.subjectId)
    if (others.length === nominees.length) return refuse('not-on-shortlist')
    const left = choices.filter(({ kindKey, subjectId }) => kindKey !== asked.kind || subjectId !== asked.subjectId)
    const details = { before: { who: asked.subjectId }, after: null }
    return accept({ nominees: others, choices: left, audit: auditOf(needs, known, deed, 'withdrawNominee', details) })
  })
}

/** The council decides about lines of the shortlist, within the criteria. */
export async function decideCommended(
  needs: Needs,
  known: KnownList,
  asked: { kind: string; subjectIds: readonly string[]; verdict: Choice['verdict'] | 'open'; upward: boolean; edition: number },
  deed: Deed,
): Edition {
  const { list } = known
  const at = needs.clock.now()
  const before = (await needs.storage.commendations.choices(list.id)).map(({ by: _, ...choice }) => choice)
  const wanted = chosen(before, asked, { words: deed.reason, at, actorId: deed.actorId })
  if (asked.verdict !== 'open') {
    const kept = keepsToCriteria((await reckonList(needs, known, list, wanted)).kinds, asked)
    if (!kept.ok) return kept
  }
  return needs.storage.commendations.change(list.id, (now) => {
    const open = openDraft(now, asked.edition)
    if (!open.ok) return open
    const { kind, subjectIds, verdict, upward } = asked
    const details = { kind, who: subjectIds.join(', '), verdict, ...(upward ? { upward } : {}) }
    return accept({ choices: wanted, audit: auditOf(needs, known, deed, 'decideCommended', details) })
  })
}

/** Change what the papers say, of a decided list too; a template that names what nobody knows is refused with those names. */
export async function saveCommendationPapers(
  needs: Needs,
  known: KnownList,
  { papers, edition }: { papers: CommendationPapers; edition: number },
  deed: Deed,
): Edition {
  const faults = (['letter', 'list', 'summary', 'upward'] as const).flatMap((kind) =>
    unknownPlaceholders(papers[kind].text, commendationFields).map((name) => ({ field: `${kind}.text`, message: `{{${name}}}` })),
  )
  if (faults.length > 0) return refuse('paper-refused', faults)
  return needs.storage.commendations.change(known.list.id, (list) => {
    if (list === null) return refuse('not-found')
    if (list.edition !== edition) return refuse('edited-meanwhile')
    if (canonical(list.papers) === canonical(papers)) return refuse('nothing-changed')
    return accept({ papers, audit: auditOf(needs, known, deed, 'saveCommendationPapers', { before: list.papers, after: papers }) })
  })
}

/** Freeze the lines that the council agreed to, as whoever decides has seen them. */
export async function closeCommendation(
  needs: Needs,
  known: KnownList,
  { edition, shown }: { edition: number; shown: string },
  deed: Deed,
): Promise<Decision<{ digest: string }>> {
  const { list } = known
  const reckoned = await reckonList(needs, known, list, await needs.storage.commendations.choices(list.id).then(plain))
  const lines = agreedLines(reckoned.kinds)
  return needs.storage.commendations.close(list.id, (now) => {
    const open = planClosing(now, { edition, seen: shown, shown: reckoned.shown, kinds: reckoned.kinds, agreed: lines.length })
    if (!open.ok) return open
    const digest = needs.sha256(canonical(digested(open.value.rules, reckoned.facts.basis, lines)))
    const after = { state: 'decided', lines: lines.length, digest }
    const audit = auditOf(needs, known, deed, 'closeCommendation', { before: { state: 'draft' }, after })
    return accept({ at: audit.at, ...deed, facts: reckoned.facts, digest, lines, audit })
  })
}

const plain = (rows: readonly (Choice & { by: string })[]): Choice[] => rows.map(({ by: _, ...choice }) => choice)

export async function discardCommendation(needs: Needs, known: KnownList, edition: number, deed: Deed): Promise<Decision<{ done: true }>> {
  const gone = await needs.storage.commendations.discard(known.list.id, (list) => {
    const open = openDraft(list, edition)
    if (!open.ok) return open
    return accept(auditOf(needs, known, deed, 'discardCommendation', { before: { number: open.value.number }, after: null }))
  })
  return gone.ok ? accept({ done: true }) : gone
}

/** Put a decided list on the public page, or take it off. */
export async function setPraise(needs: Needs, known: KnownList, shown: boolean, deed: Deed): Promise<Decision<{ done: true }>> {
  const set = await needs.storage.commendations.praise(known.list.id, (list) => {
    const plan = planPraise(list, shown)
    if (!plan.ok) return plan
    const audit = auditOf(needs, known, deed, 'setPraise', { before: { shown: !shown }, after: { shown } })
    return accept({ praisedAt: shown ? audit.at : null, unpraisedReason: shown ? null : deed.reason, audit })
  })
  return set.ok ? accept({ done: true }) : set
}
