import { describe, expect, it } from 'vitest'
import { ranksOf, writtenContest, type Played } from '../support/played.ts'

// Every list of ranks here was worked by hand from the words of the rules; a dash of the published rules was filled in by us.

const expected = (attempts: readonly Played[]): string[] => attempts.map(([, , , , , met = '']) => met)

describe('Tổng LĐLĐ 2020: 20 + 1 questions, 30 minutes, on Tuesdays, Thursdays and Sundays only, with an access code', () => {
  const contest = () =>
    writtenContest({
      settings: { accessCode: 'BLLD-2019' },
      // Weeks from Monday 07:00 to Sunday 21:00; 3/8/2020 was a Monday.
      rounds: [
        ['Tuần 1', '2020-08-03 07:00', '2020-08-09 21:00'],
        ['Tuần 2', '2020-08-10 07:00', '2020-08-16 21:00'],
      ],
      rules: {
        blueprint: [{ count: 20 }],
        minutes: 30,
        attemptsPerRound: 3,
        attemptsPerDay: 1,
        hours: { days: [2, 4, 7], from: '07:00', until: '21:00' },
        prediction: { target: 'allCorrectCount', closeness: 'nearest' },
        tieBreaks: ['score', 'predictionDistance', 'durationMs', 'submittedAt'],
      },
    })
  const attempts: Played[] = [
    ['An', '2020-08-03 06:59', '-', 20, 1, 'round-not-open'],
    ['An', '2020-08-03 10:00', '-', 20, 1, 'outside-hours'],
    ['An', '2020-08-04 06:59', '-', 20, 1, 'outside-hours'],
    ['An', '2020-08-04 07:00', 'no code', 20, 1, 'access-code-needed'],
    ['An', '2020-08-04 07:00', '25:00', 18, 1],
    ['An', '2020-08-04 12:00', '-', 20, 1, 'no-attempts-today'],
    ['An', '2020-08-06 20:50', 'left', 19, 3],
    ['An', '2020-08-09 20:59', '00:30', 15, 1],
    ['Bình', '2020-08-06 21:00', '-', 20, 1, 'outside-hours'],
    ['Bình', '2020-08-09 08:00', '20:00', 19, 2],
    ['Bình', '2020-08-09 21:00', '-', 20, 1, 'round-over'],
    ['Chi', '2020-08-06 07:00', '30:00', 20, 9],
  ]

  it('who comes on another day, at another hour, without the code or twice on a day is told so', () => {
    expect(contest().play('Tuần 1', attempts).met).toEqual(expected(attempts))
  })

  it('an attempt begun ten minutes before the end of the day has ten minutes', () => {
    const told = contest().play('Tuần 1', attempts)
    expect(told.taken.find(({ attemptId }) => attemptId === 'An 2')).toMatchObject({ durationMs: 600_000 })
    expect(ranksOf(told)).toEqual([
      [1, 'Chi', 1, 20, 'score'],
      [2, 'Bình', 1, 19, 'predictionDistance'],
      [3, 'An', 2, 19, 'last'],
    ])
  })
})

describe('Tổng LĐLĐ 2023: 20 questions of a point, 20 minutes, 2 attempts a week from Monday 07:00 to Sunday 23:00', () => {
  const contest = () =>
    writtenContest({
      rounds: [
        ['Tuần 1', '2023-05-08 07:00', '2023-05-14 23:00'],
        ['Tuần 2', '2023-05-15 07:00', '2023-05-21 23:00'],
        ['Tuần 3', '2023-05-22 07:00', '2023-05-28 23:00'],
      ],
      rules: { blueprint: [{ count: 20 }], attemptsPerRound: 2, tieBreaks: ['score', 'durationMs', 'submittedAt'] },
    })
  const first: Played[] = [
    ['An', '2023-05-08 07:00', '12:00', 20],
    ['An', '2023-05-09 07:00', '09:00', 20],
    ['An', '2023-05-10 07:00', '-', 20, null, 'no-attempts-left'],
    ['Bình', '2023-05-14 22:50', 'left', 20],
    ['Chi', '2023-05-09 07:01', '09:00', 20],
    ['Dung', '2023-05-14 23:00', '-', 20, null, 'round-over'],
    ['Em', '2023-05-09 07:00', '01:00', 19],
  ]
  const second: Played[] = [
    ['An', '2023-05-14 23:30', '-', 20, null, 'round-not-open'],
    ['An', '2023-05-15 07:00', '02:00', 10],
    ['Bình', '2023-05-16 07:00', '20:00', 18],
    ['Bình', '2023-05-17 07:00', '20:00', 20],
    ['Em', '2023-05-17 07:00', '05:00', 11],
  ]

  it('of two full marks the shorter time counts and stands first, of equal times the earlier submission', () => {
    const told = contest().play('Tuần 1', first)
    expect(told.met).toEqual(expected(first))
    expect(ranksOf(told)).toEqual([
      [1, 'An', 2, 20, 'submittedAt'],
      [2, 'Chi', 1, 20, 'durationMs'],
      [3, 'Bình', 1, 20, 'score'],
      [4, 'Em', 1, 19, 'last'],
    ])
  })

  it('over the weeks scores are summed; of 30 points each Em took 6 minutes and An 11; who missed a week has the other alone', () => {
    const played = contest()
    played.play('Tuần 1', first)
    expect(played.play('Tuần 2', second).met).toEqual(expected(second))
    expect(played.overall()).toEqual([
      ['Bình', 40],
      ['Em', 30],
      ['An', 30],
      ['Chi', 20],
    ])
  })
})

