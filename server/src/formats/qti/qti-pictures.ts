import { cleanLine } from '../clean-text.ts'
import type { NoteLoss } from './qti-losses.ts'
import { attribute, qtiName } from './qti-names.ts'
import type { SharedFiles } from './qti-shared.ts'
import type { TextParts } from './qti-text.ts'
import { elements, textOf, type XmlElement } from '../xml.ts'

/** Bytes that an item refers to, by an address relative to the item's file; null when the package does not hold them. */
export type BytesOf = (href: string) => Uint8Array | null

export type PictureSource = { shared: SharedFiles; bytesOf: BytesOf; note: NoteLoss; refuse: (code: string, message: string) => void }

type Found = { ok: true; bytes: Uint8Array } | { ok: false; why: 'qti-picture-missing' | 'qti-picture-external' }

/** Pages shown inside one item; no real item has more. */
const MAX_PAGES = 3

/** Turns images and objects of an item into picture marks, or into the words that describe them. */
export function pictureTexts(source: PictureSource): Pick<TextParts, 'picture' | 'object'> {
  let pages = 0
  const keep = (href: string, alt: string): string => {
    const found = bytesAt(href, source.bytesOf)
    if (!found.ok) {
      source.note(found.why)
      return alt
    }
    const kept = source.shared.picture(found.bytes, alt)
    if (kept.ok) return kept.mark
    source.refuse(kept.code, kept.message)
    return alt
  }
  return {
    picture: (element) => keep(attribute(element, 'src'), cleanLine(attribute(element, 'alt'))),
    object(element) {
      const href = attribute(element, 'data') || attribute(element, 'src')
      if (isPicture(element, href)) {
        // A second object inside is what to show where the first cannot be.
        if (elements(element).some((inside) => /^(?:object|img)$/.test(qtiName(inside))) && !canShow(href, source)) return null
        return keep(href, cleanLine(attribute(element, 'alt') || textOf(element)))
      }
      pages += 1
      const text = pages > MAX_PAGES ? null : attachedText(element, href, source)
      if (text === null) source.note('qti-media-lost')
      return text
    },
  }
}

const isPicture = (element: XmlElement, href: string): boolean =>
  attribute(element, 'type').startsWith('image/') || /^data:image\//i.test(href) || /\.(?:png|jpe?g|gif|webp|svg|bmp|tiff?)$/i.test(href)

function canShow(href: string, { shared, bytesOf }: PictureSource): boolean {
  const found = bytesAt(href, bytesOf)
  return found.ok && shared.picture(found.bytes, '').ok
}

function bytesAt(href: string, bytesOf: BytesOf): Found {
  if (/^data:/i.test(href)) return { ok: true, bytes: dataBytes(href) }
  if (/^(?:[a-z][a-z0-9+.-]*:)?\/\//i.test(href)) return { ok: false, why: 'qti-picture-external' }
  const bytes = href === '' ? null : bytesOf(href)
  return bytes === null ? { ok: false, why: 'qti-picture-missing' } : { ok: true, bytes }
}

/** The bytes in a data: address (RFC 2397). */
function dataBytes(href: string): Uint8Array {
  const comma = href.indexOf(',')
  const payload = href.slice(comma + 1)
  const isBase64 = /base64\s*$/i.test(href.slice(0, Math.max(comma, 0)).slice(-20))
  const signs = isBase64 ? payload.replace(/%2B/gi, '+').replace(/%2F/gi, '/').replace(/%3D/gi, '=') : payload
  return new Uint8Array(Buffer.from(signs, isBase64 ? 'base64' : 'utf8'))
}

/** The words of a page or a plain text in the package that an item shows; null for anything else. */
function attachedText(element: XmlElement, href: string, { bytesOf, shared }: PictureSource): string | null {
  const type = attribute(element, 'type')
  if (!/^text\/(?:html|plain)|xhtml/i.test(type) && !/\.(?:x?html?|txt)$/i.test(href)) return null
  const bytes = bytesOf(href)
  return bytes === null ? null : shared.page(bytes, /plain/i.test(type) || /\.txt$/i.test(href))
}
