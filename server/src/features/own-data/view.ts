import type { OwnData } from '@hoithi/shared/contracts/own-data'
import { ownScoreShown, type Round } from '../../domain/contest.ts'
import type { ContestantAttempt } from '../../ports/contestants.ts'
import type { OwnAppeal, OwnInquiry } from '../../ports/own-data.ts'
import type { SeenSession } from '../../ports/sessions.ts'
import type { Services } from '../../services.ts'
import { asSealed } from '../attempts/as-sealed.ts'
import { changesOf, faced } from '../contestants/view.ts'

/** Older changes than this many are left to the organisers' own trail. */
const HISTORY = 1_000

type Needs = Pick<Services, 'storage' | 'clock'>

/** All that is kept of a contestant, as they may see it: a score is theirs when the rules show it. */
export async function ownDataOf({ storage, clock }: Needs, contestantId: string, sessions: OwnData['sessions']): Promise<OwnData | null> {
  const [profile, found, attempts, history, consents, inquiries, appeals, initiatives, roster, awards, commendations, joined] = await Promise.all([
    storage.accounts.profile(contestantId),
    storage.contestants.find(contestantId),
    storage.contestants.attempts(contestantId),
    storage.contestants.history(contestantId, HISTORY),
    storage.ownData.consents(contestantId),
    storage.ownData.inquiries(contestantId),
    storage.ownData.appeals(contestantId),
    storage.ownData.initiatives(contestantId),
    storage.ownData.roster(contestantId),
    storage.awards.own(contestantId),
    storage.commendations.own(contestantId),
    storage.ownData.joined(contestantId),
  ])
  if (profile === null || found === null || profile.union === null) return null
  const cameWith = new Map(joined.flatMap(({ id, moved }) => moved.map((attemptId) => [attemptId, id])))
  const rounds = await roundsOf({ storage }, attempts)
  const { id, name, path } = profile.union
  const { fullName, phone, birthDate, contestantKind, registeredAt } = found
  return {
    profile: { fullName, phone, birthDate, contestantKind, union: { id, name, path }, registeredAt },
    consents,
    sessions,
    attempts: (await shownAttempts({ storage }, attempts, rounds)).map((attempt) => ({
      ...attemptView(attempt, rounds.get(attempt.roundId)),
      cameWith: cameWith.get(attempt.id) ?? null,
    })),
    inquiries: inquiries.map(inquiryView),
    appeals: appeals.map(appealView),
    initiatives,
    roster,
    awards: awards.map(({ contestTitle, roundTitle, title, value, publishedAt, replaced, code }) => ({
      contestTitle,
      roundTitle,
      title,
      value,
      publishedAt,
      replaced,
      code,
    })),
    commendations,
    joined: joined.map(({ moved: _, ...account }) => faced(account, true)),
    history: history.map(({ at, action, actorId, reason, details }) => ({
      at,
      action,
      own: actorId === contestantId,
      reason,
      changes: changesOf(details),
    })),
    now: clock.now(),
  }
}

async function roundsOf({ storage }: Pick<Services, 'storage'>, attempts: readonly { roundId: string }[]): Promise<Map<string, Round>> {
  const ids = [...new Set(attempts.map(({ roundId }) => roundId))]
  const found = await Promise.all(ids.map((id) => storage.contests.round(id)))
  return new Map(found.flatMap((one) => (one === null ? [] : [[one.round.id, one.round]])))
}

/** In a sealed round as its newest results know them. */
async function shownAttempts(
  needs: Pick<Services, 'storage'>,
  attempts: readonly ContestantAttempt[],
  rounds: ReadonlyMap<string, Round>,
): Promise<ContestantAttempt[]> {
  const shown = new Map<string, ContestantAttempt>()
  for (const round of rounds.values()) {
    const own = attempts.filter(({ roundId }) => roundId === round.id)
    for (const attempt of await asSealed(needs, round, own)) shown.set(attempt.id, attempt)
  }
  return attempts.map((attempt) => shown.get(attempt.id) ?? attempt)
}

function attemptView(attempt: ContestantAttempt, round: Round | undefined): Omit<OwnData['attempts'][number], 'cameWith'> {
  const { id, contestTitle, roundId, roundTitle, sealed, number, unionName, contestantKind, startedAt, extraMs, outcome, voided } = attempt
  return {
    id,
    contestTitle,
    roundId,
    roundTitle,
    practice: round?.practice ?? false,
    sealed,
    number,
    state: outcome === null ? 'running' : voided ? 'voided' : 'submitted',
    unionName,
    contestantKind,
    startedAt,
    submittedAt: outcome?.submittedAt ?? null,
    durationMs: outcome?.durationMs ?? null,
    finishedBy: outcome?.finishedBy ?? null,
    extraMs,
    prediction: outcome?.prediction ?? attempt.prediction,
    score: outcome !== null && round !== undefined && ownScoreShown(round) ? outcome.score : null,
    maxScore: outcome?.maxScore ?? null,
    receipt: outcome?.receipt ?? null,
  }
}

const inquiryView = ({ id, contestTitle, askedAt, body, wantedUnionName, answer, answeredAt }: OwnInquiry): OwnData['inquiries'][number] => ({
  id,
  contestTitle,
  askedAt,
  body,
  wantedUnion: wantedUnionName,
  answer,
  answeredAt,
})

const appealView = (appeal: OwnAppeal): OwnData['appeals'][number] => {
  const { id, contestTitle, roundTitle, attemptNumber, filedAt, filedBy, contestantId, subject, position, body, state, answer, answeredAt } = appeal
  const onBehalf = filedBy !== contestantId
  return { id, contestTitle, roundTitle, attemptNumber, filedAt, onBehalf, subject, position, body, state, answer, answeredAt }
}

export const sessionView = ({ accountId: _account, ...session }: SeenSession, currentId: string): OwnData['sessions'][number] => ({
  ...session,
  current: session.id === currentId,
})
