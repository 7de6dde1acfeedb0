import { createRouter } from 'sv-router'
import Account from './pages/Account.svelte'
import Appeal from './pages/Appeal.svelte'
import Appeals from './pages/Appeals.svelte'
import AsOf from './pages/AsOf.svelte'
import Announcements from './pages/Announcements.svelte'
import Attempts from './pages/Attempts.svelte'
import Audit from './pages/Audit.svelte'
import ContestDocument from './pages/ContestDocument.svelte'
import Campaign from './pages/Campaign.svelte'
import Correction from './pages/Correction.svelte'
import Corrections from './pages/Corrections.svelte'
import Contests from './pages/Contests.svelte'
import Controls from './pages/Controls.svelte'
import NewContest from './pages/NewContest.svelte'
import AwardDecision from './pages/AwardDecision.svelte'
import Awards from './pages/Awards.svelte'
import CampaignReport from './pages/CampaignReport.svelte'
import CampaignReports from './pages/CampaignReports.svelte'
import Commendation from './pages/Commendation.svelte'
import CommendationPapers from './pages/CommendationPapers.svelte'
import CommendationRules from './pages/CommendationRules.svelte'
import Blueprint from './pages/Blueprint.svelte'
import Contestant from './pages/Contestant.svelte'
import Contestants from './pages/Contestants.svelte'
import DataRequests from './pages/DataRequests.svelte'
import Divisions from './pages/Divisions.svelte'
import Flag from './pages/Flag.svelte'
import Initiative from './pages/Initiative.svelte'
import InitiativeImport from './pages/InitiativeImport.svelte'
import Initiatives from './pages/Initiatives.svelte'
import NewInitiative from './pages/NewInitiative.svelte'
import Inquiries from './pages/Inquiries.svelte'
import NotFound from './pages/NotFound.svelte'
import Overview from './pages/Overview.svelte'
import Participation from './pages/Participation.svelte'
import Question from './pages/Question.svelte'
import QuestionImport from './pages/QuestionImport.svelte'
import QuestionImports from './pages/QuestionImports.svelte'
import Posters from './pages/Posters.svelte'
import Preflight from './pages/Preflight.svelte'
import Questions from './pages/Questions.svelte'
import Report from './pages/Report.svelte'
import Results from './pages/Results.svelte'
import Review from './pages/Review.svelte'
import Roster from './pages/Roster.svelte'
import RosterImport from './pages/RosterImport.svelte'
import RoundFrame from './pages/RoundFrame.svelte'
import Sealing from './pages/Sealing.svelte'
import Simulation from './pages/Simulation.svelte'
import SilentUnions from './pages/SilentUnions.svelte'
import Staff from './pages/Staff.svelte'
import Statistics from './pages/Statistics.svelte'
import Start from './pages/Start.svelte'
import Union from './pages/Union.svelte'
import UnionImport from './pages/UnionImport.svelte'
import Timeline from './pages/Timeline.svelte'
import Unions from './pages/Unions.svelte'
import NewWork from './pages/NewWork.svelte'
import Work from './pages/Work.svelte'
import WorkImport from './pages/WorkImport.svelte'
import Works from './pages/Works.svelte'

/** The pages of the desk below its base; all in one file, so that a page never fails to load on a bad line. */
export const { navigate, route } = createRouter({
  '/': Start,
  '/rounds/:roundId': {
    layout: RoundFrame,
    '/': Overview,
    '/attempts': Attempts,
    '/review': Review,
    '/review/:flagId': Flag,
    '/timeline/:attemptId': Timeline,
    '/sealing': Sealing,
    '/results': Results,
    '/corrections': Corrections,
    '/corrections/:questionId': Correction,
    '/statistics': Statistics,
    '/simulation': Simulation,
    '/as-of': AsOf,
    '/blueprint': Blueprint,
    '/participation': Participation,
    '/participation/:unionId': Participation,
    '/silent-unions': SilentUnions,
  },
  '/contests': Contests,
  '/new-contest': NewContest,
  '/contests/:slug/document': ContestDocument,
  '/contests/:slug/controls': Controls,
  '/contests/:slug/questions': Questions,
  '/contests/:slug/questions/:questionId': Question,
  '/contests/:slug/new-question': Question,
  '/contests/:slug/question-import': QuestionImport,
  '/contests/:slug/question-import/:importId': QuestionImport,
  '/contests/:slug/question-imports': QuestionImports,
  '/contests/:slug/awards': Awards,
  '/contests/:slug/awards/:decisionId': AwardDecision,
  '/contests/:slug/commendation': Commendation,
  '/contests/:slug/commendation/criteria': CommendationRules,
  '/contests/:slug/commendation/papers/:decisionId': CommendationPapers,
  '/contests/:slug/report': Report,
  '/contests/:slug/preflight': Preflight,
  '/contests/:slug/posters': Posters,
  '/contests/:slug/posters/:unionId': Posters,
  '/contests/:slug/announcements': Announcements,
  '/contests/:slug/inquiries': Inquiries,
  '/contests/:slug/campaign': Campaign,
  '/contests/:slug/initiatives': Initiatives,
  '/contests/:slug/initiatives/:initiativeId': Initiative,
  '/contests/:slug/new-initiative': NewInitiative,
  '/contests/:slug/initiative-import': InitiativeImport,
  '/contests/:slug/appeals': Appeals,
  '/contests/:slug/appeals/:appealId': Appeal,
  '/contests/:slug/campaign-reports': CampaignReports,
  '/contests/:slug/campaign-reports/:unionId': CampaignReport,
  '/contests/:slug/works': Works,
  '/contests/:slug/works/:workId': Work,
  '/contests/:slug/new-work': NewWork,
  '/contests/:slug/work-import': WorkImport,
  '/contestants': Contestants,
  '/data-requests': DataRequests,
  '/contestants/:contestantId': Contestant,
  '/contests/:slug/roster': Roster,
  '/contests/:slug/roster/import': RosterImport,
  '/contests/:slug/divisions': Divisions,
  '/unions': Unions,
  '/unions/:unionId': Union,
  '/union-import': UnionImport,
  '/staff': Staff,
  '/audit': Audit,
  '/account': Account,
  '*': NotFound,
})
