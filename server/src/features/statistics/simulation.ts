import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { BLANK_DISTANCE, withoutBlank } from '../../domain/ranking.ts'
import type { OtherRules, Reranked, RerankedRow } from '../../domain/rerank.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { Revision } from '../../ports/results.ts'
import type { Services } from '../../services.ts'

type Reply = ReplyOf<'simulateRanking'>
type Needs = Pick<Services, 'storage' | 'statistics'>

type Asked = { revision?: number | undefined } & { [Name in keyof OtherRules]?: OtherRules[Name] | undefined }

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

  return async (roundId: string, query: Asked): Promise<Decision<Reply>> => {
    const revisions = await storage.results.revisions(roundId)
    const revision = query.revision === undefined ? revisions[0] : revisions.find(({ number }) => number === query.revision)
    if (revision === undefined) return refuse('not-sealed')
    const sealedBy = partOf(revision.rules)
    const tried = { ...sealedBy, ...named(query) }
    const { top, leaving, ...counts } = await reranked(revision, tried)
    const faces = await storage.corrections.faces([...top, ...leaving])
    const shown = (row: RerankedRow): Reply['top'][number] => ({ ...withoutBlanks(row), ...(faces.get(row.contestantId) ?? NOBODY) })
    const predicts = revision.rules.prediction !== null
    return accept({ revision: revision.number, sealedBy, tried, predicts, ...counts, top: top.map(shown), leaving: leaving.map(shown) })
  }
}

const NOBODY = { fullName: '', unionName: '' }

const partOf = ({ tieBreaks, equals, counts, bestAmongEquals }: OtherRules): OtherRules => ({ tieBreaks, equals, counts, bestAmongEquals })

/** What was asked to be otherwise. */
const named = ({ revision: _, ...rules }: Asked): Partial<OtherRules> =>
  Object.fromEntries(Object.entries(rules).filter(([, value]) => value !== undefined))

const withoutBlanks = (row: RerankedRow): RerankedRow =>
  withoutBlank({ ...row, predictionDistance: row.predictionDistance === BLANK_DISTANCE ? null : row.predictionDistance })
