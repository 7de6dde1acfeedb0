import { givesCertificates } from '../../domain/certificate.ts'
import { answersShown, ownScoreShown, type Contest, type Round } from '../../domain/contest.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { AttemptSummary } from '../../ports/attempts.ts'
import type { Services } from '../../services.ts'
import { asSealed } from './as-sealed.ts'

type Row = ReplyOf<'listOwnAttempts'>['attempts'][number]
type Known = { round: Round; contest: Contest; answers: boolean; sealed: { attemptId: string; rank: number; total: number } | null }

/** What a row of one's own attempts needs of its round, and one's own sealed place there. */
async function known({ storage }: Pick<Services, 'storage'>, roundId: string, contestantId: string): Promise<Known> {
  const found = await storage.contests.round(roundId)
  if (found === null) throw new Error(`round ${roundId} does not exist`)
  const { round, contest } = found
  const answers = answersShown(round, await storage.contests.rounds(contest.id))
  const revision = round.sealedRevision === null ? undefined : (await storage.results.revisions(roundId))[0]
  const own = revision === undefined ? null : await storage.results.own(revision.id, contestantId)
  if (own === null || revision === undefined) return { round, contest, answers, sealed: null }
  return { round, contest, answers, sealed: { attemptId: own.standing.attemptId, rank: own.rank, total: revision.people } }
}

function rowOf(attempt: AttemptSummary, { round, contest, answers, sealed }: Known): Row {
  const { id, number, startedAt, outcome, voided } = attempt
  return {
    id,
    number,
    contest: { slug: contest.slug, title: contest.title },
    round: { id: round.id, title: round.title, practice: round.practice },
    startedAt,
    submittedAt: outcome?.submittedAt ?? null,
    durationMs: outcome?.durationMs ?? null,
    finishedBy: outcome?.finishedBy ?? null,
    voided,
    score: outcome !== null && ownScoreShown(round) ? outcome.score : null,
    maxScore: outcome?.maxScore ?? null,
    receipt: round.practice ? null : (outcome?.receipt ?? null),
    sealed: round.sealedRevision !== null,
    place: sealed?.attemptId === id ? { rank: sealed.rank, total: sealed.total } : null,
    reviewable: outcome !== null && answers,
    certificate: sealed?.attemptId === id && givesCertificates(contest, round),
  }
}

/** A person's attempts as they see them; each round is looked up once. */
export async function ownAttemptRows(services: Pick<Services, 'storage'>, contestantId: string, attempts: AttemptSummary[]): Promise<Row[]> {
  const rounds = new Map<string, Known>()
  for (const { roundId } of attempts) if (!rounds.has(roundId)) rounds.set(roundId, await known(services, roundId, contestantId))
  const shown = new Map<string, AttemptSummary>()
  for (const [roundId, { round }] of rounds) {
    const own = attempts.filter((attempt) => attempt.roundId === roundId)
    for (const attempt of await asSealed(services, round, own)) shown.set(attempt.id, attempt)
  }
  return attempts.flatMap((attempt) => {
    const round = rounds.get(attempt.roundId)
    return round === undefined ? [] : [rowOf(shown.get(attempt.id) ?? attempt, round)]
  })
}
