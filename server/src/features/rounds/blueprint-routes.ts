import { questionKinds } from '@hoithi/shared/contracts/rules'
import type { BlueprintCell, QuestionKind } from '@hoithi/shared/contracts/rules'
import { feasibility } from '../../domain/blueprint.ts'
import { maxScore, questionCount, windowPhase } from '../../domain/contest.ts'
import { accept, refuse } from '../../domain/decision.ts'
import type { Route } from '../../http/route.ts'
import type { BankCount } from '../../ports/questions.ts'
import type { Services } from '../../services.ts'

type BankRow = { topic: string; difficulty: number; kind: QuestionKind; ready: number; waiting: number }

/** A row for each topic, difficulty and kind: what may be drawn, and what waits for a review or to be made ready. */
function bankRows(counts: readonly BankCount[]): BankRow[] {
  const rows = new Map<string, BankRow>()
  for (const { topic, difficulty, kind, status, count } of counts) {
    const key = `${topic}\n${difficulty}\n${kind}`
    const row = rows.get(key) ?? { topic, difficulty, kind, ready: 0, waiting: 0 }
    if (status === 'ready') row.ready += count
    else if (status !== 'retired') row.waiting += count
    rows.set(key, row)
  }
  const place = (kind: QuestionKind): number => questionKinds.indexOf(kind)
  return [...rows.values()].sort((a, b) => a.topic.localeCompare(b.topic, 'vi') || a.difficulty - b.difficulty || place(a.kind) - place(b.kind))
}

/** The blueprint of a round: what it needs of the bank, and changing it before the round opens. */
export function blueprintRoutes(route: Route, services: Services): void {
  const { storage, clock, ids, paperStock } = services

  const judged = async (contestId: string, cells: readonly BlueprintCell[], points: number) => {
    const counts = await storage.questions.counts(contestId)
    const ready = counts.filter(({ status }) => status === 'ready')
    const { cells: found, feasible } = feasibility(cells, ready)
    const rules = { blueprint: [...cells], points }
    return {
      counts,
      view: {
        cells: cells.map((cell, index) => ({ ...cell, ...(found[index] ?? { have: 0, spare: -cell.count }) })),
        questionCount: questionCount(rules),
        maxScore: maxScore(rules),
        feasible,
      },
    }
  }

  route('getBlueprint', 'seeQuestions', async ({ params: { roundId } }) => {
    const found = await storage.contests.round(roundId)
    if (found === null) return refuse('not-found')
    const { rules } = found.round
    const [{ counts, view }, bank] = await Promise.all([
      judged(found.contest.id, rules.blueprint, rules.points),
      storage.questions.bank(found.contest.id),
    ])
    return accept({
      ...view,
      roundId,
      points: rules.points,
      editable: windowPhase(found.round, clock.now()) === 'before',
      bank: bankRows(counts),
      bankVersion: bank.version,
      stock: paperStock.size(found.round, bank),
    })
  })

  route('checkBlueprint', 'seeQuestions', async ({ params: { roundId }, body }) => {
    const found = await storage.contests.round(roundId)
    if (found === null) return refuse('not-found')
    return accept((await judged(found.contest.id, body.cells, found.round.rules.points)).view)
  })

  route('setBlueprint', 'manageRounds', async ({ params: { roundId }, body: { cells, reason }, session }) => {
    const at = clock.now()
    const changed = await storage.contests.changeRound(roundId, (round) => {
      if (round === null) return refuse('not-found')
      if (windowPhase(round, at) !== 'before') return refuse('round-already-open')
      const details = { before: round.rules.blueprint, after: cells }
      const audit = { id: ids.next(at), at, actorId: session.id, action: 'setBlueprint', subject: round.title, reason, details }
      return accept({ rules: { ...round.rules, blueprint: cells }, audit })
    })
    return changed.ok ? accept({ done: true }) : changed
  })
}
