import type { Barrier } from '@hoithi/shared/contracts/contests'
import type { Contest } from '../../domain/contest.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { barrierFor, plainCode, sameText, type Entrant } from '../../domain/eligibility.ts'
import { refusalTexts } from '../../http/refusal-texts.ts'
import type { Services } from '../../services.ts'

/** Whether someone may know of a contest: a draft is known at the desk only. */
export const shownTo = ({ state }: Pick<Contest, 'state'>, session: { role: string } | null): boolean =>
  state === 'published' || (session !== null && session.role !== 'contestant')

/** Take the access code of a contest, once for a person; a contest that asks for none takes any. */
export async function enterContest(
  { storage, clock, sha256 }: Pick<Services, 'storage' | 'clock' | 'sha256'>,
  { slug, contestantId, typed }: { slug: string; contestantId: string; typed: string },
): Promise<Decision<null>> {
  const contest = await storage.contests.find(slug)
  if (contest === null || contest.state === 'draft') return refuse('not-found')
  const { accessCode } = contest.settings
  if (accessCode === null) return accept(null)
  // Hashes have one length, so that the comparison tells nothing of the code's.
  if (!sameText(sha256(plainCode(typed)), sha256(plainCode(accessCode)))) return refuse('wrong-access-code')
  await storage.contests.enter(contest.id, contestantId, clock.now())
  return accept(null)
}

/** What keeps a contestant from taking part, as they are told; null: nothing. */
export function barrierView({ settings }: Contest, entrant: Entrant | null): { code: Barrier; message: { vi: string; en: string } } | null {
  const code = entrant === null ? null : barrierFor(settings, entrant)
  return code === null ? null : { code, message: refusalTexts[code] }
}
