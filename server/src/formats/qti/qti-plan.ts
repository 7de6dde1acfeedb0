import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { fold } from '../../domain/names.ts'
import { cleanLine } from '../clean-text.ts'
import { issueAt } from '../import-issues.ts'
import type { PackageFiles } from './qti-files.ts'
import { inFile } from './qti-losses.ts'
import { attribute, child, within } from './qti-names.ts'
import { element, textOf, type XmlElement } from '../xml.ts'

/** A file to read, with what the manifest tells of it. */
export type PlannedFile = { path: string; tags: string[]; difficulty: number }
/** The files of a package in reading order; `isListed` when a manifest names them as items. */
type QtiPlan = { files: PlannedFile[]; isListed: boolean; errors: ImportIssue[] }

/** Item resources in the manifest's order, each file once; without such a manifest every XML file by its path. */
export function qtiPlan(files: PackageFiles): QtiPlan {
  const path = manifestPath(files.paths)
  const parsed = path === null ? null : files.root(path)
  const errors: ImportIssue[] = []
  const listed = path !== null && parsed?.ok === true ? listedFiles(path, parsed.root, files, errors) : []
  if (listed.length > 0) return { files: listed, isListed: true, errors }
  const all = files.paths.filter((one) => /\.(?:xml|qti)$/i.test(one))
  return { files: all.map((one) => ({ path: one, tags: [], difficulty: 0 })), isListed: false, errors }
}

/** The manifest that stands highest: some packages are zipped with their folder. */
function manifestPath(paths: readonly string[]): string | null {
  const found = paths.filter((path) => /(?:^|\/)imsmanifest\.xml$/i.test(path))
  return found.sort((a, b) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1))[0] ?? null
}

function listedFiles(path: string, manifest: XmlElement, files: PackageFiles, errors: ImportIssue[]): PlannedFile[] {
  const items = new Map<string, PlannedFile>()
  for (const resource of within(manifest, 'resource').filter((one) => isItemType(attribute(one, 'type')))) {
    const href = addressOf(resource, manifest)
    const at = files.resolve(path, href)
    if (at === null) {
      const message = `Gói thiếu tệp câu hỏi “${href.slice(0, 120)}” mà imsmanifest.xml nhắc đến. Hãy xuất lại gói đầy đủ.`
      errors.push(issueAt(resource.line, null, 'qti-file-missing', inFile(path, message)))
    } else if (!items.has(at)) items.set(at, { path: at, ...metadataOf(resource) })
  }
  return [...items.values()]
}

/** imsqti_item_xmlv2p1, imsqti_apipitem_xmlv2p1, imsqti_item_xmlv3p0 and their like; QTI 1.2 says imsqti_xmlv1p2. */
const isItemType = (type: string): boolean => /^ims.*item.*[23]p\d/i.test(type.slice(0, 80))

function addressOf(resource: XmlElement, manifest: XmlElement): string {
  const href = attribute(resource, 'href') || attribute(element(resource, 'file') ?? resource, 'href')
  const bases = [element(manifest, 'resources'), resource].map((one) => one?.attributes['xml:base'] ?? '')
  return href === '' ? '' : `${bases.join('')}${href}`
}

const LOM_LEVELS: Record<string, number> = { 'very easy': 1, easy: 2, medium: 3, difficult: 4, 'very difficult': 5 }

/** Keywords and difficulty from a resource's learning object metadata (IEEE LOM 1.6, 5.8). */
function metadataOf(resource: XmlElement): Pick<PlannedFile, 'tags' | 'difficulty'> {
  const metadata = child(resource, 'metadata')
  if (metadata === null) return { tags: [], difficulty: 0 }
  const [difficulty] = within(metadata, 'difficulty')
  const [value] = difficulty === undefined ? [] : within(difficulty, 'value')
  const level = fold(textOf(value ?? difficulty ?? null))
  const keywords = within(metadata, 'keyword').map((keyword) => cleanLine(textOf(keyword)))
  return { tags: keywords.filter((tag) => tag !== ''), difficulty: Object.hasOwn(LOM_LEVELS, level) ? (LOM_LEVELS[level] ?? 0) : 0 }
}
