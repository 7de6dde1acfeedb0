import type { AwardLine } from '../../domain/award-lines.ts'
import type { SealedUnion } from '../../domain/award-unions.ts'
import type { EarlierAward } from '../../domain/awards.ts'
import { proposeAwards, type PersonCandidate, type ProposedGroup, type Proposing } from '../../domain/propose-awards.ts'
import type { AwardFace, SealedRow } from '../../ports/awards.ts'

/** More candidates than seats are looked at from the start: a few are barred or won elsewhere. */
const SPARE = 100

export type Candidates = { people: PersonCandidate[]; all: boolean }
/** The first `limit` of the ranking, and those with the given ids wherever they stand. */
export type Look = (limit: number, ids: readonly string[]) => Promise<Candidates>

/** What the rules give, looking at as many people as it takes until it is certain who wins. */
export async function proposeAmong(asked: Omit<Proposing, 'people'>, look: Look): Promise<ProposedGroup[]> {
  const { prizes, placements } = asked
  const seats = [...prizes.contestPeople, ...prizes.roundPeople].reduce((sum, { count }) => sum + count, 0)
  const wanted = placements.map(({ subjectId }) => subjectId)
  for (let limit = seats + placements.length + SPARE; ; limit *= 4) {
    const { people, all } = await look(limit, wanted)
    const found = proposeAwards({ ...asked, people })
    if (all || !found.some(({ short }) => short)) return found
  }
}

/** The highest prize of each person among some. */
export function highestOf(
  lines: readonly (Pick<AwardLine, 'subjectId' | 'title' | 'tier' | 'value'> & { where: string | null })[],
  contestTitle: string,
): Map<string, EarlierAward> {
  const won = new Map<string, EarlierAward>()
  for (const { subjectId, title, where, tier, value } of lines) {
    const had = won.get(subjectId)
    if (had === undefined || tier < had.tier) won.set(subjectId, { title, where: where ?? contestTitle, tier, value })
  }
  return won
}

type Row = Pick<SealedRow, 'contestantId' | 'rank' | 'unionId' | 'unionName' | 'score' | 'durationMs'>

/** Ranked people with the faces and the paths of their unions; who is not known any more is left out. */
export function candidatesOf(
  rows: readonly Row[],
  faces: ReadonlyMap<string, AwardFace>,
  pathOf: (unionId: string) => SealedUnion['path'],
): PersonCandidate[] {
  return rows.flatMap(({ contestantId, rank, unionId, unionName, score, durationMs }) => {
    const face = faces.get(contestantId)
    if (face === undefined) return []
    const { fullName, phone, withdrawn } = face
    return [{ id: contestantId, rank, name: fullName, phone, withdrawn, unionName, unionPath: pathOf(unionId), score, durationMs }]
  })
}
