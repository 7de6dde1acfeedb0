import { describe, expect, it } from 'vitest'
import { ranksOf, writtenContest, type Played } from '../support/played.ts'

// Every list of ranks here was worked by hand from the words of the rules; a dash of the published rules was filled in by us.

describe('Bộ Tư pháp 2021: 19 + 1 questions, 20 minutes, the best of 3 attempts in one round of 30 days', () => {
  const contest = () =>
    writtenContest({
      rounds: [['Kỳ thi', '2021-04-24 00:00', '2021-05-24 00:00']],
      rules: {
        blueprint: [{ count: 19 }],
        attemptsPerRound: 3,
        prediction: { target: 'allCorrectCount', closeness: 'nearest' },
        tieBreaks: ['score', 'predictionDistance', 'submittedAt'],
      },
    })
  // Who, began, took, right, prediction, met
  const attempts: Played[] = [
    ['An', '2021-04-24 08:00', '10:00', 18, 3],
    ['An', '2021-04-24 09:00', '12:00', 19, 6],
    ['An', '2021-04-24 10:00', '18:00', 19, 2],
    ['An', '2021-04-24 11:00', '-', 19, 3, 'no-attempts-left'],
    ['Bình', '2021-04-25 07:00', 'left', 19, 4],
    ['Chi', '2021-05-23 23:55', 'left', 19, null],
    ['Dung', '2021-04-26 07:00', '01:00', 18, 3],
    ['Em', '2021-04-26 07:00', '01:01', 18, 3],
    ['Giang', '2021-04-23 23:59', '-', 19, 3, 'round-not-open'],
    ['Giang', '2021-05-24 00:00', '-', 19, 3, 'round-over'],
  ]

  it('three people are all-correct; of An’s equal attempts the one with the nearer prediction counts', () => {
    const told = contest().play('Kỳ thi', attempts)
    expect(told.met).toEqual(attempts.map(([, , , , , met = '']) => met))
    expect(told.results).toMatchObject({ people: 5, attempts: 7, allCorrectCount: 3, predictionTarget: 3 })
    expect(ranksOf(told)).toEqual([
      [1, 'An', 3, 19, 'submittedAt'],
      [2, 'Bình', 1, 19, 'predictionDistance'],
      [3, 'Chi', 1, 19, 'score'],
      [4, 'Dung', 1, 18, 'submittedAt'],
      [5, 'Em', 1, 18, 'last'],
    ])
  })

  it('with An’s third attempt voided the second counts, and An falls behind Bình', () => {
    expect(ranksOf(contest().play('Kỳ thi', attempts, { voided: ['An 3'] })).slice(0, 3)).toEqual([
      [1, 'Bình', 1, 19, 'predictionDistance'],
      [2, 'An', 2, 19, 'predictionDistance'],
      [3, 'Chi', 1, 19, 'score'],
    ])
  })

  it('with Bình voided only two are all-correct, and the target moves with them', () => {
    const told = contest().play('Kỳ thi', attempts, { voided: ['Bình 1'] })
    expect(told.results.predictionTarget).toBe(2)
    // Dung and Em are one away from two, as they were none away from three.
    expect(ranksOf(told).map(([rank, who, attempt]) => [rank, who, attempt])).toEqual([
      [1, 'An', 3],
      [2, 'Chi', 1],
      [3, 'Dung', 1],
      [4, 'Em', 1],
    ])
  })

  it('an attempt begun at 23:55 of the last day ends with the day, after five minutes', () => {
    expect(
      contest()
        .play('Kỳ thi', attempts)
        .taken.find(({ contestantId }) => contestantId === 'Chi'),
    ).toMatchObject({
      durationMs: 300_000,
      submittedAt: Date.parse('2021-05-24T00:00:00+07:00'),
    })
  })
})

describe('Quận 1, 2021: 20 questions of 5 points + 1, 15 minutes with automatic submission, one attempt for a phone', () => {
  const attempts: Played[] = [
    ['An', '2021-05-03 10:00', '14:59', 20, 40],
    ['An', '2021-05-03 11:00', '-', 20, 1, 'no-attempts-left'],
    ['Bình', '2021-05-03 10:00', 'left', 19, 3],
    // The button was pressed after the time was up, inside what a bad line is given: it ends at the deadline.
    ['Chi', '2021-05-04 10:00', '15:20', 19, 3],
    ['Dung', '2021-05-05 10:00', '14:59', 19, 3],
    ['Em', '2021-05-06 10:00', 'left', 19, 2],
    ['Giang', '2021-05-07 10:00', '00:30', 18, 1],
  ]

  it('left papers are handed in at the deadline; equals on everything share a rank and the next one is left out', () => {
    const told = writtenContest({
      rounds: [['Kỳ thi', '2021-05-01 00:00', '2021-05-20 00:00']],
      rules: {
        blueprint: [{ count: 20 }],
        points: 5,
        minutes: 15,
        attemptsPerRound: 1,
        prediction: { target: 'allCorrectCount', closeness: 'nearest' },
        tieBreaks: ['score', 'predictionDistance', 'durationMs'],
      },
    }).play('Kỳ thi', attempts)
    expect(told.met).toEqual(attempts.map(([, , , , , met = '']) => met))
    expect(told.results.predictionTarget).toBe(1)
    expect(ranksOf(told)).toEqual([
      [1, 'An', 1, 100, 'score'],
      [2, 'Em', 1, 95, 'predictionDistance'],
      [3, 'Dung', 1, 95, 'durationMs'],
      [4, 'Bình', 1, 95, 'equal'],
      [4, 'Chi', 1, 95, 'score'],
      [6, 'Giang', 1, 90, 'last'],
    ])
  })
})

