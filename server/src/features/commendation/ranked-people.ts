import type { ContestRow } from '../../domain/award-contest.ts'
import { capOf, type Asked, type Candidate, type Group } from '../../domain/commendation.ts'
import type { AwardFace } from '../../ports/awards.ts'
import type { LeftOut } from '../../ports/commendations.ts'
import type { Services } from '../../services.ts'
import { inPieces } from '../awards/in-pieces.ts'
import type { PeopleAsked } from './merits.ts'

type Needs = Pick<Services, 'storage'>
type Code = keyof LeftOut
type CodeOf = (contestantId: string) => Code | null
/** More than there are places are looked at from the start: some get another kind, and the council sees who stands next. */
const SPARE = 20
const SPARE_IN_A_UNION = 4
const FACES_AT_ONCE = 500
/** The people of a group in order: those who meet the conditions, and those who do not. */
type Ranked = { group: Group; meeting: ContestRow[]; out: ContestRow[] }

/** Those of a ranking whom conditions leave out, and of all others the first of each group: as many as it takes until every place is filled or nobody is left. */
export async function rankedPeople(needs: Needs, asked: PeopleAsked): Promise<Omit<Asked, 'kind'>> {
  const codeOf = await exclusions(needs, asked)
  const groups = (await ranked(asked, codeOf)).map((one) => ({ ...one, cap: capOf(asked.kind, one.meeting.length) }))
  const known = new Map<string, Candidate>()
  let spare = asked.kind.groupBy === 'union' ? SPARE_IN_A_UNION : SPARE
  let counts = groups.map(({ meeting, cap }) => Math.max(cap + spare, decidedOf(asked, meeting)))
  for (;;) {
    const looked = groups.map(({ group, meeting, out }, index) => ({ group, rows: [...firstOf(meeting, counts[index] ?? 0), ...out] }))
    await learn(needs, asked, { looked, codeOf }, known)
    const found = looked.map(({ rows }) => rows.flatMap(({ contestantId }) => known.get(contestantId) ?? []))
    const missing = groups.map(({ meeting, cap }, index) => {
      if ((counts[index] ?? 0) >= meeting.length) return 0
      const left = found[index]?.filter((one) => one.out === null && !asked.passedOver(one)).length ?? 0
      return Math.max(0, cap - left)
    })
    if (missing.every((count) => count === 0))
      return { candidates: found.flat(), meeting: new Map(groups.map(({ group, meeting }) => [group.key, meeting.length])) }
    spare *= 4
    counts = counts.map((count, index) => (missing[index] === 0 ? count : count + (missing[index] ?? 0) + spare))
  }
}

/** Why somebody is out of it, told by the first reason that fits. */
async function exclusions({ storage }: Needs, { contest, kind }: PeopleAsked): Promise<CodeOf> {
  const phones = contest.settings.barred.map(({ phone }) => phone)
  const left = await storage.commendations.leftOut(contest.id, phones)
  const codes: Code[] = ['withdrawn', 'barred', ...(kind.notVoided ? (['voided'] as const) : [])]
  return (id) => codes.find((code) => left[code].has(id)) ?? null
}

async function ranked({ kind, ranking, placeOf }: PeopleAsked, codeOf: CodeOf): Promise<Ranked[]> {
  const groups = new Map<string, Ranked>()
  await inPieces(ranking, (row) => {
    const group = placeOf(row.unionId).groups[kind.groupBy]
    const known = groups.get(group.key) ?? { group, meeting: [], out: [] }
    groups.set(group.key, known)
    known[codeOf(row.contestantId) === null ? 'meeting' : 'out'].push(row)
  })
  return [...groups.values()]
}

/** How many are looked at to reach the last of whom the council decided on. */
const decidedOf = ({ chosen }: PeopleAsked, meeting: readonly ContestRow[]): number =>
  chosen.size === 0 ? 0 : meeting.findLastIndex(({ contestantId }) => chosen.has(contestantId)) + 1

/** The first rows, with all that are equal to the last of them. */
function firstOf(rows: readonly ContestRow[], count: number): readonly ContestRow[] {
  let end = Math.min(count, rows.length)
  while (end < rows.length && rows[end]?.rank === rows[end - 1]?.rank) end += 1
  return rows.slice(0, end)
}

/** Who they are, some at a time, so that answers have their turn between. */
async function learn(
  { storage }: Needs,
  asked: PeopleAsked,
  { looked, codeOf }: { looked: readonly { group: Group; rows: readonly ContestRow[] }[]; codeOf: CodeOf },
  known: Map<string, Candidate>,
): Promise<void> {
  const fresh = looked.flatMap(({ group, rows }) => rows.flatMap((row) => (known.has(row.contestantId) ? [] : [{ group, row }])))
  for (let from = 0; from < fresh.length; from += FACES_AT_ONCE) {
    const some = fresh.slice(from, from + FACES_AT_ONCE)
    const faces = await storage.awards.faces(
      asked.basis.at(-1)?.revisionId ?? '',
      some.map(({ row }) => row.contestantId),
    )
    for (const { group, row } of some) {
      const face = faces.get(row.contestantId)
      if (face !== undefined) known.set(row.contestantId, candidate(row, asked, { group, face, code: codeOf(row.contestantId) }))
    }
    await new Promise(setImmediate)
  }
}

function candidate(
  { contestantId, unionId, unionName, rank, score, durationMs }: ContestRow,
  { placeOf, placeNow }: PeopleAsked,
  { group, face, code }: { group: Group; face: AwardFace; code: Code | null },
): Candidate {
  const figure = (of: 'rank' | 'score' | 'duration', value: number) => ({ of, value, reference: null, points: null })
  return {
    subjectId: contestantId,
    name: face.fullName,
    union: { ...placeNow(unionId).home, name: unionName },
    unionPath: placeOf(unionId).path,
    group,
    order: [rank],
    points: null,
    figures: [figure('rank', rank), figure('score', score), figure('duration', durationMs)],
    merit: '',
    out: code === null ? null : { code, words: '' },
  }
}
