import type { RoundRules, TieBreak } from '@hoithi/shared/contracts/rules'
import { maxScore, questionCount, type Contest, type Round } from './contest.ts'

export type Bilingual = { vi: string; en: string }

const tieBreakWords = {
  score: { vi: 'điểm cao hơn', en: 'the higher score' },
  predictionDistance: { vi: 'dự đoán gần đúng hơn', en: 'the closer prediction' },
  durationMs: { vi: 'thời gian làm bài ngắn hơn', en: 'the shorter time taken' },
  submittedAt: { vi: 'nộp bài sớm hơn', en: 'the earlier submission' },
} satisfies Record<TieBreak, Bilingual>

const countsWords = {
  best: { vi: 'tính lượt tốt nhất', en: 'the best one counts' },
  first: { vi: 'tính lượt đầu tiên', en: 'the first one counts' },
  last: { vi: 'tính lượt cuối cùng', en: 'the last one counts' },
} satisfies Record<RoundRules['counts'], Bilingual>

const two = (value: number): string => String(value).padStart(2, '0')

/** A formatter costs far more to make than to use, and the rules are told to everyone who opens the page. */
const momentFormats = new Map<string, Intl.DateTimeFormat>()
function momentFormat(timeZone: string): Intl.DateTimeFormat {
  const known = momentFormats.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  momentFormats.set(timeZone, known)
  return known
}

/** hh:mm dd/MM/yyyy in the contest's zone. */
function momentWords(at: number, timeZone: string): string {
  const parts = Object.fromEntries(
    momentFormat(timeZone)
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  )
  return `${parts['hour']}:${parts['minute']} ${two(Number(parts['day']))}/${two(Number(parts['month']))}/${parts['year']}`
}

const points = (value: number, decimal: ',' | '.'): string => String(value).replace('.', decimal)

/** The rules of a contest in plain words, from its configuration alone, so that what is told and what is done cannot differ. */
export function rulesInWords(contest: Contest, rounds: readonly Round[]): Bilingual[] {
  const first = rounds[0]
  const same = first !== undefined && rounds.every((round) => JSON.stringify(round.rules) === JSON.stringify(first.rules))
  const period = {
    vi: `Cuộc thi mở từ ${momentWords(contest.opensAt, contest.timeZone)} đến trước ${momentWords(contest.closesAt, contest.timeZone)}, gồm ${rounds.length} kỳ thi.`,
    en: `The contest is open from ${momentWords(contest.opensAt, contest.timeZone)} until just before ${momentWords(contest.closesAt, contest.timeZone)}, in ${rounds.length} rounds.`,
  }
  const windows = rounds.map((round) => ({
    vi: `${round.title}: từ ${momentWords(round.opensAt, contest.timeZone)} đến trước ${momentWords(round.closesAt, contest.timeZone)}.`,
    en: `${round.title}: from ${momentWords(round.opensAt, contest.timeZone)} until just before ${momentWords(round.closesAt, contest.timeZone)}.`,
  }))
  const rules = same
    ? roundInWords(first.rules)
    : rounds.flatMap((round) => roundInWords(round.rules).map((line) => ({ vi: `${round.title} – ${line.vi}`, en: `${round.title} – ${line.en}` })))
  const overall =
    rounds.length < 2
      ? []
      : [
          {
            vi: 'Kết quả toàn cuộc thi: cộng điểm các kỳ; bằng điểm thì xét theo cùng thứ tự tiêu chí phụ, không kể dự đoán.',
            en: 'The whole contest: scores are summed over the rounds; equals are parted by the same tie-breaks, without the prediction.',
          },
        ]
  return [period, ...windows, ...rules, ...overall]
}

