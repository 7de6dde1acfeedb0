import type { BlueprintCell, RoundRules } from '@hoithi/shared/contracts/rules'
import { NETWORK_GRACE_MS } from './attempt.ts'
import { bilingual, type Bilingual } from './bilingual.ts'
import { maxScore, questionCount } from './contest.ts'
import { countsWords, dayWords, figureWords, kindWords, minutesWords, plural, tieBreakWords } from './rules-words.ts'

/** The rules of one round, a sentence or two for each of its axes. */
export function roundInWords(rules: RoundRules): Bilingual[] {
  return [
    paper(rules),
    ...mix(rules),
    credit(rules),
    attempts(rules),
    ...hours(rules),
    close(rules),
    bilingual(
      'Đóng trang không phải là nộp bài. Hết giờ, các câu đã lưu được nộp tự động. Giờ tính theo máy chủ.',
      'Closing the page submits nothing. At the deadline the saved answers are handed in. The server’s clock counts.',
    ),
    late(rules),
    ...prediction(rules),
    ranking(rules),
    scores(rules),
    answers(rules),
    board(rules),
    ...boardScores(rules),
  ]
}

/** Thi thử: what differs from a round that counts. */
export function practiceInWords(rules: RoundRules): Bilingual[] {
  const time = minutesWords(rules.minutes)
  return [
    bilingual(
      `Thi thử: ${questionCount(rules)} câu trong ${time.vi}, thi bao nhiêu lượt cũng được; biết ngay đáp án sau khi nộp; không tính điểm, không xếp hạng.`,
      `Practice: ${plural(questionCount(rules), 'question')} in ${time.en}, as often as you like; the answers are shown at once; it is neither counted nor ranked.`,
    ),
  ]
}

function paper(rules: RoundRules): Bilingual {
  const worth = pointsInWords(rules)
  const most = figureWords(maxScore(rules))
  return bilingual(
    `Mỗi đề có ${questionCount(rules)} câu hỏi, rút ngẫu nhiên và xáo trộn riêng cho từng lượt, lượt sau ưu tiên câu chưa gặp; làm trong ${rules.minutes} phút; ${worth.vi}, tối đa ${most.vi} điểm.`,
    `Each paper has ${plural(questionCount(rules), 'question')}, drawn and shuffled for that attempt alone, later ones first from questions not seen yet; ${plural(rules.minutes, 'minute')}; ${worth.en}, ${most.en} at most.`,
  )
}

/** "mỗi câu 1 điểm", or from the least to the most where groups of questions differ. */
function pointsInWords({ points: plain, blueprint }: RoundRules): Bilingual {
  const values = blueprint.map((cell) => cell.points ?? plain)
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const [low, high] = [figureWords(least), figureWords(most)]
  if (least === most) return bilingual(`mỗi câu ${low.vi} điểm`, `${low.en} ${least === 1 ? 'point' : 'points'} a question`)
  return bilingual(`mỗi câu từ ${low.vi} đến ${high.vi} điểm`, `${low.en} to ${high.en} points a question`)
}

/** What the paper is mixed from; nothing where the whole bank is drawn from alike. */
function mix({ blueprint }: RoundRules): Bilingual[] {
  if (blueprint.every(({ topic, difficulty, kind }) => topic === undefined && difficulty === undefined && kind === undefined)) return []
  const cells = blueprint.map(cellInWords)
  return [bilingual(`Cơ cấu đề: ${cells.map(({ vi }) => vi).join('; ')}.`, `The paper is made of ${cells.map(({ en }) => en).join('; ')}.`)]
}

