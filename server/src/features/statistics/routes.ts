import type { FastifyRequest } from 'fastify'
import type { Actor } from '../../domain/access.ts'
import type { Round } from '../../domain/contest.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import type { Route } from '../../http/route.ts'
import type { AttemptsTaken } from '../../ports/statistics.ts'
import type { Services } from '../../services.ts'
import { asked } from './item-list.ts'
import { roundToLookAt, type RoundOfContest } from './may-look.ts'
import { sendItems } from './send-items.ts'
import { simulations } from './simulation.ts'
import { statisticsDesk, type Found } from './statistics-desk.ts'
import { statisticsView } from './view.ts'

type Asking = { params: { roundId: string }; query: { taken: AttemptsTaken }; session: Actor; request: FastifyRequest }

export function statisticsRoutes(route: Route, services: Services): void {
  const desk = statisticsDesk(services)
  const look = ({ query: { taken }, session, request }: Asking, { id, sealedRevision }: Round) =>
    desk.look({ roundId: id, taken }, { sealedRevision, actorId: session.id }, (error) => request.server.log.error(error))

  /** The finished reckoning of a round; refused until `getStatistics` is ready. */
  const readyFor = async (asking: Asking): Promise<Decision<RoundOfContest & { found: Found }>> => {
    const round = await roundToLookAt(services, asking.params.roundId, asking.session)
    if (!round.ok) return round
    const found = await look(asking, round.value.round)
    return 'statistics' in found ? accept({ ...round.value, found }) : refuse('statistics-computing', found)
  }

  route('getStatistics', 'seeQuestions', async (call) => {
    const round = await roundToLookAt(services, call.params.roundId, call.session)
    return round.ok ? accept(statisticsView(round.value.round, await look(call, round.value.round))) : round
  })

  route('listItemStatistics', 'seeQuestions', async (call) => {
    const ready = await readyFor(call)
    if (!ready.ok) return ready
    const { page, pageSize } = call.query
    const items = asked(ready.value.found.statistics.items, call.query)
    return accept({ rows: items.slice((page - 1) * pageSize, page * pageSize), total: items.length, page, pageSize })
  })

  route('getItemStatistics', 'seeQuestions', async (call) => {
    const ready = await readyFor(call)
    if (!ready.ok) return ready
    const item = ready.value.found.statistics.items.find(({ versionId }) => versionId === call.params.versionId)
    const question = item === undefined ? undefined : (await services.storage.questions.versions([item.versionId])).get(item.versionId)
    if (item === undefined || question === undefined) return refuse('not-found')
    return accept({ item, question, ...item })
  })

  route('exportItemStatistics', 'seeQuestions', async (call) => {
    const ready = await readyFor(call)
    if (!ready.ok) return ready
    const { params, query, request, reply } = call
    const { contest, round, found } = ready.value
    const { at, seq, statistics } = found
    const items = asked(statistics.items, { sort: 'code', order: 'asc' })
    const about = { contest: contest.title, round: round.title, taken: query.taken, at, seq, test: statistics.test, items }
    return sendItems(request, reply, await services.exports.table({ table: 'items', format: params.format, ...about }), { round, ...params })
  })
  const simulate = simulations(services)
  route('simulateRanking', 'judge', ({ params, query }) => simulate(params.roundId, query))
}
