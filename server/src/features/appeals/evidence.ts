import { answerWords } from '../../domain/answer-words.ts'
import type { Attempt } from '../../domain/attempt.ts'
import type { Round } from '../../domain/contest.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { correctedBy, markedShares, rightUnder } from '../../domain/key-correction.ts'
import type { LogEntry } from '../../domain/log-event.ts'
import { withoutBlank } from '../../domain/ranking.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { Services } from '../../services.ts'

type Evidence = ReplyOf<'getAppealEvidence'>
type Needs = Pick<Services, 'storage'>

/** What a judge needs to decide an appeal beside the timeline of its attempt; the key is in it. */
export async function evidenceOf({ storage }: Needs, appealId: string): Promise<Decision<Evidence>> {
  const appeal = await storage.appeals.find(appealId)
  const attempt = appeal === null ? null : await storage.attempts.find(appeal.attemptId)
  const found = attempt === null ? null : await storage.contests.round(attempt.roundId)
  if (appeal === null || attempt === null || found === null) return refuse('not-found')
  const [{ done, log }, question, place] = await Promise.all([
    storage.appeals.evidence(appeal),
    appeal.position === null ? null : questionOf({ storage }, { attempt, round: found.round, position: appeal.position }),
    placeOf({ storage }, attempt),
  ])
  const sealed = found.round.sealedRevision !== null
  return accept({ sealed, question, place, receipt: attempt.outcome?.receipt ?? null, log: await entriesOf({ storage }, log), done })
}

/** A question of the paper by the key that is in force, and what was answered. */
async function questionOf(
  { storage }: Needs,
  { attempt, round, position }: { attempt: Attempt; round: Round; position: number },
): Promise<Evidence['question']> {
  const item = attempt.paper[position - 1]
  const versions = await storage.questions.versions(attempt.paper.map(({ versionId }) => versionId))
  const version = item === undefined ? undefined : versions.get(item.versionId)
  if (item === undefined || version === undefined) return null
  const corrected = correctedBy(await storage.corrections.ofRound(round.id))
  const rule = corrected.get(version.id)
  const responses = await storage.attempts.responses(attempt.id)
  const given = responses.find((response) => response.position === position)
  const keyOf = (versionId: string) => {
    const known = versions.get(versionId)
    if (known === undefined) throw new Error(`question version ${versionId} does not exist`)
    return known
  }
  const shares = markedShares({ paper: attempt.paper, responses, keyOf, corrected }, round.rules.multipleCredit)
  return {
    questionId: version.questionId,
    code: version.code,
    stem: version.stem,
    given: answerWords(item, given?.choice ?? [], version),
    right: answerWords(item, rightUnder(item, version, rule).right, version),
    isRight: shares[position - 1] === 1,
    explanation: version.explanation,
    legalReference: version.legalReference,
    corrected: rule !== undefined,
  }
}

/** Where an attempt stands in the newest sealed revision, and why. */
async function placeOf({ storage }: Needs, attempt: Attempt): Promise<Evidence['place']> {
  const revision = (await storage.results.revisions(attempt.roundId))[0]
  if (revision === undefined) return null
  const own = await storage.results.own(revision.id, attempt.contestantId)
  const near = own?.standing.attemptId === attempt.id ? await storage.results.neighbours(revision.id, attempt.contestantId) : null
  if (near === null) return null
  const before = near.before === null ? null : withoutBlank(near.before)
  return { revision: revision.number, rank: near.rank, total: revision.people, before, after: withoutBlank(near.after) }
}

async function entriesOf({ storage }: Needs, log: readonly LogEntry[]): Promise<Evidence['log']> {
  const decided = log.flatMap(({ event }) => ('actorId' in event ? [event.actorId] : []))
  const logins = new Map(await Promise.all([...new Set(decided)].map(async (id) => [id, (await storage.accounts.profile(id))?.login ?? id] as const)))
  return log.map(({ seq, at, event }) => ({
    seq,
    at,
    kind: event.kind,
    actor: 'actorId' in event ? (logins.get(event.actorId) ?? event.actorId) : null,
    reason: 'reason' in event ? event.reason : null,
    score: 'score' in event ? event.score : null,
  }))
}
