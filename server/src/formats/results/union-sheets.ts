import { meanScore } from '../../domain/grading.ts'
import type { AboutRevision, SealedUnionRow } from '../../ports/sealed-reads.ts'
import { unionKindWords } from '../report/union-words.ts'
import type { Cell, SheetColumn } from './workbook.ts'

const figures: SheetColumn[] = [
  { header: 'Đoàn viên', kind: 'number', width: 11 },
  { header: 'Số người dự thi', kind: 'number', width: 12 },
  { header: 'Số lượt thi', kind: 'number', width: 11 },
  { header: 'Tỷ lệ dự thi (%)', kind: 'number', width: 12 },
  { header: 'Điểm trung bình', kind: 'number', width: 12 },
  { header: 'Số người đúng hết', kind: 'number', width: 12 },
]
const rateOf = ({ people, memberTotal }: SealedUnionRow): number | null =>
  memberTotal === null || memberTotal <= 0 ? null : Math.round((people * 10_000) / memberTotal) / 100
const meanOf = ({ scoreSum, people }: SealedUnionRow): number | null => meanScore(scoreSum, people)
const figuresOf = (union: SealedUnionRow): Cell[] => [union.memberTotal, union.people, union.attempts, rateOf(union), meanOf(union), union.allCorrect]

export const unionColumns: SheetColumn[] = [
  { header: 'Mã', kind: 'text', width: 16 },
  { header: 'Đơn vị', kind: 'text', width: 46 },
  { header: 'Loại', kind: 'text', width: 24 },
  { header: 'Trực thuộc', kind: 'text', width: 50 },
  { header: 'Bảng', kind: 'text', width: 18 },
  ...figures,
]

/** Every union of the sealed tree with the totals of everything below it. */
export function unionRows(unions: readonly SealedUnionRow[], { divisions }: AboutRevision): Cell[][] {
  const nameOf = new Map(divisions.map(({ id, name }) => [id, name]))
  return unions.map((union) => [
    union.code,
    union.name,
    unionKindWords(union.kind),
    union.path,
    union.divisionId === null ? null : (nameOf.get(union.divisionId) ?? ''),
    ...figuresOf(union),
  ])
}

export const divisionColumns: SheetColumn[] = [
  { header: 'Bảng', kind: 'text', width: 18 },
  { header: 'Hạng theo số người', kind: 'number', width: 12 },
  { header: 'Hạng theo tỷ lệ', kind: 'number', width: 12 },
  { header: 'Hạng theo điểm trung bình', kind: 'number', width: 14 },
  { header: 'Mã', kind: 'text', width: 16 },
  { header: 'Đơn vị', kind: 'text', width: 46 },
  ...figures,
]

/** The unions of each division, those with most people first, with their ranks by each measure; equal ones share a rank. */
export function divisionRows(unions: readonly SealedUnionRow[], { divisions }: AboutRevision): Cell[][] {
  return divisions.flatMap(({ id, name }) => {
    const own = unions.filter(({ divisionId }) => divisionId === id).sort((a, b) => b.people - a.people || (a.code < b.code ? -1 : 1))
    const ranks = [(union: SealedUnionRow) => union.people, rateOf, meanOf].map((measure) => ranksBy(own, measure))
    return own.map((union): Cell[] => [name, ...ranks.map((rankOf) => rankOf.get(union) ?? null), union.code, union.name, ...figuresOf(union)])
  })
}

/** Unions without the measure have no rank by it. */
function ranksBy(unions: readonly SealedUnionRow[], measure: (union: SealedUnionRow) => number | null): Map<SealedUnionRow, number> {
  const values = unions.flatMap((union) => measure(union) ?? [])
  return new Map(
    unions.flatMap((union) => {
      const own = measure(union)
      return own === null ? [] : [[union, 1 + values.filter((value) => value > own).length] as const]
    }),
  )
}
