import { blankQuestion, type QuestionDraft } from '../domain/question.ts'
import { cleanLine, cleanText } from './clean-text.ts'

/** A draft with clean texts and only the fields that its kind uses; whatever else is on the given object is left behind. */
export function cleanDraft(given: QuestionDraft): QuestionDraft {
  const typed = given.kind === 'shortText' || given.kind === 'number'
  const chosen = given.kind === 'single' || given.kind === 'multiple' || given.kind === 'trueFalse'
  const options = typed ? [] : given.options.map(cleanText)
  const ascending = (indices: readonly number[]): number[] => [...indices].sort((a, b) => a - b)
  return {
    ...blankQuestion(),
    code: cleanLine(given.code),
    kind: given.kind,
    topic: cleanLine(given.topic),
    difficulty: given.difficulty,
    status: given.status,
    stem: cleanText(given.stem),
    options,
    correct: typed
      ? []
      : given.kind === 'ordering'
        ? options.map((_, index) => index)
        : given.kind === 'matching'
          ? [...given.correct]
          : ascending(given.correct),
    credits: chosen ? [...given.credits] : [],
    prompts: given.kind === 'matching' ? given.prompts.map(cleanText) : [],
    answers: typed ? given.answers.map(({ text, tolerance, credit }) => ({ text: cleanText(text), tolerance, credit })) : [],
    caseMatters: given.kind === 'shortText' && given.caseMatters,
    accentsMatter: given.kind === 'shortText' && given.accentsMatter,
    explanation: cleanText(given.explanation),
    legalReference: cleanText(given.legalReference),
    tags: [...new Set(given.tags.map(cleanLine))],
    keepOrder: given.kind !== 'ordering' && !typed && given.keepOrder,
    keepLast: typed || given.kind === 'ordering' ? [] : ascending(given.keepLast),
  }
}
