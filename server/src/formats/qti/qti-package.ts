import { cleanLine } from '../clean-text.ts'
import { issueAt } from '../import-issues.ts'
import { packageFiles, type PackageFiles } from './qti-files.ts'
import { itemsIn, oldVersion, readItem } from './qti-item.ts'
import { inFile, lossCounter, type QtiPlace } from './qti-losses.ts'
import { child, qtiName } from './qti-names.ts'
import { qtiPlan, type PlannedFile } from './qti-plan.ts'
import { qtiSections, type Section } from './qti-sections.ts'
import { sharedFiles } from './qti-shared.ts'
import type { QtiSurroundings, Stimulus } from './qti-stem.ts'
import { nothingRead, type ReadFile, type ReadQuestion } from '../read-questions.ts'
import { readTags } from '../side-notes.ts'
import { localName, type XmlElement } from '../xml.ts'
import { readEntries } from '../zip-entries.ts'

const MAX_FILES = 10_000
/** Text of all files together: more would keep the server busy for minutes. */
const MAX_TEXT_BYTES = 16 * 1024 * 1024
/** Recordings and documents are never shown and would fill the limits. */
const NOT_SHOWN = /\.(?:mp[34g]|m4[av]|og[agv]|webm|wav|aac|mov|avi|wmv|mpeg|flv|swf|pdf|pptx?|docx?|xlsx?|zip|eps|ttf|otf|woff2?|js|css|xsd)$/i
const TEXT = /\.(?:xml|qti|x?html?|txt)$/i

const MAX_TAGS = 20
const MAX_TAG = 60

/** A QTI package (zip): its items in the manifest's order, or all item files by path where no manifest names items. */
export function readPackage(bytes: Uint8Array): ReadFile {
  const unpacked = readEntries(bytes, { only: (path) => !NOT_SHOWN.test(path), maxEntries: MAX_FILES })
  if (!unpacked.ok) return { ...nothingRead(), errors: [unpacked.issue] }
  const textBytes = [...unpacked.entries].reduce((sum, [path, content]) => sum + (TEXT.test(path) ? content.length : 0), 0)
  if (textBytes > MAX_TEXT_BYTES) return { ...nothingRead(), errors: [tooLarge()] }
  return readFiles(packageFiles(unpacked.entries))
}

function tooLarge() {
  return issueAt(null, null, 'qti-too-large', 'Gói có hơn 16 MiB tệp câu hỏi. Hãy chia thành nhiều gói nhỏ hơn.')
}

function readFiles(files: PackageFiles): ReadFile {
  const plan = qtiPlan(files)
  const sections = qtiSections(files)
  const losses = lossCounter()
  const shared = sharedFiles()
  const read: ReadFile = { ...nothingRead(), errors: plan.errors }
  const places = new Map<ReadQuestion, QtiPlace>()
  for (const planned of plan.files) {
    const around: QtiSurroundings = { ...surroundings(planned.path, files), shared, note: losses.note }
    for (const item of itemsAt(planned.path, files, plan.isListed, read)) {
      const one = readItem(item, around)
      if ('skipped' in one) {
        read.skipped.push(one.skipped)
        continue
      }
      const place: QtiPlace = { file: planned.path, line: one.question.line }
      const question = placed(one.question, planned, sections.get(planned.path), () => losses.note('qti-tags-cut', place))
      read.questions.push(question)
      places.set(question, place)
    }
  }
  for (const question of withSharedCodes(read.questions)) {
    question.draft.code = ''
    losses.note('qti-id-twice', places.get(question) ?? { file: '', line: question.line })
  }
  return { ...read, warnings: losses.warnings(), pictures: shared.pictures() }
}

/** Roots of files that belong to a package without being items. */
const AROUND_ITEMS = /^(?:manifest|assessmentTest|assessmentSection|assessmentStimulus.*)$/

/** The items in a file of the package; a file without any is told among the errors or what was skipped. */
function itemsAt(path: string, files: PackageFiles, isListed: boolean, read: ReadFile): XmlElement[] {
  const parsed = files.root(path)
  if (parsed === null) return []
  if (!parsed.ok) {
    read.errors.push({ ...parsed.issue, message: inFile(path, parsed.issue.message) })
    return []
  }
  const { root } = parsed
  const items = itemsIn(root)
  if (items.length > 0) return items
  if (qtiName(root) === 'questestinterop') {
    if (!read.errors.some(({ code }) => code === 'qti-old')) read.errors.push(oldVersion(path))
  } else if (isListed || !AROUND_ITEMS.test(qtiName(root))) {
    read.skipped.push({ line: root.line, type: localName(root).slice(0, 60), reason: inFile(path, 'Tệp này không phải là câu hỏi QTI.') })
  }
  return []
}

function surroundings(path: string, files: PackageFiles): Pick<QtiSurroundings, 'file' | 'bytesOf' | 'stimulus'> {
  return {
    file: path,
    bytesOf: (href) => files.bytes(files.resolve(path, href)),
    stimulus(href): Stimulus | null {
      const at = files.resolve(path, href)
      const bytes = files.bytes(at)
      if (at === null || bytes === null) return null
      return { bytes, body: () => bodyOf(files.root(at)), bytesOf: (inside) => files.bytes(files.resolve(at, inside)) }
    },
  }
}

const bodyOf = (parsed: ReturnType<PackageFiles['root']>): XmlElement | null =>
  parsed?.ok === true && /^assessmentStimulus/.test(qtiName(parsed.root)) ? child(parsed.root, 'stimulusBody') : null

/** The question with what the package tells of it: section, categories, keywords, difficulty. */
function placed(question: ReadQuestion, planned: PlannedFile, section: Section | undefined, noteCut: () => void): ReadQuestion {
  const told = readTags([...(section?.tags ?? []), ...planned.tags])
  const tags = told.tags.filter((tag) => tag.length <= MAX_TAG).slice(0, MAX_TAGS)
  if (tags.length < told.tags.length) noteCut()
  const difficulty = told.difficulty === 0 ? planned.difficulty : told.difficulty
  return { ...question, draft: { ...question.draft, ...told, tags, difficulty, topic: cleanLine(section?.topic ?? '').slice(0, 200) } }
}

/** Questions whose identifier names others too, so that it names none: real packages repeat "choice" in item after item. */
function withSharedCodes(questions: readonly ReadQuestion[]): ReadQuestion[] {
  const counts = new Map<string, number>()
  for (const { draft } of questions) counts.set(draft.code, (counts.get(draft.code) ?? 0) + 1)
  return questions.filter(({ draft }) => draft.code !== '' && (counts.get(draft.code) ?? 0) > 1)
}
