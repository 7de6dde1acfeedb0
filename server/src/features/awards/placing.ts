import type { AwardPlacement } from '../../domain/award-decision.ts'
import type { ProposedGroup } from '../../domain/propose-awards.ts'

type Subject = Pick<AwardPlacement, 'group' | 'divisionId' | 'subjectId'>
export type ReasonedPlacement = Subject & { to: number | 'none' | 'asProposed'; edition: number }

const same = (a: Subject, b: Subject): boolean => a.group === b.group && a.divisionId === b.divisionId && a.subjectId === b.subjectId

/** The placements with one more, or with what was decided about the same candidate before taken back. */
export function placed(
  known: readonly AwardPlacement[],
  { to, group, divisionId, subjectId }: ReasonedPlacement,
  { at, actorId, reason }: { at: number; actorId: string; reason: string },
): AwardPlacement[] {
  const subject = { group, divisionId, subjectId }
  const others = known.filter((placement) => !same(placement, subject))
  return to === 'asProposed' ? others : [...others, { ...subject, tier: to === 'none' ? null : to, words: reason, at, actorId }]
}

/** Whether a candidate who was given a tier stands in it: the rules may deny it, and only who is ranked can win. */
export function keepsToRules(groups: readonly ProposedGroup[], asked: ReasonedPlacement): boolean {
  const group = groups.find((one) => one.group === asked.group && one.divisionId === asked.divisionId)
  if (group === undefined) return false
  if (typeof asked.to !== 'number') return true
  return group.awards.some(({ subjectId, tier, by }) => subjectId === asked.subjectId && tier === asked.to && by === 'placed')
}
