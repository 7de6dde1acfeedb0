import type { InitiativeStep, Recogniser } from '@hoithi/shared/contracts/initiatives'
import { confinedTo, type Actor } from '../../domain/access.ts'
import type { Campaign } from '../../domain/campaign.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import {
  decideStep,
  decideTaking,
  mayBeSent,
  keptFacts,
  mayEdit,
  missingOf,
  MOST_OWN_INITIATIVES,
  saysTheSame,
  type Hand,
  type Initiative,
  type InitiativeFacts,
} from '../../domain/initiative.ts'
import { keptDecision } from '../../formats/photo/kept-decision.ts'
import type { InitiativeChange, InitiativeRow } from '../../ports/initiatives.ts'
import type { Services } from '../../services.ts'

type Needs = Pick<Services, 'storage' | 'clock' | 'ids'>
type Step = { step: InitiativeStep; basedOn: number; recognisedBy?: Recogniser | undefined; reason?: string | undefined }
export type Reached = { initiative: InitiativeRow; campaign: Campaign; hand: Hand }

/** How somebody stands to what a unit has; null: it is none of theirs. */
export async function handOver({ storage }: Pick<Services, 'storage'>, actor: Actor, unionId: string): Promise<Hand | null> {
  const root = confinedTo(actor)
  if (root === null) return actor.role === 'contestant' ? null : 'top'
  if (root === unionId) return 'unit'
  return (await storage.unions.inside(unionId, root)) ? 'upper' : null
}

/** An initiative that somebody may know of, of a campaign that is on. */
export async function reach(services: Pick<Services, 'storage'>, actor: Actor, initiativeId: string): Promise<Decision<Reached>> {
  const { storage } = services
  const initiative = await storage.initiatives.find(initiativeId)
  if (initiative === null) return refuse('not-found')
  const own = initiative.enteredBy === actor.id && actor.role === 'contestant'
  const hidden = initiative.state === 'draft' && initiative.source === 'member'
  const hand = own ? 'author' : hidden ? null : await handOver(services, actor, initiative.unionId)
  if (hand === null) return refuse('not-found')
  const campaign = await storage.campaigns.find(initiative.contestId)
  return campaign?.on === true ? accept({ initiative, campaign, hand }) : refuse('campaign-off')
}

const auditOf = ({ clock, ids }: Needs, { action, subject, actorId, reason, details }: Omit<InitiativeChange['audit'], 'id' | 'at'>) => {
  const at = clock.now()
  return { id: ids.next(at), at, action, subject, actorId, reason, details }
}

/** What the trail calls each step. */
const stepActions = {
  send: 'sendInitiative',
  recognise: 'recogniseInitiative',
  confirm: 'confirmInitiative',
  count: 'countInitiative',
  return: 'returnInitiative',
  withdraw: 'withdrawInitiative',
} as const satisfies Record<InitiativeStep, string>

type Entering = { campaign: Campaign; unionId: string; facts: InitiativeFacts; source: Initiative['source']; actorId: string }

/** An initiative as it is entered, with its first step. */
export function entered({ clock, ids }: Needs, { campaign, unionId, facts, source, actorId }: Entering): Omit<InitiativeChange, 'audit'> {
  const now = clock.now()
  const kept = keptFacts(facts)
  const missing = missingOf(kept, false, campaign.fileNeeded)
  const initiative: Initiative = {
    ...kept,
    id: ids.next(now),
    contestId: campaign.contestId,
    unionId,
    state: source === 'import' && mayBeSent(missing) ? 'sent' : 'draft',
    stateAt: now,
    reason: '',
    source,
    enteredAt: now,
    enteredBy: actorId,
    countedAt: null,
    hasFile: false,
    missing,
    edition: 1,
  }
  return { initiative, step: { id: ids.next(now), at: now, step: 'enter', actorId, reason: '' } }
}

/** Enter a draft; the same again while it stands as it was entered gives the one that is there: a phone may ask twice. */
export async function enterInitiative(needs: Needs, entering: Entering): Promise<Decision<{ initiativeId: string }>> {
  const { campaign, actorId, source } = entering
  const taking = decideTaking(campaign, needs.clock.now())
  if (!taking.ok) return taking
  const by = { contestId: campaign.contestId, accountId: actorId, title: entering.facts.title }
  const made = await needs.storage.initiatives.enter(by, ({ own, drafts }) => {
    const change = entered(needs, entering)
    const there = drafts.find((draft) => draft.edition === 1 && draft.unionId === entering.unionId && saysTheSame(entering.facts, draft))
    if (there !== undefined) return accept({ there })
    if (source === 'member' && own >= MOST_OWN_INITIATIVES) return refuse('too-many-initiatives')
    return accept({
      ...change,
      audit: auditOf(needs, { action: 'enterInitiative', subject: change.initiative.id, actorId, reason: 'nhập sáng kiến' }),
    })
  })
  return made.ok ? accept({ initiativeId: made.value.id }) : made
}

