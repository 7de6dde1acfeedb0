import { joined } from './bytes.ts'
import type { CleanBytes } from './clean-photo.ts'
import { exifHead, onlyOrientation, orientationIn } from './orientation.ts'

// Segments of ITU-T T.81 (table B.1): a marker, then a length of two bytes that counts itself.
const START = 0xd8
const END = 0xd9
const SCAN = 0xda
const JFIF_BYTES = 14

const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
/** Frames, tables, scans and intervals: what a picture is made of. Application data, comments and reserved markers are not. */
const isPicture = (marker: number): boolean => isFrame(marker) || [0xc4, 0xcc, SCAN, 0xdb, 0xdc, 0xdd].includes(marker)

const names = { jfif: 'JFIF\0', exif: 'Exif\0\0', colours: 'ICC_PROFILE\0', adobe: 'Adobe' } as const
const isNamed = (body: Uint8Array, name: string): boolean => [...name].every((letter, place) => body[place] === letter.charCodeAt(0))

/** A JPEG with its picture, colours and which way up it is; everything behind its end goes too (previews, films, a camera's own notes). */
export function cleanJpeg(bytes: Uint8Array): CleanBytes | null {
  const kept: Uint8Array[] = []
  let orientation = 1
  let size: { width: number; height: number } | null = null
  let scans = 0
  let at = 2
  for (;;) {
    if (bytes[at] !== 0xff) return null
    while (bytes[at + 1] === 0xff) at += 1
    const marker = bytes[at + 1] ?? 0
    if (marker === END) break
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)
    if (marker < 0xc0 || marker === START || length < 2 || at + 2 + length > bytes.length) return null
    const body = bytes.subarray(at + 4, at + 2 + length)
    let end = at + 2 + length
    if (isFrame(marker)) {
      const frame = frameSize(body)
      if (frame === null || size !== null) return null
      size = frame
    }
    if (marker === SCAN) {
      scans += 1
      end = endOfScan(bytes, end)
    }
    if (marker === 0xe1 && isNamed(body, names.exif)) orientation = orientation === 1 ? orientationIn(body) : orientation
    if (marker === 0xe0 && isNamed(body, names.jfif) && body.length >= JFIF_BYTES) kept.push(plainJfif(body))
    const colours = (marker === 0xe2 && isNamed(body, names.colours)) || (marker === 0xee && isNamed(body, names.adobe) && body.length === 12)
    if (isPicture(marker) || colours) kept.push(bytes.subarray(at, end))
    at = end
  }
  if (size === null || scans === 0) return null
  const turned = orientation === 1 ? [] : [exifSegment(orientation)]
  return { bytes: joined([Uint8Array.of(0xff, START), ...turned, ...kept, Uint8Array.of(0xff, END)]), ...size }
}

/** A length of 0 lines is told later by a segment that nobody writes: such a picture is refused. */
function frameSize(body: Uint8Array): { width: number; height: number } | null {
  if (body.length < 6) return null
  const [, high = 0, low = 0, wide = 0, narrow = 0] = body
  return { height: (high << 8) | low, width: (wide << 8) | narrow }
}

/** Behind the coded data of a scan: the next marker that is neither a stuffed 0xff nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  let at = from
  for (;;) {
    at = bytes.indexOf(0xff, at)
    if (at === -1) return bytes.length
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
    at += next === 0xff ? 1 : 2
  }
}

/** JFIF without the preview that it may hold. */
function plainJfif(body: Uint8Array): Uint8Array {
  return Uint8Array.from([0xff, 0xe0, 0, JFIF_BYTES + 2, ...body.subarray(0, 12), 0, 0])
}

function exifSegment(orientation: number): Uint8Array {
  const body = joined([exifHead, onlyOrientation(orientation)])
  return joined([Uint8Array.of(0xff, 0xe1, 0, body.length + 2), body])
}
