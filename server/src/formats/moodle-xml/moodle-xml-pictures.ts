import type { pictureCollector } from '../collect-pictures.ts'
import type { Loss } from './moodle-xml-losses.ts'
import { descendants, elements, localName, textOf, type XmlElement } from '../xml.ts'

type Collector = ReturnType<typeof pictureCollector>
type Report = (field: string, code: string, message: string) => void

const PLUGIN_FILE = /^@@PLUGINFILE@@\/?/i

/** The pictures of one question: files in the text they belong to, `data:` addresses and the image element of Moodle 1.9. */
export function questionPictures(question: XmlElement, collector: Collector, report: Report, lose: (loss: Loss) => void) {
  const used = new Set<XmlElement>()
  const reported = new Set<string>()
  const files = [...descendants(question)].filter((part) => localName(part) === 'file' && part.attributes['name'] !== undefined)
  const all = byPath(files)
  const own = new Map<XmlElement, Files>()
  const refuse = (name: string, code: string, message: string): void => {
    if (!reported.has(name)) report('pictures', code, `Hình “${name.slice(0, 80)}”: ${message}`)
    reported.add(name)
  }
  const keep = (name: string, bytes: Uint8Array, alt: string): string => {
    const kept = collector.keep(bytes, alt)
    if (kept.ok) return kept.mark
    refuse(name, kept.code, kept.message)
    return alt
  }
  return {
    /** What stands in the text of `owner` for a picture: names are looked up among its own files first. */
    show(owner: XmlElement, src: string, alt: string): string {
      if (src === '') return alt
      if (src.startsWith('data:')) return keep(alt === '' ? 'dán trong câu' : alt, dataOf(src), alt)
      if (!PLUGIN_FILE.test(src)) {
        lose('outside')
        return alt
      }
      const path = src.replace(PLUGIN_FILE, '')
      const nearest = own.get(owner) ?? byPath(elements(owner, 'file'))
      own.set(owner, nearest)
      const file = fileAt(path, nearest) ?? fileAt(path, all)
      if (file === undefined) {
        refuse(
          decoded(path),
          'picture-missing',
          'không có trong tệp nên chưa lấy được. Câu hỏi được nạp thành bản nháp: hãy thêm hình rồi đưa vào dùng.',
        )
        return alt
      }
      used.add(file)
      return keep(file.attributes['name'] ?? '', Buffer.from(textOf(file), 'base64'), alt)
    },
    /** The picture that Moodle 1.9 kept beside the question; empty when there is none. */
    beside(): string {
      const name = textOf(elements(question, 'image')[0] ?? null).trim()
      const bytes = Buffer.from(textOf(elements(question, 'image_base64')[0] ?? null), 'base64')
      if (bytes.length > 0) return keep(name, bytes, '')
      if (name !== '') lose('outside')
      return ''
    },
    /** Whether the question carries files that none of its texts shows. */
    hasUnused: (): boolean => files.some((file) => !used.has(file)),
  }
}

export type QuestionPictures = ReturnType<typeof questionPictures>

type Files = ReadonlyMap<string, XmlElement>

const plainPath = (path: string): string => path.replace(/^\/+/, '').normalize('NFC')

/** Files by path and name; the first of a name stays. */
const byPath = (files: readonly XmlElement[]): Files =>
  new Map([...files].reverse().map((file) => [plainPath(`${file.attributes['path'] ?? '/'}${file.attributes['name'] ?? ''}`), file]))

/** An address names its file encoded or not, with a query behind or not. */
function fileAt(path: string, files: Files): XmlElement | undefined {
  const plain = path.replace(/[?#][^/]*$/, '')
  return [decoded(plain), plain, path].map((name) => files.get(plainPath(name))).find((file) => file !== undefined)
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}

function dataOf(src: string): Uint8Array {
  const comma = src.indexOf(',')
  const head = src.slice(0, comma)
  return /;\s*base64\s*$/i.test(head.slice(-40))
    ? Buffer.from(decoded(src.slice(comma + 1)), 'base64')
    : Buffer.from(decoded(src.slice(comma + 1)), 'utf8')
}
