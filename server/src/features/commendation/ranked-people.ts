import type { PersonKind } from '@hoithi/shared/contracts/commendation'
import type { ContestRow } from '../../domain/award-contest.ts'
import type { Candidate } from '../../domain/commendation.ts'
import { grouped } from '../../domain/grouped.ts'
import type { AwardFace } from '../../ports/awards.ts'
import type { Services } from '../../services.ts'
import type { MeritsNow, PeopleAsked } from './merits.ts'

type Needs = Pick<Services, 'storage'>
/** More than there are places are looked at from the start: some are out of it, or get another kind. */
const SPARE = 20
const SPARE_IN_A_UNION = 4
const FACES_AT_ONCE = 500
type Known = { face: AwardFace; voided: boolean }
type Ranked = { group: string; rows: readonly ContestRow[]; cap: number }

/** The first of each group of a ranking, as many as it takes until every place is filled or nobody is left. */
export async function rankedPeople(needs: Needs, asked: PeopleAsked): Promise<Candidate[]> {
  const { kind, ranking, placeOf } = asked
  const groups = [...grouped(ranking, ({ unionId }) => groupOf(kind, unionId, placeOf))].map(([group, rows]) => ({
    group,
    rows,
    cap: capOf(kind, rows),
  }))
  const known = new Map<string, Known>()
  for (let more = kind.groupBy === 'union' ? SPARE_IN_A_UNION : SPARE; ; more *= 4) {
    const looked = groups.map((one) => ({ ...one, rows: firstOf(one.rows, one.cap + more) }))
    await learn(needs, asked, looked, known)
    const found = looked.map((one) => candidatesIn(one, asked, known))
    const short = found.some((own, index) => {
      const [group, seen] = [groups[index], looked[index]]
      return own.filter(({ out }) => out === null).length < (seen?.cap ?? 0) && (seen?.rows.length ?? 0) < (group?.rows.length ?? 0)
    })
    if (!short) return found.flat()
  }
}

function groupOf({ groupBy }: PersonKind, unionId: string, placeOf: MeritsNow['placeOf']): string {
  const { name = '', upperName = '', peerGroup = '' } = placeOf(unionId) ?? {}
  return { all: '', peerGroup, upperUnion: upperName, union: name }[groupBy]
}

const capOf = ({ cap: { unit, amount } }: PersonKind, rows: readonly unknown[]): number =>
  unit === 'places' ? amount : Math.max(1, Math.ceil((rows.length * amount) / 100))

/** The first rows, with all that are equal to the last of them. */
function firstOf(rows: readonly ContestRow[], count: number): readonly ContestRow[] {
  let end = Math.min(count, rows.length)
  while (end < rows.length && rows[end]?.rank === rows[end - 1]?.rank) end += 1
  return rows.slice(0, end)
}

/** Names, and who had an attempt voided, some at a time, so that answers have their turn between. */
async function learn({ storage }: Needs, { contest, basis }: PeopleAsked, looked: readonly Ranked[], known: Map<string, Known>): Promise<void> {
  const ids = looked.flatMap(({ rows }) => rows.map(({ contestantId }) => contestantId)).filter((id) => !known.has(id))
  for (let from = 0; from < ids.length; from += FACES_AT_ONCE) {
    const some = ids.slice(from, from + FACES_AT_ONCE)
    const [faces, voided] = await Promise.all([
      storage.awards.faces(basis.at(-1)?.revisionId ?? '', some),
      storage.commendations.voidedAmong(contest.id, some),
    ])
    for (const [id, face] of faces) known.set(id, { face, voided: voided.has(id) })
    await new Promise(setImmediate)
  }
}

function candidatesIn({ group, rows }: Ranked, { contest, kind, placeOf }: PeopleAsked, known: ReadonlyMap<string, Known>): Candidate[] {
  const barred = new Set(contest.settings.barred.map(({ phone }) => phone))
  return rows.flatMap(({ contestantId, unionId, unionName, rank, score, durationMs }): Candidate[] => {
    const found = known.get(contestantId)
    if (found === undefined) return []
    const { face, voided } = found
    const code = face.withdrawn ? 'withdrawn' : barred.has(face.phone) ? 'barred' : kind.notVoided && voided ? 'voided' : null
    const figure = (of: 'rank' | 'score' | 'duration', value: number) => ({ of, value, reference: null, points: null })
    return [
      {
        subjectId: contestantId,
        name: face.fullName,
        unionName,
        unionPath: placeOf(unionId)?.path ?? '',
        group,
        order: [rank],
        points: null,
        figures: [figure('rank', rank), figure('score', score), figure('duration', durationMs)],
        merit: '',
        out: code === null ? null : { code, words: '' },
      },
    ]
  })
}