describe('Phú Yên 2021: 35 questions + the number of participants, one attempt a week', () => {
  const attempts: Played[] = [
    ['An', '2021-03-01 08:00', '20:00', 35, 5],
    ['Bình', '2021-03-02 08:00', '20:00', 35, 4],
    ['Chi', '2021-03-03 08:00', '20:00', 35, 6],
    ['Dung', '2021-03-04 08:00', '19:59', 35, 1_000],
    ['Em', '2021-03-05 08:00', '01:00', 34, 5],
    ['Giang', '2021-03-05 09:00', '01:00', 35, 5],
  ]
  const contest = () =>
    writtenContest({
      rounds: [
        ['Tuần 1', '2021-03-01 00:00', '2021-03-08 00:00'],
        ['Tuần 2', '2021-03-08 00:00', '2021-03-15 00:00'],
      ],
      rules: {
        blueprint: [{ count: 35 }],
        minutes: 30,
        attemptsPerRound: 1,
        prediction: { target: 'participants', closeness: 'nearest' },
        tieBreaks: ['score', 'durationMs', 'predictionDistance'],
      },
    })

  it('the time goes before the prediction; one too few is as near as one too many; a voided paper is no participant', () => {
    const told = contest().play('Tuần 1', attempts, { voided: ['Giang 1'] })
    expect(told.results).toMatchObject({ people: 5, allCorrectCount: 4, predictionTarget: 5 })
    expect(ranksOf(told)).toEqual([
      [1, 'Dung', 1, 35, 'durationMs'],
      [2, 'An', 1, 35, 'predictionDistance'],
      [3, 'Bình', 1, 35, 'equal'],
      [3, 'Chi', 1, 35, 'score'],
      [5, 'Em', 1, 34, 'last'],
    ])
  })

  it('with six participants it is Chi who was right', () => {
    expect(ranksOf(contest().play('Tuần 1', attempts)).map(([rank, who]) => [rank, who])).toEqual([
      [1, 'Giang'],
      [2, 'Dung'],
      [3, 'Chi'],
      [4, 'An'],
      [5, 'Bình'],
      [6, 'Em'],
    ])
  })
})

describe('Quảng Nam 2014: 7 + 3 + 5 questions by topic + 1', () => {
  const contest = () =>
    writtenContest({
      rounds: [['Kỳ 1', '2014-09-01 00:00', '2014-09-15 00:00']],
      rules: {
        // What a question of each topic is worth is not stated; two points for history make the mix matter.
        blueprint: [
          { count: 7, topic: 'Luật' },
          { count: 3, topic: 'Lịch sử', points: 2 },
          { count: 5, topic: 'Công đoàn' },
        ],
        attemptsPerRound: 1,
        prediction: { target: 'allCorrectCount', closeness: 'nearest' },
        tieBreaks: ['score', 'predictionDistance', 'submittedAt'],
      },
    })

  it('a question counts what its topic gives; of equal predictions the earlier submission stands first', () => {
    const told = contest().play('Kỳ 1', [
      ['An', '2014-09-01 07:00', '05:00', [7, 2, 5], 2],
      ['Bình', '2014-09-01 07:00', '05:00', [6, 3, 5], 2],
      ['Chi', '2014-09-01 06:00', '05:00', [7, 3, 4], 5],
      ['Dung', '2014-09-01 10:00', '01:00', [7, 3, 5], 3],
      ['Em', '2014-09-01 09:00', '20:00', [7, 3, 5], 1],
    ])
    expect(told.taken.map(({ maxScore }) => maxScore)).toEqual([18, 18, 18, 18, 18])
    expect(told.results.predictionTarget).toBe(2)
    expect(ranksOf(told)).toEqual([
      [1, 'Em', 1, 18, 'submittedAt'],
      [2, 'Dung', 1, 18, 'score'],
      [3, 'Bình', 1, 17, 'predictionDistance'],
      [4, 'Chi', 1, 17, 'score'],
      [5, 'An', 1, 16, 'last'],
    ])
  })

  it('where nobody is all-correct the target is none, and who wrote the least stands nearest', () => {
    const told = contest().play('Kỳ 1', [
      ['An', '2014-09-01 07:00', '05:00', [7, 3, 4], 4],
      ['Bình', '2014-09-01 08:00', '05:00', [7, 3, 4], 0],
      ['Chi', '2014-09-01 06:00', '05:00', [7, 3, 4], null],
    ])
    expect(told.results.predictionTarget).toBe(0)
    expect(ranksOf(told)).toEqual([
      [1, 'Bình', 1, 17, 'predictionDistance'],
      [2, 'An', 1, 17, 'predictionDistance'],
      [3, 'Chi', 1, 17, 'last'],
    ])
  })
})