function cellInWords({ count, topic, difficulty, kind, points }: BlueprintCell): Bilingual {
  const worth = points === undefined ? null : figureWords(points)
  const free = topic === undefined && difficulty === undefined && kind === undefined
  return bilingual(
    [
      `${count} câu`,
      ...(kind === undefined ? [] : [kindWords[kind].vi]),
      ...(topic === undefined ? [] : [`về “${topic}”`]),
      ...(difficulty === undefined ? [] : [`mức khó ${difficulty}/5`]),
      ...(free ? ['từ toàn ngân hàng'] : []),
      ...(worth === null ? [] : [`(mỗi câu ${worth.vi} điểm)`]),
    ].join(' '),
    [
      plural(count, 'question'),
      ...(kind === undefined ? [] : [kindWords[kind].en]),
      ...(topic === undefined ? [] : [`on “${topic}”`]),
      ...(difficulty === undefined ? [] : [`of difficulty ${difficulty} of 5`]),
      ...(free ? ['from the whole bank'] : []),
      ...(worth === null ? [] : [`(${worth.en} ${points === 1 ? 'point' : 'points'} each)`]),
    ].join(' '),
  )
}

function credit({ multipleCredit }: RoundRules): Bilingual {
  return multipleCredit === 'allOrNothing'
    ? bilingual(
        'Câu có nhiều đáp án, sắp thứ tự, ghép cặp: phải đúng và đủ mới có điểm.',
        'Questions with several right options, an order or pairs: all of it right, or no points.',
      )
    : bilingual(
        'Câu có nhiều đáp án: được điểm theo phần (số phương án đúng đã chọn trừ số phương án sai đã chọn, chia cho số đáp án; thấp nhất là 0). Câu sắp thứ tự, ghép cặp: theo tỷ lệ ý đúng chỗ.',
        'Questions with several right options: part of the points (right ones chosen minus wrong ones chosen, over the number of right ones; never below zero). An order or pairs: the share in the right place.',
      )
}

function attempts({ attemptsPerRound, attemptsPerDay, counts, bestAmongEquals }: RoundRules): Bilingual {
  const daily =
    attemptsPerDay === null ? bilingual('', '') : bilingual(`, mỗi ngày nhiều nhất ${attemptsPerDay} lượt`, `, ${attemptsPerDay} a day at most`)
  const earlier = counts === 'best' && bestAmongEquals === 'earlier'
  const equals = earlier
    ? bilingual(' (điểm cao nhất; bằng điểm thì lượt thi sớm hơn)', ' (the highest score; of equal scores the earlier attempt)')
    : bilingual('', '')
  const which =
    attemptsPerRound === 1 ? bilingual('', '') : bilingual(`; ${countsWords[counts].vi}${equals.vi}`, `; ${countsWords[counts].en}${equals.en}`)
  return bilingual(
    `Mỗi người được thi ${attemptsPerRound} lượt trong một kỳ${daily.vi}${which.vi}.`,
    `${plural(attemptsPerRound, 'attempt')} a round for each person${daily.en}${which.en}.`,
  )
}

function hours({ hours: open, atClose }: RoundRules): Bilingual[] {
  if (open === null) return []
  const on = dayWords(open.days)
  const cut = atClose === 'clipped'
  return [
    bilingual(
      `Chỉ vào thi được ${on.vi}, từ ${open.from} đến trước ${open.until}${cut ? '; lượt còn đang làm lúc đó kết thúc ngay' : ''}.`,
      `Attempts begin on ${on.en}, from ${open.from} until just before ${open.until}${cut ? '; one still running then ends at once' : ''}.`,
    ),
  ]
}

function close({ atClose }: RoundRules): Bilingual {
  return atClose === 'clipped'
    ? bilingual(
        'Lượt thi còn đang làm khi kỳ thi đóng sẽ kết thúc đúng lúc đóng.',
        'An attempt still running when the round closes ends at the close.',
      )
    : bilingual('Lượt thi bắt đầu trước giờ đóng được làm đủ thời gian.', 'An attempt started before the close gets its full time.')
}

function late({ lateAnswers }: RoundRules): Bilingual {
  const seconds = NETWORK_GRACE_MS / 1000
  return lateAnswers === 'refused'
    ? bilingual(
        `Câu trả lời đến máy chủ muộn hơn hạn quá ${seconds} giây không được nhận.`,
        `Answers that reach the server more than ${seconds} seconds after the deadline are not taken.`,
      )
    : bilingual(
        `Câu trả lời đến máy chủ muộn hơn hạn quá ${seconds} giây (do mất mạng) được giữ riêng để ban giám khảo xem xét, không tự động tính điểm.`,
        `Answers that reach the server more than ${seconds} seconds after the deadline are kept apart for the judges; they do not count by themselves.`,
      )
}

