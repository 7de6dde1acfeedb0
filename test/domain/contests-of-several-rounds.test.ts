import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ranksOf, writtenContest, type Played } from '../support/played.ts'

// Every list of ranks here was worked by hand from the words of the rules; a dash of the published rules was filled in by us.

const expected = (attempts: readonly Played[]): string[] => attempts.map(([, , , , , met = '']) => met)

describe('LĐLĐ TP.HCM 2025: 2 rounds of 20 + 1 questions, one account, equals parted by lot', () => {
  const seed = 'hat giong 2025'
  // printf 'hat giong 2025\n%s 1' "$name" | sha256sum: An 0ac809…, Chi 5941eb…, Bình eac653…
  const lot = (attemptId: string): string => createHash('sha256').update(`${seed}\n${attemptId}`).digest('hex')
  const attempts: Played[] = [
    ['Bình', '2025-05-05 08:00', '05:00', 20, 3],
    ['Chi', '2025-05-06 08:00', '06:00', 20, 3],
    ['An', '2025-05-07 08:00', '07:00', 20, 3],
    ['Dung', '2025-05-05 08:00', '01:00', 19, 3],
    ['Em', '2025-05-05 08:00', '01:00', 19, 4],
    ['An', '2025-05-09 23:59', '-', 20, 3, 'no-attempts-left'],
  ]
  const rules = {
    blueprint: [{ count: 20 }],
    attemptsPerRound: 1,
    prediction: { target: 'allCorrectCount', closeness: 'nearest' },
    tieBreaks: ['score', 'predictionDistance'],
    equals: 'lot',
  } as const
  const contest = (equals: 'lot' | 'sharedRank' = 'lot') =>
    writtenContest({
      rounds: [
        ['Kỳ 1', '2025-05-05 00:00', '2025-05-10 00:00'],
        ['Kỳ 2', '2025-05-10 00:00', '2025-05-15 00:00'],
      ],
      rules: { ...rules, blueprint: [{ count: 20 }], tieBreaks: [...rules.tieBreaks], equals },
    })

  it('anybody with the published seed draws the same lot', () => {
    const told = contest().play('Kỳ 1', attempts, { lot })
    expect(told.met).toEqual(expected(attempts))
    expect(ranksOf(told)).toEqual([
      [1, 'An', 1, 20, 'lot'],
      [2, 'Chi', 1, 20, 'lot'],
      [3, 'Bình', 1, 20, 'score'],
      [4, 'Dung', 1, 19, 'predictionDistance'],
      [5, 'Em', 1, 19, 'last'],
    ])
  })

  it('without the lot the three share the first rank', () => {
    expect(ranksOf(contest('sharedRank').play('Kỳ 1', attempts)).map(([rank]) => rank)).toEqual([1, 1, 1, 4, 5])
  })
})

describe('LĐLĐ TP.HCM: four rounds of 4 days, 06:00 to 23:59, 15 minutes, the best of 2 attempts, ranked after all four', () => {
  const contest = () =>
    writtenContest({
      rounds: [
        ['Kỳ 1', '2024-07-01 00:00', '2024-07-05 00:00'],
        ['Kỳ 2', '2024-07-05 00:00', '2024-07-09 00:00'],
        ['Kỳ 3', '2024-07-09 00:00', '2024-07-13 00:00'],
        ['Kỳ 4', '2024-07-13 00:00', '2024-07-17 00:00'],
      ],
      rules: {
        blueprint: [{ count: 20 }],
        minutes: 15,
        attemptsPerRound: 2,
        hours: { days: [1, 2, 3, 4, 5, 6, 7], from: '06:00', until: '23:59' },
        tieBreaks: ['score', 'durationMs', 'submittedAt'],
      },
    })
  const first: Played[] = [
    ['An', '2024-07-01 05:59', '-', 20, null, 'outside-hours'],
    ['An', '2024-07-01 06:00', '10:00', 18],
    ['An', '2024-07-02 23:50', 'left', 18],
    ['An', '2024-07-03 08:00', '-', 20, null, 'no-attempts-left'],
    ['Bình', '2024-07-01 23:59', '-', 20, null, 'outside-hours'],
    ['Bình', '2024-07-04 23:00', '15:00', 20],
    ['Chi', '2024-07-04 23:59', '-', 20, null, 'round-over'],
    ['Dung', '2024-07-04 23:58', '00:59', 3],
  ]

  it('the day ends at 23:59 for who is still writing; nine minutes beat ten with the same score', () => {
    const told = contest().play('Kỳ 1', first)
    expect(told.met).toEqual(expected(first))
    expect(told.taken.find(({ attemptId }) => attemptId === 'An 2')).toMatchObject({ durationMs: 540_000 })
    expect(ranksOf(told)).toEqual([
      [1, 'Bình', 1, 20, 'score'],
      [2, 'An', 2, 18, 'score'],
      [3, 'Dung', 1, 3, 'last'],
    ])
  })

  it('the whole: An 18+20+20, Bình 20+19+19, Chi 20+20+18; all 58, in 24, 35 and 24 minutes, An before Chi by the last submission', () => {
    const played = contest()
    played.play('Kỳ 1', first)
    played.play('Kỳ 2', [
      ['An', '2024-07-05 08:00', '05:00', 20],
      ['Bình', '2024-07-05 08:00', '10:00', 19],
      ['Chi', '2024-07-05 08:00', '08:00', 20],
    ])
    played.play('Kỳ 3', [
      ['An', '2024-07-09 08:00', '12:00', 19],
      ['An', '2024-07-09 09:00', '10:00', 20],
      ['Bình', '2024-07-09 08:00', '10:00', 19],
      ['Chi', '2024-07-09 08:00', '08:00', 20],
    ])
    played.play('Kỳ 4', [['Chi', '2024-07-13 08:00', '08:00', 18]])
    expect(played.overall()).toEqual([
      ['An', 58],
      ['Chi', 58],
      ['Bình', 58],
      ['Dung', 3],
    ])
  })
})

