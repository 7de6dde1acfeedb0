import { accept, refuse, type Decision } from './decision.ts'
import { fold } from './names.ts'

/** `sealed`: a sealed round names it. */
export type KnownDivision = { id: string; name: string; sealed: boolean }
export type WantedDivision = { id: string | null; name: string }
export type DivisionPlan = { divisions: { id: string; name: string }[]; removed: string[] }

/** The divisions of a contest as they shall be, in their order. */
export function planDivisions(known: readonly KnownDivision[], wanted: readonly WantedDivision[], nextId: () => string): Decision<DivisionPlan> {
  const ids = wanted.flatMap(({ id }) => (id === null ? [] : [id]))
  if (new Set(ids).size < ids.length || ids.some((id) => !known.some((division) => division.id === id))) return refuse('divisions-changed')
  const names = wanted.map(({ name }) => fold(name))
  if (new Set(names).size < names.length) return refuse('division-name-taken')
  const removed = known.filter(({ id }) => !ids.includes(id))
  if (removed.some(({ sealed }) => sealed)) return refuse('division-sealed')
  const divisions = wanted.map(({ id, name }) => ({ id: id ?? nextId(), name }))
  const same = known.length === divisions.length && divisions.every(({ id, name }, index) => known[index]?.id === id && known[index].name === name)
  return same ? refuse('nothing-changed') : accept({ divisions, removed: removed.map(({ id }) => id) })
}

export type Member = { id: string; code: string; divisionId: string | null }
export type Counted = { unions: number; inIt: number }

/** Which unions change their division; refused when others are meant than were counted before. */
export function planAssignment(meant: readonly Member[], divisionId: string | null, counted: Counted): Decision<Member[]> {
  const { unions, inIt } = countMembers(meant, divisionId)
  if (unions !== counted.unions || inIt !== counted.inIt) return refuse('unions-changed')
  const moving = meant.filter((member) => member.divisionId !== divisionId)
  return moving.length === 0 ? refuse('nothing-changed') : accept(moving)
}

export function countMembers(meant: readonly Member[], divisionId: string | null): Counted {
  return { unions: meant.length, inIt: meant.filter((member) => member.divisionId === divisionId).length }
}

/** Codes of the unions by the division that they leave, for the audit; '' stands for none. */
export function codesByDivision(moving: readonly Member[], nameOf: ReadonlyMap<string, string>): Record<string, string[]> {
  const codes: Record<string, string[]> = {}
  for (const { code, divisionId } of moving) {
    const name = divisionId === null ? '' : (nameOf.get(divisionId) ?? divisionId)
    codes[name] = [...(codes[name] ?? []), code]
  }
  return codes
}