/** Change the words of an initiative; what stands there already is not written again, so that a phone may ask twice. */
export async function saveInitiative(
  needs: Needs,
  { initiative: { id }, campaign, hand }: Reached,
  { basedOn, ...facts }: InitiativeFacts & { basedOn: number },
  actorId: string,
): Promise<Decision<{ edition: number }>> {
  const saved = await needs.storage.initiatives.change(id, (before) => {
    if (before === null) return refuse('not-found')
    if (!mayEdit(before, hand)) return refuse('initiative-moved')
    if (saysTheSame(facts, before)) return accept({ there: before })
    if (before.edition !== basedOn) return refuse('edited-meanwhile')
    const kept = keptFacts(facts)
    const hasFile = before.hasFile && !kept.secret
    const initiative = { ...before, ...kept, hasFile, missing: missingOf(kept, hasFile, campaign.fileNeeded), edition: basedOn + 1 }
    const told = before.secret || initiative.secret ? toldOfSecret : toldOf
    const details = { before: told(before), after: told(initiative) }
    return accept({
      initiative,
      step: null,
      audit: auditOf(needs, { action: 'saveInitiative', subject: id, actorId, reason: 'sửa sáng kiến', details }),
    })
  })
  return saved.ok ? accept({ edition: saved.value.edition }) : saved
}

/** Take an initiative a step on. */
export async function moveInitiative(
  needs: Needs,
  { initiative: { id }, campaign, hand }: Reached,
  asked: Step,
  actorId: string,
): Promise<Decision<Initiative>> {
  const { clock, ids, storage } = needs
  const now = clock.now()
  return storage.initiatives.change(id, (before) => {
    if (before === null) return refuse('not-found')
    // What the campaign asks for may have changed since its words were written.
    const known = { ...before, missing: missingOf(before, before.hasFile, campaign.fileNeeded) }
    const moved = decideStep(known, asked, hand, campaign, now)
    if (!moved.ok) return moved
    // What somebody decides on is what they saw.
    if (before.edition !== asked.basedOn) return refuse('edited-meanwhile')
    const reason = asked.reason ?? ''
    const details = { before: { state: before.state }, after: { state: moved.value.state } }
    const audit = auditOf(needs, {
      action: stepActions[asked.step],
      subject: id,
      actorId,
      reason: reason === '' ? 'theo các bước của đợt thi đua' : reason,
      details,
    })
    return accept({ initiative: moved.value, step: { id: ids.next(now), at: now, step: asked.step, actorId, reason }, audit })
  })
}

/** Keep the decision that recognised it. */
export async function keepFile(
  needs: Needs,
  { initiative: { id }, campaign, hand }: Reached,
  bytes: unknown,
  actorId: string,
): Promise<Decision<{ done: true }>> {
  const file = bytes instanceof Uint8Array ? keptDecision(bytes) : null
  if (file === null) return refuse('decision-file-refused')
  const kept = await needs.storage.initiatives.change(id, (before) => {
    if (before === null) return refuse('not-found')
    if (before.secret) return refuse('initiative-secret')
    if (!mayEdit(before, hand)) return refuse('initiative-moved')
    const initiative = { ...before, hasFile: true, missing: missingOf(before, true, campaign.fileNeeded), edition: before.edition + 1 }
    const audit = auditOf(needs, { action: 'keepInitiativeFile', subject: id, actorId, reason: 'gửi tệp quyết định' })
    return accept({ initiative, step: null, file, audit })
  })
  return kept.ok ? accept({ done: true }) : kept
}

/** Of a technology secret the trail tells no more than is kept, also of what it was before and after. */
const toldOfSecret = ({ secret, reward, hasFile }: Initiative) => ({ secret, reward, hasFile })

/** What the trail tells: no names, which would outlive their people. */
const toldOf = ({ title: _title, authors, effect: _effect, ...facts }: Initiative) => {
  const { secret, kind, field, firstAppliedOn, benefit, reward, recognisedBy, decisionNumber, decisionOn, hasFile } = facts
  return { secret, kind, field, firstAppliedOn, benefit, reward, recognisedBy, decisionNumber, decisionOn, hasFile, authors: authors.length }
}
