/** Every endpoint by name; the one list that the server, the phone app, the desk and the tests share. */
export const routes = {
  registerContestant: 'POST /api/contestants',
  logIn: 'POST /api/sessions',
  logOut: 'DELETE /api/sessions/current',
  getMe: 'GET /api/me',

  searchUnions: 'GET /api/unions',
  listContests: 'GET /api/contests',
  getContest: 'GET /api/contests/:slug',

  startAttempt: 'POST /api/rounds/:roundId/attempts',
  getAttempt: 'GET /api/attempts/:attemptId',
  saveResponses: 'PUT /api/attempts/:attemptId/responses',
  submitAttempt: 'POST /api/attempts/:attemptId/submission',
  findReceipt: 'GET /api/receipts/:receipt',

  getRoundLeaderboard: 'GET /api/rounds/:roundId/leaderboard',
  getContestLeaderboard: 'GET /api/contests/:slug/leaderboard',
  getUnionLeaderboard: 'GET /api/rounds/:roundId/union-leaderboard',

  getRoundCounts: 'GET /api/rounds/:roundId/counts',
  listRoundAttempts: 'GET /api/rounds/:roundId/attempts',
  getParticipation: 'GET /api/rounds/:roundId/participation',
  getSealing: 'GET /api/rounds/:roundId/sealing',
  closeRound: 'POST /api/rounds/:roundId/close',
  sealRound: 'POST /api/rounds/:roundId/seal',
  getResults: 'GET /api/rounds/:roundId/results',
  exportResults: 'GET /api/rounds/:roundId/results.:format',
  voidAttempt: 'POST /api/attempts/:attemptId/void',

  listQuestions: 'GET /api/contests/:slug/questions',
  getQuestion: 'GET /api/questions/:questionId',
  createQuestion: 'POST /api/contests/:slug/questions',
  saveQuestion: 'PUT /api/questions/:questionId',
  changeQuestions: 'POST /api/contests/:slug/question-changes',
  setReviewing: 'PUT /api/contests/:slug/reviewing',
  exportQuestions: 'GET /api/contests/:slug/question-files/:format',
  getQuestionTemplate: 'GET /api/question-template.xlsx',
  stageQuestionImport: 'POST /api/contests/:slug/question-imports',
  listQuestionImports: 'GET /api/contests/:slug/question-imports',
  getQuestionImport: 'GET /api/question-imports/:importId',
  confirmQuestionImport: 'POST /api/question-imports/:importId/confirmation',
  discardQuestionImport: 'DELETE /api/question-imports/:importId',
  undoQuestionImport: 'POST /api/question-imports/:importId/undo',
  addPicture: 'POST /api/pictures',
  getPicture: 'GET /api/pictures/:hash',
  getBlueprint: 'GET /api/rounds/:roundId/blueprint',
  checkBlueprint: 'POST /api/rounds/:roundId/blueprint-check',
  setBlueprint: 'PUT /api/rounds/:roundId/blueprint',
  previewUnionImport: 'POST /api/union-imports/preview',
  importUnions: 'POST /api/union-imports',

  getPreflight: 'GET /api/contests/:slug/preflight',
  getTrial: 'GET /api/contests/:slug/trial',
  startTrial: 'POST /api/contests/:slug/trial',

  getPoster: 'GET /api/contests/:slug/posters',
  exportPosters: 'GET /api/contests/:slug/posters.pdf',

  listAudit: 'GET /api/audit',
  listStaff: 'GET /api/staff',
  createStaff: 'POST /api/staff',
  setUpAdministrator: 'POST /api/setup',
} as const

export type RouteName = keyof typeof routes