describe('Tổng LĐLĐ 2024: 20 questions, 15 minutes, 2 attempts a week, people told apart by kind', () => {
  const contest = writtenContest({
    rounds: [['Tuần 1', '2024-09-02 00:00', '2024-09-09 00:00']],
    rules: { blueprint: [{ count: 20 }], minutes: 15, attemptsPerRound: 2, tieBreaks: ['score', 'durationMs', 'submittedAt'] },
    kinds: { An: 'officer', Chi: 'nonMember' },
  })
  const told = contest.play('Tuần 1', [
    ['An', '2024-09-02 08:00', '15:00', 15],
    ['An', '2024-09-03 08:00', '14:00', 20],
    ['Bình', '2024-09-03 09:00', '14:00', 20],
    ['Chi', '2024-09-02 08:00', '03:00', 18],
    ['Dung', '2024-09-02 08:00', '02:00', 12],
    ['Dung', '2024-09-02 09:00', '02:00', 12],
  ])

  it('one ranking for all kinds; of two attempts equal but for the moment the earlier counts', () => {
    expect(ranksOf(told)).toEqual([
      [1, 'An', 2, 20, 'submittedAt'],
      [2, 'Bình', 1, 20, 'score'],
      [3, 'Chi', 1, 18, 'score'],
      [4, 'Dung', 1, 12, 'last'],
    ])
  })

  it('people, attempts and all-correct people of each kind', () => {
    expect(contest.byKind('Tuần 1')).toEqual({
      officer: { people: 1, attempts: 2, allCorrect: 1 },
      member: { people: 2, attempts: 3, allCorrect: 1 },
      nonMember: { people: 1, attempts: 1, allCorrect: 0 },
    })
  })
})

describe('Quận Đoàn Bình Tân 2019: 20 questions, 10 minutes, one attempt a week; score, then the time taken, then the moment', () => {
  const attempts: Played[] = [
    ['An', '2019-11-04 08:00', '05:00', 20],
    ['An', '2019-11-05 08:00', '-', 20, null, 'no-attempts-left'],
    ['Bình', '2019-11-04 07:00', '05:00', 20],
    ['Chi', '2019-11-08 07:00', '04:59', 20],
    ['Dung', '2019-11-04 07:00', '01:00', 19],
    ['Em', '2019-11-04 07:00', 'left', 20],
  ]

  it('a second less is enough; the same time is parted by the moment; the next week begins anew', () => {
    const contest = writtenContest({
      rounds: [
        ['Tuần 1', '2019-11-04 00:00', '2019-11-11 00:00'],
        ['Tuần 2', '2019-11-11 00:00', '2019-11-18 00:00'],
      ],
      rules: { blueprint: [{ count: 20 }], minutes: 10, attemptsPerRound: 1, tieBreaks: ['score', 'durationMs', 'submittedAt'] },
    })
    const told = contest.play('Tuần 1', attempts)
    expect(told.met).toEqual(expected(attempts))
    expect(ranksOf(told)).toEqual([
      [1, 'Chi', 1, 20, 'durationMs'],
      [2, 'Bình', 1, 20, 'submittedAt'],
      [3, 'An', 1, 20, 'durationMs'],
      [4, 'Em', 1, 20, 'score'],
      [5, 'Dung', 1, 19, 'last'],
    ])
    expect(ranksOf(contest.play('Tuần 2', [['An', '2019-11-11 00:00', '05:00', 7]]))).toEqual([[1, 'An', 1, 7, 'last']])
  })
})

