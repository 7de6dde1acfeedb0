import type { Round } from '../../domain/contest.ts'
import { fold } from '../../domain/names.ts'

const types = { xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', csv: 'text/csv; charset=utf-8' } as const

/** Type and file name of an exported revision. */
export function exportName(round: Round, revision: number, format: keyof typeof types): { type: string; disposition: string } {
  const name = `ket-qua-${fold(round.title).replace(/ /g, '-')}-ban-${revision}.${format}`
  return { type: types[format], disposition: `attachment; filename="${name}"` }
}
