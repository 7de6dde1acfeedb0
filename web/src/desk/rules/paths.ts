const part = encodeURIComponent

/** The union that a page is about, where it is not part of the path. */
const about = (unionId: string): string => (unionId === '' ? '' : `?unionId=${part(unionId)}`)

/** What an address asks for after its path; nothing where nothing is asked. */
function asked(values: Record<string, string | undefined>): string {
  const query = new URLSearchParams(Object.entries(values).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value]])))
  return query.size === 0 ? '' : `?${query.toString()}`
}

/** Where the desk's pages are, below its base. */
export const paths = {
  start: () => '/',
  overview: (roundId: string, unionId = '') => `/rounds/${part(roundId)}${about(unionId)}`,
  attempts: (roundId: string) => `/rounds/${part(roundId)}/attempts`,
  review: (roundId: string) => `/rounds/${part(roundId)}/review`,
  flag: (roundId: string, flagId: string) => `/rounds/${part(roundId)}/review/${part(flagId)}`,
  timeline: (roundId: string, attemptId: string) => `/rounds/${part(roundId)}/timeline/${part(attemptId)}`,
  sealing: (roundId: string) => `/rounds/${part(roundId)}/sealing`,
  results: (roundId: string) => `/rounds/${part(roundId)}/results`,
  corrections: (roundId: string) => `/rounds/${part(roundId)}/corrections`,
  correction: (roundId: string, questionId: string) => `/rounds/${part(roundId)}/corrections/${part(questionId)}`,
  simulation: (roundId: string) => `/rounds/${part(roundId)}/simulation`,
  statistics: (roundId: string) => `/rounds/${part(roundId)}/statistics`,
  asOf: (roundId: string) => `/rounds/${part(roundId)}/as-of`,
  participation: (roundId: string, unionId?: string) => `/rounds/${part(roundId)}/participation${unionId === undefined ? '' : `/${part(unionId)}`}`,
  silent: (roundId: string, unionId = '') => `/rounds/${part(roundId)}/silent-unions${about(unionId)}`,
  report: (slug: string, about: { unionId?: string; week?: string; roundId?: string } = {}) => {
    const query = new URLSearchParams(Object.entries(about).filter(([, value]) => value !== '')).toString()
    return `/contests/${part(slug)}/report${query === '' ? '' : `?${query}`}`
  },
  awards: (slug: string, scope = '') => `/contests/${part(slug)}/awards${scope === '' ? '' : `?scope=${part(scope)}`}`,
  awardDecision: (slug: string, decisionId: string) => `/contests/${part(slug)}/awards/${part(decisionId)}`,
  commendation: (slug: string, commendationId = '') =>
    `/contests/${part(slug)}/commendation${commendationId === '' ? '' : `?list=${part(commendationId)}`}`,
  commendationRules: (slug: string) => `/contests/${part(slug)}/commendation/criteria`,
  commendationPapers: (slug: string, commendationId: string) => `/contests/${part(slug)}/commendation/papers/${part(commendationId)}`,
  questions: (slug: string) => `/contests/${part(slug)}/questions`,
  question: (slug: string, questionId: string) => `/contests/${part(slug)}/questions/${part(questionId)}`,
  newQuestion: (slug: string) => `/contests/${part(slug)}/new-question`,
  questionImport: (slug: string, importId?: string) => `/contests/${part(slug)}/question-import${importId === undefined ? '' : `/${part(importId)}`}`,
  questionImports: (slug: string) => `/contests/${part(slug)}/question-imports`,
  blueprint: (roundId: string) => `/rounds/${part(roundId)}/blueprint`,
  contests: () => '/contests',
  newContest: () => '/new-contest',
  contestDocument: (slug: string) => `/contests/${part(slug)}/document`,
  controls: (slug: string) => `/contests/${part(slug)}/controls`,
  preflight: (slug: string) => `/contests/${part(slug)}/preflight`,
  posters: (slug: string, unionId?: string) => `/contests/${part(slug)}/posters${unionId === undefined ? '' : `/${part(unionId)}`}`,
  announcements: (slug: string) => `/contests/${part(slug)}/announcements`,
  inquiries: (slug: string) => `/contests/${part(slug)}/inquiries`,
  appeals: (slug: string) => `/contests/${part(slug)}/appeals`,
  appeal: (slug: string, appealId: string) => `/contests/${part(slug)}/appeals/${part(appealId)}`,
  campaign: (slug: string) => `/contests/${part(slug)}/campaign`,
  initiatives: (slug: string) => `/contests/${part(slug)}/initiatives`,
  initiative: (slug: string, initiativeId: string) => `/contests/${part(slug)}/initiatives/${part(initiativeId)}`,
  newInitiative: (slug: string) => `/contests/${part(slug)}/new-initiative`,
  initiativeImport: (slug: string) => `/contests/${part(slug)}/initiative-import`,
  campaignReports: (slug: string, about: { unionId?: string; period?: string } = {}) =>
    `/contests/${part(slug)}/campaign-reports${asked({ unionId: about.unionId, period: about.period })}`,
  campaignReport: (slug: string, unionId: string, period = '') => `/contests/${part(slug)}/campaign-reports/${part(unionId)}${asked({ period })}`,
  works: (slug: string, unionId = '') => `/contests/${part(slug)}/works${unionId === '' ? '' : `?union=${part(unionId)}`}`,
  work: (slug: string, workId: string) => `/contests/${part(slug)}/works/${part(workId)}`,
  newWork: (slug: string) => `/contests/${part(slug)}/new-work`,
  workImport: (slug: string) => `/contests/${part(slug)}/work-import`,
  contestants: () => '/contestants',
  dataRequests: () => '/data-requests',
  contestant: (contestantId: string) => `/contestants/${part(contestantId)}`,
  roster: (slug: string) => `/contests/${part(slug)}/roster`,
  rosterImport: (slug: string) => `/contests/${part(slug)}/roster/import`,
  divisions: (slug: string) => `/contests/${part(slug)}/divisions`,
  unions: () => '/unions',
  unionImport: () => '/union-import',
  union: (unionId: string) => `/unions/${part(unionId)}`,
  staff: () => '/staff',
  audit: () => '/audit',
  account: () => '/account',
}

export const BASE = '/desk'

/** The address of a page for a link. */
export const href = (path: string): string => `${BASE}${path === '/' ? '' : path}`
