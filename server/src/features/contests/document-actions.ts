import { LAST_GIVEN } from '@hoithi/shared/contracts/common'
import type { ContestDocument } from '@hoithi/shared/contracts/contest-desk'
import { contestOf, documentOf, movedDocument, roundsOf } from '../../domain/contest-document.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { changedFields, unfairChanges, type Relied } from '../../domain/document-changes.ts'
import { blockingFaults, documentFaults, type DocumentFacts, type Fault } from '../../domain/document-faults.ts'
import { timesOfLater, type NewTimes } from '../../domain/extension.ts'
import { canonical } from '../../domain/receipt.ts'
import type { ContestInUse, ContestWrite } from '../../ports/contests.ts'
import type { Services } from '../../services.ts'
import { judgeDocument, readDocument, spoken } from './read-document.ts'

type Needs = Pick<Services, 'storage' | 'clock' | 'ids' | 'sha256'>
type By = { actorId: string; reason: string }
type Typed = Record<string, unknown>

/** Names a state of a document: another document, another edition. */
export const editionOf = (sha256: Services['sha256'], document: ContestDocument): string => sha256(canonical(document)).slice(0, 32)

/** A stored contest as what decides about changes sees it. */
export const reliedOn = ({ contest, rounds, attempts }: ContestInUse): Relied => ({
  document: documentOf(contest, rounds),
  state: contest.state,
  sealed: new Set(rounds.filter(({ sealedRevision }) => sealedRevision !== null).map(({ id }) => id)),
  attempts,
})

/** What a document cannot know by itself; `own` is the contest that it is to replace. */
async function factsOf({ storage }: Pick<Services, 'storage'>, document: ContestDocument, own: ContestInUse | null): Promise<DocumentFacts> {
  const [holder, names] = await Promise.all([storage.contests.find(document.slug), storage.unions.names(document.settings.eligibleUnions)])
  return {
    slugTaken: holder !== null && holder.id !== own?.contest.id,
    ownRounds: new Set(own?.rounds.map(({ id }) => id)),
    unknownUnions: new Set(document.settings.eligibleUnions.filter((id) => !names.has(id))),
  }
}

const refuseDocument = (faults: readonly Fault[]) => refuse('document-refused', spoken(faults))

/** What is wrong with a document that is being typed, and what of it may not change any more. */
export async function checkDocument(
  needs: Needs,
  typed: Typed,
  slug: string | undefined,
): Promise<{ document: ContestDocument | null; faults: Fault[] }> {
  const own = slug === undefined ? null : await needs.storage.contests.inUse(slug)
  const { document, faults } = await judgeDocument(typed, (read) => factsOf(needs, read, own))
  if (document === null || own === null) return { document, faults }
  return { document, faults: [...faults, ...unfairChanges(reliedOn(own), document, needs.clock.now())] }
}

/** Make a draft; it may still hold faults that only keep it from being published. */
export async function createContest(needs: Needs, typed: Typed, { actorId, reason }: By): Promise<Decision<{ slug: string }>> {
  const { storage, clock, ids } = needs
  const { document, faults } = await judgeDocument(typed, (read) => factsOf(needs, read, null))
  if (document === null) return refuseDocument(faults)
  if (blockingFaults(faults).length > 0) return refuseDocument(blockingFaults(faults))
  const at = clock.now()
  const contest = contestOf(document, { id: ids.next(at), state: 'draft', pausedAt: null })
  const rounds = roundsOf(document, contest.id, () => ids.next(at))
  const details = { before: null, after: summaryOf(document) }
  const audit = { id: ids.next(at), at, actorId, action: 'createContest', subject: contest.slug, reason, details }
  const made = await storage.contests.create(contest, rounds, audit)
  return made ? accept({ slug: contest.slug }) : refuseDocument([{ field: 'slug', code: 'slug-taken' }])
}

const summaryOf = ({ title, opensAt, closesAt, rounds }: ContestDocument) => ({ title, opensAt, closesAt, rounds: rounds.length })

/** Replace a contest by a document that was made from its present edition. */
export async function saveContest(
  needs: Needs,
  { slug, typed, edition }: { slug: string; typed: Typed; edition: string },
  by: By,
): Promise<Decision<{ edition: string }>> {
  const { storage, clock, ids, sha256 } = needs
  const read = readDocument(typed)
  if (read.document === null) return refuseDocument(read.faults)
  const { document } = read
  const at = clock.now()
  const facts = await factsOf(needs, document, await storage.contests.inUse(slug))
  const changed = await storage.contests.change(slug, (found): Decision<ContestWrite & { times: NewTimes[] }> => {
    if (found === null) return refuse('not-found')
    const relied = reliedOn(found)
    if (editionOf(sha256, relied.document) !== edition) return refuse('contest-edited-meanwhile')
    const judged = judgeChange(relied, document, { ...facts, ownRounds: new Set(found.rounds.map(({ id }) => id)) }, at)
    if (!judged.ok) return judged
    const contest = contestOf(document, found.contest)
    const rounds = roundsOf(document, contest.id, () => ids.next(at), found.rounds)
    const changes = changedFields(relied.document, documentOf(contest, rounds))
    if (changes.length === 0) return refuse('nothing-changed')
    const times = timesOfLater(found.rounds, { contest, rounds }, found.running, at)
    const details = { changes, ...(times.length > 0 ? { attempts: times.length } : {}) }
    return accept({ contest, rounds, times, audit: { id: ids.next(at), at, ...by, action: 'saveContest', subject: contest.slug, details } })
  })
  return changed.ok ? accept({ edition: editionOf(sha256, documentOf(changed.value.contest, changed.value.rounds)) }) : changed
}

