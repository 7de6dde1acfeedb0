import { refusal, type Contract } from '@hoithi/shared/contracts/common'
import { contracts } from '@hoithi/shared/contracts/index'
import { routes, type RouteName } from '@hoithi/shared/routes'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { firstPapers } from '../../server/src/domain/award-papers.ts'
import { firstCommendationPapers } from '../../server/src/domain/commendation-papers.ts'
import { sampleRules } from '../../server/src/domain/commendation-sample.ts'
import { questions } from '../support/contest.ts'
import { MINUTE, openWorld, SECOND, type Person, type World } from './world.ts'

// Figures that no reply has any other reason to hold.
const ALL_CORRECT = 17
const PEOPLE = 23

let world: World
let observer: Person
let running: string
let questionId: string
let staged: string
/** Of everybody but the observer: no reply to somebody outside the desk has a reason to hold one. */
const phones: string[] = []
let finished: Awaited<ReturnType<World['play']>>

beforeAll(async () => {
  world = await openWorld()
  observer = await world.contestant('T-A-1', 'Lò Thị Quan Sát')
  finished = await world.play(observer, { right: 4, takes: MINUTE, prediction: 3 })
  for (let index = 1; index < PEOPLE; index += 1) {
    const who = await world.contestant(['T-A-1', 'T-A-2', 'T-B-1'][index % 3], `Người Số ${index}`)
    phones.push(who.phone)
    await world.play(who, { right: index < ALL_CORRECT ? 4 : 2, takes: 2 * MINUTE + index * SECOND, prediction: 3 })
  }
  running = (await observer.ask('startAttempt', { params: { roundId: world.roundId } })).attemptId
  await world.services.projector.catchUp()
  questionId = (await world.services.storage.questions.current({ contestId: world.fixture.contestId }))[0]!.questionId
  const organiser = await world.staff('organiser')
  const bytes = Buffer.from(JSON.stringify({ ...questions[0], id: 'MOI-1', citation: 'BÍ MẬT' }))
  staged = (await organiser.ask('stageQuestionImport', { params: { slug: world.fixture.slug }, query: { fileName: 'moi.jsonl' }, bytes })).import.id
})
afterAll(() => world.end())

type Input = Parameters<Person['call']>[1]

