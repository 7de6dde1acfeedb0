import type { RoundDocument } from '@hoithi/shared/contracts/contest-desk'
import type { ContestSettings, RoundRules } from '@hoithi/shared/contracts/rules'
import { bilingual, type Bilingual } from './bilingual.ts'
import { plainSettings } from './contest.ts'
import { clockMs, dayOf, momentAt, wallTime, weekdayOf } from './local-time.ts'

export type PresetContest = { opensAt: number; closesAt: number; settings: ContestSettings; rounds: RoundDocument[] }
type Stretch = { title: string; from: [day: number, clock: string]; until: [day: number, clock: string]; rules: RoundRules; practice?: boolean }
/** `begin`: the day it may open on at the earliest, or the first Monday from then on. */
type Preset = { id: string; title: Bilingual; about: Bilingual; begin: 'anyDay' | 'monday'; settings?: Partial<ContestSettings>; rounds: Stretch[] }

const DAY_MS = 86_400_000

const predicted = { target: 'allCorrectCount', closeness: 'nearest' } as const
/** 20 questions of a point each in 20 minutes, two attempts of which the best counts; the earlier of equals on everything else. */
const usual: RoundRules = {
  blueprint: [{ count: 20 }],
  points: 1,
  multipleCredit: 'allOrNothing',
  minutes: 20,
  attemptsPerRound: 2,
  attemptsPerDay: null,
  hours: null,
  counts: 'best',
  bestAmongEquals: 'tieBreaks',
  tieBreaks: ['score', 'durationMs', 'submittedAt'],
  equals: 'sharedRank',
  prediction: null,
  atClose: 'clipped',
  lateAnswers: 'refused',
  showScore: 'atSubmission',
  showAnswers: 'never',
  scoresOnBoards: 'afterSeal',
  board: 'live',
  frozenMinutes: 0,
}
const withPrediction: RoundRules = { ...usual, prediction: predicted, tieBreaks: ['score', 'predictionDistance', 'durationMs', 'submittedAt'] }

/** `count` rounds one after another, every `step` days; each from a clock time of its first day to one of its day `last`. */
const series = (
  count: number,
  step: number,
  [from, last, until]: [from: string, last: number, until: string],
  rules: RoundRules,
  name = 'Tuần',
): Stretch[] =>
  Array.from({ length: count }, (_, index) => ({
    title: `${name} ${index + 1}`,
    from: [index * step, from],
    until: [index * step + last, until],
    rules,
  }))