function prediction({ prediction: asked }: RoundRules): Bilingual[] {
  if (asked === null) return []
  const figure =
    asked.target === 'allCorrectCount'
      ? bilingual('số người trả lời đúng hết các câu hỏi', 'how many people answer everything right')
      : bilingual('số người dự thi', 'how many people take part')
  const closeness =
    asked.closeness === 'nearest'
      ? bilingual('càng gần càng xếp trên', 'the closer, the higher')
      : bilingual('chỉ số chính xác mới được xét', 'only the exact figure counts')
  return [
    bilingual(
      `Câu hỏi phụ: dự đoán ${figure.vi} trong kỳ; ${closeness.vi}; để trống thì xếp sau mọi người có dự đoán.`,
      `Prediction question: ${figure.en} in the round; ${closeness.en}; a blank stands behind every given figure.`,
    ),
  ]
}

function ranking({ tieBreaks, equals }: RoundRules): Bilingual {
  const words = tieBreaks.map((tieBreak) => tieBreakWords[tieBreak])
  const shared = equals === 'sharedRank'
  return bilingual(
    `Xếp hạng theo thứ tự: ${words.map(({ vi }) => vi).join('; rồi ')}. ${shared ? 'Bằng nhau mọi tiêu chí thì đồng hạng.' : 'Bằng nhau mọi tiêu chí thì bốc thăm bằng hạt giống được công bố khi niêm phong.'}`,
    `Ranked by ${words.map(({ en }) => en).join(', then ')}. ${shared ? 'Equals on everything share a rank.' : 'Equals on everything are parted by a lot from a seed published at the seal.'}`,
  )
}

function scores({ showScore }: RoundRules): Bilingual {
  return showScore === 'afterSeal'
    ? bilingual('Điểm của từng người hiện sau khi kỳ thi được niêm phong.', 'Your score appears after the round is sealed.')
    : bilingual('Anh/Chị biết điểm của mình ngay khi nộp bài.', 'You see your score as soon as you submit.')
}

function answers({ showAnswers }: RoundRules): Bilingual {
  return showAnswers === 'afterSeal'
    ? bilingual(
        'Sau khi kỳ thi được niêm phong, mỗi người xem lại được bài của mình cùng đáp án và giải thích; nếu kỳ khác còn có thể hỏi lại các câu ấy thì chờ đến khi kỳ đó cũng niêm phong.',
        'After the round is sealed you can go through your own paper with its answers and explanations; while another round may still ask the same questions, once that one is sealed too.',
      )
    : bilingual('Đáp án không hiện cho thí sinh, kể cả sau khi niêm phong.', 'The answers are not shown to contestants, not even after the seal.')
}

function board({ board: shown, frozenMinutes }: RoundRules): Bilingual {
  const still = minutesWords(frozenMinutes)
  return {
    live: bilingual('Bảng xếp hạng cập nhật liên tục.', 'The leaderboard is kept up to date all the time.'),
    frozen: bilingual(
      `Bảng xếp hạng công khai đứng yên trong ${still.vi} cuối trước giờ đóng; kết quả đầy đủ hiện khi kỳ thi đóng.`,
      `The public leaderboard stands still for the last ${still.en} before the close, and is complete again after it.`,
    ),
    afterClose: bilingual('Bảng xếp hạng chỉ hiện sau khi kỳ thi đóng.', 'The leaderboard appears only after the round has closed.'),
  }[shown]
}

function boardScores({ scoresOnBoards }: RoundRules): Bilingual[] {
  if (scoresOnBoards === 'live') return []
  return [
    bilingual(
      'Trước khi niêm phong, bảng xếp hạng chỉ hiện thứ tự, không hiện điểm và thời gian của người khác.',
      'Before the seal the leaderboard shows the order only, not the scores and times of others.',
    ),
  ]
}
