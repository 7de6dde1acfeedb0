import type { ContestantKind } from '@hoithi/shared/contracts/common'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { scopeOf, type ExportScope } from '../../domain/export-scope.ts'
import type { ExportJob } from '../../ports/exports.ts'
import type { Services } from '../../services.ts'
import { exportName } from './export-name.ts'
import { revisionOf } from './revision-of.ts'

export type Asked = {
  format: ExportJob['format']
  revision?: number | undefined
  unionId?: string | undefined
  divisionId?: string | undefined
  contestantKind?: ContestantKind | undefined
}
/** A file as it was asked for: what the worker needs, and what it will be called. */
export type WantedExport = { job: ExportJob; scopeName: string; type: string; name: string; disposition: string }

const kindNames = { officer: 'cán bộ công đoàn', member: 'đoàn viên', nonMember: 'người lao động' } satisfies Record<ContestantKind, string>

/** A PDF of a hundred thousand rows has 5,000 pages and takes some 300 MB; nobody prints more. */
const PDF_ROWS = 150_000

/** Whose results of which revision are asked for. */
export async function wantedExport({ storage }: Pick<Services, 'storage'>, roundId: string, asked: Asked): Promise<Decision<WantedExport>> {
  const found = await storage.contests.round(roundId)
  const revision = await revisionOf(storage, roundId, asked.revision)
  if (found === null || revision === undefined) return refuse('not-sealed')
  const scope = scopeOf(asked)
  if (asked.format === 'pdf' && scope.of !== 'union' && scope.of !== 'division' && revision.people > PDF_ROWS)
    return refuse('pdf-too-long', { rows: revision.people, most: PDF_ROWS })
  const scopeName = await nameOf({ storage }, scope, { contestId: found.contest.id, revisionId: revision.id, roundId })
  if (scopeName === null) return refuse('not-found')
  const { format } = asked
  return accept({
    job: { format, revisionId: revision.id, scope },
    scopeName,
    ...exportName(found, { revision: revision.number, format, scopeName }),
  })
}

/** What a scope is called, as the seal knows it; null where the seal knows none such. */
async function nameOf(
  { storage }: Pick<Services, 'storage'>,
  scope: ExportScope,
  { contestId, revisionId, roundId }: { contestId: string; revisionId: string; roundId: string },
): Promise<string | null> {
  if (scope.of === 'union') return (await storage.boards.ownUnion({ boardId: roundId, revisionId }, scope.unionId, 'people'))?.entry.name ?? null
  if (scope.of === 'division')
    return (await storage.divisions.list(contestId)).find(({ id, sealed }) => id === scope.divisionId && sealed)?.name ?? null
  return scope.of === 'kind' ? kindNames[scope.contestantKind] : ''
}
