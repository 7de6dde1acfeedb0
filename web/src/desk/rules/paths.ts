const part = encodeURIComponent

/** Where the desk's pages are, below its base. */
export const paths = {
  start: () => '/',
  overview: (roundId: string) => `/rounds/${part(roundId)}`,
  attempts: (roundId: string) => `/rounds/${part(roundId)}/attempts`,
  sealing: (roundId: string) => `/rounds/${part(roundId)}/sealing`,
  results: (roundId: string) => `/rounds/${part(roundId)}/results`,
  participation: (roundId: string, unionId?: string) => `/rounds/${part(roundId)}/participation${unionId === undefined ? '' : `/${part(unionId)}`}`,
  questions: (slug: string) => `/contests/${part(slug)}/questions`,
  question: (slug: string, questionId: string) => `/contests/${part(slug)}/questions/${part(questionId)}`,
  newQuestion: (slug: string) => `/contests/${part(slug)}/new-question`,
  questionImport: (slug: string, importId?: string) => `/contests/${part(slug)}/question-import${importId === undefined ? '' : `/${part(importId)}`}`,
  questionImports: (slug: string) => `/contests/${part(slug)}/question-imports`,
  blueprint: (roundId: string) => `/rounds/${part(roundId)}/blueprint`,
  preflight: (slug: string) => `/contests/${part(slug)}/preflight`,
  unions: () => '/unions',
  unionImport: () => '/union-import',
  union: (unionId: string) => `/unions/${part(unionId)}`,
  staff: () => '/staff',
  audit: () => '/audit',
}

export const BASE = '/desk'

/** The address of a page for a link. */
export const href = (path: string): string => `${BASE}${path === '/' ? '' : path}`
