import type { Contest, Round } from '../../domain/contest.ts'
import { fold } from '../../domain/names.ts'
import type { ExportJob } from '../../ports/exports.ts'

const types = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  pdf: 'application/pdf',
  json: 'application/json; charset=utf-8',
} satisfies Record<ExportJob['format'], string>

const part = (text: string, longest: number): string => fold(text).replace(/ /g, '-').slice(0, longest).replace(/-$/, '')

/** Type and file name of an exported revision: contest, round, revision and, where it is not everybody's, whose results. */
export function exportName(
  { contest, round }: { contest: Pick<Contest, 'slug'>; round: Pick<Round, 'title'> },
  { revision, format, scopeName }: { revision: number; format: ExportJob['format']; scopeName: string },
): { type: string; name: string; disposition: string } {
  const scope = scopeName === '' ? '' : `-${part(scopeName, 60)}`
  const name = `ket-qua-${part(contest.slug, 60)}-${part(round.title, 40)}-ban-${revision}${scope}.${format}`
  return { type: types[format], name, disposition: `attachment; filename="${name}"` }
}
