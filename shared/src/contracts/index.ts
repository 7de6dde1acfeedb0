import type { RouteName } from '../routes.ts'
import * as accounts from './accounts.ts'
import * as announcements from './announcements.ts'
import * as attempts from './attempts.ts'
import * as blueprints from './blueprints.ts'
import * as boards from './boards.ts'
import type { Contract } from './common.ts'
import * as contests from './contests.ts'
import * as dashboard from './dashboard.ts'
import * as desk from './desk.ts'
import * as imports from './imports.ts'
import * as invitations from './invitations.ts'
import * as posters from './posters.ts'
import * as inquiries from './inquiries.ts'
import * as preflight from './preflight.ts'
import * as questionImports from './question-imports.ts'
import * as questions from './questions.ts'
import * as divisions from './divisions.ts'
import * as unions from './unions.ts'

/** The contract of every route; a route without one does not compile. */
export const contracts = {
  registerContestant: accounts.registerContestant,
  logIn: accounts.logIn,
  logOut: accounts.logOut,
  getMe: accounts.getMe,
  searchUnions: unions.searchUnions,
  listContests: contests.listContests,
  getContest: contests.getContest,
  startAttempt: attempts.startAttempt,
  getAttempt: attempts.getAttempt,
  saveResponses: attempts.saveResponses,
  submitAttempt: attempts.submitAttempt,
  findReceipt: attempts.findReceipt,
  getRoundLeaderboard: boards.getRoundLeaderboard,
  getContestLeaderboard: boards.getContestLeaderboard,
  getUnionLeaderboard: boards.getUnionLeaderboard,
  getRoundCounts: desk.getRoundCounts,
  listRoundAttempts: desk.listRoundAttempts,
  getParticipation: dashboard.getParticipation,
  getDashboard: dashboard.getDashboard,
  listSilentUnions: dashboard.listSilentUnions,
  exportSilentUnions: dashboard.exportSilentUnions,
  getReport: dashboard.getReport,
  exportReport: dashboard.exportReport,
  getSealing: desk.getSealing,
  closeRound: desk.closeRound,
  sealRound: desk.sealRound,
  getResults: desk.getResults,
  exportResults: desk.exportResults,
  voidAttempt: attempts.voidAttempt,
  listQuestions: questions.listQuestions,
  getQuestion: questions.getQuestion,
  createQuestion: questions.createQuestion,
  saveQuestion: questions.saveQuestion,
  changeQuestions: questions.changeQuestions,
  setReviewing: questions.setReviewing,
  exportQuestions: questions.exportQuestions,
  getQuestionTemplate: questions.getQuestionTemplate,
  stageQuestionImport: questionImports.stageQuestionImport,
  getQuestionImport: questionImports.getQuestionImport,
  listQuestionImports: questionImports.listQuestionImports,
  confirmQuestionImport: questionImports.confirmQuestionImport,
  discardQuestionImport: questionImports.discardQuestionImport,
  undoQuestionImport: questionImports.undoQuestionImport,
  addPicture: questions.addPicture,
  getPicture: questions.getPicture,
  getBlueprint: blueprints.getBlueprint,
  checkBlueprint: blueprints.checkBlueprint,
  setBlueprint: blueprints.setBlueprint,
  previewUnionImport: imports.previewUnionImport,
  importUnions: imports.importUnions,
  listUnions: unions.listUnions,
  getUnion: unions.getUnion,
  listUnionHistory: unions.listUnionHistory,
  listDivisions: divisions.listDivisions,
  saveDivisions: divisions.saveDivisions,
  previewDivision: divisions.previewDivision,
  assignDivision: divisions.assignDivision,
  createUnion: unions.createUnion,
  saveUnion: unions.saveUnion,
  confirmUnionCount: unions.confirmUnionCount,
  acceptUnion: unions.acceptUnion,
  mergeUnion: unions.mergeUnion,
  setUnionState: unions.setUnionState,
  getPreflight: preflight.getPreflight,
  getTrial: preflight.getTrial,
  startTrial: preflight.startTrial,
  getPoster: posters.getPoster,
  exportPosters: posters.exportPosters,
  getNews: announcements.getNews,
  listAnnouncements: announcements.listAnnouncements,
  previewAnnouncement: announcements.previewAnnouncement,
  announce: announcements.announce,
  withdrawAnnouncement: announcements.withdrawAnnouncement,
  askInquiry: inquiries.askInquiry,
  listOwnInquiries: inquiries.listOwnInquiries,
  markAnswersSeen: inquiries.markAnswersSeen,
  listInquiries: inquiries.listInquiries,
  answerInquiry: inquiries.answerInquiry,
  getReadyAnswers: inquiries.getReadyAnswers,
  setReadyAnswers: inquiries.setReadyAnswers,
  listAudit: desk.listAudit,
  listStaff: accounts.listStaff,
  createStaff: accounts.createStaff,
  changeStaff: accounts.changeStaff,
  changePassword: accounts.changePassword,
  listInvitations: invitations.listInvitations,
  createInvitation: invitations.createInvitation,
  revokeInvitation: invitations.revokeInvitation,
  findInvitation: invitations.findInvitation,
  acceptInvitation: invitations.acceptInvitation,
  setUpAdministrator: accounts.setUpAdministrator,
} satisfies Record<RouteName, Contract>

export type Contracts = typeof contracts