/** A draft may be saved half done; what is public must be whole and fair. */
function judgeChange(relied: Relied, next: ContestDocument, facts: DocumentFacts, now: number): Decision<null> {
  const faults = documentFaults(next, facts)
  const told = relied.state === 'draft' ? blockingFaults(faults) : faults
  if (told.length > 0) return refuseDocument(told)
  const unfair = unfairChanges(relied, next, now)
  return unfair.length > 0 ? refuse('contest-fixed', spoken(unfair)) : accept(null)
}

/** Show a draft to the public, once nothing is wrong with it any more. */
export async function publishContest(needs: Needs, slug: string, by: By): Promise<Decision<null>> {
  const { storage, clock, ids } = needs
  const now = clock.now()
  const own = await storage.contests.inUse(slug)
  if (own === null) return refuse('not-found')
  const facts = await factsOf(needs, documentOf(own.contest, own.rounds), own)
  const changed = await storage.contests.change(slug, (found): Decision<ContestWrite> => {
    if (found === null) return refuse('not-found')
    const { contest, rounds } = found
    if (contest.state === 'published') return refuse('already-published')
    const over: Fault[] = contest.closesAt <= now ? [{ field: 'closesAt', code: 'contest-over' }] : []
    const faults = [...documentFaults(documentOf(contest, rounds), facts), ...over]
    if (faults.length > 0) return refuseDocument(faults)
    const details = { before: { state: 'draft' }, after: { state: 'published' } }
    const audit = { id: ids.next(now), at: now, ...by, action: 'publishContest', subject: slug, details }
    return accept({ contest: { ...contest, state: 'published' }, rounds, audit })
  })
  return changed.ok ? accept(null) : changed
}

/** Take a contest back to a draft while nobody has begun an attempt. */
export async function withdrawContest({ storage, clock, ids }: Needs, slug: string, by: By): Promise<Decision<null>> {
  const now = clock.now()
  const changed = await storage.contests.change(slug, (found): Decision<ContestWrite> => {
    if (found === null) return refuse('not-found')
    const { contest, rounds, attempts } = found
    if (contest.state === 'draft') return refuse('not-published')
    if (attempts.size > 0) return refuse('attempts-begun')
    if (rounds.some(({ sealedRevision }) => sealedRevision !== null)) return refuse('already-sealed')
    const details = { before: { state: 'published' }, after: { state: 'draft' } }
    const audit = { id: ids.next(now), at: now, ...by, action: 'withdrawContest', subject: slug, details }
    return accept({ contest: { ...contest, state: 'draft' }, rounds, audit })
  })
  return changed.ok ? accept(null) : changed
}

/** Make a draft like a contest, its dates moved so that it opens at another moment and every local clock time stays. */
export async function cloneContest(
  needs: Needs,
  slug: string,
  { actorId, reason, withQuestions, ...place }: By & { slug: string; title: string; opensAt: number; withQuestions: boolean },
): Promise<Decision<{ slug: string }>> {
  const { storage, clock, ids } = needs
  const source = await storage.contests.inUse(slug)
  if (source === null) return refuse('not-found')
  const document = movedDocument(documentOf(source.contest, source.rounds), place)
  if (document.closesAt > LAST_GIVEN) return refuse('invalid-request', [{ field: 'opensAt', message: 'the contest would end after the year 2100' }])
  const faults = blockingFaults(documentFaults(document, await factsOf(needs, document, null)))
  if (faults.length > 0) return refuseDocument(faults)
  const at = clock.now()
  const contest = contestOf(document, { id: ids.next(at), state: 'draft', pausedAt: null })
  const rounds = roundsOf(document, contest.id, () => ids.next(at))
  const details = { before: { slug }, after: summaryOf(document), withQuestions }
  const audit = { id: ids.next(at), at, actorId, action: 'cloneContest', subject: contest.slug, reason, details }
  const made = await storage.contests.clone(source.contest.id, { contest, rounds, audit, withQuestions, at })
  return made ? accept({ slug: contest.slug }) : refuseDocument([{ field: 'slug', code: 'slug-taken' }])
}
