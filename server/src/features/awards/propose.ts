import type { AwardPlacement, Basis } from '../../domain/award-decision.ts'
import type { AwardLine } from '../../domain/award-lines.ts'
import { scopeWords, type AwardFacts } from '../../domain/award-papers.ts'
import { unionTotals, type SealedUnion } from '../../domain/award-unions.ts'
import { groupsOf } from '../../domain/awards.ts'
import type { Contest, Round } from '../../domain/contest.ts'
import type { PersonCandidate, ProposedGroup } from '../../domain/propose-awards.ts'
import { canonical } from '../../domain/receipt.ts'
import type { SealedRow } from '../../ports/awards.ts'
import type { Revision } from '../../ports/results.ts'
import type { Services } from '../../services.ts'
import { candidatesOf, highestOf, proposeAmong, type Look } from './among.ts'
import { contestRanking } from './contest-ranking.ts'
import { inPieces } from './in-pieces.ts'

type Needs = Pick<Services, 'storage' | 'sha256' | 'clock'>
export type Scope = { contest: Contest; rounds: Round[]; round: Round | null }
export type Proposal = { groups: ProposedGroup[]; lines: AwardLine[]; list: string; facts: Omit<AwardFacts, 'replaces'>; basis: Basis }

const ROWS_AT_ONCE = 1_000

/** What the rules give on sealed results, with what people decided. */
export async function propose(needs: Needs, scope: Scope, basis: Basis, placements: readonly AwardPlacement[]): Promise<Proposal> {
  const { storage, sha256 } = needs
  const { contest, rounds, round } = scope
  const { prizes, barred } = contest.settings
  const groups = groupsOf(contest.settings, round === null ? 'contest' : 'round', rounds.length)
  const [divisions, earlier, facts] = await Promise.all([
    storage.divisions.list(contest.id),
    storage.awards.elsewhere({ contestId: contest.id, roundId: round?.id ?? null }),
    factsOf(needs, scope, basis),
  ])
  const unions = groups.includes('unions') || groups.includes('divisions') ? await unionsOf(needs, scope, basis) : []
  const asked = {
    prizes,
    groups,
    barred: new Set(barred.map(({ phone }) => phone)),
    unions,
    divisions,
    placements,
    earlier: highestOf(earlier, contest.title),
    where: round?.title ?? contest.title,
  }
  const found = await proposeAmong(asked, lookAt(needs, scope, basis, unions))
  const lines = found.flatMap(({ awards }) => awards)
  return { groups: found, lines, list: sha256(canonical(lines)), facts, basis }
}

function lookAt(needs: Needs, { rounds, round }: Scope, basis: Basis, unions: readonly SealedUnion[]): Look {
  const { storage } = needs
  const newest = basis.at(-1)?.revisionId ?? ''
  let paths: Map<string, string> | null = unions.length === 0 ? null : new Map(unions.map(({ id, path }) => [id, path]))
  const named = async (rows: readonly Omit<SealedRow, 'position' | 'attemptId' | 'submittedAt'>[]): Promise<PersonCandidate[]> => {
    paths ??= new Map((await storage.awards.sealedUnions(newest)).map(({ id, path }) => [id, path]))
    const faces = await storage.awards.faces(
      newest,
      rows.map(({ contestantId }) => contestantId),
    )
    return candidatesOf(rows, faces, (unionId) => paths?.get(unionId) ?? '')
  }
  if (round === null)
    return async (limit, ids) => {
      const ranking = await contestRanking(needs, rounds, basis)
      const asked = new Set(ids)
      return {
        people: await named([
          ...ranking.slice(0, limit),
          ...(asked.size === 0 ? [] : ranking.slice(limit).filter(({ contestantId }) => asked.has(contestantId))),
        ]),
        all: limit >= ranking.length,
      }
    }
  return async (limit, ids) => {
    const rows: SealedRow[] = []
    for (let ended = false; !ended && rows.length < limit;) {
      const some = await storage.awards.sealedRows(newest, rows.at(-1)?.position ?? 0, Math.min(ROWS_AT_ONCE, limit - rows.length))
      rows.push(...some)
      ended = some.length === 0
    }
    const known = new Set(rows.map(({ contestantId }) => contestantId))
    const others = await storage.awards.sealedRowsOf(
      newest,
      ids.filter((id) => !known.has(id)),
    )
    return { people: await named([...rows, ...others]), all: rows.length < limit }
  }
}

async function unionsOf(needs: Needs, { rounds, round }: Scope, basis: Basis): Promise<SealedUnion[]> {
  const trees = await Promise.all(basis.map(({ revisionId }) => needs.storage.awards.sealedUnions(revisionId)))
  const newest = trees.at(-1) ?? []
  if (round !== null) return newest
  const attempts = new Map<string, number>()
  for (const union of trees.flat()) attempts.set(union.id, (attempts.get(union.id) ?? 0) + union.attempts)
  const totals = unionTotals(newest, attempts)
  await inPieces(await contestRanking(needs, rounds, basis), totals.count)
  return totals.unions()
}

async function factsOf(needs: Needs, { contest, rounds, round }: Scope, basis: Basis): Promise<Proposal['facts']> {
  const revisions = (
    await Promise.all(
      basis.map(async ({ roundId, revisionId }) => (await needs.storage.results.revisions(roundId)).find(({ id }) => id === revisionId)),
    )
  ).filter((revision): revision is NonNullable<typeof revision> => revision !== undefined)
  const titleOf = (revision: Revision): string => rounds.find(({ id }) => id === revision.roundId)?.title ?? ''
  return {
    contest: contest.title,
    organiser: contest.organiser,
    round: round?.title ?? null,
    timeZone: contest.timeZone,
    opensAt: round?.opensAt ?? contest.opensAt,
    closesAt: round?.closesAt ?? contest.closesAt,
    people: round === null ? (await contestRanking(needs, rounds, basis)).length : (revisions[0]?.people ?? 0),
    attempts: revisions.reduce((sum, revision) => sum + revision.attempts, 0),
    allCorrect: revisions.map((revision) => ({ round: titleOf(revision), people: revision.allCorrectCount })),
    sealedAt: Math.max(0, ...revisions.map(({ sealedAt }) => sealedAt)),
    revisions: revisions.map(({ number }) => number).join(', '),
    unionMetric: contest.settings.prizes.unionMetric,
    rehearsal: needs.clock.rehearsal,
  }
}

/** What a decision is of, in words. */
export const scopeTitle = ({ contest, round }: Scope): string => scopeWords({ contest: contest.title, round: round?.title ?? null })
