import { givesCertificates } from '../../domain/certificate.ts'
import { frozenBoard, ownScoreShown, roundPhase, roundVeil, type Contest, type Round, type Veil } from '../../domain/contest.ts'
import { withoutBlank } from '../../domain/ranking.ts'
import type { AttemptHead } from '../../domain/attempt.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { Revision } from '../../ports/results.ts'
import type { Services } from '../../services.ts'

type Standing = ReplyOf<'getStanding'>
type Attempt = Pick<AttemptHead, 'id' | 'contestantId'>
type Source = { boardId: string; revisionId: string | null }
type Place = { rank: number; total: number; attemptId: string }

/** A person's place on a board, or among one union of it. */
async function placeOn(storage: Services['storage'], { boardId, revisionId }: Source, contestantId: string, unionId?: string): Promise<Place | null> {
  const first = { page: 1, pageSize: 1 }
  const own = await (revisionId === null
    ? storage.boards.own(boardId, contestantId, unionId)
    : storage.results.own(revisionId, contestantId, unionId))
  if (own === null) return null
  const { total } = await (revisionId === null ? storage.boards.page(boardId, first, unionId) : storage.results.page(revisionId, first, unionId))
  return { rank: own.rank, total, attemptId: own.standing.attemptId }
}

/** The board that a contestant sees of a round now. */
const sourceOf = (round: Round, veil: Veil | null, revisionId: string | null): Source => ({
  boardId: veil?.kind === 'frozen' ? frozenBoard(round.id) : round.id,
  revisionId,
})

/** Which union's people one is compared with: on a live board the one that theirs was merged into. */
async function ownUnion({ storage }: Pick<Services, 'storage'>, contestantId: string, sealed: boolean): Promise<{ id: string; name: string } | null> {
  const union = (await storage.accounts.profile(contestantId))?.union ?? null
  if (union === null || sealed) return union
  const current = await storage.unions.current(union.id)
  if (current === union.id) return union
  return { id: current, name: (await storage.unions.names([current])).get(current) ?? union.name }
}

/** Why a ranked attempt stands where it does in a sealed revision, and what a lot was drawn from. */
async function whyHere({ storage }: Pick<Services, 'storage'>, revision: Revision, attempt: Attempt): Promise<Standing['why']> {
  const near = await storage.results.neighbours(revision.id, attempt.contestantId)
  if (near === null) return null
  const before = near.before === null ? null : withoutBlank(near.before)
  const drawn = before?.decidedBy === 'lot' || near.after.decidedBy === 'lot'
  return { before, after: withoutBlank(near.after), lot: drawn ? { seed: revision.chainHash, seq: revision.chainSeq, attemptId: attempt.id } : null }
}

/** What one won in a round, or over the contest that it is of. */
async function ownAwards(storage: Services['storage'], contestantId: string, { id, contestId }: Round): Promise<Standing['awards']> {
  const won = (await storage.awards.own(contestantId)).filter(
    (award) => !award.replaced && (award.roundId === id || (award.roundId === null && award.contestId === contestId)),
  )
  return won.map(({ title, decisionId }) => ({ title, decisionId }))
}

/** Where a finished attempt puts its contestant, on the board that the public sees. */
export async function standingOf(
  { storage, clock }: Pick<Services, 'storage' | 'clock'>,
  attempt: Attempt & { receipt: string },
  { round, contest }: { round: Round; contest: Contest },
): Promise<Standing> {
  const now = clock.now()
  const phase = roundPhase(round, now)
  const veil = roundVeil(round, now)
  const revision = round.sealedRevision === null ? null : ((await storage.results.revisions(round.id))[0] ?? null)
  const logged = await storage.log.findReceipt(attempt.receipt)
  // Beside a sealed rank stands only what its results know: a void that was logged since shows with the next ones.
  const sealed = revision === null ? null : await storage.log.asOf(attempt.receipt, revision.chainSeq)
  const source = sourceOf(round, veil, revision?.id ?? null)
  const union = veil?.kind === 'hidden' ? null : await ownUnion({ storage }, attempt.contestantId, revision !== null)
  const overall = veil?.kind === 'hidden' ? null : await placeOn(storage, source, attempt.contestantId)
  const among = union === null ? null : await placeOn(storage, source, attempt.contestantId, union.id)
  return {
    state: phase === 'sealed' ? 'sealed' : phase === 'over' ? 'over' : 'live',
    veil,
    closesAt: round.closesAt,
    sealedAt: revision?.sealedAt ?? null,
    voided: (sealed ?? logged)?.voided ?? false,
    pending: logged === null || logged.entry.seq > (await storage.boards.progress()),
    counts: overall === null || !tellsNothing(round) ? null : overall.attemptId === attempt.id,
    overall: overall === null ? null : { rank: overall.rank, total: overall.total },
    union: among === null || union === null ? null : { rank: among.rank, total: among.total, name: union.name },
    why: revision === null || overall?.attemptId !== attempt.id ? null : await whyHere({ storage }, revision, attempt),
    certificate: overall !== null && givesCertificates(contest, round),
    awards: revision === null || overall === null ? [] : await ownAwards(storage, attempt.contestantId, round),
    now,
  }
}

/** Which of several attempts is the best one would tell scores that are still hidden. */
const tellsNothing = (round: Round): boolean => ownScoreShown(round) || round.rules.counts !== 'best'
