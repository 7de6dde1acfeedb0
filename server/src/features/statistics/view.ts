import { maxScore, type Round } from '../../domain/contest.ts'
import { meanScore } from '../../domain/grading.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { PeopleOf, Progress } from '../../ports/statistics.ts'
import { serious } from './item-list.ts'
import type { Found } from './statistics-desk.ts'

type Reply = ReplyOf<'getStatistics'>

const withMean = <Row extends PeopleOf>({ scoreSum, ...row }: Row): Omit<Row, 'scoreSum'> & { mean: number | null } => ({
  ...row,
  mean: meanScore(scoreSum, row.people),
})

/** What the page of a round's statistics shows, or how far the reckoning has come. */
export function statisticsView(round: Round, found: Found | Progress): Reply {
  if (!('statistics' in found)) return { state: 'computing', ...found }
  const { at, seq, statistics } = found
  const { items, scores, thirds, kinds, levels, test, hours, days } = statistics
  return {
    state: 'ready',
    roundTitle: round.title,
    at,
    seq,
    maxScore: maxScore(round.rules),
    test,
    scores: scores.map(({ score, attempts }) => ({ score: score / 100, attempts })),
    thirds: thirds === null ? null : { top: thirds.top / 100, bottom: thirds.bottom / 100 },
    hours,
    days,
    kinds: kinds.map(withMean),
    levels: levels.map(withMean),
    questions: items.length,
    doubtful: items.filter(({ doubts }) => doubts.length > 0).length,
    serious: items.filter(serious).length,
  }
}
