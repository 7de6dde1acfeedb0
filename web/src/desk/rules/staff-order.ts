import type { Reply } from '../../lib/api.ts'
import type { Sorting } from './paging.ts'

type StaffMember = Reply<'listStaff'>['staff'][number]
export type StaffKey = 'fullName' | 'login' | 'role' | 'createdAt'

const collator = new Intl.Collator('vi', { numeric: true })
/** Vietnamese names sort by the given name, the last word. */
const givenNameFirst = (fullName: string): string => {
  const words = fullName.split(' ')
  return [words.at(-1), ...words.slice(0, -1)].join(' ')
}

const compare = {
  fullName: (a, b) => collator.compare(givenNameFirst(a.fullName), givenNameFirst(b.fullName)),
  login: (a, b) => collator.compare(a.login, b.login),
  role: (a, b) => collator.compare(a.role, b.role),
  createdAt: (a, b) => a.createdAt - b.createdAt,
} satisfies Record<StaffKey, (a: StaffMember, b: StaffMember) => number>

/** Desk accounts in the order a reader asked for; the id is the last tie-break. */
export function orderStaff(staff: readonly StaffMember[], { sort, order }: Sorting<StaffKey>): StaffMember[] {
  const direction = order === 'asc' ? 1 : -1
  return [...staff].sort((a, b) => direction * compare[sort](a, b) || collator.compare(a.id, b.id))
}

/** Desk accounts of which every searched word is somewhere in name, login or union; accents do not count. */
export function searchStaff(staff: readonly StaffMember[], search: string): StaffMember[] {
  const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase()
  const words = plain(search)
    .split(/\s+/)
    .filter((word) => word !== '')
  return staff.filter(({ fullName, login, unionName }) => {
    const text = plain(`${fullName} ${login} ${unionName ?? ''}`)
    return words.every((word) => text.includes(word))
  })
}
