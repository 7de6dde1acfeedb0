import fc from 'fast-check'
import { strToU8, zipSync, type Zippable } from 'fflate'
import { describe, expect, test } from 'vitest'
import { listEntries, readEntries, type ZipLimits } from '../../server/src/formats/zip-entries.ts'

const zip = (files: Record<string, string>, level: 0 | 6 = 6) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])) satisfies Zippable, { level })

const two = zip({ 'a.xml': '<a/>', 'thư mục/b.txt': 'Công đoàn '.repeat(100) })
const refusal = (bytes: Uint8Array, limits?: ZipLimits) => {
  const read = readEntries(bytes, limits)
  return read.ok ? 'ok' : read.issue.code
}

/** The archive with the bytes behind every mark of a kind changed: at an offset from the mark, to these values. */
function patched(bytes: Uint8Array, mark: 'local' | 'record' | 'end', offset: number, values: number[]): Uint8Array {
  const copy = new Uint8Array(bytes)
  const signature = { local: [3, 4], record: [1, 2], end: [5, 6] }[mark]
  for (let at = 0; at + 4 <= copy.length; at += 1) {
    if (copy[at] === 0x50 && copy[at + 1] === 0x4b && copy[at + 2] === signature[0] && copy[at + 3] === signature[1]) copy.set(values, at + offset)
  }
  return copy
}

describe('a zip archive', () => {
  test.each([
    ['deflated', 6],
    ['stored', 0],
  ] as const)('gives its files back (%s)', (_name, level) => {
    const read = readEntries(zip({ 'a.xml': '<a/>', 'b/trống.txt': '', 'c/d.txt': 'đoàn viên' }, level))
    expect(read.ok && [...read.entries].map(([path, bytes]) => [path, Buffer.from(bytes).toString()])).toEqual([
      ['a.xml', '<a/>'],
      ['b/trống.txt', ''],
      ['c/d.txt', 'đoàn viên'],
    ])
  })

  test('unpacks only what is asked for', () => {
    const read = readEntries(two, { only: (path) => path.endsWith('.xml'), maxBytes: 10 })
    expect(read.ok && [...read.entries.keys()]).toEqual(['a.xml'])
  })

  test('lists its files without unpacking, folders left out', () => {
    expect(listEntries(zipSync({ 'a.xml': strToU8('<a/>'), 'folder/': new Uint8Array() }))).toEqual(['a.xml'])
    expect(listEntries(patched(two, 'record', 8, [1]))).toEqual(['a.xml', 'thư mục/b.txt'])
  })

  test.each<[string, string, string]>([
    ['Windows separators', 'items\\câu 1.xml', 'items/câu 1.xml'],
    ['a dot in front', './a.xml', 'a.xml'],
    ['decomposed letters of macOS', 'đề.xml'.normalize('NFD'), 'đề.xml'.normalize('NFC')],
  ])('paths are read alike: %s', (_name, written, path) => {
    expect(listEntries(zip({ [written]: 'x' }))).toEqual([path])
  })

  test('bytes in front of it and a comment behind it do no harm', () => {
    const comment = strToU8('ghi chú')
    const ended = patched(two, 'end', 20, [comment.length, 0])
    expect(refusal(new Uint8Array([...strToU8('#!/bin/sh\n'), ...ended, ...comment]))).toBe('ok')
  })
})

