import { crc32, inflateRawSync } from 'node:zlib'
import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { issueAt } from './import-issues.ts'

/** `only` picks what is unpacked (all by default); `maxEntries` counts everything in the archive, `maxBytes` what is unpacked. */
export type ZipLimits = { only?: (path: string) => boolean; maxEntries?: number; maxBytes?: number }
type ZipRead = { ok: true; entries: Map<string, Uint8Array> } | { ok: false; issue: ImportIssue }

const MAX_ENTRIES = 2_000
const MAX_BYTES = 100 * 1024 * 1024
/** Deflate holds at most 1,032 bytes in one; a record that claims more lies (zlib, "Maximum Compression Factor"). */
const MAX_RATIO = 1_032
const STORED = 0
const DEFLATED = 8

const refusals = {
  'zip-damaged': 'Tệp nén bị hỏng hoặc chưa tải về hết. Hãy tải lại tệp rồi thử lại.',
  'zip-too-many': 'Tệp nén có quá nhiều tệp bên trong. Hãy chia thành nhiều gói nhỏ hơn.',
  'zip-too-large': 'Tệp nén bung ra quá lớn. Hãy bỏ bớt hình, âm thanh, hoặc chia thành nhiều gói nhỏ hơn.',
  'zip-encrypted': 'Tệp nén có mật khẩu. Hãy tạo lại tệp không đặt mật khẩu.',
  'zip-path': 'Tệp nén có tên tệp trỏ ra ngoài gói nên không được nhận. Hãy xuất lại gói từ hệ thống cũ.',
  'zip-method': 'Tệp nén dùng cách nén không đọc được. Hãy nén lại bằng cách thông thường (ZIP, Deflate).',
} as const

type Refusal = keyof typeof refusals

const refuse = (code: Refusal): ZipRead => ({ ok: false, issue: issueAt(null, null, code, refusals[code]) })

/**
 * The files of a zip archive by their path ("/" between folders, NFC), folders left out; of two files with one path the last counts.
 * Sizes, names and methods are checked before anything is unpacked, and nothing unpacks to more than it declared; it never throws.
 */
export function readEntries(bytes: Uint8Array, limits: ZipLimits = {}): ZipRead {
  const { only = () => true, maxEntries = MAX_ENTRIES, maxBytes = MAX_BYTES } = limits
  const directory = zipDirectory(bytes, maxEntries)
  if (!directory.ok) return refuse(directory.reason === 'too-many' ? 'zip-too-many' : 'zip-damaged')
  if (directory.records.some(({ path }) => isOutside(path))) return refuse('zip-path')
  const wanted = [
    ...new Map(directory.records.filter(({ path }) => !path.endsWith('/') && only(path)).map((record) => [record.path, record])).values(),
  ]
  const fault = faultOf(wanted, bytes.length, maxBytes)
  if (fault !== null) return refuse(fault)
  const entries = new Map<string, Uint8Array>()
  for (const record of wanted) {
    const content = contentOf(bytes, record)
    if (content === null) return refuse('zip-damaged')
    entries.set(record.path, content)
  }
  return { ok: true, entries }
}

/** The paths in a zip archive, without unpacking anything; null when it is none, or damaged. */
export function listEntries(bytes: Uint8Array): string[] | null {
  const directory = zipDirectory(bytes, MAX_LISTED)
  return directory.ok ? directory.records.map(({ path }) => path).filter((path) => !path.endsWith('/')) : null
}

function isOutside(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:/.test(path) || path.includes('\0') || path.split('/').includes('..')
}

function faultOf(wanted: readonly ZipRecord[], archiveSize: number, maxBytes: number): Refusal | null {
  if (wanted.some(({ encrypted }) => encrypted)) return 'zip-encrypted'
  if (wanted.some(({ method }) => method !== STORED && method !== DEFLATED)) return 'zip-method'
  const total = (size: (record: ZipRecord) => number): number => wanted.reduce((sum, record) => sum + size(record), 0)
  if (total(({ size }) => size) > maxBytes) return 'zip-too-large'
  // Packed parts that overlap are how a small archive claims to hold much.
  if (total(({ packedSize }) => packedSize) > archiveSize) return 'zip-damaged'
  const lies = ({ method, size, packedSize }: ZipRecord): boolean => (method === STORED ? size !== packedSize : size > packedSize * MAX_RATIO)
  return wanted.some(lies) ? 'zip-damaged' : null
}

/** What a record stands for, exactly as long as it says and with the checksum it names; null otherwise. */
function contentOf(bytes: Uint8Array, record: ZipRecord): Uint8Array | null {
  try {
    const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    if (archive.readUInt32LE(record.header) !== 0x04034b50) return null
    const start = record.header + 30 + archive.readUInt16LE(record.header + 26) + archive.readUInt16LE(record.header + 28)
    const packed = archive.subarray(start, start + record.packedSize)
    if (packed.length !== record.packedSize) return null
    const content = record.method === STORED ? packed : record.size === 0 ? Buffer.alloc(0) : inflateRawSync(packed, { maxOutputLength: record.size })
    return content.length === record.size && crc32(content) === record.crc ? new Uint8Array(content) : null
  } catch {
    return null
  }
}

