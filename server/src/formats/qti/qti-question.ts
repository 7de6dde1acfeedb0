import { blankQuestion, type QuestionDraft } from '../../domain/question.ts'
import { cleanLine } from '../clean-text.ts'
import { issueAt } from '../import-issues.ts'
import { cannotAsk, type Asked, type Asking } from './qti-asked.ts'
import { declarationOf } from './qti-declaration.ts'
import { rightFeedback } from './qti-feedback.ts'
import { inFile, type QtiLoss, type QtiPlace } from './qti-losses.ts'
import { attribute, children } from './qti-names.ts'
import type { PictureSource } from './qti-pictures.ts'
import { scoringOf } from './qti-scoring.ts'
import { stemOf, textReader, type QtiSurroundings } from './qti-stem.ts'
import type { ReadQuestion } from '../read-questions.ts'
import { readFeedback } from '../side-notes.ts'
import { elements, type XmlElement } from '../xml.ts'

/** An item's parts are counted before they are compared with each other. */
const MAX_PARTS = 1_000

type Reader = (asking: Asking) => Asked
type ItemParts = { item: XmlElement; body: XmlElement; interaction: XmlElement }

/** An item with one interaction that hoithi can ask, as a question; or why it cannot be asked after all. */
export function questionOf({ item, body, interaction }: ItemParts, read: Reader, around: QtiSurroundings): ReadQuestion | { reason: string } {
  const errors: ReadQuestion['errors'] = []
  const losses = new Set<QtiLoss>()
  const report = (field: string, code: string, message: string): void => {
    // A picture that cannot be kept may be shown many times.
    if (!errors.some((error) => error.field === field && error.code === code))
      errors.push(issueAt(item.line, field, code, inFile(around.file, message)))
  }
  const note = (code: QtiLoss): void => void losses.add(code)
  const source: PictureSource = { shared: around.shared, bytesOf: around.bytesOf, note, refuse: (code, message) => report('pictures', code, message) }
  const text = textReader(source)
  const response = attribute(interaction, 'responseIdentifier')
  const asking: Asking = { interaction, declaration: declarationOf(item, response), scoring: scoringOf(item, response), text, note }
  const asked = refusal(item, asking) ?? read(asking)
  if (!asked.ok) return asked
  const stem = stemOf(item, body, around, source)
  const feedback = rightFeedback(item, asking.scoring, asking.declaration.correct, text)
  if (feedback.isRest) note('qti-feedback-ignored')
  for (const fault of asked.faults) report(fault.field, fault.code, fault.message)
  const code = cleanLine(attribute(item, 'identifier'))
  if (code.length > 64) note('qti-id-long')
  const place: QtiPlace = { file: around.file, line: item.line }
  for (const loss of losses) around.note(loss, place)
  const draft: QuestionDraft = { ...blankQuestion(), ...asked.draft, code: code.length > 64 ? '' : code, stem, ...readFeedback(feedback.explanation) }
  return { line: item.line, draft, errors }
}

function refusal(item: XmlElement, { declaration, interaction, scoring }: Asking): Asked | null {
  const hasKey = declaration.correct.length > 0 || declaration.mapping !== null
  if (!hasKey && isMarkedByPeople(item)) return cannotAsk('Mục do người hoặc hệ thống ngoài chấm (externalScored), hoithi không chấm được.')
  const parts = [...elements(interaction), ...elements(interaction).flatMap((one) => elements(one))]
  const isHuge = [parts, declaration.correct, declaration.mapping?.entries ?? [], scoring.branches].some(({ length }) => length > MAX_PARTS)
  return isHuge ? cannotAsk(`Mục có hơn ${MAX_PARTS.toLocaleString('vi-VN')} phương án hoặc đáp án, không thể là câu thi.`) : null
}

const isMarkedByPeople = (item: XmlElement): boolean =>
  children(item, 'outcomeDeclaration').some((one) => /^(?:human|externalMachine)$/.test(attribute(one, 'externalScored')))