/** The rules of one round, a sentence each. */
export function roundInWords(rules: RoundRules): Bilingual[] {
  const tieBreaks = rules.tieBreaks.map((tieBreak) => tieBreakWords[tieBreak])
  return [
    {
      vi: `Mỗi đề có ${questionCount(rules)} câu hỏi, rút ngẫu nhiên và xáo trộn riêng cho từng lượt, lượt sau ưu tiên câu chưa gặp; làm trong ${rules.minutes} phút; ${pointsInWords(rules).vi}, tối đa ${points(maxScore(rules), ',')} điểm.`,
      en: `Each paper has ${questionCount(rules)} questions, drawn and shuffled for that attempt alone, later ones first from questions not seen yet; ${rules.minutes} minutes; ${pointsInWords(rules).en}, ${points(maxScore(rules), '.')} at most.`,
    },
    rules.multipleCredit === 'allOrNothing'
      ? {
          vi: 'Câu có nhiều đáp án, sắp thứ tự, ghép cặp: phải đúng và đủ mới có điểm.',
          en: 'Questions with several right options, an order or pairs: all of it right, or no points.',
        }
      : {
          vi: 'Câu có nhiều đáp án: được điểm theo phần (số phương án đúng đã chọn trừ số phương án sai đã chọn, chia cho số đáp án; thấp nhất là 0). Câu sắp thứ tự, ghép cặp: theo tỷ lệ ý đúng chỗ.',
          en: 'Questions with several right options: part of the points (right ones chosen minus wrong ones chosen, over the number of right ones; never below zero). An order or pairs: the share in the right place.',
        },
    {
      vi: `Mỗi người được thi ${rules.attemptsPerRound} lượt trong một kỳ; ${countsWords[rules.counts].vi}${amongEquals(rules).vi}.`,
      en: `${rules.attemptsPerRound} attempts a round for each person; ${countsWords[rules.counts].en}${amongEquals(rules).en}.`,
    },
    rules.atClose === 'clipped'
      ? {
          vi: 'Lượt thi còn đang làm khi kỳ thi đóng sẽ kết thúc đúng lúc đóng.',
          en: 'An attempt still running when the round closes ends at the close.',
        }
      : { vi: 'Lượt thi bắt đầu trước giờ đóng được làm đủ thời gian.', en: 'An attempt started before the close gets its full time.' },
    {
      vi: 'Đóng trang không phải là nộp bài. Hết giờ, các câu đã lưu được nộp tự động. Giờ tính theo máy chủ.',
      en: 'Closing the page submits nothing. At the deadline the saved answers are handed in. The server’s clock counts.',
    },
    ...predictionInWords(rules),
    {
      vi: `Xếp hạng theo thứ tự: ${tieBreaks.map((words) => words.vi).join('; rồi ')}. ${rules.equals === 'sharedRank' ? 'Bằng nhau mọi tiêu chí thì đồng hạng.' : 'Bằng nhau mọi tiêu chí thì bốc thăm bằng hạt giống được công bố khi niêm phong.'}`,
      en: `Ranked by ${tieBreaks.map((words) => words.en).join(', then ')}. ${rules.equals === 'sharedRank' ? 'Equals on everything share a rank.' : 'Equals on everything are parted by a lot from a seed published at the seal.'}`,
    },
    ...(rules.showScore === 'afterSeal'
      ? [{ vi: 'Điểm của từng người hiện sau khi kỳ thi được niêm phong.', en: 'Your score appears after the round is sealed.' }]
      : []),
    ...(rules.scoresOnBoards === 'afterSeal'
      ? [
          {
            vi: 'Trước khi niêm phong, bảng xếp hạng chỉ hiện thứ tự, không hiện điểm và thời gian của người khác.',
            en: 'Before the seal the leaderboard shows the order only, not the scores and times of others.',
          },
        ]
      : []),
  ]
}

function amongEquals({ counts, bestAmongEquals }: RoundRules): Bilingual {
  if (counts !== 'best' || bestAmongEquals !== 'earlier') return { vi: '', en: '' }
  return { vi: ' (điểm cao nhất; bằng điểm thì lượt thi sớm hơn)', en: ' (the highest score; of equal scores the earlier attempt)' }
}

/** "mỗi câu 1 điểm", or from the least to the most where groups of questions differ. */
function pointsInWords({ points: plain, blueprint }: RoundRules): Bilingual {
  const values = blueprint.map((cell) => cell.points ?? plain)
  const [least, most] = [Math.min(...values), Math.max(...values)]
  if (least === most) return { vi: `mỗi câu ${points(least, ',')} điểm`, en: `${points(least, '.')} points a question` }
  return {
    vi: `mỗi câu từ ${points(least, ',')} đến ${points(most, ',')} điểm`,
    en: `${points(least, '.')} to ${points(most, '.')} points a question`,
  }
}

function predictionInWords({ prediction }: RoundRules): Bilingual[] {
  if (prediction === null) return []
  const asked =
    prediction.target === 'allCorrectCount'
      ? { vi: 'số người trả lời đúng hết các câu hỏi', en: 'how many people answer everything right' }
      : { vi: 'số người dự thi', en: 'how many people take part' }
  const close =
    prediction.closeness === 'nearest'
      ? { vi: 'càng gần càng xếp trên', en: 'the closer, the higher' }
      : { vi: 'chỉ số chính xác mới được xét', en: 'only the exact figure counts' }
  return [
    {
      vi: `Câu hỏi phụ: dự đoán ${asked.vi} trong kỳ; ${close.vi}; để trống thì xếp sau mọi người có dự đoán.`,
      en: `Prediction question: ${asked.en} in the round; ${close.en}; a blank stands behind every given figure.`,
    },
  ]
}
