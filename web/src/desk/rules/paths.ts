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
  questionImport: (slug: string) => `/contests/${part(slug)}/questions/import`,
  unions: () => '/unions',
  unionImport: () => '/unions/import',
  staff: () => '/staff',
  audit: () => '/audit',
}

export const BASE = '/desk'

/** The address of a page for a link. */
export const href = (path: string): string => `${BASE}${path === '/' ? '' : path}`
