import type { QuestionKind, RoundRules } from '@hoithi/shared/contracts/rules'
import type { SavedResponse } from './attempt.ts'
import { roundPoints } from './grading.ts'
import type { AnalysedAnswer } from './item-analysis.ts'
import { markedShares, type Corrected } from './key-correction.ts'
import { cellsFor, cellsOfPaper } from './paper-places.ts'
import { chosenOptions, type PaperItem } from './paper.ts'
import type { QuestionVersion } from './question.ts'

type Rules = Pick<RoundRules, 'blueprint' | 'points' | 'multipleCredit'>

const hundredths = (points: number): number => Math.round(roundPoints(points) * 100)
const ticks: ReadonlySet<QuestionKind> = new Set(['single', 'multiple', 'trueFalse'])

/** The letter of an option in the bank's order; a dash for a prompt left open. */
const letterOf = (option: number): string => (option < 0 ? '–' : String.fromCharCode(65 + option))

/** Reads finished attempts of a round for item analysis, graded by the keys as they were corrected; a void question is no part of the test. */
export function paperReader(rules: Rules, versionOf: (versionId: string) => QuestionVersion, corrected: Corrected) {
  const fitting = new Map<string, number[]>()
  const fits = (versionId: string): number[] => {
    const cells = fitting.get(versionId) ?? cellsFor(versionOf(versionId), rules.blueprint)
    fitting.set(versionId, cells)
    return cells
  }
  return (paper: readonly PaperItem[], responses: readonly SavedResponse[]): AnalysedAnswer[] => {
    const choices = new Map(responses.map(({ position, choice }) => [position, choice]))
    const earned = markedShares({ paper, responses, keyOf: versionOf, corrected }, rules.multipleCredit)
    const cells = cellsOfPaper(
      paper.map(({ versionId }) => fits(versionId)),
      rules.blueprint,
    )
    return paper.flatMap((item, index) => {
      const share = earned[index] ?? null
      if (share === null) return []
      const points = item.points ?? rules.points
      const version = versionOf(item.versionId)
      return {
        versionId: item.versionId,
        questionId: version.questionId,
        cell: cells[index] ?? 0,
        mark: hundredths(share * points),
        most: hundredths(points),
        ...answered(item, version, choices.get(index + 1) ?? []),
      }
    })
  }
}

function answered(item: PaperItem, { options }: QuestionVersion, choice: string[]): Pick<AnalysedAnswer, 'options' | 'chosen' | 'written'> {
  if (ticks.has(item.kind)) return { options: options.length, chosen: chosenOptions(item, choice), written: null }
  if (choice.length === 0) return { options: 0, chosen: [], written: null }
  const typed = item.kind === 'shortText' || item.kind === 'number'
  return { options: 0, chosen: [], written: typed ? (choice[0] ?? '') : chosenOptions(item, choice).map(letterOf).join(' ') }
}
