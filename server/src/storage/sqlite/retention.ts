import { and, count as countRows, eq, inArray, lt, lte, ne, or, type SQL } from 'drizzle-orm'
import { retentionKinds, type Deadlines, type RetentionKind } from '../../domain/retention.ts'
import type { Ids } from '../../ports/ids.ts'
import type { Retention } from '../../ports/retention.ts'
import { sqliteFlags } from './flags.ts'
import type { Sqlite } from './open.ts'
import { sqliteQuestionImports } from './question-imports.ts'
import { accountSessions, attemptSightings, invitations, questionImports, resetCodes, resultRevisions, revokedSessions, rounds } from './schema.ts'
import { ofCampaigns } from './retention-campaigns.ts'
import { ofContests, total, type Kind } from './retention-people.ts'

/** What is over its time, counted and removed by the same conditions. */
export function sqliteRetention(sqlite: Sqlite, ids: Ids): Retention {
  const kinds: Record<RetentionKind, Kind> = { ...fleeting(sqlite, ids), ...ofContests(sqlite), ...ofCampaigns(sqlite) }
  return {
    due: async (deadlines) => Object.fromEntries(retentionKinds.map((kind) => [kind, kinds[kind].count(deadlines)])) as Record<RetentionKind, number>,
    apply: (kind, deadlines, limit) => kinds[kind].apply(deadlines, limit),
  }
}

type Fleeting = 'hints' | 'sessions' | 'codes' | 'invitations' | 'drafts'

function fleeting(sqlite: Sqlite, ids: Ids): Record<Fleeting, Kind> {
  const { db, queue } = sqlite
  const { eraseSightings } = sqliteFlags(sqlite)
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
      count: (due) =>
        total(
          db
            .select({ total: countRows() })
            .from(attemptSightings)
            .where(inArray(attemptSightings.roundId, forgotten(due)))
            .get(),
        ),
      apply: ({ hintsSealedBefore, unsealedBefore }, limit) => eraseSightings(hintsSealedBefore, unsealedBefore, limit),
    },
    sessions: {
      count: (due) => total(db.select({ total: countRows() }).from(accountSessions).where(ended(due)).get()),
      apply: (due) =>
        queue.write(() => {
          db.delete(revokedSessions).where(lte(revokedSessions.expiresAt, due.now)).run()
          return db.delete(accountSessions).where(ended(due)).run().changes
        }),
    },
    codes: {
      count: (due) => total(db.select({ total: countRows() }).from(resetCodes).where(spent(due)).get()),
      apply: (due) => queue.write(() => db.delete(resetCodes).where(spent(due)).run().changes),
    },
    invitations: {
      count: (due) => total(db.select({ total: countRows() }).from(invitations).where(unanswered(due)).get()),
      apply: (due) => queue.write(() => db.delete(invitations).where(unanswered(due)).run().changes),
    },
    drafts: {
      count: (due) => total(db.select({ total: countRows() }).from(questionImports).where(stale(due)).get()),
      apply: ({ stagedBefore }) => sqliteQuestionImports(sqlite, ids).forgetStagedBefore(stagedBefore),
    },
  }
}
