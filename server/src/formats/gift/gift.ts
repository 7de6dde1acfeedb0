import { blankQuestion, type QuestionDraft } from '../../domain/question.ts'
import { cleanLine } from '../clean-text.ts'
import { pictureCollector } from '../collect-pictures.ts'
import { readAnswer, type GiftAnswer } from './gift-answers.ts'
import { splitGift, type GiftBlock } from './gift-blocks.ts'
import { endless, giftBody, unclosedBrace } from './gift-body.ts'
import { formatted, giftTexts, type GiftNotes, type Loss } from './gift-text.ts'
import { MAX_RECORDS, issueAt, tooManyRecords } from '../import-issues.ts'
import { nothingRead, type ReadFile } from '../read-questions.ts'
import { readFeedback, readTags } from '../side-notes.ts'

type Keep = ReturnType<typeof pictureCollector>['keep']
type Question = Extract<GiftBlock, { kind: 'question' }>

/** Questions of a GIFT file, read as Moodle's importer reads it (docs.moodle.org, "GIFT format"), with the slips of real files forgiven. */
export function readGift(text: string): ReadFile {
  const blocks = splitGift(text)
  if (blocks.length > MAX_RECORDS) return { ...nothingRead(), errors: [tooManyRecords()] }
  const file = nothingRead()
  const { keep, pictures } = pictureCollector()
  const lost = new Map<Loss, { line: number; count: number }>()
  let topic = ''
  for (const block of blocks) {
    if (block.kind === 'category') topic = topicOf(block.path)
    else if (block.kind === 'question') {
      for (const loss of readBlock(block, topic, keep, file)) {
        const earlier = lost.get(loss)
        lost.set(loss, { line: earlier?.line ?? block.line, count: (earlier?.count ?? 0) + 1 })
      }
    } else file.errors.push(block.kind === 'unclosed' ? unclosedBrace(block.line) : endless(block.line))
  }
  file.warnings.push(...[...lost].map(([loss, { line, count }]) => issueAt(line, null, ...lossWords(loss, count))))
  return { ...file, pictures: pictures() }
}

const skipReasons = {
  essay: 'Câu tự luận ({} không có đáp án): hoithi không tự chấm được bài viết.',
  description: 'Đoạn chữ không có phần trả lời {…} nên không phải là câu hỏi.',
}

/** Adds what a block holds to the file; gives what was lost in it. */
function readBlock(block: Question, topic: string, keep: Keep, file: ReadFile): Set<Loss> {
  const notes: GiftNotes = { losses: new Set(), refused: [] }
  const taken = giftBody(block)
  if (!taken.ok) {
    file.errors.push(taken.issue)
    return notes.losses
  }
  const { stem, answer, answerLine, feedback } = taken.body
  const type = answer === null ? 'description' : 'essay'
  if (answer === null || answer === '') {
    file.skipped.push({ line: block.line, type, reason: skipReasons[type] })
    return notes.losses
  }
  const texts = giftTexts(notes, keep)
  const { format } = formatted(stem, 'moodle')
  const { fields, errors, ...said } = readAnswer({ answer, line: answerLine, format, texts, notes })
  const draft = {
    ...blankQuestion(),
    ...identityOf(block.comments),
    topic,
    stem: texts.text(stem, 'moodle'),
    ...fields,
    ...explanationOf(texts.text(feedback, format), said, notes.losses),
  }
  const refused = notes.refused.map(({ code, message }) => issueAt(block.line, null, code, message))
  file.questions.push({ line: block.line, draft, errors: [...errors, ...refused] })
  return notes.losses
}

/** The last part of a category's path; "//" is a slash in a name, and "$course$/top" only says where the path begins. */
function topicOf(path: string): string {
  const unescaped = path.replace(/\\([\\~=#{}:])/g, '$1')
  const parts = unescaped.split(/(?<!\/)\/(?!\/)/).map((part) => cleanLine(part.replaceAll('//', '/')))
  const [where = ''] = parts
  if (/^\$\w+\$$/.test(where)) parts.shift()
  if (parts[0] === 'top') parts.shift()
  return parts.findLast((part) => part !== '') ?? ''
}

/** "// [id:BC-001] [tag:luật]" before a question; "\]" is a bracket in the name (Moodle 3.8 and later). */
function identityOf(comments: string): Pick<QuestionDraft, 'code' | 'tags' | 'difficulty' | 'status'> {
  const named = (name: 'id' | 'tag'): string[] =>
    [...comments.matchAll(new RegExp(`\\[${name}:((?:\\\\\\]|[^\\]\\n]){1,300})\\]`, 'g'))].map(([, value = '']) => value.replaceAll('\\]', ']'))
  return { code: cleanLine(named('id')[0] ?? ''), ...readTags(named('tag')) }
}

const LONG_FEEDBACK = 20_000

/** General feedback explains; without it, what only those who are right are told. Any other feedback has no place. */
function explanationOf(
  general: string,
  { right, other }: Pick<GiftAnswer, 'right' | 'other'>,
  losses: Set<Loss>,
): Pick<QuestionDraft, 'explanation' | 'legalReference'> {
  const toRight = [...new Set(right)].filter((said) => said !== '')
  const toOthers = other.some((said) => said !== '')
  const alone = general === '' && toRight.length === 1 && !toOthers
  if (!alone && (toRight.length > 0 || toOthers)) losses.add('feedback')
  const text = alone ? (toRight[0] ?? '') : general
  return readFeedback(text.length > LONG_FEEDBACK ? text.replace(/(\s)\s+/gu, '$1') : text)
}

function lossWords(loss: Loss, count: number): [code: string, message: string] {
  const words: Record<Loss, [string, string]> = {
    feedback: ['feedback-lost', 'có nhận xét riêng cho từng phương án, không có chỗ giữ nên bị bỏ. Hãy chép ý cần giữ vào nhận xét chung (####).'],
    formatting: ['formatting-lost', 'có chữ đậm, nghiêng, bảng hoặc liên kết; chỉ phần chữ được giữ. Hãy xem lại các câu này.'],
    picture: [
      'picture-missing',
      'có hình hoặc âm thanh không nằm trong tệp GIFT. Hãy xuất lại từ Moodle dạng “Moodle XML”, hoặc thêm hình sau khi nạp.',
    ],
    key: ['key-not-full', 'không có phương án nào được trọn điểm; phương án nhiều điểm nhất được coi là đáp án. Hãy kiểm tra lại.'],
  }
  const [code, message] = words[loss]
  return [code, `${count} câu ${message}`]
}
