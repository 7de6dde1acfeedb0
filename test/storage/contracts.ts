import { describeAccountsContract } from './accounts.contract.ts'
import { describeAnnouncementsContract } from './announcements.contract.ts'
import { describeAppealsContract } from './appeals.contract.ts'
import { describeAttemptsContract } from './attempts.contract.ts'
import { describeAuditContract } from './audit.contract.ts'
import { describeAwardsContract } from './awards.contract.ts'
import { describeBoardsContract } from './boards.contract.ts'
import { describeCampaignReportsContract } from './campaign-reports.contract.ts'
import { describeCampaignsContract } from './campaigns.contract.ts'
import { describeCommendationsContract } from './commendations.contract.ts'
import { describeContestantsContract } from './contestants.contract.ts'
import { describeContestsContract } from './contests.contract.ts'
import { describeControlNewsContract } from './control-news.contract.ts'
import { describeControlsContract } from './controls.contract.ts'
import { describeCorrectionsContract } from './corrections.contract.ts'
import { describeFlagsContract } from './flags.contract.ts'
import { describeInitiativesContract } from './initiatives.contract.ts'
import { describeInquiriesContract } from './inquiries.contract.ts'
import { describeJobsContract } from './jobs.contract.ts'
import { describeLogContract } from './log.contract.ts'
import type { Open } from './opened.ts'
import { describeOwnDataContract } from './own-data.contract.ts'
import { describeQuestionImportsContract } from './question-imports.contract.ts'
import { describeQuestionsContract } from './questions.contract.ts'
import { describeResultsContract } from './results.contract.ts'
import { describeRostersContract } from './rosters.contract.ts'
import { describeSecondFactorsContract } from './second-factors.contract.ts'
import { describeUnionsContract } from './unions.contract.ts'
import { describeWorksContract } from './works.contract.ts'

/** What every store keeps: each suite runs on each of them, with no test left out. */
const contracts = [
  describeAccountsContract,
  describeAnnouncementsContract,
  describeAppealsContract,
  describeAttemptsContract,
  describeAuditContract,
  describeAwardsContract,
  describeBoardsContract,
  describeCampaignReportsContract,
  describeCampaignsContract,
  describeCommendationsContract,
  describeContestantsContract,
  describeContestsContract,
  describeControlsContract,
  describeControlNewsContract,
  describeCorrectionsContract,
  describeFlagsContract,
  describeInitiativesContract,
  describeInquiriesContract,
  describeJobsContract,
  describeLogContract,
  describeOwnDataContract,
  describeQuestionImportsContract,
  describeQuestionsContract,
  describeResultsContract,
  describeRostersContract,
  describeSecondFactorsContract,
  describeUnionsContract,
  describeWorksContract,
] as const satisfies readonly ((store: string, open: Open) => void)[]

export function describeContracts(store: string, open: Open): void {
  for (const describeContract of contracts) describeContract(store, open)
}
