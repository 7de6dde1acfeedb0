import { cleanLine } from '../clean-text.ts'
import type { PackageFiles } from './qti-files.ts'
import { attribute, qtiName } from './qti-names.ts'
import { elements, type XmlElement } from '../xml.ts'

/** Where a test places an item: the title of the nearest titled section, and the categories of the reference. */
export type Section = { topic: string; tags: string[] }

/** Sections by the path of the item file that they refer to; the first reference counts. */
export function qtiSections(files: PackageFiles): Map<string, Section> {
  const sections = new Map<string, Section>()
  for (const path of files.paths.filter((one) => /\.xml$/i.test(one) && isTest(files.bytes(one)))) {
    const parsed = files.root(path)
    if (parsed?.ok !== true || !/^assessment(?:Test|Section)$/.test(qtiName(parsed.root))) continue
    for (const [item, section] of referencesIn(parsed.root, '')) {
      const at = files.resolve(path, item)
      if (at !== null && !sections.has(at)) sections.set(at, section)
    }
  }
  return sections
}

/** Whether a file may be a test, told before it is read as XML. */
function isTest(bytes: Uint8Array | null): boolean {
  if (bytes === null) return false
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return ['assessmentTest', 'assessmentSection', 'assessment-test', 'assessment-section'].some((name) => text.includes(name))
}

/** Item addresses below an element, with where they stand. */
function* referencesIn(of: XmlElement, topic: string): Generator<[href: string, section: Section]> {
  const title = qtiName(of) === 'assessmentSection' ? cleanLine(attribute(of, 'title')) : ''
  const nearest = title === '' ? topic : title
  for (const one of elements(of)) {
    if (qtiName(one) !== 'assessmentItemRef') yield* referencesIn(one, nearest)
    else
      yield [
        attribute(one, 'href'),
        {
          topic: nearest,
          tags: attribute(one, 'category')
            .split(/\s+/)
            .filter((tag) => tag !== ''),
        },
      ]
  }
}
