import type { Role } from '@hoithi/shared/contracts/common'
import { may, type Right } from '@hoithi/shared/rights'

/** What each page of the desk asks for. */
const pages = {
  overview: 'seeParticipation',
  participation: 'seeParticipation',
  silent: 'seeParticipation',
  report: 'seeParticipation',
  attempts: 'seeAttempts',
  review: 'judge',
  sealing: 'judge',
  results: 'seeResults',
  corrections: 'judge',
  statistics: 'seeQuestions',
  simulation: 'judge',
  awards: 'seeResults',
  awardsEdit: 'manageAwards',
  commendation: 'seeResults',
  commendationEdit: 'prepareCommendation',
  commendationDecide: 'decideCommendation',
  asOf: 'judge',
  certificates: 'printCertificates',
  questions: 'seeQuestions',
  questionEdit: 'manageQuestions',
  questionImport: 'manageQuestions',
  questionImports: 'seeQuestions',
  blueprint: 'seeQuestions',
  blueprintEdit: 'manageRounds',
  contests: 'manageContests',
  controls: 'manageContests',
  preflight: 'seePreflight',
  posters: 'makePosters',
  announcements: 'announce',
  inquiries: 'answerInquiries',
  appeals: 'seeAppeals',
  appealFor: 'fileAppeals',
  readyAnswersEdit: 'manageReadyAnswers',
  campaign: 'manageCampaigns',
  initiatives: 'handleInitiatives',
  campaignReports: 'seeParticipation',
  campaignReportsEdit: 'writeReports',
  campaignReportRules: 'manageCampaigns',
  works: 'handleWorks',
  unions: 'seeUnions',
  unionEdit: 'manageUnions',
  unionImport: 'manageUnions',
  contestants: 'manageContestants',
  dataRequests: 'manageContestants',
  dataAnswers: 'manageContests',
  roster: 'manageContestants',
  rosterEdit: 'manageRoster',
  divisions: 'manageUnions',
  staff: 'manageStaff',
  audit: 'seeAudit',
} as const satisfies Record<string, Right>

export type PageName = keyof typeof pages

/** Pages that have an entry in the menu, in its order. */
export const menuPages = [
  'overview',
  'participation',
  'report',
  'attempts',
  'review',
  'sealing',
  'results',
  'corrections',
  'appeals',
  'statistics',
  'awards',
  'commendation',
  'questions',
  'blueprint',
  'contests',
  'controls',
  'preflight',
  'posters',
  'announcements',
  'inquiries',
  'campaign',
  'initiatives',
  'campaignReports',
  'works',
  'contestants',
  'dataRequests',
  'unions',
  'staff',
  'audit',
] as const satisfies readonly PageName[]

/** Whether a role has a page; the server decides again on every request. */
export function maySee(role: Role, page: PageName): boolean {
  return may(role, pages[page])
}

/** Whether a role may void attempts and seal rounds. */
export function mayJudge(role: Role): boolean {
  return maySee(role, 'sealing')
}

/** The page on which a role starts. */
export function firstPage(role: Role): 'overview' | 'questions' {
  return maySee(role, 'overview') ? 'overview' : 'questions'
}
