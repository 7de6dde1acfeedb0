import type { RefusalCode } from '@hoithi/shared/refusals'
import { routes, type RouteName } from '@hoithi/shared/routes'
import { afterEach, describe, expect, test } from 'vitest'
import { firstPapers } from '../../server/src/domain/award-papers.ts'
import { questions } from '../support/contest.ts'
import { expectRefused, openWorld, type Person, type World } from './world.ts'

let world: World
afterEach(() => world.end())

const columns = [
  'anyone',
  'contestant',
  'another contestant',
  'officer inside',
  'officer outside',
  'question setter',
  'organiser',
  'judge',
  'administrator',
] as const
type Column = (typeof columns)[number]
type Answer = 'ok' | RefusalCode

const out = 'not-logged-in'
const no = 'not-allowed'
type Answers = [Answer, Answer, Answer, Answer, Answer, Answer, Answer, Answer, Answer]
type Eight = [Answer, Answer, Answer, Answer, Answer, Answer, Answer, Answer]
const eight = (answer: Answer): Eight => [answer, answer, answer, answer, answer, answer, answer, answer]
const six = (answer: Answer): [Answer, Answer, Answer, Answer, Answer, Answer] => [answer, answer, answer, answer, answer, answer]
const everyone = (answer: Answer): Answers => [answer, ...eight(answer)]

/**
 * What each person gets of each route. The attempt belongs to "contestant", of a union inside "officer inside"'s subtree; officers ask for the
 * district of that union. The round is open and not sealed, so whoever may judge hears that instead.
 */