/** One or more calls of every route, as a curious contestant might make them. */
const walk = (): Record<RouteName, Input[]> => {
  const round = { params: { roundId: world.roundId } }
  const contest = { params: { slug: world.fixture.slug } }
  const noList = { params: { commendationId: 'khong-co' } }
  const listPapers = firstCommendationPapers({ organiser: 'Không ai', campaign: 'Không có' })
  const attempt = (attemptId: string) => ({ params: { attemptId } })
  const file = { fileName: 'cau-hoi.jsonl', content: Buffer.from('{}').toString('base64') }
  const initiative = {
    secret: false,
    title: 'Tò mò xem',
    authors: [],
    kind: null,
    field: '',
    firstAppliedOn: null,
    effect: '',
    benefit: null,
    reward: null,
    recognisedBy: null,
    decisionNumber: '',
    decisionOn: null,
  }
  const few = { pageSize: 5 }
  const importId = staged
  const union = { params: { unionId: world.unionId('T-A-1') } }
  const campaignReport = { params: { ...contest.params, ...union.params } }
  const head = {
    ...{ upperBody: '', issuer: 'LĐLĐ', number: '', place: '', day: '', addressee: '' },
    ...{ onBehalf: '', position: '', signer: '', recipients: '' },
  }
  const writtenReport = { period: 'final', words: { done: 'Tò mò', difficulties: '', proposals: '' }, head, basedOn: 0 }
  const fields = { code: 'X', name: 'Đơn vị tò mò', kind: 'grassrootsUnion', parentId: null, memberCount: null, reason: 'tò mò muốn xem' }
  const work = {
    title: 'Làm đường vào bản',
    kind: 'project',
    quantity: null,
    measure: '',
    value: null,
    carriedOutBy: '',
    plannedFrom: '2021-05-01',
    plannedTo: '2021-05-02',
  }
  const oneWork = { params: { workId: 'khong-co' } }
  const onePhoto = { params: { workId: 'khong-co', hash: 'ab'.repeat(32) } }
  return {
    registerContestant: [
      {
        body: {
          phone: '0987654321',
          password: 'mat khau dai',
          fullName: 'Giàng A Tò Mò',
          birthDate: '1990-01-01',
          unionId: world.unionId('T-A-1'),
          contestantKind: 'member',
          consentVersion: 'v1',
        },
      },
    ],
    logIn: [{ body: { login: observer.phone, password: 'sai mat khau' } }],
    getMe: [{}],
    searchUnions: [{}, { query: { search: 'thcs' } }, { query: { parent: world.unionId('T-A') } }],
    listContests: [{}],
    getContest: [contest],
    enterContest: [{ ...contest, body: { accessCode: 'MA-DOAN-MO' } }],
    listPresets: [{}],
    getPreset: [{ params: { presetId: 'mot-ky' }, query: { opensAt: 0 } }],
    checkContestDocument: [{ body: { document: {}, slug: world.fixture.slug } }],
    createContest: [{ body: { document: {}, reason: 'tò mò muốn xem' } }],
    getContestDocument: [contest],
    saveContestDocument: [{ ...contest, body: { document: {}, edition: '', reason: 'tò mò muốn xem' } }],
    publishContest: [{ ...contest, body: { reason: 'tò mò muốn xem' } }],
    withdrawContest: [{ ...contest, body: { reason: 'tò mò muốn xem' } }],
    cloneContest: [
      { ...contest, body: { slug: 'ban-sao', title: 'Bản sao', opensAt: 1_700_000_000_000, withQuestions: true, reason: 'tò mò muốn xem' } },
    ],
    startAttempt: [round],
    getAttempt: [attempt(running), attempt(finished.attemptId)],
    saveResponses: [
      { ...attempt(running), body: { responses: [{ position: 1, choice: ['a'], ageMs: 0 }], prediction: 4 } },
      { ...attempt(running), body: { responses: [{ position: 9, choice: ['z'], ageMs: 0 }] } },
    ],
    getReview: [attempt(running), attempt(finished.attemptId)],
    getStanding: [attempt(running), attempt(finished.attemptId)],
    listOwnAttempts: [{}, { query: { practice: 'yes' } }],
    getCertificate: [round],
    findReceipt: [{ params: { receipt: finished.receipt } }],
    // Lines 1 to 5: numbers of lines tell nothing, but 17 is searched for.
    downloadLog: [{}],
    downloadFullLog: [{}],
    getRanking: [{ params: { roundId: world.roundId } }],
    listLog: [{ query: { from: 1, pageSize: 5 } }],
    getRoundLeaderboard: [
      { ...round, query: few },
      { ...round, query: { ...few, unionId: world.unionId('T-A') } },
    ],
    getContestLeaderboard: [{ ...contest, query: few }],
    getUnionLeaderboard: [
      ...['people', 'attempts', 'rate', 'mean'].map((metric) => ({ ...round, query: { metric } })),
      { ...round, query: { parentId: world.unionId('T') } },
    ],
    getRoundCounts: [round],
    listRoundAttempts: [round],
    getParticipation: [round],
    getDashboard: [round],
    listSilentUnions: [round],
    exportSilentUnions: [round],
    getReport: [contest],
    exportReport: [contest],
    getSealing: [round],
    closeRound: [round],
    sealRound: [{ ...round, body: { reason: 'tò mò muốn xem' } }],
    getResults: [round],
    exportResults: ['xlsx', 'csv', 'pdf', 'json'].map((format) => ({ params: { roundId: world.roundId, format } })),
    startExport: [{ params: { roundId: world.roundId }, body: { format: 'csv' } }],
    listExports: [{ params: { roundId: world.roundId } }],
    getExport: [{ params: { exportId: 'khong-co' } }],
    downloadExport: [{ params: { exportId: 'khong-co' } }],
    simulateRanking: [{ ...round, query: { tieBreaks: 'score', equals: 'lot', counts: 'best' } }],
    getStatistics: [round],
    listItemStatistics: [round],
    getItemStatistics: [{ params: { roundId: world.roundId, versionId: 'khong-co' } }],
    exportItemStatistics: ['xlsx', 'csv'].map((format) => ({ params: { roundId: world.roundId, format } })),
    restoreAttempt: [{ ...attempt(finished.attemptId), body: { reason: 'tò mò muốn xem' } }],
    voidAttempt: [{ ...attempt(finished.attemptId), body: { reason: 'tò mò muốn xem' } }],
    listFlags: [round],
    reviewRound: [round],
    judgeFlags: [{ ...round, body: { flagIds: ['khong-co'], verdict: 'dismissed', reason: 'tò mò muốn xem' } }],
    getFlag: [{ params: { flagId: 'khong-co' } }],
    getTimeline: [attempt(finished.attemptId)],
    decideHeldAnswers: [{ ...attempt(finished.attemptId), body: { decision: 'accepted', reason: 'tò mò muốn xem' } }],
    listAskedQuestions: [round],
    getAskedQuestion: [{ params: { ...round.params, questionId } }],
    tryCorrection: [{ ...round, body: { questionId, versionId: questionId, treatment: 'fullCredit' } }],
    getCorrectionTrial: [{ params: { trialId: 'doan-mo' } }],
    listCorrections: [round],
    correctKey: [{ ...round, body: { questionId, versionId: questionId, treatment: 'fullCredit', reason: 'tò mò muốn xem' } }],
    getAwards: [contest],
    draftAwards: [{ ...contest, body: { reason: 'tò mò muốn xem' } }],
    getAwardDecision: [{ params: { decisionId: 'khong-co' } }],
    placeAward: [
      {
        params: { decisionId: 'khong-co' },
        body: { group: 'roundPeople', divisionId: null, subjectId: 'khong-co', to: 'none', edition: 1, reason: 'tò mò muốn xem' },
      },
    ],
    saveAwardPapers: [
      {
        params: { decisionId: 'khong-co' },
        body: { papers: firstPapers({ organiser: 'LĐLĐ', scope: 'Kỳ 1' }), edition: 1, reason: 'tò mò muốn xem' },
      },
    ],
    previewAwardPaper: [
      { params: { decisionId: 'khong-co' }, body: { kind: 'decision', paper: firstPapers({ organiser: 'LĐLĐ', scope: 'Kỳ 1' }).decision } },
    ],
    getFirstPaper: [{ params: { decisionId: 'khong-co', kind: 'letter' } }],
    exportAwardPaper: [{ params: { decisionId: 'khong-co', kind: 'decision', format: 'docx' } }],
    publishAwards: [{ params: { decisionId: 'khong-co' }, body: { edition: 1, list: '', reason: 'tò mò muốn xem' } }],
    discardAwards: [{ params: { decisionId: 'khong-co' }, body: { edition: 1, reason: 'tò mò muốn xem' } }],
    listPublishedAwards: [contest],
    getPublishedAwards: [{ params: { decisionId: 'khong-co' } }],
    exportPublishedAwards: [{ params: { decisionId: 'khong-co' } }],
    verifyCertificate: [{ params: { code: '0000-0000-0000' } }],
    getAwardCertificate: [{ params: { code: '0000-0000-0000' } }],
    startCertificates: [{ ...round, body: { unionId: world.unionId('T-A') } }],
    getCertificates: [{ params: { jobId: 'khong-co' } }],
    downloadCertificates: [{ params: { jobId: 'khong-co', part: '1' } }],
    exportAwardCertificates: [{ params: { decisionId: 'khong-co' } }],
    getControls: [contest],
    pauseContest: [{ ...contest, body: { reason: 'tò mò muốn xem' } }],
    resumeContest: [{ ...contest, body: { extendRounds: true, reason: 'tò mò muốn xem' } }],
    extendRound: [{ ...round, body: { closesAt: world.clock.now() + MINUTE, reason: 'tò mò muốn xem' } }],
    listExtraTimes: [contest],
    grantExtraTime: [{ ...contest, body: { scope: 'person', targetId: observer.id, minutes: 5, reason: 'tò mò muốn xem' } }],
    endExtraTime: [{ params: { extraTimeId: 'khong-co' }, body: { reason: 'tò mò muốn xem' } }],
    listQuestions: [contest],
    getQuestion: [{ params: { questionId } }],
    createQuestion: [{ ...contest, body: { question: questions[0] } }],
    saveQuestion: [{ params: { questionId }, body: { question: questions[0], basedOn: 1, note: '' } }],
    changeQuestions: [{ ...contest, body: { filter: {}, change: { status: 'ready' }, reason: 'tò mò muốn xem' } }],
    setReviewing: [{ ...contest, body: { reviewByOther: true, reason: 'tò mò muốn xem' } }],
    exportQuestions: ['gift', 'moodle-xml', 'xlsx', 'csv', 'jsonl'].map((format) => ({ params: { ...contest.params, format } })),
    getQuestionTemplate: [{}],
    stageQuestionImport: [{ ...contest, query: { fileName: 'tep.csv' }, bytes: Buffer.from('x') }],
    listQuestionImports: [contest],
    getQuestionImport: [{ params: { importId } }],
    confirmQuestionImport: [{ params: { importId }, body: {} }],
    discardQuestionImport: [{ params: { importId } }],
    undoQuestionImport: [{ params: { importId }, body: { reason: 'tò mò muốn xem' } }],
    addPicture: [{ bytes: Buffer.from('89504e470d0a1a0a', 'hex') }],
    getPicture: [{ params: { hash: 'ab'.repeat(32) } }],
    getBlueprint: [round],
    checkBlueprint: [{ ...round, body: { cells: [{ count: 1 }] } }],
    setBlueprint: [{ ...round, body: { cells: [{ count: 1 }], reason: 'tò mò muốn xem' } }],
    exportUnionList: [{ params: { format: 'csv' } }],
    previewUnionImport: [{ body: file }],
    importUnions: [{ body: { ...file, mark: 'x', reason: 'tò mò muốn xem' } }],
    listUnions: [{}],
    getUnion: [union],
    listUnionHistory: [union],
    listDivisions: [contest],
    getCampaign: [contest],
    getCampaignSetup: [contest],
    saveCampaign: [
      {
        ...contest,
        body: {
          name: 'Tò mò',
          legalBasis: '',
          contents: '',
          opensAt: 0,
          closesAt: 1,
          initiativesCloseAt: 1,
          fileNeeded: false,
          initiativeColumns: [],
          basedOn: 0,
          reason: 'tò mò muốn xem',
        },
      },
    ],
    switchCampaign: [{ ...contest, body: { on: true, reason: 'tò mò muốn xem' } }],
    saveCampaignTargets: [{ ...contest, body: { targets: [], basedOn: '', reason: 'tò mò muốn xem' } }],
    listOwnInitiatives: [contest],
    enterInitiative: [{ ...contest, body: { ...initiative, unionId: null } }],
    saveInitiative: [{ params: { initiativeId: 'khong-co' }, body: { ...initiative, basedOn: 1 } }],
    moveInitiative: [{ params: { initiativeId: 'khong-co' }, body: { step: 'send', basedOn: 1 } }],
    keepInitiativeFile: [{ params: { initiativeId: 'khong-co' }, bytes: Buffer.from('%PDF-1.4') }],
    getInitiativeFile: [{ params: { initiativeId: 'khong-co' } }],
    getInitiative: [{ params: { initiativeId: 'khong-co' } }],
    moveInitiatives: [{ ...contest, body: { initiatives: [{ id: 'khong-co', basedOn: 1 }], step: 'confirm' } }],
    listInitiatives: [contest],
    countInitiatives: [contest],
    exportInitiatives: [{ params: { ...contest.params, format: 'csv' } }],
    getInitiativeTemplate: [{ params: { format: 'csv' } }],
    importInitiatives: [{ ...contest, body: { ...file, dryRun: true, reason: 'tò mò muốn xem' } }],
    listCampaignReports: [contest, { ...contest, query: { among: 'tree' } }],
    exportCampaignReports: [contest],
    getCampaignReport: [campaignReport],
    exportCampaignReport: (['docx', 'pdf', 'xlsx'] as const).map((format) => ({ params: { ...campaignReport.params, format } })),
    saveCampaignReport: [{ ...campaignReport, body: writtenReport }],
    sendCampaignReport: [{ ...campaignReport, body: writtenReport }],
    decideCampaignReport: [{ ...campaignReport, body: { period: 'final', verdict: 'accept', basedOn: 1 } }],
    saveReportRules: [{ ...contest, body: { dueDays: 2, reason: 'tò mò muốn xem' } }],
    listWorks: [contest],
    countWorks: [contest],
    registerWork: [{ ...contest, body: { ...work, unionId: 'khong-co', entryKey: 'khoa-thu-1' } }],
    importWorks: [{ ...contest, body: { fileName: 'tep.csv', content: '', dryRun: true } }],
    exportWorks: [{ params: { ...contest.params, format: 'csv' } }],
    getWorkTemplate: [{ params: { format: 'csv' } }],
    getWork: [oneWork],
    saveWork: [{ ...oneWork, body: { ...work, basedOn: 1 } }],
    moveWork: [{ ...oneWork, body: { step: 'confirm', basedOn: 1 } }],
    finishWork: [{ ...oneWork, body: { basedOn: 1, doneOn: '2021-05-02', result: 'Đã xong', valueReached: null } }],
    eraseWork: [{ ...oneWork, body: { reason: 'tò mò muốn xem' } }],
    addWorkPhoto: [{ ...oneWork, bytes: Buffer.from('khong phai anh') }],
    getWorkPhoto: [onePhoto],
    describeWorkPhoto: [{ ...onePhoto, body: { caption: '' } }],
    removeWorkPhoto: [onePhoto],
    getCommendation: [contest],
    draftCommendation: [{ ...contest, body: { reason: 'tò mò muốn xem' } }],
    saveCommendationRules: [{ ...noList, body: { rules: sampleRules, edition: 1, reason: 'tò mò muốn xem' } }],
    nominate: [{ ...noList, body: { kind: 'a', fullName: 'Ai Đó', unionId: 'khong-co', merit: 'vận động', edition: 1, reason: 'tò mò muốn xem' } }],
    withdrawNominee: [{ ...noList, body: { kind: 'a', subjectId: 'khong-co', edition: 1, reason: 'tò mò muốn xem' } }],
    decideCommended: [
      { ...noList, body: { kind: 'a', subjectIds: ['khong-co'], verdict: 'agreed', upward: false, edition: 1, reason: 'tò mò muốn xem' } },
    ],
    getCommendationPapers: [noList],
    saveCommendationPapers: [{ ...noList, body: { papers: listPapers, edition: 1, reason: 'tò mò muốn xem' } }],
    previewCommendationPaper: [{ ...noList, body: { kind: 'letter', paper: listPapers.letter } }],
    getFirstCommendationPaper: [{ params: { ...noList.params, kind: 'letter' } }],
    exportCommendationPaper: [{ params: { ...noList.params, kind: 'letter', format: 'docx' } }],
    closeCommendation: [{ ...noList, body: { edition: 1, shown: '', reason: 'tò mò muốn xem' } }],
    discardCommendation: [{ ...noList, body: { edition: 1, reason: 'tò mò muốn xem' } }],
    setPraise: [{ ...noList, body: { shown: true, reason: 'tò mò muốn xem' } }],
    getPraise: [contest],
    saveDivisions: [{ ...contest, body: { divisions: [], reason: 'tò mò muốn xem' } }],
    previewDivision: [{ ...contest, body: { divisionId: null, filter: {} } }],
    assignDivision: [{ ...contest, body: { divisionId: null, filter: {}, unions: 0, inIt: 0, reason: 'tò mò muốn xem' } }],
    createUnion: [{ body: fields }],
    saveUnion: [{ ...union, body: fields }],
    confirmUnionCount: [{ ...union, body: { reason: 'tò mò muốn xem' } }],
    acceptUnion: [{ ...union, body: fields }],
    mergeUnion: [{ ...union, body: { intoId: world.unionId('T-B'), reason: 'tò mò muốn xem' } }],
    setUnionState: [{ ...union, body: { state: 'closed', reason: 'tò mò muốn xem' } }],
    getPreflight: [contest],
    getTrial: [contest],
    startTrial: [contest],
    getPoster: [contest],
    exportPosters: [contest],
    getNews: [contest],
    listAnnouncements: [contest],
    previewAnnouncement: [{ ...contest, body: { scope: 'everyone', title: 'Tò mò', body: 'Tò mò' } }],
    announce: [{ ...contest, body: { scope: 'everyone', title: 'Tò mò', body: 'Tò mò' } }],
    withdrawAnnouncement: [{ params: { announcementId: 'khong-co' }, body: { reason: 'tò mò muốn xem' } }],
    fileAppeal: [finished.attemptId, running].map((id) => ({
      ...attempt(id),
      body: { subject: 'question', position: 1, body: 'Đáp án câu 1 là gì?' },
    })),
    getAttemptAppeals: [attempt(finished.attemptId), attempt(running)],
    listOwnAppeals: [contest],
    withdrawAppeal: [{ params: { appealId: 'khong-co' } }],
    markAppealsSeen: [{ ...contest, body: { appealIds: ['khong-co'] } }],
    listAppeals: [contest],
    getAppeal: [{ params: { appealId: 'khong-co' } }],
    getAppealEvidence: [{ params: { appealId: 'khong-co' } }],
    fileAppealFor: [{ ...attempt(finished.attemptId), body: { subject: 'rank', body: 'Tò mò muốn xem', reason: 'tò mò muốn xem' } }],
    reviewAppeal: [{ params: { appealId: 'khong-co' } }],
    answerAppeal: [{ params: { appealId: 'khong-co' }, body: { outcome: 'rejected', answer: 'Tò mò muốn xem', basedOn: 0 } }],
    askInquiry: [{ ...contest, body: { body: 'Đáp án câu 1 là gì?' } }],
    listOwnInquiries: [contest],
    markAnswersSeen: [contest],
    listInquiries: [contest],
    answerInquiry: [{ params: { inquiryId: 'khong-co' }, body: { answer: 'Tò mò', basedOn: 0 } }],
    getReadyAnswers: [contest],
    setReadyAnswers: [{ ...contest, body: { answers: [], basedOn: 0, reason: 'tò mò muốn xem' } }],
    listAudit: [{}],
    listStaff: [{}],
    createStaff: [{ body: { login: 'ke-gian', password: 'mat khau dai', fullName: 'Kẻ Gian', role: 'judge', reason: 'tò mò muốn xem' } }],
    listContestants: [{}],
    getContestant: [{ params: { contestantId: observer.id } }],
    correctContestant: [
      {
        params: { contestantId: observer.id },
        body: { fullName: 'Kẻ Gian', birthDate: '1990-01-01', contestantKind: 'member', reason: 'tò mò muốn xem' },
      },
    ],
    moveContestant: [{ params: { contestantId: observer.id }, body: { unionId: world.unionId('T-B-1'), reason: 'tò mò muốn xem' } }],
    listJoinCandidates: [{ params: { contestantId: observer.id } }],
    previewJoin: [{ params: { contestantId: observer.id }, query: { fromId: observer.id } }],
    joinContestants: [{ params: { contestantId: observer.id }, body: { fromId: observer.id, reason: 'tò mò muốn xem' } }],
    issueResetCode: [{ params: { contestantId: observer.id }, body: { reason: 'tò mò muốn xem' } }],
    listRoster: [contest],
    previewRoster: [{ ...contest, body: file }],
    getRosterTemplate: [{ params: { format: 'csv' } }],
    importRoster: [{ ...contest, body: { ...file, reason: 'tò mò muốn xem' } }],
    removeFromRoster: [{ params: { ...contest.params, entryId: 'khong-co' }, body: { reason: 'tò mò muốn xem' } }],
    claimRosterEntry: [{ ...contest, body: { code: 'DV-01' } }],
    resetPassword: [{ body: { login: observer.phone, code: 'ABCD2345', password: 'mat khau dai' } }],
    changeStaff: [
      { params: { accountId: observer.id }, body: { fullName: 'Kẻ Gian', role: 'administrator', disabled: false, reason: 'tò mò muốn xem' } },
    ],
    getOwnData: [{}],
    exportOwnData: [{}],
    correctOwnData: [{ body: { fullName: 'Lò Thị Quan Sát', birthDate: '1991-02-03' } }],
    requestUnion: [{ body: { slug: world.fixture.slug, unionId: world.unionId('T-B-1'), body: 'Tôi đã chuyển công tác.' } }],
    giveConsent: [{ body: { slug: world.fixture.slug, version: 'v1' } }],
    listOwnSessions: [{}],
    endSession: [{ params: { sessionId: 'khong-co' } }],
    endOtherSessions: [{}],
    listDataRequests: [{}],
    fileDataRequest: [{ params: { contestantId: observer.id }, body: { kind: 'export', words: 'tò mò muốn xem' } }],
    answerDataRequest: [{ params: { requestId: 'khong-co' }, body: { outcome: 'done', reason: 'tò mò muốn xem' } }],
    exportDataFor: [{ params: { requestId: 'khong-co' } }],
    withdrawConsent: [{ body: { password: 'sai mat khau' } }],
    takeSecondStep: [{ body: { ticket: 'doan-mo-thoi-doan-mo-thoi', code: '123456' } }],
    resetSecondFactor: [{ params: { accountId: observer.id }, body: { reason: 'tò mò muốn xem' } }],
    endStaffSessions: [{ params: { accountId: observer.id }, body: { reason: 'tò mò muốn xem' } }],
    proveAgain: [{ body: { password: 'sai mat khau' } }],
    getSecondFactor: [{}],
    startSecondFactor: [{ body: { password: 'sai mat khau' } }],
    turnOnSecondFactor: [{ body: { ticket: 'doan-mo-thoi-doan-mo-thoi', code: '123456' } }],
    turnOffSecondFactor: [{ body: { password: 'sai mat khau', code: '123456' } }],
    renewRecoveryCodes: [{ body: { password: 'sai mat khau', code: '123456' } }],
    changePassword: [{ body: { password: 'sai mat khau', newPassword: 'mat khau dai' } }],
    listInvitations: [{}],
    createInvitation: [{ body: { fullName: 'Kẻ Gian', role: 'judge', reason: 'tò mò muốn xem' } }],
    revokeInvitation: [{ params: { invitationId: 'khong-co' }, body: { reason: 'tò mò muốn xem' } }],
    findInvitation: [{ body: { token: 'doan-mo-thoi' } }],
    acceptInvitation: [{ body: { token: 'doan-mo-thoi', login: 'ke-gian', password: 'mat khau dai', fullName: 'Kẻ Gian' } }],
    setUpAdministrator: [{ body: { token: 'doan-mo-thoi', login: 'ke-gian', password: 'mat khau dai', fullName: 'Kẻ Gian' } }],
    // Last: these end the attempt and the session.
    submitAttempt: [{ ...attempt(running), body: { prediction: 5 } }, attempt(finished.attemptId)],
    logOut: [{}],
  }
}

