import { issueAt } from '../import-issues.ts'
import { entriesByBlock } from './pasted-answers.ts'
import type { MarkedLine } from './pasted-line.ts'
import { textOfLine } from './pasted-line.ts'
import { noteCollector, type Notes } from './pasted-notes.ts'
import { questionOf } from './pasted-question.ts'
import { partsOf } from './pasted-walk.ts'
import { nothingRead, type ReadFile } from '../read-questions.ts'

/** More lines than this are no list of questions; reading stops there with an error. */
const MAX_LINES = 400_000

/** Questions as people write them in a document, from its lines: "Câu 1: …", "A. …", "Đáp án: B". */
export function readLines(lines: readonly MarkedLine[], notes: Notes = noteCollector()): ReadFile {
  if (lines.length > MAX_LINES) {
    return { ...nothingRead(), errors: [issueAt(null, null, 'too-many-records', 'Tệp dài quá 400.000 dòng. Hãy chia thành nhiều tệp nhỏ hơn.')] }
  }
  const parts = partsOf(lines)
  const { entriesOf, errors } = entriesByBlock(parts.blocks, parts.entries)
  const file: ReadFile = { ...nothingRead(), errors: [...parts.errors, ...errors] }
  for (const block of parts.blocks) {
    const read = questionOf(block, entriesOf.get(block) ?? [], notes)
    if ('draft' in read) file.questions.push(read)
    else file.skipped.push(read)
  }
  const used = new Set(parts.blocks.map(({ section }) => section.index))
  for (const { index, line } of parts.sections) if (!used.has(index)) notes.add('heading-unused', line)
  for (const line of parts.pointLines) notes.add('points-ignored', line)
  for (const { line, runs } of parts.loose) if (runs.length > 0) notes.add('text-unattached', line)
  for (const { line, faults } of [...parts.preface, ...parts.loose]) if (faults.length > 0) notes.add('drawing-ignored', line)
  if (parts.preface[0] !== undefined) file.warnings.push(prefaceWarning(parts.preface))
  file.warnings.push(...notes.warnings())
  return file
}

function prefaceWarning(preface: readonly MarkedLine[]) {
  const [first] = preface
  const quoted = first === undefined ? '' : textOfLine(first).slice(0, 60)
  const message = `${preface.length} dòng đứng trước câu đầu tiên (“${quoted}”…) không thuộc câu nào nên được bỏ qua. Hãy kiểm tra xem có phải tiêu đề, hướng dẫn không.`
  return issueAt(first?.line ?? null, null, 'text-before-first', message)
}
