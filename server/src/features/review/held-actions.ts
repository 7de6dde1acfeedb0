import { accept, refuse, type Decision } from '../../domain/decision.ts'
import type { AnswerKey } from '../../domain/grading.ts'
import { planHeld, type HeldPlan } from '../../domain/held-answers.ts'
import { correctedBy, gradeWith } from '../../domain/key-correction.ts'
import { canonical } from '../../domain/receipt.ts'
import type { HeldDecision, HeldView } from '../../ports/attempts.ts'
import type { Services } from '../../services.ts'
import { sealRound } from '../rounds/seal.ts'

type Needs = Pick<Services, 'storage' | 'clock' | 'ids' | 'sha256' | 'projector' | 'sealing'>
type Wanted = { attemptId: string; actorId: string; reason: string; accept: boolean; positions: number[] | null }
type Decided = { decided: number; score: number; revision: number | null }

/** Accept late answers, which grades their attempt again by the key in force, or refuse them; a sealed round gets its next revision. */
export async function decideHeldAnswers(needs: Needs, wanted: Wanted): Promise<Decision<Decided>> {
  const { storage } = needs
  const attempt = await storage.attempts.find(wanted.attemptId)
  const found = attempt === null ? null : await storage.contests.round(attempt.roundId)
  if (attempt === null || found === null) return refuse('not-found')
  if (found.round.practice) return refuse('practice-round')
  const versions = await storage.questions.versions(attempt.paper.map(({ versionId }) => versionId))
  const keyOf = (versionId: string): AnswerKey => {
    const version = versions.get(versionId)
    if (version === undefined) throw new Error(`attempt ${attempt.id} pins question version ${versionId}, which does not exist`)
    return version
  }
  let score = attempt.outcome?.score ?? 0
  const decided = await storage.attempts.decideHeld(attempt.id, (view) => {
    const plan = planOf(view, wanted)
    if (!plan.ok || view === null) return plan.ok ? refuse('not-found') : plan
    const corrected = correctedBy(view.corrections)
    const graded = gradeWith({ paper: attempt.paper, responses: plan.value.responses, keyOf, corrected }, found.round.rules)
    if (wanted.accept) score = graded.score
    return accept(written(needs, { wanted, view, plan: plan.value, graded, contestId: found.contest.id }))
  })
  if (!decided.ok) return decided
  const { marks, event, audit } = decided.value
  const count = new Set(marks.map(({ position }) => position)).size
  if (event === null || found.round.sealedRevision === null) return accept({ decided: count, score, revision: null })
  const sealed = await sealRound(needs, attempt.roundId, audit.actorId, audit.reason)
  // Once the grading is done the round is sealed again, with these answers in it.
  if (!sealed.ok && sealed.reason === 'correction-under-way') return accept({ decided: count, score, revision: null })
  return sealed.ok ? accept({ decided: count, score, revision: sealed.value.number }) : sealed
}

function planOf(view: HeldView | null, wanted: Wanted): Decision<HeldPlan> {
  if (view === null) return refuse('not-found')
  if (view.attempt.outcome === null) return refuse('attempt-running')
  if (view.attempt.voided) return refuse('already-void')
  const plan = planHeld(view.saved, view.held, wanted)
  return plan === null ? refuse('no-late-answers') : accept(plan)
}

type Written = { wanted: Wanted; view: HeldView; plan: HeldPlan; graded: ReturnType<typeof gradeWith>; contestId: string }

function written({ clock, ids, sha256 }: Needs, { wanted, view, plan, graded, contestId }: Written): HeldDecision {
  const { attemptId, actorId, reason } = wanted
  const { roundId, contestantId, outcome } = view.attempt
  const now = clock.now()
  const causeId = ids.next(now)
  const positions = [...new Set(plan.marks.map(({ position }) => position))]
  const after = wanted.accept ? graded.score : outcome?.score
  return {
    marks: plan.marks,
    taken: plan.taken,
    event: wanted.accept
      ? {
          kind: 'regrade',
          attemptId,
          roundId,
          contestId,
          contestantId,
          ...graded,
          responsesHash: sha256(canonical(plan.responses)),
          cause: 'heldAnswers',
          causeId,
          actorId,
          reason,
        }
      : null,
    audit: {
      id: causeId,
      at: now,
      actorId,
      action: wanted.accept ? 'acceptLateAnswers' : 'refuseLateAnswers',
      subject: attemptId,
      reason,
      details: { positions, before: { score: outcome?.score ?? null }, after: { score: after ?? null } },
    },
  }
}
