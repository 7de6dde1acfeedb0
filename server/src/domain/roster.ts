import type { ContestantKind } from '@hoithi/shared/contracts/common'
import { accept, refuse, type Decision } from './decision.ts'

/** A person on the list of those who may enter a contest. They are known by their code, or by their phone. */
export type RosterFace = {
  code: string | null
  phone: string | null
  fullName: string
  birthDate: string | null
  contestantKind: ContestantKind
  unionCode: string
}
export type RosterEntry = RosterFace & { id: string }
export type RosterChange = RosterFace & { id: string | null; change: 'added' | 'changed' | 'unchanged' }
export type RosterPlan = {
  changes: RosterChange[]
  /** Places in the list that name two people who are on the roster, or one who an earlier place names. */
  clashes: number[]
}

/** What loading a list would do: who has the same code, or else the same phone, is the same person. What a list leaves empty is kept. */
export function planRoster(before: readonly RosterEntry[], list: readonly RosterFace[]): RosterPlan {
  const byCode = new Map(before.flatMap((entry) => (entry.code === null ? [] : [[entry.code, entry] as const])))
  const byPhone = new Map(before.flatMap((entry) => (entry.phone === null ? [] : [[entry.phone, entry] as const])))
  const named = new Set<string>()
  const plan: RosterPlan = { changes: [], clashes: [] }
  for (const [place, face] of list.entries()) {
    const [ofCode, ofPhone] = [byCode.get(face.code ?? ''), byPhone.get(face.phone ?? '')]
    const found = ofCode ?? ofPhone
    const two = ofCode !== undefined && ofPhone !== undefined && ofCode.id !== ofPhone.id
    if (two || (found !== undefined && named.has(found.id))) plan.clashes.push(place)
    else plan.changes.push(changeOf(found, face))
    if (found !== undefined) named.add(found.id)
  }
  return plan
}

function changeOf(before: RosterEntry | undefined, face: RosterFace): RosterChange {
  if (before === undefined) return { ...face, id: null, change: 'added' }
  const after = { ...face, code: face.code ?? before.code, phone: face.phone ?? before.phone, birthDate: face.birthDate ?? before.birthDate }
  const fields = ['code', 'phone', 'fullName', 'birthDate', 'contestantKind', 'unionCode'] as const
  return { ...after, id: before.id, change: fields.every((field) => after[field] === before[field]) ? 'unchanged' : 'changed' }
}

/** What the trail keeps of a load: whoever was changed, as they stood before and after. Those who were added are counted. */
export function rosterNews(before: readonly RosterEntry[], changes: readonly RosterChange[]) {
  const was = new Map(before.map(({ id, ...face }) => [id, face]))
  return changes.flatMap(({ id, change, ...after }) => {
    const old = change === 'changed' ? was.get(id ?? '') : undefined
    return old === undefined ? [] : [{ code: old.code ?? old.phone ?? old.fullName, before: old, after }]
  })
}

/** Whether a contestant is the person of an entry: by its code and the same birth date, unless another account said so first. */
export function decideClaim(
  entry: { birthDate: string | null; accountId: string | null } | null,
  contestant: { id: string; birthDate: string },
): Decision<{ accountId: string }> {
  const same = entry !== null && entry.birthDate === contestant.birthDate
  if (!same || (entry.accountId !== null && entry.accountId !== contestant.id)) return refuse('roster-mismatch')
  return accept({ accountId: contestant.id })
}

/** A member's code as people type it: capitals and spaces do not matter. */
export const plainMemberCode = (typed: string): string => typed.normalize('NFC').replace(/\s+/g, '').toUpperCase()
