import { beforeEach, describe, expect, it, test, vi } from 'vitest'
import { DRAFT, recall, remember } from '../../web/src/play/phone-memory.ts'
import { keepDraft, keepLastUnion, keptDraft, lastUnion, type KeptDraft } from '../../web/src/play/register/kept-draft.ts'
import { movedTo } from '../../web/src/play/register/list-keys.ts'
import { showPhone } from '../../web/src/play/register/shown-phone.ts'

const NOW = Date.parse('2021-05-04T08:00:00+07:00')
const HOUR = 3_600_000
const union = { id: 'u1', name: 'CĐCS Trường Mầm non Tà Tổng', path: 'LĐLĐ tỉnh', childCount: 0 }
const typed: KeptDraft = {
  phone: '0912 345 678',
  fullName: 'Lò Thị Bưởi',
  birthDate: '05/09/1988',
  contestantKind: 'member',
  unionId: 'u1',
  proposed: null,
  union,
}

/** The browser's storage, as far as the phone app uses it. */
function openStorage(): Map<string, string> {
  const kept = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  })
  return kept
}

describe('what a phone keeps', () => {
  let kept: Map<string, string>
  beforeEach(() => {
    kept = openStorage()
  })

  it.each([
    [0, true],
    [2 * HOUR, true],
    [2 * HOUR + 1, false],
    // A phone whose clock was set back keeps nothing for ever.
    [-1, false],
  ])('a registration that was left %i ms ago is there: %s', (later, there) => {
    keepDraft(typed, NOW)
    expect(keptDraft(NOW + later)).toEqual(there ? typed : null)
  })
  it('a form that nobody has begun leaves nothing, not even with the union of a poster', () => {
    keepDraft({ ...typed, phone: '', fullName: '', birthDate: '', contestantKind: null }, NOW)
    expect([...kept]).toEqual([])
  })
  it.each(['', 'no json', '[]', '{}', '7', `{"until":${NOW},"draft":null}`, `{"until":${NOW},"draft":{"phone":7}}`])(
    '%j in its place is nothing',
    (text) => {
      remember(DRAFT, text)
      expect(keptDraft(NOW)).toBe(null)
      remember('last-union', text)
      expect(lastUnion()).toBe(null)
    },
  )
  it('the union of who registered last', () => {
    expect(lastUnion()).toBe(null)
    keepLastUnion(union)
    expect(lastUnion()).toEqual(union)
  })
  it('nothing where the browser allows nothing, without a fault', () => {
    vi.stubGlobal('localStorage', {
      getItem: () => {
        throw new Error('SecurityError')
      },
      setItem: () => {
        throw new Error('QuotaExceededError')
      },
    })
    remember('phone', '0912345678')
    expect([recall('phone'), keptDraft(NOW), lastUnion()]).toEqual([null, null, null])
  })
})

test.each([
  // key, from, of, to
  ['ArrowDown', -1, 3, 0],
  ['ArrowDown', 2, 3, 0],
  ['ArrowUp', -1, 3, 2],
  ['ArrowUp', 0, 3, 2],
  ['PageDown', 0, 20, 5],
  ['PageDown', 18, 20, 19],
  ['PageUp', 3, 20, 0],
  ['PageDown', -1, 20, null],
  ['ArrowDown', -1, 0, null],
  // Home and End move in what is typed.
  ['Home', 2, 3, null],
  ['a', 2, 3, null],
])('%s at %i of a list of %i leads to %s', (key, at, count, to) => {
  expect(movedTo(key, at, count)).toBe(to)
})

test.each([
  ['+84912345678', '0912 345 678'],
  ['0168 1234567', '0381 234 567'],
  ['02313876543', '0231 387 6543'],
  ['09123', '09123'],
  ['', ''],
])('the number typed as %j is shown as %j', (phone, shown) => {
  expect(showPhone(phone)).toBe(shown)
})