const presets: readonly Preset[] = [
  {
    id: 'mot-ky',
    title: bilingual('Một kỳ 30 ngày, có dự đoán', 'One round of 30 days, with a prediction'),
    about: bilingual(
      '20 câu và câu dự đoán số người đúng hết, 20 phút, 3 lượt lấy lượt tốt nhất.',
      '20 questions and a prediction of the all-correct people, 20 minutes, the best of 3 attempts.',
    ),
    begin: 'anyDay',
    rounds: [{ title: 'Kỳ thi', from: [0, '00:00'], until: [30, '00:00'], rules: { ...withPrediction, attemptsPerRound: 3 } }],
  },
  {
    id: 'mot-luot',
    title: bilingual('Một kỳ, mỗi người một lượt', 'One round, one attempt each'),
    about: bilingual(
      '20 câu × 5 điểm và câu dự đoán, 15 phút, mỗi số điện thoại một lượt.',
      '20 questions of 5 points and a prediction, 15 minutes, one attempt for each phone.',
    ),
    begin: 'anyDay',
    rounds: [
      { title: 'Kỳ thi', from: [0, '00:00'], until: [14, '00:00'], rules: { ...withPrediction, points: 5, minutes: 15, attemptsPerRound: 1 } },
    ],
  },
  {
    id: 'ba-tuan',
    title: bilingual('Ba tuần, mỗi tuần hai lượt', 'Three weeks, two attempts a week'),
    about: bilingual(
      'Mỗi tuần từ 07:00 thứ Hai đến 23:00 Chủ nhật; 20 câu, 20 phút, 2 lượt lấy lượt tốt nhất; có xếp hạng chung.',
      'Each week from Monday 07:00 to Sunday 23:00; 20 questions, 20 minutes, the best of 2 attempts; with a common ranking.',
    ),
    begin: 'monday',
    rounds: series(3, 7, ['07:00', 6, '23:00'], usual),
  },
  {
    id: 'bon-tuan-du-doan',
    title: bilingual('Bốn tuần, có dự đoán, xếp hạng chung', 'Four weeks with a prediction and a common ranking'),
    about: bilingual(
      '20 câu và câu dự đoán mỗi tuần, 20 phút, 2 lượt; điểm các tuần cộng lại.',
      '20 questions and a prediction each week, 20 minutes, 2 attempts; scores of the weeks are summed.',
    ),
    begin: 'monday',
    rounds: series(4, 7, ['00:00', 7, '00:00'], withPrediction),
  },
  {
    id: 'ngay-trong-tuan',
    title: bilingual('Bốn tuần, chỉ thi thứ Ba, thứ Năm, Chủ nhật', 'Four weeks, on Tuesdays, Thursdays and Sundays only'),
    about: bilingual(
      'Từ 07:00 đến 21:00 những ngày đó; 20 câu và câu dự đoán, 30 phút, mỗi ngày một lượt. Hãy đặt thêm mã dự thi.',
      'From 07:00 to 21:00 on those days; 20 questions and a prediction, 30 minutes, one attempt a day. Add an access code.',
    ),
    begin: 'monday',
    rounds: series(4, 7, ['07:00', 6, '21:00'], {
      ...withPrediction,
      minutes: 30,
      attemptsPerRound: 3,
      attemptsPerDay: 1,
      hours: { days: [2, 4, 7], from: '07:00', until: '21:00' },
    }),
  },
  {
    id: 'bon-ky-ngan',
    title: bilingual('Bốn kỳ 4 ngày, 06:00–23:59', 'Four rounds of 4 days, 06:00–23:59'),
    about: bilingual(
      '20 câu, 15 phút, 2 lượt lấy lượt tốt nhất; xét giải sau cả bốn kỳ.',
      '20 questions, 15 minutes, the best of 2 attempts; prizes after all four rounds.',
    ),
    begin: 'anyDay',
    rounds: series(
      4,
      4,
      ['00:00', 4, '00:00'],
      { ...usual, minutes: 15, hours: { days: [1, 2, 3, 4, 5, 6, 7], from: '06:00', until: '23:59' } },
      'Kỳ',
    ),
  },
  {
    id: 'gio-lam-viec',
    title: bilingual('Bốn tuần, chỉ ngày làm việc', 'Four weeks, working days only'),
    about: bilingual(
      'Từ 07:30 thứ Hai đến 17:30 thứ Sáu, mỗi tuần một kỳ; 20 câu, 20 phút, 2 lượt.',
      'From Monday 07:30 to Friday 17:30, a round each week; 20 questions, 20 minutes, 2 attempts.',
    ),
    begin: 'monday',
    rounds: series(4, 7, ['07:30', 4, '17:30'], usual),
  },
  {
    id: 'hang-tuan-nhieu-luot',
    title: bilingual('Hằng tuần, nhiều lượt, chỉ tính lượt đúng nhiều nhất', 'Weekly, many attempts, the one with most right counts'),
    about: bilingual(
      '16 tuần từ 10:00 thứ Hai đến 09:00 thứ Hai sau; 10 câu; dự đoán phải chính xác; bằng nhau thì nộp sớm hơn.',
      '16 weeks from Monday 10:00 to the next Monday 09:00; 10 questions; an exact prediction; of equals the earlier submission.',
    ),
    begin: 'monday',
    settings: { overall: 'none' },
    rounds: series(16, 7, ['10:00', 7, '09:00'], {
      ...withPrediction,
      blueprint: [{ count: 10 }],
      attemptsPerRound: 100,
      bestAmongEquals: 'earlier',
      prediction: { target: 'allCorrectCount', closeness: 'exact' },
      tieBreaks: ['score', 'predictionDistance', 'submittedAt'],
    }),
  },
  {
    id: 'theo-khoi',
    title: bilingual('Hai kỳ, giải tập thể theo bảng', 'Two rounds, collective prizes by division'),
    about: bilingual(
      '20 câu và câu dự đoán, 20 phút; 30 đơn vị có nhiều người dự thi nhất và giải trong từng bảng.',
      '20 questions and a prediction, 20 minutes; the 30 unions with most contestants, and prizes in each division.',
    ),
    begin: 'anyDay',
    settings: {
      prizes: {
        ...plainSettings.prizes,
        unions: [{ title: 'Đơn vị có nhiều người dự thi nhất', count: 30, value: null }],
        divisions: [
          { title: 'Giải Nhất', count: 1, value: null },
          { title: 'Giải Nhì', count: 2, value: null },
          { title: 'Giải Ba', count: 3, value: null },
        ],
      },
    },
    rounds: series(2, 5, ['00:00', 5, '00:00'], withPrediction, 'Kỳ'),
  },
  {
    id: 'thi-thu',
    title: bilingual('Hằng tuần một lượt, thi thử thoải mái', 'One attempt a week, practice as often as wanted'),
    about: bilingual(
      '30 câu, 15 phút, mỗi tuần một lượt; thi thử không giới hạn với câu gắn nhãn “thi thử”.',
      '30 questions, 15 minutes, one attempt a week; unlimited practice with questions tagged “thi thử”.',
    ),
    begin: 'monday',
    rounds: [
      ...series(4, 7, ['00:00', 7, '00:00'], { ...usual, blueprint: [{ count: 30 }], minutes: 15, attemptsPerRound: 1 }),
      {
        title: 'Thi thử',
        from: [0, '00:00'],
        until: [28, '00:00'],
        rules: { ...usual, blueprint: [{ count: 10 }], minutes: 15, attemptsPerRound: 1000 },
        practice: true,
      },
    ],
  },
]

export const presetSummaries = presets.map(({ id, title, about }) => ({ id, title, about }))

/** A preset for a contest that opens at a moment, or on the first day after it that suits: never before it. Null when there is no such preset. */
export function presetContest(id: string, opensAt: number, timeZone: string): PresetContest | null {
  const preset = presets.find((one) => one.id === id)
  if (preset === undefined) return null
  const day = firstDay(preset.begin, opensAt, timeZone)
  const moment = ([days, clock]: [number, string]): number => momentAt(day + days * DAY_MS + clockMs(clock), timeZone)
  const rounds = preset.rounds.map(({ title, from, until, rules, practice = false }): RoundDocument => ({
    id: null,
    title,
    opensAt: Math.max(moment(from), opensAt),
    closesAt: moment(until),
    practice,
    rules,
  }))
  return {
    opensAt: Math.min(...rounds.map((round) => round.opensAt)),
    closesAt: Math.max(...rounds.map((round) => round.closesAt)),
    settings: { ...plainSettings, ...preset.settings },
    rounds,
  }
}

function firstDay(begin: Preset['begin'], opensAt: number, timeZone: string): number {
  const day = dayOf(wallTime(opensAt, timeZone))
  return begin === 'anyDay' ? day : day + ((8 - weekdayOf(day)) % 7) * DAY_MS
}
