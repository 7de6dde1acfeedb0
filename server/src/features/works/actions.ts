import type { WorkStep } from '@hoithi/shared/contracts/works'
import { confinedTo, type Actor } from '../../domain/access.ts'
import type { Campaign } from '../../domain/campaign.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { wallTime } from '../../domain/local-time.ts'
import {
  decideFinish,
  decideRegistering,
  decideWorkStep,
  mayEditWork,
  type Work,
  type WorkFacts,
  type WorkHand,
  type WorkResult,
} from '../../domain/work.ts'
import type { WorkChange, WorkRow } from '../../ports/works.ts'
import type { Services } from '../../services.ts'
import { isActive } from '../campaigns/units.ts'

export type Needs = Pick<Services, 'storage' | 'clock' | 'ids'>
export type Reached = { work: WorkRow; contest: { id: string; slug: string; title: string; timeZone: string }; hand: WorkHand }

/** The day on the calendar where a contest is, yyyy-MM-dd. */
export const todayIn = (timeZone: string, now: number): string => new Date(wallTime(now, timeZone)).toISOString().slice(0, 10)

/** How somebody at the desk stands to what a unit has; null: it is none of theirs. */
async function workHand({ storage }: Pick<Services, 'storage'>, actor: Actor, unionId: string): Promise<WorkHand | null> {
  const root = confinedTo(actor)
  if (root === null) return 'top'
  if (root === unionId) return 'unit'
  return (await storage.unions.inside(unionId, root)) ? 'upper' : null
}

/** A work that somebody may know of, of a campaign that is on. */
export async function reachWork(services: Pick<Services, 'storage'>, actor: Actor, workId: string): Promise<Decision<Reached>> {
  const { storage } = services
  const work = await storage.works.find(workId)
  const hand = work === null ? null : await workHand(services, actor, work.unionId)
  if (work === null || hand === null) return refuse('not-found')
  const [campaign, contest] = await Promise.all([storage.campaigns.find(work.contestId), storage.contests.byId(work.contestId)])
  return campaign?.on === true && contest !== null ? accept({ work, contest, hand }) : refuse('campaign-off')
}

export const auditOf = ({ clock, ids }: Needs, entry: Omit<WorkChange['audit'], 'id' | 'at'>) => {
  const at = clock.now()
  return { id: ids.next(at), at, ...entry }
}

type Registering = { contestId: string; unionId: string; facts: WorkFacts; source: Work['source']; entryKey: string; actorId: string }

/** A work as it is registered, with its first step. */
export function registered({ clock, ids }: Needs, { facts, actorId, ...given }: Registering): Omit<WorkChange, 'audit'> {
  const now = clock.now()
  const work: Work = {
    ...given,
    ...facts,
    id: ids.next(now),
    state: 'registered',
    stateAt: now,
    reason: '',
    registeredAt: now,
    registeredBy: actorId,
    doneOn: null,
    result: '',
    valueReached: null,
    acceptedAt: null,
    edition: 1,
  }
  return { work, step: { id: ids.next(now), at: now, step: 'register', actorId, reason: '' } }
}

/** Register a work; the same entry key again gives the one that is there. */
export async function registerWork(
  needs: Needs,
  campaign: Campaign,
  { unionId, entryKey, ...facts }: WorkFacts & { unionId: string; entryKey: string },
  actor: Actor,
): Promise<Decision<{ workId: string }>> {
  if (!(await isActive(needs, unionId))) return refuse('unknown-union')
  if ((await workHand(needs, actor, unionId)) === null) return refuse('not-allowed')
  const taking = decideRegistering(campaign, needs.clock.now())
  if (!taking.ok) return taking
  const change = registered(needs, { contestId: campaign.contestId, unionId, facts, source: 'desk', entryKey, actorId: actor.id })
  const subject = change.work.id
  const details = { before: null, after: toldOf(change.work) }
  const audit = auditOf(needs, { action: 'registerWork', subject, actorId: actor.id, reason: 'đăng ký công trình, phần việc', details })
  return accept({ workId: (await needs.storage.works.register({ ...change, audit })).id })
}