describe('Bầu cử Quốc hội XVI, 2026: 10 + 1 questions, unequal rounds of 10 and 7 days, of two attempts here the first counts', () => {
  it('a full mark of the second attempt makes An all-correct, and does not count', () => {
    const contest = writtenContest({
      rounds: [
        ['Kỳ 1', '2026-02-10 00:00', '2026-02-20 00:00'],
        ['Kỳ 2', '2026-02-20 00:00', '2026-02-27 00:00'],
      ],
      rules: {
        blueprint: [{ count: 10 }],
        counts: 'first',
        prediction: { target: 'allCorrectCount', closeness: 'nearest' },
        tieBreaks: ['score', 'predictionDistance', 'durationMs', 'submittedAt'],
      },
    })
    const told = contest.play('Kỳ 1', [
      ['An', '2026-02-10 08:00', '05:00', 4, 0],
      ['An', '2026-02-19 23:30', '05:00', 10, 1],
      ['Bình', '2026-02-11 08:00', '05:00', 4, 1],
      ['Bình', '2026-02-12 08:00', '05:00', 3, 1],
      ['Chi', '2026-02-11 08:00', '04:00', 4, 2],
      ['Dung', '2026-02-11 08:00', '04:00', 4, 0],
    ])
    expect(told.results.predictionTarget).toBe(1)
    expect(ranksOf(told)).toEqual([
      [1, 'Bình', 1, 4, 'predictionDistance'],
      // One too few and one too many are equally near; the same four minutes at the same moment leave nothing to part them.
      [2, 'Chi', 1, 4, 'equal'],
      [2, 'Dung', 1, 4, 'durationMs'],
      [4, 'An', 1, 4, 'last'],
    ])
  })
})

describe('Cảnh sát biển 2021: a month with three weekly rounds inside it, here with four attempts in all', () => {
  const contest = () =>
    writtenContest({
      settings: { overall: 'none', attemptsPerContest: 4 },
      rounds: [
        ['Cả tháng', '2021-08-01 00:00', '2021-09-01 00:00'],
        ['Tuần 1', '2021-08-02 00:00', '2021-08-09 00:00'],
        ['Tuần 2', '2021-08-09 00:00', '2021-08-16 00:00'],
        ['Tuần 3', '2021-08-16 00:00', '2021-08-23 00:00'],
      ],
      rules: { blueprint: [{ count: 10 }], tieBreaks: ['score', 'durationMs'] },
    })

  it('two rounds are open at once; a person writes one paper at a time, and each round ranks its own', () => {
    const played = contest()
    const [month, week]: [Played[], Played[]] = [
      [
        ['An', '2021-08-02 08:00', '10:00', 7],
        ['Bình', '2021-08-03 08:00', '10:00', 9],
      ],
      [
        ['An', '2021-08-02 08:05', '-', 10, null, 'another-attempt-running'],
        ['An', '2021-08-02 08:10', '10:00', 10],
        ['An', '2021-08-02 09:00', '10:00', 2],
        ['An', '2021-08-02 10:00', '-', 10, null, 'no-attempts-left'],
      ],
    ]
    expect(ranksOf(played.play('Cả tháng', month)).map(([rank, who, , score]) => [rank, who, score])).toEqual([
      [1, 'Bình', 9],
      [2, 'An', 7],
    ])
    const told = played.play('Tuần 1', week)
    expect(told.met).toEqual(expected(week))
    expect(ranksOf(told)).toEqual([[1, 'An', 1, 10, 'last']])
  })

  it('after four attempts in whatever rounds nobody begins a fifth', () => {
    const played = contest()
    const fifth: Played[] = [['An', '2021-08-16 08:00', '-', 10, null, 'contest-attempts-used']]
    played.play('Tuần 1', [
      ['An', '2021-08-02 08:00', '10:00', 1],
      ['An', '2021-08-02 09:00', '10:00', 1],
    ])
    played.play('Tuần 2', [['An', '2021-08-09 08:00', '10:00', 1]])
    expect(played.play('Cả tháng', [['An', '2021-08-10 08:00', '10:00', 1]]).met).toEqual([''])
    expect(played.play('Tuần 3', fifth).met).toEqual(expected(fifth))
  })
})

