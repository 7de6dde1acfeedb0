import type { Role } from './contracts/common.ts'

/** What everybody at the desk may do with their own account. */
const own = ['guardOwnAccount'] as const
const campaigning = ['enterInitiatives', 'handleInitiatives', 'handleWorks', 'writeReports'] as const
const participation = ['seeParticipation', 'seeAttempts', 'seeUnions', 'seeAppeals'] as const
const posters = ['makePosters', 'printCertificates'] as const
const corresponding = ['announce', 'answerInquiries'] as const
const organising = [
  'seeCounts',
  'seeQuestions',
  'manageQuestions',
  'manageContests',
  'manageRounds',
  'manageUnions',
  'manageCampaigns',
  'prepareCommendation',
  'manageContestants',
  'manageRoster',
  'seeResults',
  'manageAwards',
  'seePreflight',
] as const
const judging = [
  'printCertificates',
  'seeCounts',
  'seeQuestions',
  'judge',
  'fileAppeals',
  'seeResults',
  'manageAwards',
  'decideCommendation',
  'seeAudit',
  'seePreflight',
] as const

/** What each role may do. An officer does it inside their own subtree of unions only (`confinedTo`). */
const rights = {
  contestant: ['takeAttempts', 'enterInitiatives'],
  officer: [...own, ...participation, ...campaigning, ...posters, ...corresponding, 'manageContestants', 'fileAppeals'],
  questionSetter: [...own, 'seeQuestions', 'manageQuestions'],
  organiser: [...own, ...participation, ...campaigning, ...posters, ...corresponding, ...organising, 'manageReadyAnswers'],
  judge: [...own, ...participation, ...judging],
  administrator: [
    ...own,
    ...participation,
    ...campaigning,
    ...posters,
    ...corresponding,
    ...organising,
    ...judging,
    'manageReadyAnswers',
    'manageStaff',
  ],
} as const satisfies Record<Role, readonly string[]>

export type Right = (typeof rights)[Role][number]

/** Whether a role may do a thing. */
export function may(role: Role, right: Right): boolean {
  const allowed: readonly string[] = rights[role]
  return allowed.includes(right)
}
