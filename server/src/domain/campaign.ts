import type { InitiativeColumn } from '@hoithi/shared/contracts/campaigns'
import { accept, refuse, type Decision } from './decision.ts'
import { canonical, type Sha256 } from './receipt.ts'

/** What organisers say of the campaign (đợt thi đua) around a contest. Windows are half-open. */
export type CampaignFacts = {
  name: string
  legalBasis: string
  contents: string
  opensAt: number
  closesAt: number
  /** Its drive of initiatives ends on a day of its own. */
  initiativesCloseAt: number
  fileNeeded: boolean
  initiativeColumns: InitiativeColumn[]
}
/** `on`: whether anybody but organisers knows of it. `edition` grows by one with each change. */
export type Campaign = CampaignFacts & { contestId: string; on: boolean; edition: number }

/** Chỉ tiêu of a union; null: none was set. */
export type CampaignTarget = { unionId: string; peerGroup: string; initiatives: number | null; benefit: number | null; works: number | null }

/** What the trail calls a change of a campaign; its subject is the contest's slug. */
export const CAMPAIGN_ACTIONS = ['saveCampaign', 'switchCampaign', 'saveCampaignTargets'] as const

export type CampaignPhase = 'before' | 'running' | 'over'

export function campaignPhase({ opensAt, closesAt }: Pick<Campaign, 'opensAt' | 'closesAt'>, now: number): CampaignPhase {
  if (now < opensAt) return 'before'
  return now < closesAt ? 'running' : 'over'
}

/** Whether initiatives are entered: from the campaign's first day to the end of their own drive, which may outlive it. */
export function initiativePhase({ opensAt, initiativesCloseAt }: Pick<Campaign, 'opensAt' | 'initiativesCloseAt'>, now: number): CampaignPhase {
  return campaignPhase({ opensAt, closesAt: initiativesCloseAt }, now)
}

/** The campaign as it was asked to be; a first one is off. */
export function planCampaign(contestId: string, before: Campaign | null, wanted: CampaignFacts, basedOn: number): Decision<Campaign> {
  if ((before?.edition ?? 0) !== basedOn) return refuse('edited-meanwhile')
  const after = { ...wanted, contestId, on: before?.on ?? false, edition: basedOn + 1 }
  if (before !== null && JSON.stringify(inOrder({ ...after, edition: basedOn })) === JSON.stringify(inOrder(before))) return refuse('nothing-changed')
  return accept(after)
}

export function planSwitch(before: Campaign | null, on: boolean): Decision<Campaign> {
  if (before === null) return refuse('campaign-not-set-up')
  return before.on === on ? refuse('nothing-changed') : accept({ ...before, on, edition: before.edition + 1 })
}

/** Names a state of the targets, in whatever order they stand: another state, another edition. */
export function targetsEdition(sha256: Sha256, targets: readonly CampaignTarget[]): string {
  const plain = targets.map(({ unionId, peerGroup, initiatives, benefit, works }) => ({ unionId, peerGroup, initiatives, benefit, works }))
  return sha256(canonical(plain.sort((a, b) => (a.unionId < b.unionId ? -1 : 1)))).slice(0, 32)
}

/** What changes between two lists of targets; refused where a union is named twice or nothing changes. */
export function planTargets(
  before: readonly CampaignTarget[],
  wanted: readonly CampaignTarget[],
): Decision<{ before: CampaignTarget[]; after: CampaignTarget[] }> {
  if (new Set(wanted.map(({ unionId }) => unionId)).size < wanted.length) return refuse('target-twice')
  const written = (target: CampaignTarget): string =>
    JSON.stringify([target.unionId, target.peerGroup, target.initiatives, target.benefit, target.works])
  const [was, becomes] = [new Set(before.map(written)), new Set(wanted.map(written))]
  const gone = before.filter((target) => !becomes.has(written(target)))
  const come = wanted.filter((target) => !was.has(written(target)))
  return gone.length + come.length === 0 ? refuse('nothing-changed') : accept({ before: gone, after: come })
}

const inOrder = (campaign: Campaign): [string, unknown][] => Object.entries(campaign).sort(([a], [b]) => (a < b ? -1 : 1))

export type Parents = ReadonlyMap<string, string | null>

/** A unit and all above it, from below. */
export function upwards(unionId: string, parents: Parents): string[] {
  const path: string[] = []
  for (let at: string | null = unionId; at !== null && !path.includes(at); at = parents.get(at) ?? null) path.push(at)
  return path
}

type Ranked = { unionId: string; peerGroup: string; rank: number; share: number | null }

/** Lines of targets, each with its rank inside its peer group: by the share of the target, then by what was reached; equal lines share a rank. */
export function rankedInGroups<Line extends Ranked>(lines: Line[], reached: (line: Line) => number): Line[] {
  const better = (a: Line, b: Line): number => (b.share ?? -1) - (a.share ?? -1) || reached(b) - reached(a)
  for (const line of lines) line.rank = 1 + lines.filter((other) => other.peerGroup === line.peerGroup && better(other, line) < 0).length
  return lines.sort((a, b) => (a.peerGroup < b.peerGroup ? -1 : a.peerGroup > b.peerGroup ? 1 : a.rank - b.rank || (a.unionId < b.unionId ? -1 : 1)))
}
