import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { numberFormat } from './cell-format.ts'
import { issueAt } from '../import-issues.ts'
import { attribute, xmlScanner, type XmlEvents } from './xml-scan.ts'
import { listEntries, readEntries } from '../zip-entries.ts'

/** A workbook's parts, opened one by one; `formats[i]` is the number format of cell style i. */
export type Workbook = {
  sheets: SheetPart[]
  strings: readonly string[]
  formats: readonly string[]
  is1904: boolean
  hasPictures: boolean
  open: Open
}
export type SheetPart = { name: string; path: string; hidden: boolean }
type Open = (path: string, events: XmlEvents) => void

/** Leaves the reading of a workbook with what to tell people; caught where the reading began. */
export class UnreadableWorkbook extends Error {
  constructor(readonly issue: ImportIssue) {
    super(issue.code)
  }
}

const MAX_PARTS = 10_000
const MAX_SHEETS = 300
const MAX_PART_BYTES = 160 * 1024 * 1024
const MAX_ALL_BYTES = 320 * 1024 * 1024
const CHUNK_BYTES = 256 * 1024
/** Characters of all texts of a workbook, as many as the largest text file has. */
export const MAX_CHARACTERS = 50 * 1024 * 1024

const damaged = issueAt(
  null,
  null,
  'workbook-damaged',
  'Tệp Excel bị hỏng hoặc không đúng định dạng. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi thử lại.',
)
export const tooLarge = issueAt(null, null, 'workbook-too-large', 'Nội dung tệp Excel quá lớn. Hãy chia thành nhiều tệp nhỏ hơn.')

/** Opens a workbook (ECMA-376, SpreadsheetML); throws `UnreadableWorkbook` when it is damaged, no workbook, or unpacks to more than `maxBytes`. */
export function openWorkbook(bytes: Uint8Array, maxBytes = MAX_ALL_BYTES): Workbook {
  const paths = new Map((listEntries(bytes) ?? []).map((path) => [normal(path), path]))
  const open = opener(bytes, paths, maxBytes)
  const root = relations('_rels/.rels', open)
  const main = [...root.values()].find(({ type }) => type === 'officeDocument')?.path ?? 'xl/workbook.xml'
  if (!paths.has(normal(main))) throw new UnreadableWorkbook(damaged)
  const related = relations(main.replace(/([^/]*)$/, '_rels/$1.rels'), open)
  const pathOf = (type: string): string => [...related.values()].find((relation) => relation.type === type)?.path ?? ''
  const { sheets, is1904 } = directory(main, related, open)
  const strings = sharedStrings(pathOf('sharedStrings'), open)
  const formats = cellFormats(pathOf('styles'), open)
  const hasPictures = [...paths.keys()].some((path) => /^xl\/(?:media\/|drawings\/drawing|cellimages)/.test(path))
  return { sheets, strings, formats, is1904, hasPictures, open }
}

/** Part names are compared without case. */
const normal = (path: string): string => path.replace(/^\//, '').toLowerCase()

/** Unpacks a part within the limits and scans it piece by piece; a part that is not there is empty. */
function opener(bytes: Uint8Array, paths: ReadonlyMap<string, string>, maxBytes: number): Open {
  let left = maxBytes
  return (wanted, events) => {
    const path = paths.get(normal(wanted))
    if (path === undefined) return
    const read = readEntries(bytes, { only: (entry) => entry === path, maxEntries: MAX_PARTS, maxBytes: Math.min(MAX_PART_BYTES, left) })
    if (!read.ok) throw new UnreadableWorkbook(read.issue)
    const content = read.entries.get(path) ?? new Uint8Array()
    left -= content.length
    scan(content, events)
  }
}

function scan(content: Uint8Array, events: XmlEvents): void {
  const encoding = content[0] === 0xff ? 'utf-16le' : content[0] === 0xfe ? 'utf-16be' : 'utf-8'
  const decoder = new TextDecoder(encoding)
  const scanner = xmlScanner(events)
  for (let at = 0; at < content.length; at += CHUNK_BYTES) {
    if (!scanner.push(decoder.decode(content.subarray(at, at + CHUNK_BYTES), { stream: true }))) throw new UnreadableWorkbook(damaged)
  }
  scanner.push(decoder.decode())
}

const nothing = (): void => {}
type Relation = { type: string; path: string }

function relations(path: string, open: Open): Map<string, Relation> {
  const found = new Map<string, Relation>()
  const folder = path.replace(/_rels\/[^/]*$/, '')
  open(path, {
    open: (name, attributes) => {
      if (name !== 'Relationship' || attribute(attributes, 'TargetMode') === 'External') return
      const target = (attribute(attributes, 'Target') ?? '').replaceAll('\\', '/')
      const type = (attribute(attributes, 'Type') ?? '').replace(/^.*\//, '')
      found.set(attribute(attributes, 'Id') ?? '', { type, path: resolved(target.startsWith('/') ? target : folder + target) })
    },
    text: nothing,
    close: nothing,
  })
  return found
}

function resolved(path: string): string {
  const steps: string[] = []
  for (const step of path.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '.' && step !== '') steps.push(step)
  }
  return steps.join('/')
}

function directory(path: string, related: ReadonlyMap<string, Relation>, open: Open): Pick<Workbook, 'sheets' | 'is1904'> {
  const sheets: SheetPart[] = []
  let is1904 = false
  open(path, {
    open: (name, attributes) => {
      if (name === 'workbookPr') is1904 = /^(?:1|true)$/.test(attribute(attributes, 'date1904') ?? '')
      if (name !== 'sheet' || sheets.length >= MAX_SHEETS) return
      const relation = related.get(attribute(attributes, 'id') ?? '')
      if (relation?.type !== 'worksheet') return
      sheets.push({
        name: attribute(attributes, 'name') ?? '',
        path: relation.path,
        hidden: (attribute(attributes, 'state') ?? 'visible') !== 'visible',
      })
    },
    text: nothing,
    close: nothing,
  })
  return { sheets, is1904 }
}

/** The texts that cells name by number; a rich text is its runs one after the other, without the reading aids of Japanese. */
function sharedStrings(path: string, open: Open): string[] {
  const strings: string[] = []
  let text = ''
  let reading = false
  let phonetic = false
  let characters = 0
  open(path, {
    open: (name) => {
      if (name === 'si') text = ''
      else if (name === 'rPh') phonetic = true
      else if (name === 't') reading = !phonetic
    },
    text: (piece) => {
      if (reading) text += piece
    },
    close: (name) => {
      if (name === 't') reading = false
      else if (name === 'rPh') phonetic = false
      else if (name === 'si') {
        characters += text.length + 1
        if (characters > MAX_CHARACTERS) throw new UnreadableWorkbook(tooLarge)
        strings.push(unescaped(text))
      }
    },
  })
  return strings
}

/** "_x000D_" stands for a character that XML forbids (ECMA-376 part 1, 22.9.2.19). */
export function unescaped(text: string): string {
  return text.includes('_x') ? text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16))) : text
}

function cellFormats(path: string, open: Open): string[] {
  const own = new Map<number, string>()
  const ids: number[] = []
  let inCells = false
  open(path, {
    open: (name, attributes) => {
      if (name === 'numFmt') own.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? '')
      else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells && ids.length < 70_000) ids.push(Number(attribute(attributes, 'numFmtId') ?? '0'))
    },
    text: nothing,
    close: (name) => {
      if (name === 'cellXfs') inCells = false
    },
  })
  return ids.map((id) => numberFormat(id, own))
}