describe('refused before anything is unpacked', () => {
  test.each<[string, Uint8Array, ZipLimits | undefined, string]>([
    ['no archive', strToU8('Câu 1. Công đoàn là gì?'), undefined, 'zip-damaged'],
    ['nothing', new Uint8Array(), undefined, 'zip-damaged'],
    ['cut off', two.subarray(0, two.length - 30), undefined, 'zip-damaged'],
    ['more files than allowed', two, { maxEntries: 1 }, 'zip-too-many'],
    ['larger than allowed', two, { maxBytes: 100 }, 'zip-too-large'],
    ['a declared size of 4 GiB', patched(two, 'record', 24, [0xfe, 0xff, 0xff, 0xff]), undefined, 'zip-too-large'],
    ['a size that no compression reaches', patched(zip({ a: 'x'.repeat(10) }), 'record', 24, [0, 0, 16, 0]), undefined, 'zip-damaged'],
    ['a password', patched(two, 'record', 8, [1]), undefined, 'zip-encrypted'],
    ['an unknown method', patched(two, 'record', 10, [12]), undefined, 'zip-method'],
    ['a path out of the package', zip({ '../../etc/passwd': 'x' }), undefined, 'zip-path'],
    ['the same with backslashes', zip({ 'a\\..\\..\\b': 'x' }), undefined, 'zip-path'],
    ['an absolute path', zip({ '/etc/passwd': 'x' }), undefined, 'zip-path'],
    ['a drive', zip({ 'C:\\a.xml': 'x' }), undefined, 'zip-path'],
  ])('%s', (_name, bytes, limits, code) => {
    expect(refusal(bytes, limits)).toBe(code)
  })

  test('dots inside a name are fine', () => {
    expect(refusal(zip({ 'a..b/c...xml': 'x' }))).toBe('ok')
  })
})

describe('refused while unpacking', () => {
  const text = 'Đoàn viên '.repeat(200)
  test.each<[string, Uint8Array]>([
    ['more bytes than declared', patched(zip({ a: text }), 'record', 24, [100, 0, 0, 0])],
    ['fewer bytes than declared', patched(zip({ a: text }), 'record', 24, [0, 16, 0, 0])],
    ['another checksum', patched(zip({ a: text }), 'record', 16, [1, 2, 3, 4])],
    ['no file where the list says', patched(zip({ a: text }), 'record', 42, [9])],
    ['damaged bytes', patched(zip({ a: text }), 'local', 31, [255, 255, 255, 255])],
  ])('%s', (_name, bytes) => {
    expect(refusal(bytes)).toBe('zip-damaged')
  })
})

test('files of an archive whose packed parts overlap are refused', () => {
  const one = zip({ a: 'x'.repeat(1_000), b: 'y'.repeat(1_000) }, 0)
  // Both records claim nearly the whole archive.
  expect(refusal(patched(patched(one, 'record', 20, [208, 7, 0, 0]), 'record', 24, [208, 7, 0, 0]))).toBe('zip-damaged')
})

test('a ZIP64 record is read where its sizes are small', () => {
  const plain = zip({ a: 'Công đoàn' }, 0)
  const size = strToU8('Công đoàn').length
  const record = plain.findIndex((_, at) => plain[at] === 0x50 && plain[at + 1] === 0x4b && plain[at + 2] === 1 && plain[at + 3] === 2)
  const extra = [1, 0, 16, 0, size, 0, 0, 0, 0, 0, 0, 0, size, 0, 0, 0, 0, 0, 0, 0]
  const long = new Uint8Array([...plain.subarray(0, record + 47), ...extra, ...plain.subarray(record + 47)])
  const marked = patched(patched(long, 'record', 20, [255, 255, 255, 255, 255, 255, 255, 255]), 'record', 30, [extra.length, 0])
  const directorySize = 47 + extra.length
  expect(refusal(patched(marked, 'end', 12, [directorySize, 0, 0, 0]))).toBe('ok')
})

test('never throws, whatever the bytes', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(two.length - 1), fc.nat(255)), { maxLength: 12 }), fc.nat(two.length), (changes, length) => {
      const bytes = new Uint8Array(two)
      for (const [at, value] of changes) bytes[at] = value
      const read = readEntries(bytes.subarray(0, length === 0 ? bytes.length : length))
      if (read.ok) for (const [, content] of read.entries) expect(content.length).toBeLessThan(10_000)
      listEntries(bytes)
    }),
    { numRuns: 500 },
  )
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void (readEntries(bytes), listEntries(bytes))))
})