describe('Nghệ An 2025: four weeks of working days, Monday 07:30 to Friday 17:30; here with parts of points', () => {
  const attempts: Played[] = [
    // Key ab, abc, a, abcd of 2 points each. One of two right: 1. Two right and one wrong of two: (2 − 1) / 2, 1. Two of three: 1.33.
    ['An', '2025-03-03 07:30', '10:00', 'a abc a abcd'],
    ['Bình', '2025-03-03 07:30', '10:01', 'abc abc a abcd'],
    ['Chi', '2025-03-04 22:00', '15:00', 'ab ab a abcd'],
    ['Dung', '2025-03-05 08:00', '15:00', 'cd abc a abcd'],
    ['Em', '2025-03-07 17:29', '15:00', 'ab abc - ab'],
    ['Giang', '2025-03-07 17:30', '-', 'ab abc a abcd', null, 'round-over'],
    ['Giang', '2025-03-08 08:00', '-', 'ab abc a abcd', null, 'round-over'],
    ['Giang', '2025-03-03 07:29', '-', 'ab abc a abcd', null, 'round-not-open'],
  ]
  const contest = (multipleCredit: 'partial' | 'allOrNothing') =>
    writtenContest({
      rounds: [['Tuần 1', '2025-03-03 07:30', '2025-03-07 17:30']],
      keys: ['ab', 'abc', 'a', 'abcd'],
      rules: { blueprint: [{ count: 4 }], points: 2, multipleCredit, atClose: 'fullTime', tieBreaks: ['score', 'durationMs'] },
    })

  it('parts of points decide; who began before Friday’s close writes to the end', () => {
    const told = contest('partial').play('Tuần 1', attempts)
    expect(told.met).toEqual(expected(attempts))
    expect(told.taken.find(({ contestantId }) => contestantId === 'Em')).toMatchObject({ durationMs: 900_000 })
    expect(ranksOf(told)).toEqual([
      [1, 'Chi', 1, 7.33, 'score'],
      [2, 'An', 1, 7, 'durationMs'],
      [3, 'Bình', 1, 7, 'score'],
      [4, 'Dung', 1, 6, 'score'],
      [5, 'Em', 1, 5, 'last'],
    ])
  })

  it('without parts each paper but Em’s has three right: the time decides', () => {
    expect(ranksOf(contest('allOrNothing').play('Tuần 1', attempts))).toEqual([
      [1, 'An', 1, 6, 'durationMs'],
      [2, 'Bình', 1, 6, 'durationMs'],
      [3, 'Chi', 1, 6, 'equal'],
      [3, 'Dung', 1, 6, 'score'],
      [5, 'Em', 1, 4, 'last'],
    ])
  })
})

describe('Đầu Bếp Trẻ: 30 questions, 15 minutes, one attempt a week and practice without limit', () => {
  it('practice is never refused and never counts; the one attempt of the week does', () => {
    const contest = writtenContest({
      settings: { attemptsPerContest: 1 },
      rounds: [
        ['Tuần 1', '2022-03-07 00:00', '2022-03-14 00:00'],
        ['Thi thử', '2022-03-07 00:00', '2022-04-04 00:00', 'practice'],
      ],
      rules: { blueprint: [{ count: 30 }], minutes: 15, attemptsPerRound: 1, tieBreaks: ['score', 'durationMs'] },
    })
    const practised: Played[] = ['08:00', '08:10', '08:20', '08:30'].map((time) => ['An', `2022-03-07 ${time}`, '05:00', 30])
    const week: Played[] = [
      ['An', '2022-03-08 08:00', '15:00', 12],
      ['Bình', '2022-03-08 08:00', '14:00', 12],
      ['An', '2022-03-09 08:00', '-', 30, null, 'contest-attempts-used'],
    ]
    expect(contest.play('Thi thử', practised).met).toEqual(['', '', '', ''])
    const told = contest.play('Tuần 1', week)
    expect(told.met).toEqual(expected(week))
    expect(contest.play('Thi thử', [['An', '2022-03-10 08:00', '05:00', 30]]).met).toEqual([''])
    expect(ranksOf(told)).toEqual([
      [1, 'Bình', 1, 12, 'durationMs'],
      [2, 'An', 1, 12, 'last'],
    ])
    expect(contest.overall()).toEqual([
      ['Bình', 12],
      ['An', 12],
    ])
  })
})
