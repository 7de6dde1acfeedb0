import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { issueAt } from '../import-issues.ts'
import type { Asked, Asking } from './qti-asked.ts'
import { readChoice } from './qti-choice.ts'
import { inFile, type QtiPlace } from './qti-losses.ts'
import { attribute, child, children, qtiName, within } from './qti-names.ts'
import { readAssociate, readMatch, readOrder } from './qti-pairs.ts'
import { questionOf } from './qti-question.ts'
import type { QtiSurroundings } from './qti-stem.ts'
import { readTextEntry } from './qti-text-entry.ts'
import { isUnsaid } from './qti-text.ts'
import type { ReadQuestion, SkippedQuestion } from '../read-questions.ts'
import { elements, localName, type XmlElement } from '../xml.ts'

type ReadItem = { question: ReadQuestion } | { skipped: SkippedQuestion }

const readers: Record<string, (asking: Asking) => Asked> = {
  choiceInteraction: readChoice,
  inlineChoiceInteraction: readChoice,
  orderInteraction: readOrder,
  matchInteraction: readMatch,
  associateInteraction: readAssociate,
  textEntryInteraction: readTextEntry,
}

const unasked: Record<string, string> = {
  extendedTextInteraction: 'Câu tự luận (trả lời dài), hoithi không chấm được.',
  gapMatchInteraction: 'Câu kéo từ vào chỗ trống, hoithi không hỏi được.',
  hottextInteraction: 'Câu chọn từ ngay trong đoạn văn, hoithi không hỏi được.',
  hotspotInteraction: 'Câu chọn vùng trên hình, hoithi không hỏi được.',
  selectPointInteraction: 'Câu chọn điểm trên hình, hoithi không hỏi được.',
  graphicOrderInteraction: 'Câu xếp thứ tự trên hình, hoithi không hỏi được.',
  graphicAssociateInteraction: 'Câu nối điểm trên hình, hoithi không hỏi được.',
  graphicGapMatchInteraction: 'Câu kéo hình hoặc từ vào hình, hoithi không hỏi được.',
  positionObjectInteraction: 'Câu đặt vật lên hình, hoithi không hỏi được.',
  sliderInteraction: 'Câu kéo thanh trượt, hoithi không hỏi được.',
  drawingInteraction: 'Câu vẽ hình, hoithi không chấm được.',
  uploadInteraction: 'Câu nộp tệp, hoithi không chấm được.',
  mediaInteraction: 'Câu nghe hoặc xem (âm thanh, video), hoithi không hỏi được.',
  endAttemptInteraction: 'Mục chỉ có nút gợi ý hoặc kết thúc, không phải câu hỏi.',
  customInteraction: 'Câu dùng chương trình riêng của hệ thống cũ, hoithi không chạy được.',
  portableCustomInteraction: 'Câu dùng chương trình riêng của hệ thống cũ, hoithi không chạy được.',
}

const reasonFor = (name: string): string =>
  (Object.hasOwn(unasked, name) ? unasked[name] : undefined) ?? `Kiểu câu “${name.slice(0, 40)}” hoithi không hỏi được.`

/** One assessmentItem of QTI 2.0–3.0 as a question, or the reason why it is none for hoithi. */
export function readItem(item: XmlElement, around: QtiSurroundings): ReadItem {
  const place: QtiPlace = { file: around.file, line: item.line }
  const skip = (type: string, reason: string): ReadItem => ({
    skipped: { line: item.line, type: type.slice(0, 60), reason: inFile(around.file, reason) },
  })
  const body = child(item, 'itemBody')
  if (attribute(item, 'adaptive') === 'true')
    return skip('adaptive', 'Mục thích ứng (adaptive): câu hỏi đổi theo từng lần trả lời, hoithi không hỏi được.')
  if (children(item, 'templateDeclaration').length > 0)
    return skip('templateDeclaration', 'Mục sinh câu hỏi từ khuôn mẫu (template), mỗi lần một khác, hoithi không hỏi được.')
  if (body === null) return skip(localName(item), 'Mục không có nội dung (itemBody).')
  const found = interactionsIn(body)
  const asking = found.filter((one) => qtiName(one) !== 'endAttemptInteraction')
  if (asking.length > 1)
    return skip('composite', `Mục ghép ${asking.length} câu trong một; hoithi chỉ hỏi từng câu riêng. Hãy tách ra trong hệ thống cũ rồi xuất lại.`)
  const interaction = asking[0] ?? found[0]
  if (interaction === undefined) return skip(localName(item), 'Mục chỉ có phần giới thiệu, không có câu hỏi.')
  const name = qtiName(interaction)
  const reader = Object.hasOwn(readers, name) ? readers[name] : undefined
  if (reader === undefined) return skip(localName(interaction), reasonFor(name))
  if (found.length > asking.length) around.note('qti-hint-ignored', place)
  const read = questionOf({ item, body, interaction }, reader, around)
  return 'reason' in read ? skip(localName(interaction), read.reason) : { question: read }
}

/** Interactions that the contestant sees from the start. */
function interactionsIn(element: XmlElement): XmlElement[] {
  return elements(element).flatMap((one) => {
    if (isUnsaid(one)) return []
    return qtiName(one).endsWith('Interaction') ? [one] : interactionsIn(one)
  })
}

/** The items of an XML file: its root, or those that a file of another kind holds inside. */
export function itemsIn(root: XmlElement): XmlElement[] {
  return qtiName(root) === 'assessmentItem' ? [root] : within(root, 'assessmentItem')
}

/** QTI 1.2 has another structure altogether. */
export function oldVersion(file: string): ImportIssue {
  const message = 'Đây là QTI 1.2, định dạng cũ không đọc được. Hãy xuất lại theo QTI 2.1, 2.2, 3.0 hoặc Moodle XML.'
  return issueAt(null, null, 'qti-old', inFile(file, message))
}
