import { joined, nameAt, nameBytes } from './bytes.ts'
import type { CleanBytes } from './clean-photo.ts'
import { onlyOrientation, orientationIn } from './orientation.ts'

type Chunk = { name: string; body: Uint8Array }
type Size = { width: number; height: number }
const HAS_EXIF = 0x08
const HAS_XMP = 0x04

/** A WebP with its picture, colours and which way up it is; films are refused, they are no photos. */
export function cleanWebp(bytes: Uint8Array): CleanBytes | null {
  const chunks = chunksOf(bytes)
  if (chunks === null) return null
  const named = (name: string): Uint8Array | undefined => chunks.find((chunk) => chunk.name === name)?.body
  const pictures = chunks.filter(({ name }) => name === 'VP8 ' || name === 'VP8L')
  const [picture] = pictures
  if (picture === undefined || pictures.length > 1 || named('ANIM') !== undefined || named('ANMF') !== undefined) return null
  const size = picture.name === 'VP8 ' ? lossySize(picture.body) : losslessSize(picture.body)
  const head = named('VP8X')
  const canvas = head === undefined ? size : canvasSize(head)
  // What is drawn on has the size of what is drawn.
  if (size === null || canvas === null || canvas.width !== size.width || canvas.height !== size.height) return null
  const orientation = orientationIn(named('EXIF') ?? new Uint8Array())
  const kept: Chunk[] = []
  if (head !== undefined) kept.push({ name: 'VP8X', body: plainHead(head, orientation !== 1) })
  for (const name of ['ICCP', 'ALPH']) {
    const body = named(name)
    if (body !== undefined) kept.push({ name, body })
  }
  kept.push(picture)
  if (head !== undefined && orientation !== 1) kept.push({ name: 'EXIF', body: onlyOrientation(orientation) })
  return { bytes: written(kept), ...size }
}

/** RIFF: a name of four letters, a length in four bytes, and a byte of filling behind an odd one. */
function chunksOf(bytes: Uint8Array): Chunk[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = 8 + view.getUint32(4, true)
  if (end > bytes.length) return null
  const chunks: Chunk[] = []
  let at = 12
  while (at < end) {
    if (at + 8 > end) return null
    const length = view.getUint32(at + 4, true)
    if (at + 8 + length > end) return null
    chunks.push({ name: nameAt(bytes, at), body: bytes.subarray(at + 8, at + 8 + length) })
    at += 8 + length + (length % 2)
  }
  return chunks
}

function written(chunks: readonly Chunk[]): Uint8Array {
  const parts = chunks.flatMap(({ name, body }) => [nameBytes(name), uint32(body.length), body, new Uint8Array(body.length % 2)])
  const inside = joined([nameBytes('WEBP'), ...parts])
  return joined([nameBytes('RIFF'), uint32(inside.length), inside])
}

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value, true)
  return bytes
}

function plainHead(head: Uint8Array, turned: boolean): Uint8Array {
  const plain = Uint8Array.from(head)
  plain[0] = ((head[0] ?? 0) & ~(HAS_EXIF | HAS_XMP)) | (turned ? HAS_EXIF : 0)
  return plain
}

const uint24 = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16)

function canvasSize(head: Uint8Array): Size | null {
  return head.length < 10 ? null : { width: uint24(head, 4) + 1, height: uint24(head, 7) + 1 }
}

/** A key frame of VP8 (RFC 6386, 9.1). */
function lossySize(body: Uint8Array): Size | null {
  if (body.length < 10 || body[3] !== 0x9d || body[4] !== 0x01 || body[5] !== 0x2a) return null
  return { width: uint24(body, 6) & 0x3fff, height: uint24(body, 8) & 0x3fff }
}

function losslessSize(body: Uint8Array): Size | null {
  if (body.length < 5 || body[0] !== 0x2f) return null
  const bits = uint24(body, 1) | ((body[4] ?? 0) << 24)
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}
