import { catalogue } from './catalogue.svelte.ts'
import { deskAccountVi } from './desk-account-vi.ts'
import { deskAppealsVi } from './desk-appeals-vi.ts'
import { deskAwardsVi } from './desk-awards-vi.ts'
import { deskBankVi } from './desk-bank-vi.ts'
import { deskBlueprintVi } from './desk-blueprint-vi.ts'
import { deskCampaignVi } from './desk-campaign-vi.ts'
import { deskCampaignReportsVi } from './desk-campaign-reports-vi.ts'
import { deskCommendationVi } from './desk-commendation-vi.ts'
import { deskContestVi } from './desk-contest-vi.ts'
import { deskControlsVi } from './desk-controls-vi.ts'
import { deskCorrectionsVi } from './desk-corrections-vi.ts'
import { deskDashboardVi } from './desk-dashboard-vi.ts'
import { deskKeepVi } from './desk-keep-vi.ts'
import { deskImportsVi } from './desk-imports-vi.ts'
import { deskMessagesVi } from './desk-messages-vi.ts'
import { deskPeopleVi } from './desk-people-vi.ts'
import { deskPostersVi } from './desk-posters-vi.ts'
import { deskPreflightVi } from './desk-preflight-vi.ts'
import { deskReviewVi } from './desk-review-vi.ts'
import { deskStatisticsVi } from './desk-statistics-vi.ts'
import { deskProofVi } from './desk-proof-vi.ts'
import { deskUnionsVi } from './desk-unions-vi.ts'
import { deskVi } from './desk-vi.ts'
import { deskWorksVi } from './desk-works-vi.ts'

const vi = {
  ...deskVi,
  ...deskAccountVi,
  ...deskAppealsVi,
  ...deskAwardsVi,
  ...deskBankVi,
  ...deskBlueprintVi,
  ...deskCampaignVi,
  ...deskCampaignReportsVi,
  ...deskCommendationVi,
  ...deskContestVi,
  ...deskControlsVi,
  ...deskCorrectionsVi,
  ...deskDashboardVi,
  ...deskImportsVi,
  ...deskKeepVi,
  ...deskMessagesVi,
  ...deskPeopleVi,
  ...deskPostersVi,
  ...deskPreflightVi,
  ...deskReviewVi,
  ...deskStatisticsVi,
  ...deskProofVi,
  ...deskUnionsVi,
  ...deskWorksVi,
}
export type DeskText = keyof typeof vi

const loadEnglish = async (): Promise<Record<DeskText, string>> => {
  const [
    { deskEn },
    { deskAccountEn },
    { deskAppealsEn },
    { deskAwardsEn },
    { deskBankEn },
    { deskBlueprintEn },
    { deskCampaignEn },
    { deskCampaignReportsEn },
    { deskCommendationEn },
    { deskContestEn },
    { deskControlsEn },
    { deskCorrectionsEn },
    { deskDashboardEn },
    { deskImportsEn },
    { deskKeepEn },
    { deskMessagesEn },
    { deskPeopleEn },
    { deskPostersEn },
    { deskPreflightEn },
    { deskReviewEn },
    { deskStatisticsEn },
    { deskProofEn },
    { deskUnionsEn },
    { deskWorksEn },
  ] = await Promise.all([
    import('./desk-en.ts'),
    import('./desk-account-en.ts'),
    import('./desk-appeals-en.ts'),
    import('./desk-awards-en.ts'),
    import('./desk-bank-en.ts'),
    import('./desk-blueprint-en.ts'),
    import('./desk-campaign-en.ts'),
    import('./desk-campaign-reports-en.ts'),
    import('./desk-commendation-en.ts'),
    import('./desk-contest-en.ts'),
    import('./desk-controls-en.ts'),
    import('./desk-corrections-en.ts'),
    import('./desk-dashboard-en.ts'),
    import('./desk-imports-en.ts'),
    import('./desk-keep-en.ts'),
    import('./desk-messages-en.ts'),
    import('./desk-people-en.ts'),
    import('./desk-posters-en.ts'),
    import('./desk-preflight-en.ts'),
    import('./desk-review-en.ts'),
    import('./desk-statistics-en.ts'),
    import('./desk-proof-en.ts'),
    import('./desk-unions-en.ts'),
    import('./desk-works-en.ts'),
  ])
  return {
    ...deskEn,
    ...deskAccountEn,
    ...deskAppealsEn,
    ...deskAwardsEn,
    ...deskBankEn,
    ...deskBlueprintEn,
    ...deskCampaignEn,
    ...deskCampaignReportsEn,
    ...deskCommendationEn,
    ...deskContestEn,
    ...deskControlsEn,
    ...deskCorrectionsEn,
    ...deskDashboardEn,
    ...deskImportsEn,
    ...deskKeepEn,
    ...deskMessagesEn,
    ...deskPeopleEn,
    ...deskPostersEn,
    ...deskPreflightEn,
    ...deskReviewEn,
    ...deskStatisticsEn,
    ...deskProofEn,
    ...deskUnionsEn,
    ...deskWorksEn,
  }
}

/** A text of the desk in the reader's language, with `{name}` filled in from values. */
export const t = catalogue<DeskText>(vi, { en: loadEnglish })

/** The text of a code such as "kind.single"; a code that has no text yet is shown as it came. */
export function named(group: string, code: string): string {
  return textOf(`${group}.${code}`) ?? code
}

/** A text by a key that may have none yet; null then. */
export function textOf(key: string, values: Record<string, string> = {}): string | null {
  return isKey(key) ? t(key, values) : null
}

const isKey = (key: string): key is DeskText => Object.hasOwn(vi, key)
