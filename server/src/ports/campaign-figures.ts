import type { InitiativeFigures, WorkFigures } from '../domain/campaign-report.ts'

/** What a campaign counts besides the contest, of a union with everything below it; null: this server keeps none. */
export type CampaignFigures = {
  initiatives: (contestId: string, unionId: string) => Promise<InitiativeFigures | null>
  works: (contestId: string, unionId: string) => Promise<WorkFigures | null>
}
