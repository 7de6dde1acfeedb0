import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { fold } from '../../domain/names.ts'
import { readNumber } from '../../domain/answer-text.ts'
import { blankQuestion, type QuestionDraft } from '../../domain/question.ts'
import { cleanLine, cleanText } from '../clean-text.ts'
import type { pictureCollector } from '../collect-pictures.ts'
import { issueAt } from '../import-issues.ts'
import { ownFormat, setting, type MoodleQuestion, type ReadKind } from './moodle-xml-kinds.ts'
import type { Loss } from './moodle-xml-losses.ts'
import { readNotes } from './moodle-xml-notes.ts'
import { questionPictures } from './moodle-xml-pictures.ts'
import { questionTexts, sourceOf, wordsOf } from './moodle-xml-text.ts'
import type { ReadQuestion } from '../read-questions.ts'
import { readFeedback, readTags } from '../side-notes.ts'
import { element, elements, type XmlElement } from '../xml.ts'

/** A question and what of it hoithi has no place for. */
export type QuestionWithLosses = ReadQuestion & { lost: ReadonlySet<Loss> }

/** One `<question>` of a kind that hoithi asks, under the topic of the last category before it. */
export function readQuestion(
  of: XmlElement,
  topic: string,
  readKind: (question: MoodleQuestion) => ReadKind,
  collector: ReturnType<typeof pictureCollector>,
): QuestionWithLosses {
  const errors: ImportIssue[] = []
  const lost = new Set<Loss>()
  const report: MoodleQuestion['report'] = (field, code, message) => errors.push(issueAt(of.line, field, code, message))
  const lose = (loss: Loss): void => void lost.add(loss)
  const pictures = questionPictures(of, collector, report, lose)
  const question: MoodleQuestion = { element: of, ...questionTexts(pictures, lose), report, lose }
  const stem = cleanText(`${question.text(element(of, 'questiontext'), 'html')}\n${pictures.beside()}`)
  const { draft, feedback } = readKind(question)
  const told = { ...readFeedback(explanationOf(question, feedback)), ...statusAndTags(question) }
  noteSettings(question)
  if (pictures.hasUnused()) lose('files')
  const { notes, ...tagged } = told
  return {
    line: of.line,
    errors,
    lost,
    draft: notes({ ...blankQuestion(), code: cleanLine(sourceOf(element(of, 'idnumber'))), topic, stem, ...draft, ...tagged }),
  }
}

/** More than the rules allow, so that they are told of; not more than that. */
const MAX_TAGS = 100

type Tagged = Pick<QuestionDraft, 'difficulty' | 'status' | 'tags'> & { notes: (read: QuestionDraft) => QuestionDraft }

function statusAndTags(question: MoodleQuestion): Tagged {
  const written = ['tags', 'coursetags']
    .flatMap((name) => elements(question.element, name))
    .flatMap((list) => elements(list, 'tag'))
    .slice(0, MAX_TAGS)
    .map((tag) => cleanLine(sourceOf(tag)))
  const { tags, notes } = readNotes(written)
  const read = readTags(tags)
  if (setting(question, 'hidden') !== '1' || tags.some((tag) => /^status:/i.test(tag))) return { ...read, notes }
  question.lose('hidden')
  return { ...read, status: 'retired', notes }
}

/** The general feedback; without it, what the right answer says if no other answer says anything. */
function explanationOf(question: MoodleQuestion, feedback: ReadKind['feedback']): string {
  const format = ownFormat(question)
  const generalFeedback = element(question.element, 'generalfeedback')
  const general = wordsOf(generalFeedback, format)
  const combined = ['correctfeedback', 'partiallycorrectfeedback', 'incorrectfeedback'].map((name) =>
    wordsOf(element(question.element, name), format),
  )
  if (combined.some((words) => words !== '' && words !== general && !customary.has(fold(words)))) question.lose('feedback')
  const said = feedback.map(({ of, right }) => ({ of, right, words: wordsOf(of, format) })).filter(({ words }) => words !== '' && words !== general)
  if (general === '' && said.length > 0 && said.every(({ right, words }) => right && words === said[0]?.words))
    return question.text(said[0]?.of ?? null, format)
  if (said.length > 0) question.lose('feedback')
  return question.text(generalFeedback, format)
}

/** What Moodle puts there when nobody writes anything. */
const customary = new Set(
  [
    'Your answer is correct.',
    'Your answer is partially correct.',
    'Your answer is incorrect.',
    'Câu trả lời của bạn đúng.',
    'Câu trả lời của bạn đúng một phần.',
    'Câu trả lời của bạn sai.',
    'Câu trả lời của bạn không đúng.',
    'Câu trả lời của bạn là đúng.',
    'Câu trả lời của bạn là sai.',
  ].map(fold),
)

/** Penalties that Moodle writes by itself: of today, of version 1.9, of true/false questions and none. */
const customaryPenalties = [1 / 3, 0.1, 1, 0]

function noteSettings(question: MoodleQuestion): void {
  const number = (name: string): number | null => readNumber(setting(question, name) ?? '')
  const penalty = number('penalty')
  if (penalty !== null && !customaryPenalties.some((usual) => Math.abs(penalty - usual) < 0.005)) question.lose('penalty')
  const marks = number('defaultgrade')
  if (marks !== null && marks !== 1) question.lose('marks')
  if (elements(question.element, 'hint').some((hint) => cleanText(sourceOf(element(hint, 'hintcontent') ?? hint)) !== '')) question.lose('hints')
}
