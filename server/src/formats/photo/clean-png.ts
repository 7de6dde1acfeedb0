import { crc32 } from 'node:zlib'
import { joined, nameAt, nameBytes } from './bytes.ts'
import type { CleanBytes } from './clean-photo.ts'
import { onlyOrientation, orientationIn } from './orientation.ts'

/** What a still picture and its colours are made of; words, times, EXIF, films and what a program adds of its own are not. */
const picture = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'cHRM', 'gAMA', 'iCCP', 'sBIT', 'sRGB', 'cICP', 'bKGD', 'pHYs'])
const SIGNATURE_BYTES = 8

/** A PNG with its picture, colours and which way up it is. */
export function cleanPng(bytes: Uint8Array): CleanBytes | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kept: Uint8Array[] = []
  const seen = new Set<string>()
  let orientation = 1
  let at = SIGNATURE_BYTES
  while (!seen.has('IEND')) {
    if (at + 12 > bytes.length) return null
    const [length, name] = [view.getUint32(at), nameAt(bytes, at + 4)]
    const end = at + 12 + length
    if (end > bytes.length || (name === 'IHDR') !== (seen.size === 0) || (name === 'IHDR' && length !== 13)) return null
    if (name === 'eXIf') orientation = orientationIn(bytes.subarray(at + 8, at + 8 + length))
    if (picture.has(name)) kept.push(bytes.subarray(at, end))
    seen.add(name)
    at = end
  }
  if (!seen.has('IDAT')) return null
  const [header, ...rest] = kept as [Uint8Array, ...Uint8Array[]]
  const turned = orientation === 1 ? [] : [chunk('eXIf', onlyOrientation(orientation))]
  const size = { width: view.getUint32(SIGNATURE_BYTES + 8), height: view.getUint32(SIGNATURE_BYTES + 12) }
  return { bytes: joined([bytes.subarray(0, SIGNATURE_BYTES), header, ...turned, ...rest]), ...size }
}

function chunk(name: string, body: Uint8Array): Uint8Array {
  const named = joined([nameBytes(name), body])
  return joined([uint32(body.length), named, uint32(crc32(named))])
}

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value)
  return bytes
}
