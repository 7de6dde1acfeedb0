import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { decideAsk } from '../../domain/inquiry.ts'
import { decideWithdrawal, UNSEALED_MS } from '../../domain/withdrawal.ts'
import type { Services } from '../../services.ts'
import { correctContestant } from '../contestants/actions.ts'

type Needs = Pick<Services, 'storage' | 'clock' | 'ids'>
type Who = { contestantId: string }

const BY_THEMSELVES = 'thí sinh tự sửa'
const LEFT = 'thí sinh rút lại đồng ý'
const FINAL = 'kết quả đã chốt, xoá theo yêu cầu của thí sinh'
const AT_ONCE = 50

/** Correct one's own name and birth date; the kind of contestant decides who may enter, so the organisers change that. */
export async function correctOwnData(
  needs: Needs,
  { contestantId, fullName, birthDate }: Who & { fullName: string; birthDate: string },
): Promise<Decision<unknown>> {
  const known = await needs.storage.contestants.find(contestantId)
  if (known === null) return refuse('not-found')
  const face = { fullName, birthDate, contestantKind: known.contestantKind }
  return correctContestant(needs, { contestantId, actorId: contestantId, reason: BY_THEMSELVES, face })
}

/** Ask to be moved; it lies in the inbox of the organisers until they answer. */
export async function requestUnion(
  { storage, clock, ids }: Needs,
  { contestantId, slug, unionId, body }: Who & { slug: string; unionId: string; body: string },
): Promise<Decision<{ inquiryId: string }>> {
  const contest = await storage.contests.find(slug)
  if (contest === null || contest.state === 'draft') return refuse('not-found')
  const [wanted, known] = await Promise.all([storage.unions.find(unionId), storage.contestants.find(contestantId)])
  if (wanted === null || known === null) return refuse('unknown-union')
  if (known.unionId === unionId) return refuse('nothing-changed')
  const now = clock.now()
  const who = { contestId: contest.id, contestantId }
  return storage.inquiries.ask(who, (waiting) => decideAsk(waiting, { id: ids.next(now), ...who, askedAt: now, body, wantedUnionId: unionId }))
}

/** Agree to a contest's notice; only to the one that is shown now. */
export async function giveConsent(
  { storage, clock }: Pick<Needs, 'storage' | 'clock'>,
  { contestantId, slug, version }: Who & { slug: string; version: string },
): Promise<Decision<{ done: true }>> {
  const contest = await storage.contests.find(slug)
  if (contest === null || contest.state === 'draft') return refuse('not-found')
  if (contest.consent.version !== version) return refuse('consent-required')
  await storage.ownData.giveConsent(contestantId, { contestId: contest.id, version, at: clock.now() })
  return accept({ done: true })
}

/** Take one's consent back. The password is asked for again: nothing of this can be undone. */
export async function withdrawConsent(
  { storage, clock, ids, passwords }: Needs & Pick<Services, 'passwords'>,
  { contestantId, password }: Who & { password: string },
): Promise<Decision<'delete' | 'close'>> {
  const known = await storage.accounts.profile(contestantId)
  if (known === null || !(await passwords.verify(known.passwordHash, password))) return refuse('wrong-password')
  const now = clock.now()
  return storage.ownData.withdraw(contestantId, (who) => {
    const how = decideWithdrawal(who, known.passwordHash)
    if (!how.ok) return how
    const action = how.value === 'delete' ? 'deleteOwnAccount' : 'withdrawConsent'
    return accept({ how: how.value, audit: { id: ids.next(now), at: now, actorId: contestantId, action, subject: contestantId, reason: LEFT } })
  })
}

/** Make those nameless who left and whose results are final; what is due is read anew each time, so a restart loses nothing. Returns how many. */
export async function eraseDue({ storage, clock, ids }: Needs): Promise<number> {
  const now = clock.now()
  let erased = 0
  for (const id of await storage.ownData.dueErasures(now - UNSEALED_MS, AT_ONCE)) {
    const audit = { id: ids.next(now), at: now, actorId: id, action: 'eraseContestant', subject: id, reason: FINAL }
    if (await storage.ownData.erase(id, audit)) erased += 1
  }
  return erased
}
