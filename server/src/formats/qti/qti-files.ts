import { decodeText } from '../encodings/decode-text.ts'
import { issueAt } from '../import-issues.ts'
import { parseXml } from '../xml.ts'

type Parsed = ReturnType<typeof parseXml>

/** The files of a package by their path, and what they hold. */
export type PackageFiles = ReturnType<typeof packageFiles>

/** Looks files of a package up as their references are written: encoded or not, in any case, relative to the file that names them. */
export function packageFiles(entries: ReadonlyMap<string, Uint8Array>) {
  const folded = new Map([...entries.keys()].map((path) => [path.toLowerCase(), path]))
  const known = (path: string): string | null => (entries.has(path) ? path : (folded.get(path.toLowerCase()) ?? null))
  return {
    paths: [...entries.keys()].filter((path) => !/(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store)/.test(path)).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
    /** The path that a reference in the file `from` means; null when the package has no such file. */
    resolve(from: string, href: string): string | null {
      const plain = href.trim().replace(/\\/g, '/').normalize('NFC')
      const written = [plain, decoded(plain), decoded(plain.replace(/[?#].*$/s, ''))]
      const folder = from.slice(0, from.lastIndexOf('/') + 1)
      for (const one of written) {
        const path = one === '' ? null : known(joined(one.startsWith('/') ? '' : folder, one))
        if (path !== null) return path
      }
      return null
    },
    bytes: (path: string | null): Uint8Array | null => (path === null ? null : (entries.get(path) ?? null)),
    /** A file as XML; null when the package has no such file. Trees are large: nobody keeps them. */
    root(path: string): Parsed | null {
      const bytes = entries.get(path)
      return bytes === undefined ? null : readXml(bytes)
    },
  }
}

function decoded(href: string): string {
  try {
    return decodeURIComponent(href).normalize('NFC')
  } catch {
    return href
  }
}

/** A reference joined to a folder; steps above the package lead nowhere. */
function joined(folder: string, href: string): string {
  const steps: string[] = []
  for (const step of `${folder}${href}`.split('/')) {
    if (step === '..' && steps.pop() === undefined) return ''
    if (step !== '' && step !== '.' && step !== '..') steps.push(step)
  }
  return steps.join('/')
}

/** XML in the encoding that it names, else as any text. */
export function readXml(bytes: Uint8Array): Parsed {
  const named = /^<\?xml[^>]{0,200}encoding\s*=\s*["']([\w-]{1,40})["']/.exec(Buffer.from(bytes.subarray(0, 300)).toString('latin1'))?.[1] ?? ''
  const text = /^(?:|utf-?8|utf-?16.*)$/i.test(named) ? null : inEncoding(bytes, named)
  if (text !== null) return parseXml(text)
  const any = decodeText(bytes)
  if (any.ok) return parseXml(any.text)
  const message = any.issue.code === 'file-too-large' ? any.issue.message : 'Tệp không phải là XML đọc được. Hãy xuất lại tệp theo bảng mã UTF-8.'
  return { ok: false, issue: issueAt(null, null, any.issue.code, message) }
}

function inEncoding(bytes: Uint8Array, name: string): string | null {
  try {
    return new TextDecoder(name, { fatal: true }).decode(bytes).normalize('NFC')
  } catch {
    return null
  }
}
