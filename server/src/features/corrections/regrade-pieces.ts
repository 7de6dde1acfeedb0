import type { RoundRules } from '@hoithi/shared/contracts/rules'
import type { AnswerKey, Grade } from '../../domain/grading.ts'
import { correctedBy, gradeWith, type Corrected, type KeyCorrection } from '../../domain/key-correction.ts'
import { canonical, type Sha256 } from '../../domain/receipt.ts'
import type { Correction, Regraded, RegradePiece } from '../../ports/corrections.ts'
import type { GradedPaper, RegradeReads } from '../../ports/regrading.ts'

/** So many new figures a piece is worth aiming at: more would hold up the answers that wait behind its commit. */
const CHANGED_AT_ONCE = 50
const MOST_ROWS = 2_000

export const sameFigures = (a: Grade, b: Grade): boolean =>
  a.score === b.score && a.maxScore === b.maxScore && a.correctCount === b.correctCount && a.allCorrect === b.allCorrect

/** Grades papers of a round, some at a time, under some decisions on its keys. */
export function paperGrader(
  { versions }: Pick<RegradeReads, 'versions'>,
  rules: RoundRules,
  decisions: readonly KeyCorrection[],
): (papers: readonly GradedPaper[]) => Promise<{ paper: GradedPaper; grade: Grade }[]> {
  const corrected: Corrected = correctedBy(decisions)
  const keys = new Map<string, AnswerKey>()
  const keyOf = (versionId: string): AnswerKey => {
    const key = keys.get(versionId)
    if (key === undefined) throw new Error(`a paper pins question version ${versionId}, which does not exist`)
    return key
  }
  return async (papers) => {
    const missing = new Set<string>()
    for (const { paper } of papers) for (const { versionId } of paper) if (!keys.has(versionId)) missing.add(versionId)
    if (missing.size > 0) for (const [id, version] of await versions([...missing])) keys.set(id, version)
    return papers.map((paper) => ({ paper, grade: gradeWith({ paper: paper.paper, responses: paper.responses, keyOf, corrected }, rules) }))
  }
}

/** The attempts that were logged before a correction, from where it had come, with the figures that it and the decisions before it give them. */
export async function* regradePieces(reads: RegradeReads, correction: Correction, sha256: Sha256): AsyncGenerator<RegradePiece> {
  const { roundId, seq: before, versions } = correction
  const found = await reads.round(roundId)
  if (found === null) throw new Error(`round ${roundId} does not exist`)
  const decisions = (await reads.corrections(roundId)).filter(({ seq }) => seq <= before)
  const graded = paperGrader(reads, found.round.rules, decisions)
  const versionIds = Object.keys(versions)
  const total = await reads.submissions(roundId, before)
  let limit = CHANGED_AT_ONCE
  for (let after = correction.seenTo; ;) {
    const { papers, ...read } = await reads.papers({ roundId, after, before, limit, versionIds })
    if (read.seen === 0) return
    const changed = (await graded(papers)).flatMap(({ paper, grade }): Regraded[] => {
      if (sameFigures(grade, paper)) return []
      const { attemptId, contestantId, responses } = paper
      return [{ ...grade, attemptId, contestantId, responsesHash: sha256(canonical(responses)) }]
    })
    yield { ...read, total, changed }
    after = read.seenTo
    limit = Math.min(MOST_ROWS, Math.max(CHANGED_AT_ONCE, Math.floor((limit * CHANGED_AT_ONCE) / Math.max(1, changed.length))))
  }
}
