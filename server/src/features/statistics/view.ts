import { maxScore, type Round } from '../../domain/contest.ts'
import { meanScore } from '../../domain/grading.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { PeopleOf, Progress } from '../../ports/statistics.ts'
import { serious } from './item-list.ts'
import type { Found } from './statistics-desk.ts'

type Reply = ReplyOf<'getStatistics'>

/** All-correct people are nobody's to know before the seal, as on every page of the desk: a round that is over may be opened again. */
const shownPeople = <Row extends PeopleOf>({ scoreSum, allCorrect, ...row }: Row, sealed: boolean) => ({
  ...row,
  mean: meanScore(scoreSum, row.people),
  allCorrect: sealed ? allCorrect : null,
})

/** What the page of a round's statistics shows, or how far the reckoning has come. */
export function statisticsView(round: Round, found: Found | Progress): Reply {
  if (!('statistics' in found)) return { state: 'computing', ...found }
  const { at, seq, statistics } = found
  const sealed = round.sealedRevision !== null
  const { items, scores, thirds, kinds, levels, test, hours, days } = statistics
  return {
    state: 'ready',
    roundTitle: round.title,
    at,
    seq,
    maxScore: maxScore(round.rules),
    test,
    scores:
      sealed || round.rules.prediction?.target !== 'allCorrectCount' ? scores.map(({ score, attempts }) => ({ score: score / 100, attempts })) : null,
    thirds: thirds === null ? null : { top: thirds.top / 100, bottom: thirds.bottom / 100 },
    hours,
    days,
    kinds: kinds.map((row) => shownPeople(row, sealed)),
    levels: levels.map((row) => shownPeople(row, sealed)),
    questions: items.length,
    doubtful: items.filter(({ doubts }) => doubts.length > 0).length,
    serious: items.filter(serious).length,
  }
}
