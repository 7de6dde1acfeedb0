import type { ReportState } from '@hoithi/shared/contracts/campaign-reports'
import type { Campaign } from './campaign.ts'
import { accept, refuse, type Decision } from './decision.ts'
import { dayOf, startOfDay, startOfWeek, wallTime } from './local-time.ts'
import { canonical } from './receipt.ts'
import { addedUp, readFigures, type FrozenFigures, type RollUp, type StoredFigures } from './report-figures.ts'

const DAY_MS = 86_400_000
/** From the Friday on an officer writes about the week that runs; before, about the last one. */
const LAST_DAYS_MS = 3 * DAY_MS
/** Where nobody said otherwise: until the end of the day after. */
export const USUAL_DUE_DAYS = 1

/** Kinds of unions that tell theirs to the union above by word of mouth. */
export const NOT_REPORTING = ['sectionUnion', 'group']

/** `key`: a week's Monday by its midnight, whatever days of it belong to the campaign; FINAL: the report at its end. Half-open. */
export type ReportPeriod = { key: number; from: number; to: number; dueAt: number }
export const FINAL = 0

export type ReportWords = { done: string; difficulties: string; proposals: string }
export type ReportHead = {
  upperBody: string
  issuer: string
  number: string
  place: string
  /** yyyy-MM-dd, or empty: dots to fill in by hand. */
  day: string
  addressee: string
  onBehalf: string
  position: string
  signer: string
  /** A line each. */
  recipients: string
}
export type CampaignReport = {
  id: string
  contestId: string
  unionId: string
  /** The key of its period. */
  period: number
  state: ReportState
  words: ReportWords
  head: ReportHead
  /** As they were when it was last sent. */
  figures: StoredFigures | null
  /** Grows by one with each change. */
  edition: number
  savedAt: number
  savedBy: string
  firstSentAt: number | null
  sentAt: number | null
  sentBy: string | null
  decidedAt: number | null
  decidedBy: string | null
  /** Why it was returned. */
  reason: string
}

/** The weeks of a campaign, Monday to Sunday as far as they belong to it, and the report at its end. */
export function reportPeriods({ opensAt, closesAt }: Pick<Campaign, 'opensAt' | 'closesAt'>, timeZone: string, dueDays: number): ReportPeriod[] {
  const due = (to: number): number => startOfDay(to - 1, timeZone, dueDays + 1)
  const weeks: ReportPeriod[] = []
  for (let key = startOfWeek(opensAt, timeZone); key < closesAt; key = startOfWeek(key, timeZone, 1)) {
    const to = Math.min(startOfWeek(key, timeZone, 1), closesAt)
    weeks.push({ key, from: Math.max(key, opensAt), to, dueAt: due(to) })
  }
  return [...weeks, { key: FINAL, from: opensAt, to: closesAt, dueAt: due(closesAt) }]
}

/** Those that have begun; the first one also before the campaign does. */
export const begun = (periods: readonly ReportPeriod[], now: number): ReportPeriod[] =>
  periods.filter(({ from }, index) => index === 0 || from <= now)

/** What an officer most likely comes for. */
export function periodToShow(periods: readonly ReportPeriod[], now: number): ReportPeriod | null {
  const final = periods.find(({ key }) => key === FINAL)
  if (final !== undefined && now >= final.to) return final
  const weeks = periods.filter(({ key }) => key !== FINAL)
  return weeks.findLast(({ to }) => to - LAST_DAYS_MS <= now) ?? weeks[0] ?? null
}

/** Days by which a report came too late, or is late by now. One that was returned has as many days again. */
export function daysLate(
  report: Pick<CampaignReport, 'state' | 'firstSentAt' | 'decidedAt'> | null,
  { dueAt }: Pick<ReportPeriod, 'dueAt'>,
  { now, timeZone, dueDays }: { now: number; timeZone: string; dueDays: number },
): number {
  const reported = report?.state === 'sent' || report?.state === 'accepted'
  const again = report?.state === 'returned' && report.decidedAt !== null ? startOfDay(report.decidedAt, timeZone, dueDays + 1) : dueAt
  const [due, at] = reported ? [dueAt, report.firstSentAt ?? now] : [Math.max(dueAt, again), now]
  return at < due ? 0 : (dayOf(wallTime(at, timeZone)) - dayOf(wallTime(due, timeZone))) / DAY_MS + 1
}

export const hasReported = (report: Pick<CampaignReport, 'state'> | null): boolean => report?.state === 'sent' || report?.state === 'accepted'

/** The roll-up of those right below: how many of how many have reported, and what they told. */
export function rolledUp(below: readonly (CampaignReport | null)[]): RollUp | null {
  if (below.length === 0) return null
  const figures = below.flatMap((report) =>
    report !== null && hasReported(report) && report.figures !== null ? [readFigures(report.figures).known] : [],
  )
  return { due: below.length, reported: figures.length, figures: addedUp(figures) }
}

/** How many reports below were sent or returned since a union's own was, where that makes what they told together another sum. */
export function changedSince({ at, rollUp }: FrozenFigures, below: readonly (CampaignReport | null)[]): number {
  const told = (sum: RollUp | null): string => canonical(sum === null ? null : [sum.reported, sum.figures])
  if (told(rollUp) === told(rolledUp(below))) return 0
  return below.filter((report) => report !== null && ((hasReported(report) ? report.sentAt : report.decidedAt) ?? -Infinity) >= at).length
}