/** Change what was registered; what stands there already is not written again, so that a phone may ask twice. */
export async function saveWork(
  needs: Needs,
  { work: { id }, hand }: Reached,
  { basedOn, ...facts }: WorkFacts & { basedOn: number },
  actorId: string,
): Promise<Decision<{ edition: number }>> {
  const saved = await needs.storage.works.change(id, (before) => {
    if (before === null) return refuse('not-found')
    if (!mayEditWork(before, hand)) return refuse('work-moved')
    if ((Object.keys(facts) as (keyof WorkFacts)[]).every((field) => facts[field] === before[field])) return accept(null)
    if (before.edition !== basedOn) return refuse('edited-meanwhile')
    const work = { ...before, ...facts, edition: basedOn + 1 }
    const details = { before: toldOf(before), after: toldOf(work) }
    return accept({ work, step: null, audit: auditOf(needs, { action: 'saveWork', subject: id, actorId, reason: 'sửa đăng ký', details }) })
  })
  return saved.ok ? accept({ edition: saved.value?.edition ?? basedOn }) : saved
}

/** Take a work a step on. */
export function moveWork(
  needs: Needs,
  { work: { id }, hand }: Reached,
  asked: { step: Exclude<WorkStep, 'finish'>; basedOn: number; reason?: string | undefined },
  actorId: string,
): Promise<Decision<Work | null>> {
  return step(needs, id, asked.step, { actorId, ...asked }, (before, now) => decideWorkStep(before, asked, hand, now))
}

/** Report a work as done; what was reported already is not written again, so that a phone may ask twice. */
export function finishWork(
  needs: Needs,
  { work: { id }, contest, hand }: Reached,
  { basedOn, ...result }: WorkResult & { basedOn: number },
  actorId: string,
): Promise<Decision<Work | null>> {
  return step(needs, id, 'finish', { actorId, basedOn }, (before, now) => {
    if (before.state === 'done' && (Object.keys(result) as (keyof WorkResult)[]).every((field) => before[field] === result[field]))
      return accept(null)
    return decideFinish(before, result, hand, { now, today: todayIn(contest.timeZone, now) })
  })
}

function step(
  needs: Needs,
  id: string,
  name: WorkStep,
  { actorId, basedOn, reason = '' }: { actorId: string; basedOn: number; reason?: string | undefined },
  decide: (before: Work, now: number) => Decision<Work | null>,
): Promise<Decision<Work | null>> {
  const { clock, ids, storage } = needs
  const now = clock.now()
  return storage.works.change(id, (before) => {
    if (before === null) return refuse('not-found')
    const moved = decide(before, now)
    if (!moved.ok) return moved
    const work = moved.value
    if (work === null) return accept(null)
    // What somebody decides on is what they saw.
    if (before.edition !== basedOn) return refuse('edited-meanwhile')
    const details = { before: toldOf(before), after: toldOf(work) }
    const why = reason === '' ? 'theo các bước của đợt thi đua' : reason
    const audit = auditOf(needs, { action: actionOf[name], subject: id, actorId, reason: why, details })
    return accept({ work, step: { id: ids.next(now), at: now, step: name, actorId, reason }, audit })
  })
}

/** Erase a withdrawn work with its photos and steps. */
export async function eraseWork(
  needs: Needs,
  { work: { id } }: Reached,
  { actorId, reason }: { actorId: string; reason: string },
): Promise<Decision<{ done: true }>> {
  const erased = await needs.storage.works.erase(id, (before) => {
    if (before === null) return refuse('not-found')
    if (before.state !== 'withdrawn') return refuse('work-moved')
    return accept(auditOf(needs, { action: 'eraseWork', subject: id, actorId, reason, details: { before: toldOf(before), after: null } }))
  })
  return erased.ok ? accept({ done: true }) : erased
}

/** What the trail calls each step. */
const actionOf = {
  resend: 'resendWork',
  confirm: 'confirmWork',
  finish: 'finishWork',
  accept: 'acceptWork',
  return: 'returnWork',
  withdraw: 'withdrawWork',
} as const satisfies Record<WorkStep, string>

/** What the trail tells: plain facts, and no words that may name people. */
const toldOf = ({ kind, quantity, measure: unitOfMeasure, value, plannedFrom, plannedTo, state, doneOn, valueReached }: Work) => ({
  ...{ kind, quantity, unitOfMeasure, value, plannedFrom, plannedTo, state, doneOn, valueReached },
})
