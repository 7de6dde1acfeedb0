import type { ReportState } from '@hoithi/shared/contracts/campaign-reports'
import type { ReportHead, ReportPeriod, ReportWords } from './campaign-report.ts'
import type { FrozenFigures } from './report-figures.ts'

/** One of the unions that report to somebody; figures as it sent them. */
export type ReportLine = {
  unionName: string
  unionCode: string
  unionKind: string
  peerGroup: string
  memberCount: number | null
  state: ReportState | null
  sentAt: number | null
  daysLate: number
  people: number | null
  attempts: number | null
  /** Initiatives that count, works that were accepted. */
  counted: number | null
  accepted: number | null
}

/** What the files of one report are made of. */
export type ReportPaper = {
  contest: string
  campaign: string
  legalBasis: string
  unionName: string
  unionKind: string
  timeZone: string
  rehearsal: boolean
  period: ReportPeriod
  state: ReportState | null
  words: ReportWords
  head: ReportHead
  figures: FrozenFigures
  below: ReportLine[]
}
