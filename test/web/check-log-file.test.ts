import { expect, test } from 'vitest'
import { checkLogFile } from '../../web/src/play/result/check-log-file.ts'

const hash = (seq: number): string => (seq === 0 ? '0' : String.fromCharCode(96 + seq)).repeat(64)
const line = (seq: number, changes: object = {}): string =>
  JSON.stringify({ seq, prevHash: hash(seq - 1), hash: hash(seq), payload: null, ...changes })
const head = (seq: number): string => JSON.stringify({ format: 'hoithi-log/1', head: { seq, hash: hash(seq) }, title: 'Kỳ một – tiếng Việt' })
const file = (...lines: string[]): Blob => new Blob([lines.map((text) => `${text}\n`).join('')])

test.each<[what: string, file: Blob, found: unknown]>([
  ['a whole log', file(head(3), line(1), line(2), line(3)), { lines: 3, hash: hash(3), brokenAt: null }],
  ['an empty log', file(head(0)), { lines: 0, hash: hash(0), brokenAt: null }],
  ['a hash that was changed', file(head(3), line(1), line(2, { hash: 'x' }), line(3)), { lines: 2, hash: 'x', brokenAt: 3 }],
  ['the last hash changed', file(head(2), line(1), line(2, { hash: 'x' })), { lines: 2, hash: 'x', brokenAt: 3 }],
  ['a line cut out', file(head(3), line(1), line(3)), { lines: 1, hash: hash(1), brokenAt: 2 }],
  ['the end cut off', file(head(3), line(1), line(2)), { lines: 2, hash: hash(2), brokenAt: 3 }],
  ['a torn line', file(head(2), line(1), '{"seq":2'), { lines: 1, hash: hash(1), brokenAt: 2 }],
  ['another file', file('tên,điểm'), 'other'],
  ['nothing', new Blob([]), 'other'],
  [
    'a log longer than what is read at a time',
    file(head(2), line(1, { pad: 'ệ'.repeat(800_000) }), line(2)),
    { lines: 2, hash: hash(2), brokenAt: null },
  ],
])('%s', async (_what, blob, found) => {
  expect(await checkLogFile(blob)).toEqual(found)
})
