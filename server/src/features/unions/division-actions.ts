import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { codesByDivision, countMembers, planAssignment, planDivisions, type WantedDivision } from '../../domain/divisions.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { Meant } from '../../ports/divisions.ts'
import type { Services } from '../../services.ts'

type Needs = Pick<Services, 'storage' | 'clock' | 'ids'>
type By = { actorId: string; reason: string }
type Assignment = Meant & { divisionId: string | null; unions: number; inIt: number }
type ContestOf = { id: string; title: string }

/** Add, name, order and remove the divisions of a contest. */
export async function saveDivisions(
  { storage, clock, ids }: Needs,
  contest: ContestOf,
  wanted: readonly WantedDivision[],
  by: By,
): Promise<Decision<ReplyOf<'saveDivisions'>>> {
  const now = clock.now()
  const saved = await storage.divisions.save(contest.id, (known) => {
    const plan = planDivisions(known, wanted, () => ids.next(now))
    if (!plan.ok) return plan
    const details = { before: known.map(({ name }) => name), after: plan.value.divisions.map(({ name }) => name) }
    return accept({ ...plan.value, audit: { id: ids.next(now), at: now, action: 'saveDivisions', subject: contest.title, ...by, details } })
  })
  return saved.ok ? accept({ divisions: saved.value }) : saved
}

/** What an assignment would do; writes nothing. */
export async function previewDivision(
  { storage }: Pick<Services, 'storage'>,
  contest: ContestOf,
  { divisionId, ...meant }: Meant & { divisionId: string | null },
): Promise<Decision<ReplyOf<'previewDivision'>>> {
  const [members, divisions] = await Promise.all([storage.divisions.members(contest.id, meant), storage.divisions.list(contest.id)])
  if (divisionId !== null && !divisions.some(({ id }) => id === divisionId)) return refuse('divisions-changed')
  const leaving = divisions
    .map(({ id, name }) => ({ name, unions: id === divisionId ? 0 : members.filter((member) => member.divisionId === id).length }))
    .filter(({ unions }) => unions > 0)
  return accept({ ...countMembers(members, divisionId), leaving })
}

/** Put the unions of a preview into a division, or into none. */
export async function assignDivision(
  { storage, clock, ids }: Needs,
  contest: ContestOf,
  { divisionId, unions, inIt, ...meant }: Assignment,
  by: By,
): Promise<Decision<{ done: true }>> {
  const now = clock.now()
  const assigned = await storage.divisions.assign(contest.id, meant, (members, divisions) => {
    const nameOf = new Map(divisions.map(({ id, name }) => [id, name]))
    if (divisionId !== null && !nameOf.has(divisionId)) return refuse('divisions-changed')
    const moving = planAssignment(members, divisionId, { unions, inIt })
    if (!moving.ok) return moving
    const after = divisionId === null ? '' : (nameOf.get(divisionId) ?? '')
    const details = { unions: moving.value.length, before: codesByDivision(moving.value, nameOf), after }
    return accept({
      moving: moving.value,
      divisionId,
      audit: { id: ids.next(now), at: now, action: 'assignDivision', subject: contest.title, ...by, details },
    })
  })
  return assigned.ok ? accept({ done: true }) : assigned
}
