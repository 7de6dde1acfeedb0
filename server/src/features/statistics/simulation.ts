import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { BLANK_DISTANCE, withoutBlank } from '../../domain/ranking.ts'
import type { OtherRules, Reranked, RerankedRow } from '../../domain/rerank.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { Revision } from '../../ports/results.ts'
import type { Services } from '../../services.ts'

type Reply = ReplyOf<'simulateRanking'>
type Needs = Pick<Services, 'storage' | 'statistics'>

const PLACES = 100
/** Simulations that are kept, so that turning back costs nothing. */
const MOST_KEPT = 8

/** Sealed revisions ranked by other rules, away from the answer path; nothing of it is ever written. */
export function simulations({ storage, statistics }: Needs) {
  const kept = new Map<string, Promise<Reranked>>()
  const reranked = (revision: Revision, other: OtherRules): Promise<Reranked> => {
    const key = JSON.stringify([revision.id, other])
    const known = kept.get(key)
    if (known !== undefined) return known
    const { roundId, rules, chainSeq, chainHash } = revision
    const found = statistics.rerank({ roundId, rules, other, head: { seq: chainSeq, hash: chainHash }, places: PLACES })
    kept.set(key, found)
    const [oldest] = kept.keys()
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
    found.catch(() => kept.delete(key))
    return found
  }

  return async (roundId: string, { revision: number, ...other }: OtherRules & { revision?: number | undefined }): Promise<Decision<Reply>> => {
    const revisions = await storage.results.revisions(roundId)
    const revision = number === undefined ? revisions[0] : revisions.find((one) => one.number === number)
    if (revision === undefined) return refuse('not-sealed')
    const { top, leaving, ...counts } = await reranked(revision, other)
    const faces = await storage.corrections.faces([...top, ...leaving])
    const shown = (row: RerankedRow): Reply['top'][number] => ({
      ...withoutBlanks(row),
      ...(faces.get(row.contestantId) ?? { fullName: '', unionName: '' }),
    })
    const { tieBreaks, equals, counts: attemptsCounted, bestAmongEquals, prediction } = revision.rules
    const sealedBy = { tieBreaks, equals, counts: attemptsCounted, bestAmongEquals, predicts: prediction !== null }
    return accept({ revision: revision.number, sealedBy, ...counts, top: top.map(shown), leaving: leaving.map(shown) })
  }
}

const withoutBlanks = (row: RerankedRow): RerankedRow =>
  withoutBlank({ ...row, predictionDistance: row.predictionDistance === BLANK_DISTANCE ? null : row.predictionDistance })