const matrix: [name: RouteName, ...answers: Answers][] = [
  //                        anyone               contestant           another              officer inside       officer outside      question setter      organiser            judge                administrator
  ['registerContestant', ...everyone('ok')],
  ['logIn', ...everyone('wrong-credentials')],
  ['takeSecondStep', ...everyone('second-factor-stale')],
  ['getMe', ...everyone('ok')],
  ['searchUnions', ...everyone('ok')],
  ['listContests', ...everyone('ok')],
  ['getContest', ...everyone('ok')],
  ['enterContest', out, 'ok', 'ok', no, no, no, no, no, no],
  ['listPresets', out, no, no, no, no, no, 'ok', no, 'ok'],
  ['getPreset', out, no, no, no, no, no, 'ok', no, 'ok'],
  ['checkContestDocument', out, no, no, no, no, no, 'ok', no, 'ok'],
  ['createContest', out, no, no, no, no, no, 'document-refused', no, 'document-refused'],
  ['getContestDocument', out, no, no, no, no, no, 'ok', no, 'ok'],
  ['saveContestDocument', out, no, no, no, no, no, 'document-refused', no, 'document-refused'],
  ['publishContest', out, no, no, no, no, no, 'already-published', no, 'already-published'],
  ['cloneContest', out, no, no, no, no, no, 'ok', no, 'ok'],
  ['startAttempt', out, 'ok', 'ok', no, no, no, no, no, no],
  ['getAttempt', out, 'ok', 'not-found', no, no, no, no, no, no],
  ['saveResponses', out, 'ok', 'not-found', no, no, no, no, no, no],
  ['getReview', out, 'answers-hidden', 'not-found', no, no, no, no, no, no],
  ['getStanding', out, 'not-found', 'not-found', no, no, no, no, no, no],
  ['listOwnAttempts', out, 'ok', 'ok', no, no, no, no, no, no],
  ['getCertificate', out, 'not-sealed', 'not-sealed', no, no, no, no, no, no],
  ['findReceipt', ...everyone('not-found')],
  ['listLog', ...everyone('ok')],
  ['downloadLog', ...everyone('not-found')],
  ['getRoundLeaderboard', ...everyone('ok')],
  ['getContestLeaderboard', ...everyone('ok')],
  ['getUnionLeaderboard', ...everyone('ok')],
  ['getRoundCounts', out, no, no, no, no, no, 'ok', 'ok', 'ok'],
  ['listRoundAttempts', out, no, no, 'ok', no, no, 'ok', 'ok', 'ok'],
  ['getParticipation', out, no, no, 'ok', no, no, 'ok', 'ok', 'ok'],
  ['getDashboard', out, no, no, 'ok', no, no, 'ok', 'ok', 'ok'],
  ['listSilentUnions', out, no, no, 'ok', no, no, 'ok', 'ok', 'ok'],
  ['exportSilentUnions', out, no, no, 'ok', no, no, 'ok', 'ok', 'ok'],
  ['getReport', out, no, no, 'ok', no, no, 'ok', 'ok', 'ok'],
  ['exportReport', out, no, no, 'ok', no, no, 'ok', 'ok', 'ok'],
  ['getSealing', out, no, no, no, no, no, 'ok', 'ok', 'ok'],
  ['closeRound', out, no, no, no, no, no, no, 'round-still-open', 'round-still-open'],
  ['sealRound', out, no, no, no, no, no, no, 'round-still-open', 'round-still-open'],
  ['getResults', out, no, no, no, no, no, 'not-sealed', 'not-sealed', 'not-sealed'],
  ['exportResults', out, no, no, no, no, no, 'not-sealed', 'not-sealed', 'not-sealed'],
  ['startExport', out, no, no, no, no, no, 'not-sealed', 'not-sealed', 'not-sealed'],
  ['downloadFullLog', out, no, no, no, no, no, 'not-found', 'not-found', 'not-found'],
  ['getRanking', out, no, no, no, no, no, no, 'not-found', 'not-found'],
  ['listExports', out, no, no, no, no, no, 'not-sealed', 'not-sealed', 'not-sealed'],
  ['getExport', out, no, no, no, no, no, 'not-found', 'not-found', 'not-found'],
  ['downloadExport', out, no, no, no, no, no, 'not-found', 'not-found', 'not-found'],
  ['simulateRanking', out, no, no, no, no, no, no, 'not-sealed', 'not-sealed'],
  ['getStatistics', out, no, no, no, no, 'round-still-open', 'round-still-open', 'round-still-open', 'round-still-open'],
  ['listItemStatistics', out, no, no, no, no, 'round-still-open', 'round-still-open', 'round-still-open', 'round-still-open'],
  ['getItemStatistics', out, no, no, no, no, 'round-still-open', 'round-still-open', 'round-still-open', 'round-still-open'],
  ['exportItemStatistics', out, no, no, no, no, 'round-still-open', 'round-still-open', 'round-still-open', 'round-still-open'],
  ['restoreAttempt', out, no, no, no, no, no, no, 'not-void', 'not-void'],
  ['voidAttempt', out, no, no, no, no, no, no, 'attempt-running', 'attempt-running'],
  ['listFlags', out, no, no, no, no, no, no, 'ok', 'ok'],
  ['reviewRound', out, no, no, no, no, no, no, 'round-still-open', 'round-still-open'],
  ['judgeFlags', out, no, no, no, no, no, no, 'not-found', 'not-found'],
  ['getFlag', out, no, no, no, no, no, no, 'not-found', 'not-found'],
  ['getTimeline', out, no, no, no, no, no, no, 'ok', 'ok'],
  ['decideHeldAnswers', out, no, no, no, no, no, no, 'attempt-running', 'attempt-running'],
  ['listAskedQuestions', out, no, no, no, no, no, no, 'ok', 'ok'],
  ['getAskedQuestion', out, no, no, no, no, no, no, 'not-found', 'not-found'],
  ['tryCorrection', out, no, no, no, no, no, no, 'not-found', 'not-found'],
  ['getCorrectionTrial', out, no, no, no, no, no, no, 'not-found', 'not-found'],
  ['listCorrections', out, no, no, no, no, no, no, 'ok', 'ok'],
  ['correctKey', out, no, no, no, no, no, no, 'not-found', 'not-found'],
  ['getAwards', out, no, no, no, no, no, 'ok', 'ok', 'ok'],
  ['draftAwards', out, no, no, no, no, no, 'not-sealed', 'not-sealed', 'not-sealed'],
  ['getAwardDecision', out, no, no, no, no, no, 'not-found', 'not-found', 'not-found'],
  ['placeAward', out, no, no, no, no, no, 'not-found', 'not-found', 'not-found'],
  ['saveAwardPapers', out, no, no, no, no, no, 'not-found', 'not-found', 'not-found'],
  ['previewAwardPaper', out, no, no, no, no, no, 'not-found', 'not-found', 'not-found'],
  ['getFirstPaper', out, no, no, no, no, no, 'not-found', 'not-found', 'not-found'],
  ['exportAwardPaper', out, no, no, no, no, no, 'not-found', 'not-found', 'not-found'],
  ['publishAwards', out, no, no, no, no, no, 'not-found', 'not-found', 'not-found'],
  ['discardAwards', out, no, no, no, no, no, 'not-found', 'not-found', 'not-found'],
  ['listPublishedAwards', ...everyone('ok')],
  ['getPublishedAwards', ...everyone('not-found')],
  ['exportPublishedAwards', ...everyone('not-found')],
  ['verifyCertificate', ...everyone('not-found')],
  ['getAwardCertificate', out, 'not-found', 'not-found', no, no, no, no, no, no],
  ['startCertificates', out, no, no, 'not-sealed', no, no, 'not-sealed', 'not-sealed', 'not-sealed'],
  ['getCertificates', out, no, no, 'not-found', 'not-found', no, 'not-found', 'not-found', 'not-found'],
  ['downloadCertificates', out, no, no, 'not-found', 'not-found', no, 'not-found', 'not-found', 'not-found'],
  ['exportAwardCertificates', out, no, no, no, no, no, 'not-found', 'not-found', 'not-found'],
  ['getControls', out, no, no, no, no, no, 'ok', no, 'ok'],
  ['pauseContest', out, no, no, no, no, no, 'ok', no, 'ok'],
  ['resumeContest', out, no, no, no, no, no, 'ok', no, 'ok'],
  ['extendRound', out, no, no, no, no, no, 'close-not-later', no, 'close-not-later'],
  ['listExtraTimes', out, no, no, no, no, no, 'ok', no, 'ok'],
  ['grantExtraTime', out, no, no, no, no, no, 'not-found', no, 'not-found'],
  ['endExtraTime', out, no, no, no, no, no, 'not-found', no, 'not-found'],
  ['listQuestions', out, no, no, no, no, 'ok', 'ok', 'ok', 'ok'],
  ['getQuestion', out, no, no, no, no, 'ok', 'ok', 'ok', 'ok'],
  ['createQuestion', out, no, no, no, no, 'ok', 'ok', no, 'ok'],
  ['saveQuestion', out, no, no, no, no, 'edited-meanwhile', 'edited-meanwhile', no, 'edited-meanwhile'],
  ['changeQuestions', out, no, no, no, no, 'ok', 'ok', no, 'ok'],
  ['setReviewing', out, no, no, no, no, 'ok', 'ok', no, 'ok'],
  ['exportQuestions', out, no, no, no, no, 'ok', 'ok', 'ok', 'ok'],
  ['getQuestionTemplate', out, no, no, no, no, 'ok', 'ok', 'ok', 'ok'],
  ['stageQuestionImport', out, no, no, no, no, 'ok', 'ok', no, 'ok'],
  ['listQuestionImports', out, no, no, no, no, 'ok', 'ok', 'ok', 'ok'],
  ['getQuestionImport', out, no, no, no, no, 'not-found', 'not-found', 'not-found', 'not-found'],
  ['confirmQuestionImport', out, no, no, no, no, 'not-found', 'not-found', no, 'not-found'],
  ['discardQuestionImport', out, no, no, no, no, 'import-not-staged', 'import-not-staged', no, 'import-not-staged'],
  ['undoQuestionImport', out, no, no, no, no, 'not-found', 'not-found', no, 'not-found'],
  ['addPicture', out, no, no, no, no, 'ok', 'ok', no, 'ok'],
  // A picture is known by a hash that only those know who may see its question.
  ['getPicture', ...everyone('not-found')],
  ['getBlueprint', out, no, no, no, no, 'ok', 'ok', 'ok', 'ok'],
  ['checkBlueprint', out, no, no, no, no, 'ok', 'ok', 'ok', 'ok'],
  ['setBlueprint', out, no, no, no, no, no, 'round-already-open', no, 'round-already-open'],
  ['previewUnionImport', out, no, no, no, no, no, 'ok', no, 'ok'],
  ['exportUnionList', out, no, no, no, no, no, 'ok', no, 'ok'],
  ['importUnions', out, no, no, no, no, no, 'file-refused', no, 'file-refused'],
  ['listUnions', out, no, no, 'ok', no, no, 'ok', 'ok', 'ok'],
  ['getUnion', out, no, no, 'ok', no, no, 'ok', 'ok', 'ok'],
  ['listUnionHistory', out, no, no, 'ok', no, no, 'ok', 'ok', 'ok'],
  ['listDivisions', ...everyone('ok')],
  ['saveDivisions', out, no, no, no, no, no, 'nothing-changed', no, 'nothing-changed'],
  ['previewDivision', out, no, no, no, no, no, 'ok', no, 'ok'],
  ['assignDivision', out, no, no, no, no, no, 'nothing-changed', no, 'nothing-changed'],
  ['createUnion', out, no, no, no, no, no, 'union-code-taken', no, 'union-code-taken'],
  ['saveUnion', out, no, no, no, no, no, 'union-code-taken', no, 'union-code-taken'],
  ['confirmUnionCount', out, no, no, no, no, no, 'nothing-changed', no, 'nothing-changed'],
  ['acceptUnion', out, no, no, no, no, no, 'union-not-pending', no, 'union-not-pending'],
  ['mergeUnion', out, no, no, no, no, no, 'union-below-itself', no, 'union-below-itself'],
  ['setUnionState', out, no, no, no, no, no, 'nothing-changed', no, 'nothing-changed'],
  ['getPreflight', out, no, no, no, no, no, 'ok', 'ok', 'ok'],
  ['getTrial', out, no, no, no, no, no, 'ok', 'ok', 'ok'],
  ['startTrial', out, no, no, no, no, no, 'not-found', 'not-found', 'not-found'],
  ['getPoster', out, no, no, 'ok', no, no, 'ok', no, 'ok'],
  ['exportPosters', out, no, no, 'ok', no, no, 'ok', no, 'ok'],
  ['getNews', ...everyone('ok')],
  ['listAnnouncements', out, no, no, 'ok', 'ok', no, 'ok', no, 'ok'],
  // The announcement is for the district of "officer inside".
  ['previewAnnouncement', out, no, no, 'ok', no, no, 'ok', no, 'ok'],
  ['announce', out, no, no, 'ok', no, no, 'ok', no, 'ok'],
  ['withdrawAnnouncement', out, no, no, 'not-found', 'not-found', no, 'not-found', no, 'not-found'],
  ['fileAppeal', out, 'attempt-running', 'not-found', no, no, no, no, no, no],
  ['getAttemptAppeals', out, 'not-found', 'not-found', no, no, no, no, no, no],
  ['listOwnAppeals', out, 'ok', 'ok', no, no, no, no, no, no],
  ['withdrawAppeal', out, 'not-found', 'not-found', no, no, no, no, no, no],
  ['markAppealsSeen', out, 'ok', 'ok', no, no, no, no, no, no],
  ['listAppeals', out, no, no, 'ok', no, no, 'ok', 'ok', 'ok'],
  ['getAppeal', out, no, no, 'not-found', 'not-found', no, 'not-found', 'not-found', 'not-found'],
  ['getAppealEvidence', out, no, no, no, no, no, no, 'not-found', 'not-found'],
  ['fileAppealFor', out, no, no, 'attempt-running', no, no, no, 'attempt-running', 'attempt-running'],
  ['reviewAppeal', out, no, no, no, no, no, no, 'not-found', 'not-found'],
  ['answerAppeal', out, no, no, no, no, no, no, 'not-found', 'not-found'],
  ['askInquiry', out, 'ok', 'ok', no, no, no, no, no, no],
  ['listOwnInquiries', out, 'ok', 'ok', no, no, no, no, no, no],
  ['markAnswersSeen', out, 'ok', 'ok', no, no, no, no, no, no],
  ['listInquiries', out, no, no, 'ok', no, no, 'ok', no, 'ok'],
  ['answerInquiry', out, no, no, 'not-found', 'not-found', no, 'not-found', no, 'not-found'],
  ['getReadyAnswers', out, no, no, 'ok', 'ok', no, 'ok', no, 'ok'],
  ['setReadyAnswers', out, no, no, no, no, no, 'nothing-changed', no, 'nothing-changed'],
  ['listAudit', out, no, no, no, no, no, no, 'ok', 'ok'],
  ['listStaff', out, no, no, no, no, no, no, no, 'ok'],
  ['createStaff', out, no, no, no, no, no, no, no, 'ok'],
  ['listContestants', out, no, no, 'ok', no, no, 'ok', no, 'ok'],
  ['getContestant', out, no, no, 'ok', no, no, 'ok', no, 'ok'],
  ['correctContestant', out, no, no, 'ok', no, no, 'ok', no, 'ok'],
  ['moveContestant', out, no, no, 'ok', no, no, 'ok', no, 'ok'],
  ['listJoinCandidates', out, no, no, no, no, no, no, 'ok', 'ok'],
  ['previewJoin', out, no, no, no, no, no, no, 'nothing-changed', 'nothing-changed'],
  ['joinContestants', out, no, no, no, no, no, no, 'nothing-changed', 'nothing-changed'],
  ['issueResetCode', out, no, no, 'ok', no, no, 'ok', no, 'ok'],
  ['resetPassword', ...everyone('wrong-code')],
  ['listRoster', out, no, no, 'ok', no, no, 'ok', no, 'ok'],
  ['previewRoster', out, no, no, no, no, no, 'ok', no, 'ok'],
  ['getRosterTemplate', out, no, no, no, no, no, 'ok', no, 'ok'],
  ['importRoster', out, no, no, no, no, no, 'file-refused', no, 'file-refused'],
  ['removeFromRoster', out, no, no, no, no, no, 'not-found', no, 'not-found'],
  ['claimRosterEntry', out, 'roster-mismatch', 'roster-mismatch', no, no, no, no, no, no],
  ['changeStaff', out, no, no, no, no, no, no, no, 'not-found'],
  ['resetSecondFactor', out, no, no, no, no, no, no, no, 'not-found'],
  ['endStaffSessions', out, no, no, no, no, no, no, no, 'not-found'],
  ['proveAgain', out, no, no, ...six('wrong-password')],
  ['getSecondFactor', out, no, no, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
  ['startSecondFactor', out, no, no, ...six('wrong-password')],
  ['turnOnSecondFactor', out, no, no, ...six('second-factor-stale')],
  ['turnOffSecondFactor', out, no, no, ...six('wrong-password')],
  ['renewRecoveryCodes', out, no, no, ...six('wrong-password')],
  ['changePassword', out, ...eight('wrong-password')],
  ['getOwnData', out, 'ok', 'ok', no, no, no, no, no, no],
  ['exportOwnData', out, 'ok', 'ok', no, no, no, no, no, no],
  ['correctOwnData', out, 'ok', 'ok', no, no, no, no, no, no],
  ['requestUnion', out, 'ok', 'ok', no, no, no, no, no, no],
  ['giveConsent', out, 'ok', 'ok', no, no, no, no, no, no],
  ['listOwnSessions', out, ...eight('ok')],
  ['endSession', out, ...eight('not-found')],
  ['endOtherSessions', out, ...eight('ok')],
  ['withdrawConsent', out, 'wrong-password', 'wrong-password', no, no, no, no, no, no],
  ['listDataRequests', out, no, no, 'ok', 'ok', no, 'ok', no, 'ok'],
  ['fileDataRequest', out, no, no, 'ok', no, no, 'ok', no, 'ok'],
  ['answerDataRequest', out, no, no, no, no, no, 'not-found', no, 'not-found'],
  ['exportDataFor', out, no, no, no, no, no, 'not-found', no, 'not-found'],
  ['listInvitations', out, no, no, no, no, no, no, no, 'ok'],
  ['createInvitation', out, no, no, no, no, no, no, no, 'ok'],
  ['revokeInvitation', out, no, no, no, no, no, no, no, 'not-found'],
  ['findInvitation', ...everyone('invitation-closed')],
  ['acceptInvitation', ...everyone('invitation-closed')],
  ['setUpAdministrator', ...everyone('setup-closed')],
  ['withdrawContest', out, no, no, no, no, no, 'attempts-begun', no, 'attempts-begun'],
  ['submitAttempt', out, 'ok', 'not-found', no, no, no, no, no, no],
  ['logOut', ...everyone('ok')],
]

function inputs(attemptId: string, questionId: string, contestantId: string): Record<RouteName, Parameters<Person['call']>[1]> {
  const round = { params: { roundId: world.roundId } }
  const contest = { params: { slug: world.fixture.slug } }
  const attempt = { params: { attemptId } }
  const file = { fileName: 'tep.csv', content: Buffer.from('khong,dung\n1,2\n').toString('base64') }
  const nowhere = { params: { importId: 'khong-co' } }
  const district = world.unionId('T-A')
  const union = { params: { unionId: district } }
  const taken = { code: 'T-B', name: 'LĐLĐ huyện B', kind: 'districtFederation', parentId: null, memberCount: null }
  return {
    registerContestant: {
      body: {
        phone: '0987654321',
        password: 'mat khau dai',
        fullName: 'Giàng A Páo',
        birthDate: '1990-01-01',
        unionId: world.unionId('T-B-1'),
        contestantKind: 'member',
        consentVersion: 'v1',
      },
    },
    logIn: { body: { login: 'khong-co-ai', password: 'mat khau dai' } },
    takeSecondStep: { body: { ticket: 'doan-mo-thoi-doan-mo-thoi', code: '123456' } },
    logOut: {},
    getMe: {},
    searchUnions: {},
    listContests: {},
    getContest: contest,
    enterContest: { ...contest, body: { accessCode: 'KHONG-CAN' } },
    listPresets: {},
    getPreset: { params: { presetId: 'mot-ky' }, query: { opensAt: 0 } },
    checkContestDocument: { body: { document: {} } },
    createContest: { body: { document: {}, reason: 'thử quyền' } },
    getContestDocument: contest,
    saveContestDocument: { ...contest, body: { document: {}, edition: '', reason: 'thử quyền' } },
    publishContest: { ...contest, body: { reason: 'thử quyền' } },
    withdrawContest: { ...contest, body: { reason: 'thử quyền' } },
    cloneContest: { ...contest, body: { slug: 'ban-sao', title: 'Bản sao', opensAt: 1_700_000_000_000, withQuestions: true, reason: 'thử quyền' } },
    startAttempt: round,
    getAttempt: attempt,
    saveResponses: { ...attempt, body: { responses: [] } },
    submitAttempt: attempt,
    getReview: attempt,
    getStanding: attempt,
    listOwnAttempts: {},
    getCertificate: round,
    findReceipt: { params: { receipt: '0000-0000-0000' } },
    listLog: {},
    downloadLog: { query: { contest: 'khong-co' } },
    downloadFullLog: { query: { contest: 'khong-co' } },
    getRoundLeaderboard: round,
    getContestLeaderboard: contest,
    getUnionLeaderboard: round,
    getRoundCounts: round,
    listRoundAttempts: { ...round, query: { unionId: district } },
    getParticipation: { ...round, query: { parentId: district } },
    getDashboard: { ...round, query: { unionId: district } },
    listSilentUnions: { ...round, query: { unionId: district } },
    exportSilentUnions: { ...round, query: { unionId: district } },
    getReport: { ...contest, query: { unionId: district } },
    exportReport: { ...contest, query: { unionId: district } },
    getSealing: round,
    closeRound: round,
    sealRound: { ...round, body: { reason: 'thử quyền' } },
    getResults: round,
    exportResults: { params: { roundId: world.roundId, format: 'csv' } },
    startExport: { ...round, body: { format: 'csv' } },
    listExports: round,
    getRanking: { params: { roundId: 'khong-co' } },
    getExport: { params: { exportId: 'khong-co' } },
    downloadExport: { params: { exportId: 'khong-co' } },
    simulateRanking: { ...round, query: { tieBreaks: 'score', equals: 'lot', counts: 'best' } },
    getStatistics: round,
    listItemStatistics: round,
    getItemStatistics: { params: { roundId: world.roundId, versionId: 'khong-co' } },
    exportItemStatistics: { params: { roundId: world.roundId, format: 'csv' } },
    restoreAttempt: { ...attempt, body: { reason: 'thử quyền' } },
    voidAttempt: { ...attempt, body: { reason: 'thử quyền' } },
    listFlags: round,
    reviewRound: round,
    judgeFlags: { ...round, body: { flagIds: ['khong-co'], verdict: 'dismissed', reason: 'thử quyền' } },
    getFlag: { params: { flagId: 'khong-co' } },
    getTimeline: attempt,
    decideHeldAnswers: { ...attempt, body: { decision: 'accepted', reason: 'thử quyền' } },
    listAskedQuestions: round,
    getAskedQuestion: { params: { ...round.params, questionId: 'khong-co' } },
    tryCorrection: { ...round, body: { questionId, versionId: 'khong-co', treatment: 'fullCredit' } },
    getCorrectionTrial: { params: { trialId: 'khong-co' } },
    listCorrections: round,
    correctKey: { ...round, body: { questionId, versionId: 'khong-co', treatment: 'fullCredit', reason: 'thử quyền' } },
    getAwards: contest,
    draftAwards: { ...contest, body: { reason: 'thử quyền' } },
    getAwardDecision: { params: { decisionId: 'khong-co' } },
    placeAward: {
      params: { decisionId: 'khong-co' },
      body: { group: 'roundPeople', divisionId: null, subjectId: 'khong-co', to: 'none', edition: 1, reason: 'thử quyền' },
    },
    saveAwardPapers: {
      params: { decisionId: 'khong-co' },
      body: { papers: firstPapers({ organiser: 'LĐLĐ', scope: 'Kỳ 1' }), edition: 1, reason: 'thử quyền' },
    },
    previewAwardPaper: {
      params: { decisionId: 'khong-co' },
      body: { kind: 'decision', paper: firstPapers({ organiser: 'LĐLĐ', scope: 'Kỳ 1' }).decision },
    },
    getFirstPaper: { params: { decisionId: 'khong-co', kind: 'letter' } },
    exportAwardPaper: { params: { decisionId: 'khong-co', kind: 'decision', format: 'docx' } },
    publishAwards: { params: { decisionId: 'khong-co' }, body: { edition: 1, list: '', reason: 'thử quyền' } },
    discardAwards: { params: { decisionId: 'khong-co' }, body: { edition: 1, reason: 'thử quyền' } },
    listPublishedAwards: contest,
    getPublishedAwards: { params: { decisionId: 'khong-co' } },
    exportPublishedAwards: { params: { decisionId: 'khong-co' } },
    verifyCertificate: { params: { code: '0000-0000-0000' } },
    getAwardCertificate: { params: { code: '0000-0000-0000' } },
    startCertificates: { ...round, body: { unionId: district } },
    getCertificates: { params: { jobId: 'khong-co' } },
    downloadCertificates: { params: { jobId: 'khong-co', part: '1' } },
    exportAwardCertificates: { params: { decisionId: 'khong-co' } },
    getControls: contest,
    pauseContest: { ...contest, body: { reason: 'thử quyền' } },
    resumeContest: { ...contest, body: { extendRounds: false, reason: 'thử quyền' } },
    extendRound: { ...round, body: { closesAt: 0, reason: 'thử quyền' } },
    listExtraTimes: contest,
    grantExtraTime: { ...contest, body: { scope: 'person', targetId: 'khong-co', minutes: 5, reason: 'thử quyền' } },
    endExtraTime: { params: { extraTimeId: 'khong-co' }, body: { reason: 'thử quyền' } },
    listQuestions: contest,
    getQuestion: { params: { questionId } },
    createQuestion: { ...contest, body: { question: { ...questions[0]!, code: 'MOI-1' } } },
    saveQuestion: { params: { questionId }, body: { question: questions[0], basedOn: 9, note: '' } },
    changeQuestions: { ...contest, body: { questionIds: [questionId], change: { topic: 'Khác' }, reason: 'thử quyền' } },
    setReviewing: { ...contest, body: { reviewByOther: true, reason: 'thử quyền' } },
    exportQuestions: { params: { ...contest.params, format: 'csv' } },
    getQuestionTemplate: {},
    stageQuestionImport: { ...contest, query: { fileName: 'tep.csv' }, bytes: Buffer.from('khong,dung\n1,2\n') },
    listQuestionImports: contest,
    getQuestionImport: nowhere,
    confirmQuestionImport: { ...nowhere, body: {} },
    discardQuestionImport: nowhere,
    undoQuestionImport: { ...nowhere, body: { reason: 'thử quyền' } },
    addPicture: { bytes: Buffer.from('89504e470d0a1a0a', 'hex') },
    getPicture: { params: { hash: 'ab'.repeat(32) } },
    getBlueprint: round,
    checkBlueprint: { ...round, body: { cells: [{ count: 1 }] } },
    setBlueprint: { ...round, body: { cells: [{ count: 1 }], reason: 'thử quyền' } },
    exportUnionList: { params: { format: 'csv' } },
    previewUnionImport: { body: file },
    importUnions: { body: { ...file, mark: 'khong-co', reason: 'thử quyền' } },
    listUnions: { query: { within: district } },
    getUnion: union,
    listUnionHistory: union,
    listDivisions: contest,
    saveDivisions: { ...contest, body: { divisions: [], reason: 'thử quyền' } },
    previewDivision: { ...contest, body: { divisionId: null, filter: {} } },
    assignDivision: { ...contest, body: { divisionId: null, filter: { search: 'khong co' }, unions: 0, inIt: 0, reason: 'thử quyền' } },
    createUnion: { body: { ...taken, reason: 'thử quyền' } },
    saveUnion: { ...union, body: { ...taken, reason: 'thử quyền' } },
    confirmUnionCount: { ...union, body: { reason: 'thử quyền' } },
    acceptUnion: { ...union, body: { ...taken, reason: 'thử quyền' } },
    mergeUnion: { ...union, body: { intoId: world.unionId('T-A-1'), reason: 'thử quyền' } },
    setUnionState: { ...union, body: { state: 'active', reason: 'thử quyền' } },
    getPreflight: contest,
    getTrial: contest,
    // Nothing to try: a trial that was begun here would outlive this test.
    startTrial: { params: { slug: 'khong-co' } },
    getPoster: { ...contest, query: { unionId: district } },
    exportPosters: { ...contest, query: { unionId: district, below: 'no' } },
    getNews: contest,
    listAnnouncements: contest,
    previewAnnouncement: { ...contest, body: { scope: 'union', unionId: district, title: 'Thử quyền', body: 'Thử' } },
    announce: { ...contest, body: { scope: 'union', unionId: district, title: 'Thử quyền', body: 'Thử' } },
    withdrawAnnouncement: { params: { announcementId: 'khong-co' }, body: { reason: 'thử quyền' } },
    fileAppeal: { ...attempt, body: { subject: 'rank', body: 'Thử quyền' } },
    getAttemptAppeals: attempt,
    listOwnAppeals: contest,
    withdrawAppeal: { params: { appealId: 'khong-co' } },
    markAppealsSeen: { ...contest, body: { appealIds: ['khong-co'] } },
    listAppeals: { ...contest, query: { unionId: district } },
    getAppeal: { params: { appealId: 'khong-co' } },
    getAppealEvidence: { params: { appealId: 'khong-co' } },
    fileAppealFor: { ...attempt, body: { subject: 'rank', body: 'Thử quyền', reason: 'thử quyền' } },
    reviewAppeal: { params: { appealId: 'khong-co' } },
    answerAppeal: { params: { appealId: 'khong-co' }, body: { outcome: 'rejected', answer: 'Thử quyền', basedOn: 0 } },
    askInquiry: { ...contest, body: { body: 'Thử quyền?' } },
    listOwnInquiries: contest,
    markAnswersSeen: contest,
    listInquiries: { ...contest, query: { unionId: district } },
    answerInquiry: { params: { inquiryId: 'khong-co' }, body: { answer: 'Thử', basedOn: 0 } },
    getReadyAnswers: contest,
    setReadyAnswers: { ...contest, body: { answers: [], basedOn: 0, reason: 'thử quyền' } },
    listAudit: {},
    listStaff: {},
    createStaff: { body: { login: 'giam-khao-moi', password: 'mat khau dai', fullName: 'Giám khảo mới', role: 'judge', reason: 'thử quyền' } },
    listContestants: { query: { unionId: district } },
    getContestant: { params: { contestantId } },
    correctContestant: {
      params: { contestantId },
      body: { fullName: 'Nguyễn Văn Thật', birthDate: '1990-01-01', contestantKind: 'member', reason: 'thử quyền' },
    },
    moveContestant: { params: { contestantId }, body: { unionId: world.unionId('T-A-2'), reason: 'thử quyền' } },
    listJoinCandidates: { params: { contestantId } },
    previewJoin: { params: { contestantId }, query: { fromId: contestantId } },
    joinContestants: { params: { contestantId }, body: { fromId: contestantId, reason: 'thử quyền' } },
    issueResetCode: { params: { contestantId }, body: { reason: 'thử quyền' } },
    listRoster: { ...contest, query: { unionId: district } },
    previewRoster: { ...contest, body: file },
    getRosterTemplate: { params: { format: 'csv' } },
    importRoster: { ...contest, body: { ...file, reason: 'thử quyền' } },
    removeFromRoster: { params: { ...contest.params, entryId: 'khong-co' }, body: { reason: 'thử quyền' } },
    claimRosterEntry: { ...contest, body: { code: 'DV-01' } },
    resetPassword: { body: { login: '0987654321', code: 'ABCD2345', password: 'mat khau dai' } },
    changeStaff: { params: { accountId: 'khong-co' }, body: { fullName: 'Đổi Tên', role: 'judge', disabled: false, reason: 'thử quyền' } },
    resetSecondFactor: { params: { accountId: 'khong-co' }, body: { reason: 'thử quyền' } },
    endStaffSessions: { params: { accountId: 'khong-co' }, body: { reason: 'thử quyền' } },
    proveAgain: { body: { password: 'mat khau cu' } },
    getSecondFactor: {},
    startSecondFactor: { body: { password: 'mat khau cu' } },
    turnOnSecondFactor: { body: { ticket: 'doan-mo-thoi-doan-mo-thoi', code: '123456' } },
    turnOffSecondFactor: { body: { password: 'mat khau cu', code: '123456' } },
    renewRecoveryCodes: { body: { password: 'mat khau cu', code: '123456' } },
    changePassword: { body: { password: 'mat khau cu', newPassword: 'mat khau dai' } },
    getOwnData: {},
    exportOwnData: {},
    correctOwnData: { body: { fullName: 'Nguyễn Văn Tự Sửa', birthDate: '1991-02-03' } },
    requestUnion: { body: { slug: world.fixture.slug, unionId: world.unionId('T-B-1'), body: 'Tôi đã chuyển công tác.' } },
    giveConsent: { body: { slug: world.fixture.slug, version: 'v1' } },
    listOwnSessions: {},
    endSession: { params: { sessionId: 'khong-co' } },
    endOtherSessions: {},
    withdrawConsent: { body: { password: 'mat khau doan mo' } },
    listDataRequests: {},
    fileDataRequest: { params: { contestantId }, body: { kind: 'export', words: 'gọi điện hỏi dữ liệu của mình' } },
    answerDataRequest: { params: { requestId: 'khong-co' }, body: { outcome: 'done', reason: 'thử quyền' } },
    exportDataFor: { params: { requestId: 'khong-co' } },
    listInvitations: {},
    createInvitation: { body: { fullName: 'Giám khảo mời', role: 'judge', reason: 'thử quyền' } },
    revokeInvitation: { params: { invitationId: 'khong-co' }, body: { reason: 'thử quyền' } },
    findInvitation: { body: { token: 'doan-mo-thoi' } },
    acceptInvitation: { body: { token: 'doan-mo-thoi', login: 'ke-gian', password: 'mat khau dai', fullName: 'Kẻ Gian' } },
    setUpAdministrator: { body: { token: 'doan-mo-thoi', login: 'ke-gian', password: 'mat khau dai', fullName: 'Kẻ Gian' } },
  }
}

test('the table names every route', () => {
  expect(matrix.map(([name]) => name).sort()).toEqual(Object.keys(routes).sort())
  return openWorld().then((made) => {
    world = made
  })
})

test.each(columns.map((column, index) => ({ column, index })))('what $column may do', async ({ column, index }) => {
  world = await openWorld()
  const owner = await world.contestant('T-A-1')
  const { attemptId } = await owner.ask('startAttempt', { params: { roundId: world.roundId } })
  const people: Record<Column, () => Promise<Person>> = {
    anyone: async () => world.nobody,
    contestant: async () => owner,
    'another contestant': () => world.contestant('T-A-1'),
    'officer inside': () => world.staff('officer', 'T-A'),
    'officer outside': () => world.staff('officer', 'T-B'),
    'question setter': () => world.staff('questionSetter'),
    organiser: () => world.staff('organiser'),
    judge: () => world.staff('judge'),
    administrator: () => world.staff('administrator'),
  }
  const who = await people[column]()
  const [first] = await world.services.storage.questions.current({ contestId: world.fixture.contestId })
  const given = inputs(attemptId, first!.questionId, owner.id)
  for (const [name, ...answers] of matrix) {
    const response = await who.call(name, given[name])
    expect([name, response.statusCode === 200 ? 'ok' : response.json<{ code: string }>().code]).toEqual([name, answers[index]])
  }
})

describe('an officer sees their subtree only, whatever they ask for', () => {
  const names = ['Bàn Văn Một', 'Cầm Thị Hai', 'Điêu Văn Ba']
  const fill = async () => {
    world = await openWorld()
    for (const [index, union] of ['T-A-1', 'T-A-2', 'T-B-1'].entries()) await world.play(await world.contestant(union, names[index]))
    await world.services.projector.catchUp()
  }
  type Seen = string[] | 'not-allowed'

  const attempts: [officerOf: string | undefined, asksFor: string | undefined, seen: Seen][] = [
    ['T-A', undefined, ['Bàn Văn Một', 'Cầm Thị Hai']],
    ['T-A', 'T-A', ['Bàn Văn Một', 'Cầm Thị Hai']],
    ['T-A', 'T-A-2', ['Cầm Thị Hai']],
    ['T-A', 'T-B', 'not-allowed'],
    ['T-A', 'T-B-1', 'not-allowed'],
    ['T-A', 'T', 'not-allowed'],
    ['T-A', 'no such union', 'not-allowed'],
    ['T-B', undefined, ['Điêu Văn Ba']],
    ['T-A-1', undefined, ['Bàn Văn Một']],
    ['T-A-1', 'T-A', 'not-allowed'],
    ['T', undefined, ['Bàn Văn Một', 'Cầm Thị Hai', 'Điêu Văn Ba']],
    [undefined, undefined, []],
    [undefined, 'T-A', 'not-allowed'],
  ]
  test.each(attempts)('attempts: the officer of %s asks for %s', async (officerOf, asksFor, seen) => {
    await fill()
    const officer = await world.staff('officer', officerOf)
    const query = { sort: 'name', order: 'asc', ...(asksFor === undefined ? {} : { unionId: world.unionId(asksFor) }) }
    if (seen === 'not-allowed')
      return expectRefused(await officer.call('listRoundAttempts', { params: { roundId: world.roundId }, query }), 'not-allowed')
    const { attempts: rows, total } = await officer.ask('listRoundAttempts', { params: { roundId: world.roundId }, query })
    expect([rows.map(({ contestantName }) => contestantName).sort(), total]).toEqual([seen, seen.length])
  })

  test('a search does not reach outside the subtree', async () => {
    await fill()
    const officer = await world.staff('officer', 'T-A')
    const found = await officer.ask('listRoundAttempts', { params: { roundId: world.roundId }, query: { search: 'dieu van ba' } })
    expect(found).toMatchObject({ attempts: [], total: 0 })
  })

  const participation: [officerOf: string | undefined, asksFor: string | undefined, seen: Seen, up: string | null][] = [
    ['T-A', undefined, ['CĐCS Bệnh viện Đa khoa', 'CĐCS Trường THCS Tả Tổng'], null],
    ['T-A', 'T-A', ['CĐCS Bệnh viện Đa khoa', 'CĐCS Trường THCS Tả Tổng'], null],
    ['T-A', 'T-A-1', [], 'T-A'],
    ['T-A', 'T-B', 'not-allowed', null],
    ['T-A', 'T', 'not-allowed', null],
    ['T-A-1', undefined, [], null],
    ['T', 'T-A', ['CĐCS Bệnh viện Đa khoa', 'CĐCS Trường THCS Tả Tổng'], 'T'],
    ['T', undefined, ['LĐLĐ huyện A', 'LĐLĐ huyện B'], null],
    [undefined, undefined, 'not-allowed', null],
  ]
  test.each(participation)('participation: the officer of %s asks below %s', async (officerOf, asksFor, seen, up) => {
    await fill()
    const officer = await world.staff('officer', officerOf)
    const input = { params: { roundId: world.roundId }, ...(asksFor === undefined ? {} : { query: { parentId: world.unionId(asksFor) } }) }
    if (seen === 'not-allowed') return expectRefused(await officer.call('getParticipation', input), 'not-allowed')
    const reply = await officer.ask('getParticipation', input)
    expect(reply.rows.map(({ name }) => name).sort()).toEqual(seen)
    expect(reply.parent?.parentId).toBe(up === null ? null : world.unionId(up))
    expect(reply.own?.mean).toBeNull()
  })
})
