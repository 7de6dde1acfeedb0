import { describe, expect, it, test } from 'vitest'
import { fitLines } from '../../web/src/play/result/card-layout.ts'
import { brokenAt } from '../../web/src/play/result/log-chain.ts'
import { holdsOnly } from '../../web/src/play/result/share-card.ts'
import { standingNotes } from '../../web/src/play/result/standing-notes.ts'

describe('when a rank may still change is said', () => {
  const now = {
    state: 'live',
    veil: null,
    closesAt: 10,
    sealedAt: null,
    voided: false,
    pending: false,
    counts: true,
    overall: { rank: 1, total: 2 },
  } as const
  const [frozen, hidden] = [
    { kind: 'frozen', until: 10 },
    { kind: 'hidden', until: 10 },
  ] as const
  // what is known, predicts, says
  const cases = [
    [{}, false, [['live', 10]]],
    [
      {},
      true,
      [
        ['live', 10],
        ['prediction', null],
      ],
    ],
    [
      { counts: false },
      false,
      [
        ['other', null],
        ['live', 10],
      ],
    ],
    [{ counts: null }, false, [['live', 10]]],
    [{ state: 'over' }, false, [['over', null]]],
    [{ state: 'sealed', sealedAt: 20 }, true, [['sealed', 20]]],
    [{ pending: true, overall: null }, true, [['pending', null]]],
    [{ overall: null }, false, [['none', null]]],
    [{ veil: frozen }, true, [['frozen', 10]]],
    [{ veil: frozen, overall: null, pending: true }, false, [['frozenNone', 10]]],
    [{ veil: hidden, overall: null }, false, [['hidden', 10]]],
    [{ voided: true, veil: hidden }, false, [['voided', null]]],
  ] as const
  it.each(cases)('%o, predicts %s: %o', (known, predicts, says) => {
    expect(standingNotes({ ...now, ...known }, predicts).map(({ key, at }) => [key.replace('standing.', ''), at])).toEqual(says)
  })
})

describe('a line of the card', () => {
  const room = { width: 100, maxLines: 2, largest: 10, smallest: 4 }
  // Every letter is as wide as the text is large.
  const fit = (text: string) => fitLines(text, room, (part, size) => part.length * size)
  test.each([
    ['stays large when it fits', 'Lò Thị Án', 10, ['Lò Thị Án']],
    ['breaks between words', 'Nguyễn Thị Hồng Ánh', 10, ['Nguyễn Thị', 'Hồng Ánh']],
    ['becomes smaller when it is long', 'Nguyễn Hoàng Thị Phương', 8, ['Nguyễn Hoàng', 'Thị Phương']],
    ['ends in … when it is too long at the smallest', 'mười chữ '.repeat(9).trim(), 4, ['mười chữ mười chữ mười', 'chữ mười chữ mười chữ…']],
    ['is broken inside a word without end', 'x'.repeat(45), 4, ['x'.repeat(23), 'x'.repeat(22)]],
    ['may be empty', '', 10, []],
  ])('%s', (_name, text, size, lines) => expect(fit(text)).toEqual({ size, lines }))
})

describe('lines of the log', () => {
  const line = (seq: number, prevHash: string, hash: string) => ({ seq, prevHash, hash })
  test.each([
    ['are linked when each names the hash before', [line(4, 'c', 'd'), line(5, 'd', 'e'), line(6, 'e', 'f')], null],
    ['are broken where a hash does not fit', [line(4, 'c', 'd'), line(5, 'x', 'e'), line(6, 'e', 'f')], 5],
    ['are broken where a line is missing', [line(4, 'c', 'd'), line(6, 'd', 'f')], 6],
    ['prove nothing when there are none', [], null],
  ] as const)('%s', (_name, lines, broken) => expect(brokenAt(lines)).toBe(broken))
})

test.each([
  ['Mozilla/5.0 (Linux; Android 10; SM-A105G; wv) AppleWebKit/537.36 Chrome/90 Mobile Safari/537.36 Zalo android/12', true],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 15_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 [FBAN/FBIOS;FBAV/350.0]', true],
  ['Mozilla/5.0 (Linux; Android 10; SM-A105G) AppleWebKit/537.36 Chrome/96.0 Mobile Safari/537.36', false],
])('%s can only hold a picture to save it: %s', (userAgent, holds) => expect(holdsOnly(userAgent)).toBe(holds))