/** Every key and number of a reply, at any depth. */
function contents(value: unknown): { keys: string[]; numbers: number[] } {
  if (typeof value === 'number') return { keys: [], numbers: [value] }
  if (typeof value !== 'object' || value === null) return { keys: [], numbers: [] }
  const inner = Object.values(value).map(contents)
  return {
    keys: [...(Array.isArray(value) ? [] : Object.keys(value)), ...inner.flatMap(({ keys }) => keys)],
    numbers: inner.flatMap(({ numbers }) => numbers),
  }
}

const FORBIDDEN = /^(correct.*|key|answerKey|explanation|legalReference|allCorrect.*|bankVersion|seed|order|keepOrder)$/i

/** A file of JSON lines is as many things; the log counts its own lines from one, whatever happened in them. */
function bodyOf(response: LightMyRequestResponse): unknown {
  if (!String(response.headers['content-type']).startsWith('application/x-ndjson')) return response.json<unknown>()
  const uncounted = (key: string, value: unknown): unknown => (key === 'seq' ? null : value)
  return response.body
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line, uncounted) as unknown)
}

/** Whole phones in a text, however they are written: 0912 345 678, +84912345678, 0912.345.678. */
const wholePhones = (text: string): string[] => {
  const digits = text.replaceAll(/(?<=\d)[\s.-]+(?=\d)/g, '')
  return phones.filter((phone) => digits.includes(phone.slice(1)))
}

