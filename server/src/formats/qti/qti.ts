import { issueAt } from '../import-issues.ts'
import { readXml } from './qti-files.ts'
import { itemsIn, oldVersion, readItem } from './qti-item.ts'
import { lossCounter } from './qti-losses.ts'
import { qtiName } from './qti-names.ts'
import { readPackage } from './qti-package.ts'
import { sharedFiles } from './qti-shared.ts'
import type { QtiSurroundings } from './qti-stem.ts'
import { nothingRead, type ReadFile } from '../read-questions.ts'
import { localName, type XmlElement } from '../xml.ts'

/**
 * QTI 2.0, 2.1, 2.2 and 3.0 (1EdTech Question and Test Interoperability): one item as an XML file, or a package (zip) of them.
 * In a package `line` counts inside the item's own file, which messages and reasons name first.
 */
export function readQti(bytes: Uint8Array): ReadFile {
  return bytes[0] === 0x50 && bytes[1] === 0x4b ? readPackage(bytes) : readAlone(bytes)
}

function readAlone(bytes: Uint8Array): ReadFile {
  const parsed = readXml(bytes)
  if (!parsed.ok) return { ...nothingRead(), errors: [parsed.issue] }
  const items = itemsIn(parsed.root)
  if (items.length === 0) return { ...nothingRead(), errors: [notAnItem(parsed.root)] }
  const losses = lossCounter()
  const shared = sharedFiles()
  const around: QtiSurroundings = { file: '', shared, bytesOf: () => null, stimulus: () => null, note: losses.note }
  const read = items.map((item) => readItem(item, around))
  return {
    ...nothingRead(),
    questions: read.flatMap((one) => ('question' in one ? [one.question] : [])),
    skipped: read.flatMap((one) => ('skipped' in one ? [one.skipped] : [])),
    warnings: losses.warnings(),
    pictures: shared.pictures(),
  }
}

function notAnItem(root: XmlElement) {
  const name = qtiName(root)
  if (name === 'questestinterop') return oldVersion('')
  if (/^(?:manifest|assessment(?:Test|Section|Stimulus.*))$/.test(name)) {
    return issueAt(root.line, null, 'qti-no-items', 'Tệp này chỉ nhắc đến câu hỏi ở các tệp khác. Hãy chọn cả gói QTI (.zip).')
  }
  return issueAt(
    root.line,
    null,
    'qti-not-item',
    `Tệp XML có gốc <${localName(root).slice(0, 40)}>, không phải câu hỏi QTI (assessmentItem). Hãy chọn đúng tệp.`,
  )
}
