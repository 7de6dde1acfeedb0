import { fold } from '../domain/names.ts'
import type { Work, WorkPhotoFacts } from '../domain/work.ts'
import type { WorkCell } from '../domain/work-counts.ts'
import type { WorkPhoto } from '../ports/works.ts'

/** A work as its row holds it, with what is made of its words for search. */
export function rowOf(work: Work) {
  return { ...work, searchText: fold(`${work.title} ${work.carriedOutBy}`) }
}

/** The work of a row. */
export function ofRow({ searchText: _, ...work }: ReturnType<typeof rowOf>): Work {
  return work
}

export function photoRowOf(workId: string, { facts: { bytes: size, ...facts }, bytes }: WorkPhoto) {
  return { ...facts, workId, size, bytes: Buffer.from(bytes) }
}

type PhotoRow = Omit<ReturnType<typeof photoRowOf>, 'bytes'>

export function photoOf({ workId: _, size, ...facts }: PhotoRow): WorkPhotoFacts {
  return { ...facts, bytes: size }
}

export type RawWorkCell = Omit<WorkCell, 'state' | 'late'> & { state: string; late: number | boolean }

export const cellOf = ({ state, late, ...cell }: RawWorkCell): WorkCell => ({ ...cell, state: state as WorkCell['state'], late: Boolean(late) })
