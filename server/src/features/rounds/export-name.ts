import type { Contest, Round } from '../../domain/contest.ts'
import { fileNamePart } from '../../domain/names.ts'
import type { ExportJob } from '../../ports/exports.ts'

const types = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  pdf: 'application/pdf',
  json: 'application/json; charset=utf-8',
} satisfies Record<ExportJob['format'], string>

/** Type and file name of an exported revision: contest, round, revision and, where it is not everybody's, whose results. */
export function exportName(
  { contest, round }: { contest: Pick<Contest, 'slug'>; round: Pick<Round, 'title'> },
  { revision, format, scopeName }: { revision: number; format: ExportJob['format']; scopeName: string },
): { type: string; name: string; disposition: string } {
  const scope = scopeName === '' ? '' : `-${fileNamePart(scopeName, 60)}`
  const name = `ket-qua-${fileNamePart(contest.slug, 60)}-${fileNamePart(round.title, 40)}-ban-${revision}${scope}.${format}`
  return { type: types[format], name, disposition: `attachment; filename="${name}"` }
}
