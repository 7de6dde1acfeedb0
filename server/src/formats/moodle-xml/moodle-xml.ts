import { cleanLine } from '../clean-text.ts'
import { pictureCollector } from '../collect-pictures.ts'
import { MAX_RECORDS, issueAt, tooManyRecords } from '../import-issues.ts'
import { kindReaders } from './moodle-xml-kinds.ts'
import { lossWarnings } from './moodle-xml-losses.ts'
import { readQuestion, type QuestionWithLosses } from './moodle-xml-question.ts'
import { sourceOf } from './moodle-xml-text.ts'
import { skipReason } from './moodle-xml-types.ts'
import { nothingRead, type ReadFile, type SkippedQuestion } from '../read-questions.ts'
import { element, elements, localName, parseXml, type XmlElement } from '../xml.ts'

/**
 * Questions of a Moodle XML file, of any version since 1.8 (https://docs.moodle.org/en/Moodle_XML_format): topics from its categories,
 * codes from its ID numbers, pictures from the files inside it. A single `<question>` is read as a file of one.
 */
export function readMoodleXml(text: string): ReadFile {
  const parsed = parseXml(text)
  if (!parsed.ok) return { ...nothingRead(), errors: [parsed.issue] }
  const { root } = parsed
  const alone = localName(root) === 'question' && root.attributes['type'] !== undefined
  if (localName(root) !== 'quiz' && !alone) return { ...nothingRead(), errors: [notMoodle(root)] }
  const parts = alone ? [root] : elements(root)
  if (parts.length > 2 * MAX_RECORDS) return { ...nothingRead(), errors: [tooManyRecords()] }
  return readParts(parts)
}

const notMoodle = (root: XmlElement) =>
  issueAt(
    root.line,
    null,
    'moodle-root',
    `Tệp Moodle XML phải có gốc <quiz>, tệp này có gốc <${root.name.slice(0, 40)}>. Hãy xuất ngân hàng câu hỏi từ Moodle theo định dạng Moodle XML.`,
  )

function readParts(parts: readonly XmlElement[]): ReadFile {
  const pictures = pictureCollector()
  const questions: QuestionWithLosses[] = []
  const skipped: SkippedQuestion[] = []
  let topic = ''
  for (const part of parts) {
    const type = localName(part) === 'question' ? (part.attributes['type'] ?? '').trim() : `<${part.name.slice(0, 40)}>`
    const readKind = kindReaders.get(type.toLowerCase())
    if (type.toLowerCase() === 'category') topic = topicOf(part)
    else if (readKind !== undefined) questions.push(readQuestion(part, topic, readKind, pictures))
    else
      skipped.push({
        line: part.line,
        type,
        reason: localName(part) === 'question' ? skipReason(type) : `Phần tử ${type} không phải là câu hỏi của Moodle.`,
      })
  }
  return {
    questions: questions.map(({ line, draft, errors }) => ({ line, draft, errors })),
    errors: [],
    warnings: lossWarnings(questions),
    skipped,
    pictures: pictures.pictures(),
  }
}

/** The last name of a category's path; "//" is a slash in a name, "$course$" and "top" are Moodle's own. */
function topicOf(category: XmlElement): string {
  const names = sourceOf(element(category, 'category'))
    .split(/(?<!\/)\/(?!\/)/)
    .map((name) => cleanLine(name.replaceAll('//', '/')))
  const own = /^\$[a-z0-9]+\$$/i.test(names[0] ?? '') ? names.slice(1) : names
  return (own[0] === 'top' ? own.slice(1) : own).filter((name) => name !== '').at(-1) ?? ''
}
