import { describe, expect, test } from 'vitest'
import { copiedAt, copyName, copyState, outdatedCopies, type CopyFacts } from '../../server/src/domain/backup-keeping.ts'

const at = (day: number, time: string) => Date.parse(`2021-05-${String(day).padStart(2, '0')}T${time}:00Z`)
const copy = (day: number, time: string) => ({ name: copyName(at(day, time)), at: at(day, time) })
const MINUTE = 60_000

test('the name of a copy tells its moment, and sorts by it', () => {
  expect(copyName(Date.parse('2021-05-10T01:02:03.999Z'))).toBe('hoithi-20210510T010203Z.sqlite')
  expect(copiedAt('hoithi-20210510T010203Z.sqlite')).toBe(Date.parse('2021-05-10T01:02:03Z'))
})

test.each(['hoithi-1.sqlite', '.making-7-hoithi-20210510T010203Z.sqlite', 'hoithi-20210510T010203Z.sqlite-journal', 'hoithi.sqlite', 'notes.txt'])(
  '%s is no copy that a rotation may touch',
  (name) => expect(copiedAt(name)).toBeNull(),
)

describe('which copies go', () => {
  const copies = [
    copy(7, '23:45'),
    copy(8, '06:00'),
    copy(8, '23:45'),
    copy(9, '12:00'),
    copy(9, '23:59'),
    copy(10, '00:00'),
    copy(10, '08:00'),
    copy(10, '08:15'),
  ]
  test.each<[newest: number, days: number, gone: string[]]>([
    // Everything but the newest.
    [1, 0, ['10T0800', '10T0000', '09T2359', '09T1200', '08T2345', '08T0600', '07T2345']],
    [3, 0, ['09T2359', '09T1200', '08T2345', '08T0600', '07T2345']],
    // Today's last is the newest itself.
    [1, 1, ['10T0800', '10T0000', '09T2359', '09T1200', '08T2345', '08T0600', '07T2345']],
    [1, 3, ['10T0800', '10T0000', '09T1200', '08T0600', '07T2345']],
    [2, 4, ['10T0000', '09T1200', '08T0600']],
    [8, 0, []],
    [100, 100, []],
  ])('with the newest %i and %i days kept', (newest, days, gone) =>
    expect(outdatedCopies(copies, { newest, days }, at(10, '08:20')).map((name) => name.slice(13, 20))).toEqual(gone),
  )

  test('rotating again and again ends with the same copies as rotating once', () => {
    const keeping = { newest: 2, days: 3 }
    let kept: typeof copies = []
    for (const one of copies) {
      kept.push(one)
      const gone = outdatedCopies(kept, keeping, one.at)
      kept = kept.filter(({ name }) => !gone.includes(name))
    }
    const gone = outdatedCopies(copies, keeping, at(10, '08:15'))
    expect(kept).toEqual(copies.filter(({ name }) => !gone.includes(name)))
  })
})

test.each<[Partial<CopyFacts>, ReturnType<typeof copyState>]>([
  [{ everyMs: null }, 'off'],
  [{ everyMs: null, newestAgeMs: 0 }, 'off'],
  [{ newestAgeMs: null }, 'waiting'],
  [{}, 'fresh'],
  [{ newestAgeMs: 45 * MINUTE }, 'fresh'],
  [{ newestAgeMs: 45 * MINUTE + 1 }, 'late'],
  [{ failedAgeMs: 0 }, 'failed'],
  [{ newestAgeMs: null, failedAgeMs: 5 }, 'failed'],
])('with %j it stands %s', (facts, state) =>
  expect(copyState({ everyMs: 15 * MINUTE, newestAgeMs: MINUTE, failedAgeMs: null, ...facts })).toBe(state),
)
