import type { Decision } from '../domain/decision.ts'
import type { DivisionPlan, KnownDivision, Member } from '../domain/divisions.ts'
import type { AuditEntry } from './audit.ts'
import type { UnionFilter } from './unions.ts'

export type Division = KnownDivision & { unions: number }
/** Active unions that a filter means; `unionIds`: only those of them. */
export type Meant = { filter: UnionFilter; unionIds?: readonly string[] | undefined }

export type Divisions = {
  /** In their order, with the number of active unions. */
  list: (contestId: string) => Promise<Division[]>
  /** Unions of removed divisions are in none; all in one commit. */
  save: (contestId: string, decide: (known: Division[]) => Decision<DivisionPlan & { audit: AuditEntry }>) => Promise<Decision<Division[]>>
  members: (contestId: string, meant: Meant) => Promise<Member[]>
  /** Put unions into a division, or with null into none; in the same commit as they were looked up. */
  assign: (
    contestId: string,
    meant: Meant,
    decide: (members: Member[], divisions: Division[]) => Decision<{ moving: Member[]; divisionId: string | null; audit: AuditEntry }>,
  ) => Promise<Decision<number>>
}