describe('VCNET 2020: 10 questions with 1 to 4 right options, many attempts, the one with most right counts, of equals the earliest', () => {
  const all = 'a ab abc abcd b c d ac bd abd'
  const nine = 'a ab abc abcd b c d ac bd ab'
  const attempts: Played[] = [
    ['An', '2020-06-01 10:00', '05:00', nine, 2],
    ['An', '2020-06-02 10:00', '05:00', all, 7],
    ['An', '2020-06-03 10:00', '05:00', all, 2],
    ['Bình', '2020-06-07 10:00', '09:00', all, 2],
    ['Chi', '2020-06-07 12:00', '09:00', nine, 2],
    ['Dung', '2020-06-05 12:00', '02:00', nine, 3],
    ['Em', '2020-06-04 12:00', '08:00', nine, 900],
    ['Giang', '2020-06-01 12:00', '01:00', nine, null],
    ['Hoa', '2020-06-08 09:00', '-', all, 2, 'round-over'],
    ['Hoa', '2020-06-01 09:59', '-', all, 2, 'round-not-open'],
  ]

  it('only the exact figure lifts; An’s second attempt counts although the third had it', () => {
    const told = writtenContest({
      settings: { overall: 'none' },
      rounds: [['Tuần 1', '2020-06-01 10:00', '2020-06-08 09:00']],
      keys: all.split(' '),
      rules: {
        blueprint: [{ count: 10 }],
        attemptsPerRound: 100,
        bestAmongEquals: 'earlier',
        prediction: { target: 'allCorrectCount', closeness: 'exact' },
        tieBreaks: ['score', 'predictionDistance', 'submittedAt'],
      },
    }).play('Tuần 1', attempts)
    expect(told.met).toEqual(expected(attempts))
    expect(told.results).toMatchObject({ allCorrectCount: 2, predictionTarget: 2 })
    expect(ranksOf(told)).toEqual([
      [1, 'Bình', 1, 10, 'predictionDistance'],
      [2, 'An', 2, 10, 'score'],
      [3, 'Chi', 1, 9, 'predictionDistance'],
      // One too many is as wrong as nine hundred; a blank is behind both.
      [4, 'Em', 1, 9, 'submittedAt'],
      [5, 'Dung', 1, 9, 'predictionDistance'],
      [6, 'Giang', 1, 9, 'last'],
    ])
  })
})

describe('baocaovien 2025: 10 minutes, 7 attempts a week, of which here the last counts', () => {
  const seven: Played[] = [1, 2, 3, 4, 5, 6, 7].map((day, index) => [
    'An',
    `2025-06-0${Math.min(day + 1, 7)} 0${day}:00`,
    '05:00',
    [4, 9, 10, 8, 8, 8, 5][index] ?? 0,
  ])
  const attempts: Played[] = [
    ...seven,
    ['An', '2025-06-08 08:00', '-', 10, null, 'no-attempts-left'],
    ['Bình', '2025-06-08 23:55', 'left', 6],
    ['Chi', '2025-06-03 08:00', '05:00', 6],
    ['Chi', '2025-06-04 08:00', '05:00', 6],
  ]
  const contest = () =>
    writtenContest({
      rounds: [['Tuần 1', '2025-06-02 00:00', '2025-06-09 00:00']],
      rules: {
        blueprint: [{ count: 10 }],
        minutes: 10,
        attemptsPerRound: 7,
        counts: 'last',
        atClose: 'fullTime',
        tieBreaks: ['score', 'submittedAt'],
      },
    })

  it('An’s full mark of the third attempt is not looked at, but An is one of the all-correct people', () => {
    const told = contest().play('Tuần 1', attempts)
    expect(told.met).toEqual(expected(attempts))
    expect(told.results).toMatchObject({ people: 3, attempts: 10, allCorrectCount: 1 })
    expect(ranksOf(told)).toEqual([
      [1, 'Chi', 2, 6, 'submittedAt'],
      [2, 'Bình', 1, 6, 'score'],
      [3, 'An', 7, 5, 'last'],
    ])
  })

  it('with the seventh voided the sixth is the last one', () => {
    expect(ranksOf(contest().play('Tuần 1', attempts, { voided: ['An 7'] }))[0]).toEqual([1, 'An', 6, 8, 'score'])
  })

  it('an attempt begun five minutes before the close has its ten minutes, where the rules give them', () => {
    const bình = contest()
      .play('Tuần 1', attempts)
      .taken.find(({ contestantId }) => contestantId === 'Bình')
    expect(bình).toMatchObject({ durationMs: 600_000, submittedAt: Date.parse('2025-06-09T00:05:00+07:00') })
  })
})