function expectTellsNothing(name: RouteName, response: LightMyRequestResponse): void {
  expect(response.statusCode).toBeLessThan(500)
  expect(response.body.normalize('NFC')).not.toContain('BÍ MẬT')
  expect(wholePhones(response.body)).toEqual([])
  const body = bodyOf(response)
  const { keys, numbers } = contents(body)
  expect(keys.filter((key) => FORBIDDEN.test(key))).toEqual([])
  expect(numbers).not.toContain(ALL_CORRECT)
  const contract: Contract = contracts[name]
  if (response.statusCode === 200 && contract.reply === null) return
  const promised = response.statusCode === 200 ? contract.reply : refusal
  // A contract drops what it does not name, so what is left must be all there was.
  expect(promised?.parse(body)).toEqual(body)
}

describe('before the seal nothing tells the key, an explanation or the all-correct count', () => {
  test('the walk visits every route', () => expect(Object.keys(walk()).sort()).toEqual(Object.keys(routes).sort()))

  test('the fixture does hold the secrets that are searched for', async () => {
    expect((await world.logged()).filter((event) => event.kind === 'submission' && event.allCorrect)).toHaveLength(ALL_CORRECT)
    const judge = await world.staff('judge')
    expect((await judge.call('listQuestions', { params: { slug: world.fixture.slug } })).body).toContain('BÍ MẬT')
  })

  for (const who of ['nobody', 'a contestant'] as const) {
    for (const name of Object.keys(routes) as RouteName[]) {
      if (name === 'submitAttempt' || name === 'logOut') continue
      test(`${who} calls ${name}`, async () => {
        for (const input of walk()[name]) expectTellsNothing(name, await (who === 'nobody' ? world.nobody : observer).call(name, input))
      })
    }
  }

  test.each(['submitAttempt', 'logOut'] as const)('a contestant, and nobody, call %s', async (name) => {
    for (const input of walk()[name]) {
      expectTellsNothing(name, await world.nobody.call(name, input))
      expectTellsNothing(name, await observer.call(name, input))
    }
  })

  test('boards name no score, duration or moment of others; one’s own row has them', async () => {
    await world.services.projector.catchUp()
    for (const board of [
      await observer.ask('getRoundLeaderboard', { params: { roundId: world.roundId } }),
      await observer.ask('getContestLeaderboard', { params: { slug: world.fixture.slug } }),
    ]) {
      expect(board.scoresShown).toBe(false)
      expect(board.rows.map(({ score, durationMs, submittedAt }) => [score, durationMs, submittedAt])).toEqual(
        board.rows.map(() => [null, null, null]),
      )
      expect(board.mine).toMatchObject({ rank: 1, score: 4, durationMs: MINUTE, mine: true })
    }
    const unions = await observer.ask('getUnionLeaderboard', { params: { roundId: world.roundId } })
    expect(unions.rows.map(({ mean }) => mean)).toEqual(unions.rows.map(() => null))
  })
})

