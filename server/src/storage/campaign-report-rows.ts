import type { CampaignReport, ReportWords } from '../domain/campaign-report.ts'

type Row = Omit<CampaignReport, 'words'> & ReportWords

export function toReport({ done, difficulties, proposals, ...row }: Row): CampaignReport {
  return { ...row, words: { done, difficulties, proposals } }
}

export function ofReport({ words, ...report }: CampaignReport): Row {
  return { ...report, ...words }
}
