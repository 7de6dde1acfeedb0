import { and, eq, inArray, lt, lte, ne, or, type SQL } from 'drizzle-orm'
import { retentionKinds, type Deadlines, type RetentionKind } from '../../domain/retention.ts'
import type { Ids } from '../../ports/ids.ts'
import type { Retention } from '../../ports/retention.ts'
import { postgresFlags } from './flags.ts'
import type { Postgres } from './open.ts'
import { postgresQuestionImports } from './question-imports.ts'
import { ofCampaigns } from './retention-campaigns.ts'
import { ofContests, type Kind } from './retention-people.ts'
import { accountSessions, attemptSightings, invitations, questionImports, resetCodes, resultRevisions, revokedSessions, rounds } from './schema.ts'

/** What is over its time, counted and removed by the same conditions. */
export function postgresRetention(postgres: Postgres, ids: Ids): Retention {
  const kinds: Record<RetentionKind, Kind> = { ...fleeting(postgres, ids), ...ofContests(postgres), ...ofCampaigns(postgres) }
  return {
    due: async (deadlines) => {
      const counted: [RetentionKind, number][] = []
      for (const kind of retentionKinds) counted.push([kind, await kinds[kind].count(deadlines)])
      return Object.fromEntries(counted) as Record<RetentionKind, number>
    },
    apply: (kind, deadlines, limit) => kinds[kind].apply(deadlines, limit),
  }
}

type Fleeting = 'hints' | 'sessions' | 'codes' | 'invitations' | 'drafts'

function fleeting(postgres: Postgres, ids: Ids): Record<Fleeting, Kind> {
  const { db, write } = postgres
  const sealedBefore = (moment: number) =>
    db
      .select({ id: resultRevisions.roundId })
      .from(resultRevisions)
      .where(and(eq(resultRevisions.number, 1), lt(resultRevisions.sealedAt, moment)))
  const forgotten = ({ hintsSealedBefore, unsealedBefore }: Deadlines) =>
    db
      .select({ id: rounds.id })
      .from(rounds)
      .where(or(inArray(rounds.id, sealedBefore(hintsSealedBefore)), lt(rounds.closesAt, unsealedBefore)))
  const ended = ({ now }: Deadlines): SQL => lte(accountSessions.expiresAt, now)
  const spent = ({ expiredBefore }: Deadlines): SQL => lte(resetCodes.expiresAt, expiredBefore)
  const unanswered = ({ expiredBefore }: Deadlines): SQL | undefined => and(ne(invitations.state, 'used'), lte(invitations.expiresAt, expiredBefore))
  const stale = ({ stagedBefore }: Deadlines): SQL | undefined =>
    and(eq(questionImports.state, 'staged'), lt(questionImports.createdAt, stagedBefore))
  return {
    hints: {
      count: (due) => db.$count(attemptSightings, inArray(attemptSightings.roundId, forgotten(due))),
      apply: ({ hintsSealedBefore, unsealedBefore }, limit) => postgresFlags(postgres).eraseSightings(hintsSealedBefore, unsealedBefore, limit),
    },
    sessions: {
      count: (due) => db.$count(accountSessions, ended(due)),
      apply: (due) =>
        write(async (tx) => {
          await tx.delete(revokedSessions).where(lte(revokedSessions.expiresAt, due.now))
          return (await tx.delete(accountSessions).where(ended(due))).rowCount ?? 0
        }),
    },
    codes: {
      count: (due) => db.$count(resetCodes, spent(due)),
      apply: (due) => write(async (tx) => (await tx.delete(resetCodes).where(spent(due))).rowCount ?? 0),
    },
    invitations: {
      count: (due) => db.$count(invitations, unanswered(due)),
      apply: (due) => write(async (tx) => (await tx.delete(invitations).where(unanswered(due))).rowCount ?? 0),
    },
    drafts: {
      count: (due) => db.$count(questionImports, stale(due)),
      apply: ({ stagedBefore }) => postgresQuestionImports(postgres, ids).forgetStagedBefore(stagedBefore),
    },
  }
}