type Written = { words: ReportWords; head: ReportHead; basedOn: number }
type By = { id: string; now: number; actorId: string }
export type ReportKey = Pick<CampaignReport, 'contestId' | 'unionId' | 'period'>

function changed(
  before: CampaignReport | null,
  key: ReportKey,
  { words, head, basedOn }: Written,
  { id, now, actorId }: By,
): Decision<CampaignReport> {
  if ((before?.edition ?? 0) !== basedOn) return refuse('report-edited-meanwhile')
  if (hasReported(before)) return refuse('report-sent')
  const first = {
    ...{ ...key, id, state: 'draft' as const, figures: null, firstSentAt: null, sentAt: null, sentBy: null },
    ...{ decidedAt: null, decidedBy: null, reason: '' },
  }
  return accept({ ...(before ?? first), words, head, edition: basedOn + 1, savedAt: now, savedBy: actorId })
}

/** Words kept as a draft; a returned report stays returned until it is sent again. */
export function planSaving(before: CampaignReport | null, key: ReportKey, written: Written, by: By): Decision<CampaignReport> {
  const after = changed(before, key, written, by)
  if (!after.ok || before === null) return after
  const told = ({ words, head }: Pick<CampaignReport, 'words' | 'head'>): string =>
    JSON.stringify([words.done, words.difficulties, words.proposals, ...Object.entries(head).sort(([a], [b]) => (a < b ? -1 : 1))])
  return told(before) === told(written) ? refuse('nothing-changed') : after
}

/** Sent up with figures as they stand now; the report at the end not before the campaign is over. */
export function planSending(
  before: CampaignReport | null,
  key: ReportKey,
  written: Written & { figures: FrozenFigures; period: ReportPeriod },
  by: By,
): Decision<CampaignReport> {
  const after = changed(before, key, written, by)
  if (!after.ok) return after
  if (!maySend(written.period, by.now)) return refuse('report-too-early')
  if (written.words.done === '') return refuse('report-without-words')
  const { now, actorId } = by
  return accept({ ...after.value, state: 'sent', figures: written.figures, sentAt: now, sentBy: actorId, firstSentAt: before?.firstSentAt ?? now })
}

export const maySend = ({ key, from, to }: ReportPeriod, now: number): boolean => now >= (key === FINAL ? to : from)

/** Accepted, or returned with a reason; also one that was accepted can be returned. */
export function planVerdict(
  before: CampaignReport | null,
  { verdict, reason, basedOn, now, actorId }: { verdict: 'accept' | 'return'; reason: string; basedOn: number; now: number; actorId: string },
): Decision<CampaignReport> {
  if (before === null || !hasReported(before)) return refuse('report-not-sent')
  if (before.edition !== basedOn) return refuse('report-edited-meanwhile')
  if (verdict === 'accept' && before.state === 'accepted') return refuse('nothing-changed')
  const state = verdict === 'accept' ? ('accepted' as const) : ('returned' as const)
  return accept({ ...before, state, edition: basedOn + 1, decidedAt: now, decidedBy: actorId, reason: verdict === 'accept' ? '' : reason })
}

/** How many of a peer group, and in it of a kind, are in which state. */
export type StateCount = { peerGroup: string; kind: string; state: ReportState | null; units: number }
export type GroupCounts = Record<'due' | 'none' | ReportState, number> & { peerGroup: string; kind: string }

export function groupCounts(counts: readonly StateCount[]): GroupCounts[] {
  const groups = new Map<string, GroupCounts>()
  for (const { peerGroup, kind, state, units } of counts) {
    const key = JSON.stringify([peerGroup, kind])
    const group = groups.get(key) ?? { peerGroup, kind, due: 0, none: 0, draft: 0, returned: 0, sent: 0, accepted: 0 }
    group.due += units
    group[state ?? 'none'] += units
    groups.set(key, group)
  }
  const named = ({ peerGroup }: GroupCounts): number => (peerGroup === '' ? 1 : 0)
  return [...groups.values()].sort((a, b) => named(a) - named(b) || order(a.peerGroup, b.peerGroup) || order(a.kind, b.kind))
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The head of a union's first report; later ones take over the last one's. */
export function firstHead(union: { name: string; kind: string }, upper: { name: string } | null): ReportHead {
  return {
    upperBody: (upper?.name ?? '').toLocaleUpperCase('vi'),
    issuer: union.name.toLocaleUpperCase('vi'),
    number: '',
    place: '',
    day: '',
    addressee: upper?.name ?? '',
    onBehalf: union.kind === 'grassrootsUnion' ? 'TM. BAN CHẤP HÀNH' : 'TM. BAN THƯỜNG VỤ',
    position: 'CHỦ TỊCH',
    signer: '',
    recipients: 'Như trên;\nLưu: VT.',
  }
}

/** The head of the last report, without what is another each time. */
export const nextHead = (head: ReportHead): ReportHead => ({ ...head, number: '', day: '' })