/** What a zip archive says of one file in it; `header` is where its own bytes begin in the archive. */
type ZipRecord = { path: string; encrypted: boolean; method: number; crc: number; packedSize: number; size: number; header: number }
type ZipDirectory = { ok: true; records: ZipRecord[] } | { ok: false; reason: 'damaged' | 'too-many' }

/** No list of an archive's files is longer than this. */
const MAX_LISTED = 50_000

const END = 0x06054b50
const END_64 = 0x06064b50
const LOCATOR_64 = 0x07064b50
const RECORD = 0x02014b50
const EXTRA_64 = 0x0001
const MANY_16 = 0xffff
const MANY_32 = 0xffff_ffff
const UTF8_NAMES = 0x0800

/** The central directory of a zip archive (APPNOTE 4.3.12), ZIP64 included; nothing is unpacked and nothing thrown. */
function zipDirectory(bytes: Uint8Array, maxEntries: number): ZipDirectory {
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const end = endOf(archive)
    if (end === null) return { ok: false, reason: 'damaged' }
    const { count, size, offset, at } = placeOf(archive, end)
    if (count > maxEntries) return { ok: false, reason: 'too-many' }
    // Bytes in front of the archive shift everything after them.
    const shift = count > 0 && (offset + 4 > archive.length || archive.readUInt32LE(offset) !== RECORD) ? at - size - offset : 0
    return recordsAt(archive, offset + shift, count, shift)
  } catch {
    return { ok: false, reason: 'damaged' }
  }
}

/** Where the end record stands: the last one whose comment fits behind it. */
function endOf(archive: Buffer): number | null {
  const lowest = Math.max(0, archive.length - 22 - MANY_16)
  for (let at = archive.length - 22; at >= lowest; at -= 1) {
    if (archive.readUInt32LE(at) === END && at + 22 + archive.readUInt16LE(at + 20) <= archive.length) return at
  }
  return null
}

type Place = { count: number; size: number; offset: number; at: number }

function placeOf(archive: Buffer, end: number): Place {
  const short = { count: archive.readUInt16LE(end + 10), size: archive.readUInt32LE(end + 12), offset: archive.readUInt32LE(end + 16), at: end }
  const isLong = short.count === MANY_16 || short.size === MANY_32 || short.offset === MANY_32
  if (!isLong || end < 20 || archive.readUInt32LE(end - 20) !== LOCATOR_64) return short
  const at = Number(archive.readBigUInt64LE(end - 12))
  if (archive.readUInt32LE(at) !== END_64) return short
  const long = (field: number): number => Number(archive.readBigUInt64LE(at + field))
  return { count: long(32), size: long(40), offset: long(48), at }
}

function recordsAt(archive: Buffer, start: number, count: number, shift: number): ZipDirectory {
  const records: ZipRecord[] = []
  let at = start
  for (let left = count; left > 0; left -= 1) {
    if (archive.readUInt32LE(at) !== RECORD) return { ok: false, reason: 'damaged' }
    const pathEnd = at + 46 + archive.readUInt16LE(at + 28)
    const extraEnd = pathEnd + archive.readUInt16LE(at + 30)
    const flags = archive.readUInt16LE(at + 8)
    const sizes = sizesOf(archive, at, archive.subarray(pathEnd, extraEnd))
    records.push({
      path: pathOf(archive.subarray(at + 46, pathEnd), flags),
      encrypted: (flags & 1) !== 0,
      method: archive.readUInt16LE(at + 10),
      crc: archive.readUInt32LE(at + 16),
      ...sizes,
      header: sizes.header + shift,
    })
    at = extraEnd + archive.readUInt16LE(at + 32)
  }
  return { ok: true, records }
}

/** Sizes and place of a record; those that do not fit 32 bits stand in the ZIP64 extra field, in this order (APPNOTE 4.5.3). */
function sizesOf(archive: Buffer, at: number, extra: Buffer): Pick<ZipRecord, 'size' | 'packedSize' | 'header'> {
  const long = longFields(extra)
  let next = 0
  const field = (offset: number): number => {
    const short = archive.readUInt32LE(at + offset)
    if (short !== MANY_32 || long === null || long.length < next + 8) return short
    next += 8
    return Number(long.readBigUInt64LE(next - 8))
  }
  const size = field(24)
  const packedSize = field(20)
  return { size, packedSize, header: field(42) }
}

function longFields(extra: Buffer): Buffer | null {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === EXTRA_64) return extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2))
  }
  return null
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function pathOf(name: Buffer, flags: number): string {
  return readName(name, flags)
    .replace(/\\/g, '/')
    .replace(/^(?:\.\/)+/, '')
    .normalize('NFC')
}

function readName(name: Buffer, flags: number): string {
  if ((flags & UTF8_NAMES) !== 0) return name.toString('utf8')
  try {
    return strict.decode(name)
  } catch {
    return name.toString('latin1')
  }
}
