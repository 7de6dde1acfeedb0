import { Readable, pipeline } from 'node:stream'
import { crc32, createDeflateRaw, inflateRawSync } from 'node:zlib'

/** A part of an archive, packed already. */
export type PackedPart = { path: string; method: number; crc: number; size: number; packed: Buffer }
/** A part whose text is made while the archive is being written. */
export type StreamedPart = { path: string; content: AsyncIterable<string> }

type Written = { path: string; method: number; flags: number; crc: number; size: number; packedSize: number; offset: number }

const DEFLATE = 8
const SIZES_FOLLOW = 0x0008
const UTF8_NAMES = 0x0800
const LIMIT = 0xffff_ffff

/** The parts of a small archive in memory, by its central directory (APPNOTE 4.3.12). */
export function readParts(archive: Uint8Array): PackedPart[] {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength)
  const end = bytes.lastIndexOf('PK\u0005\u0006', undefined, 'latin1')
  const parts: PackedPart[] = []
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const pathLength = bytes.readUInt16LE(at + 28)
    const header = bytes.readUInt32LE(at + 42)
    const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28)
    parts.push({
      path: bytes.toString('utf8', at + 46, at + 46 + pathLength),
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      size: bytes.readUInt32LE(at + 24),
      packed: bytes.subarray(start, start + bytes.readUInt32LE(at + 20)),
    })
    at += 46 + pathLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return parts
}

export function partText(part: PackedPart): string {
  return (part.method === DEFLATE ? inflateRawSync(part.packed) : part.packed).toString('utf8')
}

/** A part that is stored as it is: what is packed already gets no smaller. */
export const storedPart = (path: string, bytes: Buffer): PackedPart => ({ path, method: 0, crc: crc32(bytes), size: bytes.length, packed: bytes })

/** An archive as it is written, part after part; throws past 4 GiB, which needs another layout (ZIP64). */
export async function* writeArchive(parts: Iterable<PackedPart | StreamedPart> | AsyncIterable<PackedPart | StreamedPart>): AsyncGenerator<Buffer> {
  const written: Written[] = []
  let offset = 0
  for await (const part of parts) {
    const entry: Written =
      'packed' in part
        ? { path: part.path, method: part.method, flags: UTF8_NAMES, crc: part.crc, size: part.size, packedSize: part.packed.length, offset }
        : { path: part.path, method: DEFLATE, flags: UTF8_NAMES | SIZES_FOLLOW, crc: 0, size: 0, packedSize: 0, offset }
    written.push(entry)
    for await (const chunk of 'packed' in part ? packedBytes(entry, part.packed) : streamedBytes(entry, part.content)) {
      offset += chunk.length
      yield chunk
    }
    if (offset > LIMIT || entry.size > LIMIT) throw new Error('an archive of more than 4 GiB')
  }
  yield directory(written, offset)
}

function* packedBytes(entry: Written, packed: Buffer): Generator<Buffer> {
  yield localHeader(entry)
  yield packed
}

/** Deflated while it is read; checksum and sizes are known at the end and follow the bytes. */
async function* streamedBytes(entry: Written, content: AsyncIterable<string>): AsyncGenerator<Buffer> {
  yield localHeader(entry)
  const measured = async function* (): AsyncGenerator<Buffer> {
    for await (const text of content) {
      const bytes = Buffer.from(text, 'utf8')
      entry.crc = crc32(bytes, entry.crc)
      entry.size += bytes.length
      yield bytes
    }
  }
  // A failed source destroys the deflater, and the loop below throws; the callback has nothing to add.
  const deflated = pipeline(Readable.from(measured(), { highWaterMark: 1 }), createDeflateRaw(), () => {})
  for await (const chunk of deflated as AsyncIterable<Buffer>) {
    entry.packedSize += chunk.length
    yield chunk
  }
  const descriptor = Buffer.alloc(16)
  descriptor.writeUInt32LE(0x08074b50, 0)
  writeMeasures(descriptor, 4, entry)
  yield descriptor
}

function localHeader(entry: Written): Buffer {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  writeCommon(header, 4, entry)
  return Buffer.concat([header, Buffer.from(entry.path, 'utf8')])
}

function directory(written: readonly Written[], offset: number): Buffer {
  const records = written.map((entry) => {
    const record = Buffer.alloc(46)
    record.writeUInt32LE(0x02014b50, 0)
    record.writeUInt16LE(20, 4)
    writeCommon(record, 6, entry)
    record.writeUInt32LE(entry.offset, 42)
    return Buffer.concat([record, Buffer.from(entry.path, 'utf8')])
  })
  const size = records.reduce((sum, record) => sum + record.length, 0)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(written.length, 8)
  end.writeUInt16LE(written.length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...records, end])
}

/** The fields that a local header and a directory record share, from "version needed" on; dated 1/1/1980, so that equal content gives equal bytes. */
function writeCommon(target: Buffer, at: number, entry: Written): void {
  target.writeUInt16LE(20, at)
  target.writeUInt16LE(entry.flags, at + 2)
  target.writeUInt16LE(entry.method, at + 4)
  target.writeUInt16LE(0x0021, at + 8)
  writeMeasures(target, at + 10, entry)
  target.writeUInt16LE(Buffer.byteLength(entry.path, 'utf8'), at + 22)
}

function writeMeasures(target: Buffer, at: number, entry: Written): void {
  target.writeUInt32LE(entry.crc, at)
  target.writeUInt32LE(entry.packedSize, at + 4)
  target.writeUInt32LE(entry.size, at + 8)
}