test('the place of an option tells nothing: the right one stands at every letter', async () => {
  const crowd = await openWorld()
  const placesOfRight = new Map<string, number>()
  let firstQuestions = new Set<string>()
  for (let index = 0; index < 80; index += 1) {
    const who = await crowd.contestant()
    const { questions } = await who.ask('startAttempt', { params: { roundId: crowd.roundId } })
    firstQuestions = firstQuestions.add(questions[0]?.stem ?? '')
    for (const { options, kind } of questions) {
      expect(options.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd'].slice(0, options.length))
      const right = options.find(({ text }) => text === 'phương án một')
      if (kind === 'single' && right !== undefined) placesOfRight.set(right.id, (placesOfRight.get(right.id) ?? 0) + 1)
    }
  }
  // About 213 questions, 53 a letter; fewer than 10 by chance is rarer than one run in a thousand million.
  for (const letter of ['a', 'b', 'c', 'd']) expect(placesOfRight.get(letter) ?? 0).toBeGreaterThan(10)
  expect(firstQuestions.size).toBe(6)
  await crowd.end()
})

test.each([
  ['0912345678', true],
  ['+84 912 345 678', true],
  ['0912.345-678', true],
  ['…678', false],
  ['0912 345 679', false],
])('of %s a whole phone is found: %s', (text, found) => {
  phones.push('0912345678')
  expect(wholePhones(`{"a":"${text}"}`).length > 0).toBe(found)
  phones.pop()
})

test('after the seal boards show every score, and still no name in full', async () => {
  world.clock.set('2021-05-10T00:31:00+07:00')
  const judge = await world.staff('judge')
  await judge.ask('sealRound', { params: { roundId: world.roundId }, body: { reason: 'hết kỳ thi' } })
  const board = await world.nobody.ask('getRoundLeaderboard', { params: { roundId: world.roundId }, query: { pageSize: 100 } })
  expect(board).toMatchObject({ scoresShown: true, state: 'sealed', total: PEOPLE })
  expect(board.rows.map(({ score }) => score)).toEqual([...Array<number>(ALL_CORRECT).fill(4), ...Array<number>(PEOPLE - ALL_CORRECT).fill(2)])
  expect(board.rows[0]?.name).toBe(`Quan Sát (…${observer.phone.slice(-3)})`)
  expect(JSON.stringify(board)).not.toContain('Lò Thị')
  const unions = await world.nobody.ask('getUnionLeaderboard', { params: { roundId: world.roundId }, query: { metric: 'mean' } })
  expect(unions.rows[0]?.mean).toBeGreaterThan(2)
})

test('also of sealed results no public reply holds a whole phone', async () => {
  const somebody = await world.contestant('T-B-1', 'Vàng A Khác')
  const held: string[] = []
  for (const name of Object.keys(routes) as RouteName[])
    for (const input of walk()[name])
      for (const who of [world.nobody, somebody]) {
        const { body } = await who.call(name, input)
        if ([...wholePhones(body), ...(body.includes(observer.phone) ? [observer.phone] : [])].length > 0) held.push(name)
      }
  // One's own words in a refusal would be no leak; nobody here has said any.
  expect(held).toEqual([])
})
