import type { QuestionDraft } from '../../domain/question.ts'
import { writeNumberAnswers, writeWordAnswers } from './accepted-cell.ts'
import { optionLetters, writeKey } from './option-key.ts'
import { isLetter, type QuestionField } from './question-columns.ts'
import { answerWords, kindWords, statusWords } from '../question-values.ts'
import { writePair, writeTagCell } from './sheet-escapes.ts'

export type SheetCells = { ok: true; cell: (field: QuestionField) => string } | { ok: false; reason: string }

/** A draft as the cells of its row, in the words that `readQuestionRows` reads. */
export function sheetCells(draft: QuestionDraft): SheetCells {
  const { options, key, tolerance } = keyCells(draft)
  if (options.length > optionLetters.length) {
    return { ok: false, reason: `Câu cần ${options.length} ô phương án, bảng chỉ có ${optionLetters.length} cột.` }
  }
  const yes = (value: boolean): string => (value ? answerWords.yes[0] : '')
  const cells = {
    id: draft.code,
    topic: draft.topic,
    difficulty: draft.difficulty === 0 ? '' : String(draft.difficulty),
    kind: kindWords[draft.kind][0],
    stem: draft.stem,
    correct: key,
    explanation: draft.explanation,
    legalReference: draft.legalReference,
    status: statusWords[draft.status][0],
    tags: writeTagCell(draft.tags),
    keepOrder: yes(draft.keepOrder),
    keepLast: writeKey(draft.keepLast, draft.options),
    credits: draft.credits.join(';'),
    caseMatters: yes(draft.caseMatters),
    accentsMatter: yes(draft.accentsMatter),
    tolerance,
  }
  return { ok: true, cell: (field) => (isLetter(field) ? (options[optionLetters.indexOf(field)] ?? '') : cells[field]) }
}

type KeyCells = { options: readonly string[]; key: string; tolerance: string }

function keyCells(draft: QuestionDraft): KeyCells {
  if (draft.kind === 'shortText') return { options: [], key: writeWordAnswers(draft.answers), tolerance: '' }
  if (draft.kind === 'number') return { options: [], ...writeNumberAnswers(draft.answers) }
  if (draft.kind === 'ordering') return { options: draft.options, key: '', tolerance: '' }
  if (draft.kind === 'matching') return { ...pairCells(draft), tolerance: '' }
  return { options: draft.options, key: writeKey(draft.correct, draft.options), tolerance: '' }
}

/** Each pair in a cell, then the right sides that belong to none; the key tells the order of the right sides where the cells alone give another. */
function pairCells({ prompts, options, correct }: QuestionDraft): Pick<KeyCells, 'options' | 'key'> {
  const used = new Set(correct)
  const extra = options.flatMap((_, index) => (used.has(index) ? [] : [index]))
  const places = [...correct, ...extra]
  const cells = places.map((place, cell) => writePair(prompts[cell] ?? '', options[place] ?? ''))
  const asWritten = [...new Set(places)].every((place, index) => place === index)
  return {
    options: cells,
    key: asWritten
      ? ''
      : writeKey(
          options.map((_, place) => places.indexOf(place)),
          [],
        ),
  }
}
