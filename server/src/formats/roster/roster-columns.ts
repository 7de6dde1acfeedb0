import type { ContestantKind } from '@hoithi/shared/contracts/common'
import { fold } from '../../domain/names.ts'
import type { TableColumn } from '../sheet/sheet-table.ts'

export type RosterField = 'code' | 'phone' | 'fullName' | 'birthDate' | 'contestantKind' | 'unionCode'

const column = (field: RosterField, heading: string, required: boolean, ...others: string[]): TableColumn<RosterField> => ({
  field,
  heading,
  required,
  headers: [field, heading, ...others].map(fold),
})

export const rosterColumns: readonly TableColumn<RosterField>[] = [
  column('code', 'Mã đoàn viên', false, 'mã', 'mã số', 'mã thẻ', 'số thẻ', 'số thẻ đoàn viên', 'mã số đoàn viên', 'mã nhân viên', 'member code'),
  column('phone', 'Số điện thoại', false, 'điện thoại', 'sđt', 'đt', 'số đt', 'di động', 'số di động', 'mobile', 'phone number'),
  column('fullName', 'Họ và tên', true, 'họ tên', 'tên', 'họ và tên đoàn viên', 'họ tên đoàn viên', 'full name', 'name'),
  column('birthDate', 'Ngày sinh', false, 'ngày tháng năm sinh', 'ngày/tháng/năm sinh', 'năm sinh', 'sinh ngày', 'birth date', 'date of birth'),
  column('contestantKind', 'Đối tượng', false, 'loại', 'đối tượng dự thi', 'chức danh', 'kind'),
  column('unionCode', 'Mã đơn vị', true, 'đơn vị', 'mã công đoàn', 'mã cđcs', 'mã công đoàn cơ sở', 'union', 'union code'),
]

const kindWords: Record<ContestantKind, readonly string[]> = {
  officer: ['officer', 'cán bộ', 'cán bộ công đoàn', 'cbcđ', 'CBCĐ chuyên trách', 'cán bộ công đoàn chuyên trách'],
  member: ['', 'member', 'đoàn viên', 'đoàn viên công đoàn', 'đv', 'đvcđ'],
  nonMember: ['nonMember', 'non member', 'chưa là đoàn viên', 'người lao động', 'nlđ', 'người lao động chưa là đoàn viên', 'chưa vào công đoàn'],
}
const kindByWord = new Map(
  (['officer', 'member', 'nonMember'] as const).flatMap((kind) => kindWords[kind].map((word) => [fold(word), kind] as const)),
)

/** The kind that a word stands for; an empty one is a member: the list is one of members. */
export const contestantKindOf = (written: string): ContestantKind | null => kindByWord.get(fold(written)) ?? null

/** dd/MM/yyyy with any separator, or ISO, as an ISO date; null when it is no day of the calendar. */
export function birthDateOf(written: string): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(written)
  const own = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$/.exec(written)
  const [year, month, day] = iso === null ? [own?.[3], own?.[2], own?.[1]] : [iso[1], iso[2], iso[3]]
  if (year === undefined || month === undefined || day === undefined) return null
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date) ? date : null
}
