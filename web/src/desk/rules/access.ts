import type { Role } from '@hoithi/shared/contracts/common'

const pages = {
  overview: ['organiser', 'judge', 'administrator'],
  participation: ['officer', 'organiser', 'judge', 'administrator'],
  attempts: ['officer', 'organiser', 'judge', 'administrator'],
  sealing: ['judge', 'administrator'],
  results: ['organiser', 'judge', 'administrator'],
  questions: ['organiser', 'judge', 'administrator'],
  questionEdit: ['organiser', 'administrator'],
  questionImport: ['organiser', 'administrator'],
  questionImports: ['organiser', 'judge', 'administrator'],
  blueprint: ['organiser', 'judge', 'administrator'],
  blueprintEdit: ['organiser', 'administrator'],
  unions: ['organiser', 'administrator'],
  unionImport: ['organiser', 'administrator'],
  staff: ['administrator'],
  audit: ['judge', 'administrator'],
} as const satisfies Record<string, readonly Role[]>

export type PageName = keyof typeof pages

/** Pages that have an entry in the menu, in its order. */
export const menuPages = [
  'overview',
  'participation',
  'attempts',
  'sealing',
  'results',
  'questions',
  'blueprint',
  'unions',
  'staff',
  'audit',
] as const satisfies readonly PageName[]

/** Whether a role has a page; the server decides again on every request. */
export function maySee(role: Role, page: PageName): boolean {
  const roles: readonly Role[] = pages[page]
  return roles.includes(role)
}

/** Whether a role may void attempts and seal rounds. */
export function mayJudge(role: Role): boolean {
  return maySee(role, 'sealing')
}

/** The page on which a role starts. */
export function firstPage(role: Role): PageName {
  return maySee(role, 'overview') ? 'overview' : 'participation'
}
