import { accept, refuse } from '../../domain/decision.ts'
import type { Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { correctKey, readWish } from './actions.ts'
import { correctionTrials, moversOf } from './trial-desk.ts'
import { askedVersionView, correctionView, facilityOf, foundView, moverView, namedIn, treatmentByQuestion } from './views.ts'

export function correctionRoutes(route: Route, services: Services): void {
  const { storage, clock } = services
  const { corrections } = storage
  const trials = correctionTrials(services)

  route('listAskedQuestions', 'judge', async ({ params: { roundId }, query }) => {
    const { rows, total } = await corrections.asked({ ...query, roundId })
    const held = treatmentByQuestion(await corrections.ofRound(roundId))
    const questions = rows.map(({ earned, ...row }) => ({
      ...row,
      facility: facilityOf({ drawn: row.drawn, earned }),
      treatment: held.get(row.questionId) ?? null,
    }))
    return accept({ questions, total, page: query.page, pageSize: query.pageSize })
  })

  route('getAskedQuestion', 'judge', async ({ params: { roundId, questionId } }) => {
    const versions = await corrections.askedVersions(roundId, questionId)
    if (versions.length === 0) return refuse('not-found')
    const decisions = await corrections.ofRound(roundId)
    return accept({ questionId, versions: versions.map((version) => askedVersionView(version, decisions)) })
  })

  route('tryCorrection', 'judge', async ({ params: { roundId }, body, session, request }) => {
    const wish = await readWish(services, roundId, body)
    if (!wish.ok) return wish
    const underWay = (await corrections.ofRound(roundId)).some(({ state }) => state === 'grading')
    if (underWay) return refuse('correction-under-way')
    const { questionId, treatment, versions } = wish.value
    return trials.start(session.id, { roundId, decision: { questionId, treatment, versions } }, (error) => request.log.error(error))
  })

  route('getCorrectionTrial', 'judge', async ({ params, query, session }) => {
    const trial = await trials.find(session.id, params.trialId)
    if (trial === null || trial.failed) return refuse(trial === null ? 'not-found' : 'correction-trial-failed')
    const { found, seen, total } = trial
    const movers = moversOf(found, query)
    const faces = await corrections.faces([...movers, ...(found === null ? [] : namedIn(found))])
    const { page, pageSize } = query
    return accept({
      trial: { seen, total, found: found === null ? null : foundView(found, faces) },
      ...{ movers: movers.map((move) => moverView(move, faces)), total: found?.movers.length ?? 0, page, pageSize },
    })
  })

  route('listCorrections', 'judge', async ({ params: { roundId }, query: { page, pageSize } }) => {
    const { rows, total } = await corrections.list(roundId, { page, pageSize })
    const decisions = await corrections.ofRound(roundId)
    return accept({ corrections: rows.map((row) => correctionView(row, decisions)), total, page, pageSize, now: clock.now() })
  })

  route('correctKey', 'judge', async ({ params: { roundId }, body: { reason, ...wish }, session }) => {
    const decided = await correctKey(services, { roundId, actorId: session.id, reason }, wish)
    return decided.ok ? accept({ correctionId: decided.value.id, seq: decided.value.seq }) : decided
  })
}
