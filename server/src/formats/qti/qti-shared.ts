import { picturesIn, pictureMark } from '../../domain/pictures.ts'
import { MAX_STEM } from '../../domain/question.ts'
import { pictureCollector, type KeptPicture } from '../collect-pictures.ts'
import { cleanLine, cleanText } from '../clean-text.ts'
import type { QtiLoss } from './qti-losses.ts'
import { attribute } from './qti-names.ts'
import { plainText, type TextParts } from './qti-text.ts'
import { parseXml } from '../xml.ts'

/** A shared text in plain words, with what was lost or wrong in it. */
export type SharedText = { text: string; losses: QtiLoss[]; faults: { code: string; message: string }[] }

export type SharedFiles = ReturnType<typeof sharedFiles>

/** What several items of a package show: each picture is kept once, each page and each shared text read once. */
export function sharedFiles() {
  const collector = pictureCollector()
  const pictures = new WeakMap<Uint8Array, KeptPicture>()
  const pages = new WeakMap<Uint8Array, string | null>()
  const stimuli = new WeakMap<Uint8Array, SharedText | null>()
  return {
    picture(bytes: Uint8Array, alt: string): KeptPicture {
      const kept = remembered(pictures, bytes, () => collector.keep(bytes, ''))
      return kept.ok ? { ok: true, mark: pictureMark(picturesIn([kept.mark])[0] ?? '', alt) } : kept
    },
    /** A page or a plain text in words; null when it cannot be read. Longer than a stem may be, it is cut there. */
    page: (bytes: Uint8Array, isPlain: boolean): string | null => remembered(pages, bytes, () => pageText(bytes, isPlain)),
    stimulus: (bytes: Uint8Array, read: () => SharedText | null): SharedText | null => remembered(stimuli, bytes, read),
    pictures: collector.pictures,
  }
}

function remembered<Key extends object, Value>(known: WeakMap<Key, Value>, key: Key, read: () => Value): Value {
  const before = known.get(key)
  if (before !== undefined) return before
  const now = read()
  known.set(key, now)
  return now
}

function pageText(bytes: Uint8Array, isPlain: boolean): string | null {
  const text = new TextDecoder('utf-8').decode(bytes)
  if (isPlain) return cutText(text)
  const page = parseXml(text)
  if (!page.ok) return null
  const words: TextParts = { picture: (image) => cleanLine(attribute(image, 'alt')), object: () => '', interaction: () => '', note: () => {} }
  return cutText(plainText([page.root], words))
}

/** A text that is too long for any stem stays too long, and no longer than that. */
export const cutText = (text: string): string => cleanText(text).slice(0, MAX_STEM + 1)
