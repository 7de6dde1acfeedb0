import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { issueAt } from '../import-issues.ts'
import { element, elements, parseXml, type XmlElement } from '../xml.ts'
import { readEntries } from '../zip-entries.ts'

/** The parts of a Word document that questions can stand in, and the pictures it holds by relationship id. */
export type DocxPackage = {
  document: XmlElement
  styles: XmlElement | null
  numbering: XmlElement | null
  picture: (relationId: string) => Uint8Array | null
}
type Opened = { ok: true; docx: DocxPackage } | { ok: false; issue: ImportIssue }
type Relation = { id: string; type: string; path: string }

const MAX_XML_BYTES = 32 * 1024 * 1024
const LIMITS = {
  only: (path: string) => /\.(?:xml|rels)$|(?:^|\/)media\//i.test(path) && !/^(?:customXml|docProps)\//.test(path),
  maxEntries: 10_000,
}

const refuse = (code: string, message: string) => ({ ok: false, issue: issueAt(null, null, code, message) }) as const
const tooLarge = refuse('docx-too-large', 'Tệp Word dài quá mức cho phép. Hãy chia thành nhiều tệp nhỏ hơn.')
const invalid = refuse('docx-invalid', 'Không đọc được tệp Word. Hãy mở bằng Word và lưu lại dạng .docx rồi thử lại.')

/** A .docx file's parts, found by relationships (ECMA-376 part 2, 9.3); refused when it is no such file or far too large. */
export function openDocx(bytes: Uint8Array): Opened {
  const read = readEntries(bytes, LIMITS)
  if (!read.ok) return read
  const { entries } = read
  const main = relationsOf(entries, '').find(({ type }) => type === 'officeDocument')?.path ?? 'word/document.xml'
  const document = parsed(entries.get(main) ?? new Uint8Array())
  if (!document.ok) return /-too-large$/.test(document.issue.code) ? tooLarge : invalid
  const relations = relationsOf(entries, main)
  const part = (type: string): XmlElement | null => xmlAt(entries, relations.find((relation) => relation.type === type)?.path ?? '')
  const paths = new Map(relations.map(({ id, path }) => [id, path]))
  const picture = (relationId: string): Uint8Array | null => entries.get(paths.get(relationId) ?? '') ?? null
  return { ok: true, docx: { document: document.root, styles: part('styles'), numbering: part('numbering'), picture } }
}

function parsed(content: Uint8Array): ReturnType<typeof parseXml> {
  if (content.length > MAX_XML_BYTES) return tooLarge
  return parseXml(new TextDecoder(content[0] === 0xff ? 'utf-16le' : 'utf-8').decode(content))
}

function xmlAt(entries: ReadonlyMap<string, Uint8Array>, path: string): XmlElement | null {
  const content = entries.get(path)
  const read = content === undefined ? null : parsed(content)
  return read?.ok === true ? read.root : null
}

/** What a part refers to inside the archive ('' for the archive itself); links to the outside are left out. */
function relationsOf(entries: ReadonlyMap<string, Uint8Array>, part: string): Relation[] {
  const slash = part.lastIndexOf('/') + 1
  const folder = part.slice(0, slash)
  const rels = xmlAt(entries, `${folder}_rels/${part.slice(slash)}.rels`)
  return (rels === null ? [] : elements(rels, 'Relationship')).flatMap(({ attributes: given }) => {
    const target = given['Target'] ?? ''
    if (given['TargetMode'] === 'External' || target === '') return []
    return [{ id: given['Id'] ?? '', type: (given['Type'] ?? '').replace(/^.*\//, ''), path: resolved(folder, target) }]
  })
}

/** A target as a path of the archive: "/word/x" from its root, "../x" from the folder above. */
function resolved(folder: string, target: string): string {
  const steps = (target.startsWith('/') ? target : `${folder}${target}`).split('/').filter((step) => step !== '' && step !== '.')
  return steps.reduce<string[]>((path, step) => (step === '..' ? path.slice(0, -1) : [...path, step]), []).join('/')
}

/** An attribute by its local name, whatever prefix the file gives the namespace. */
export function attribute(of: XmlElement | null, name: string): string | null {
  if (of === null) return null
  const key = Object.keys(of.attributes).find((full) => full === name || full.endsWith(`:${name}`))
  return key === undefined ? null : (of.attributes[key] ?? null)
}

/** `w:val` of a child element; null when the child or the value is missing. */
export const childValue = (of: XmlElement | null, name: string): string | null => attribute(of === null ? null : element(of, name), 'val')
