import { describe, expect, test } from 'vitest'
import { inPathOrder, posterText, typedLink, unionLink } from '../../server/src/domain/posters.ts'
import { windowInWords } from '../../server/src/domain/plain-dates.ts'
import type { Contest, Round } from '../../server/src/domain/contest.ts'
import { plainRules } from '../support/contest.ts'

const ZONE = 'Asia/Ho_Chi_Minh'

describe('a window in plain words', () => {
  test.each([
    // opens, closes (half-open), words
    ['2021-04-23T00:00', '2021-05-24T00:00', 'Từ ngày 23/04/2021 đến hết ngày 23/05/2021'],
    ['2021-05-10T00:00', '2021-05-11T00:00', 'Trong ngày 10/05/2021'],
    ['2021-05-03T07:00', '2021-05-09T21:00', 'Từ 7 giờ ngày 03/05/2021 đến 21 giờ ngày 09/05/2021'],
    ['2021-05-03T07:30', '2021-05-08T00:00', 'Từ 7 giờ 30 phút ngày 03/05/2021 đến hết ngày 07/05/2021'],
    ['2021-05-03T00:00', '2021-05-09T23:59', 'Từ ngày 03/05/2021 đến 23 giờ 59 phút ngày 09/05/2021'],
    ['2020-12-31T00:00', '2021-01-01T00:05', 'Từ ngày 31/12/2020 đến 0 giờ 05 phút ngày 01/01/2021'],
  ])('%s – %s: %s', (opens, closes, words) => {
    expect(windowInWords({ opensAt: Date.parse(`${opens}+07:00`), closesAt: Date.parse(`${closes}+07:00`) }, ZONE)).toBe(words)
  })
})

describe('links', () => {
  test.each([
    ['LC-TPLC-001', 'https://thi.example/u/LC-TPLC-001', 'thi.example/u/LC-TPLC-001'],
    ['A/B 1', 'https://thi.example/u/A%2FB%201', 'thi.example/u/A%2FB%201'],
    ['CĐ?1#', 'https://thi.example/u/C%C4%90%3F1%23', 'thi.example/u/C%C4%90%3F1%23'],
  ])('the code %s is linked as %s', (code, link, typed) => {
    expect(unionLink('https://thi.example', code)).toBe(link)
    expect(typedLink(link)).toBe(typed)
  })
})

test('posters go district by district: upper unions first, names as Vietnamese sorts them, numbers by value, equals by code', () => {
  const union = (code: string, ...place: string[]) => ({ id: code, code, name: place.at(-1) ?? '', path: place.slice(0, -1).join(' › ') })
  const sorted = [
    union('1', 'LĐLĐ tỉnh'),
    union('2', 'LĐLĐ tỉnh', 'Huyện A'),
    union('3', 'LĐLĐ tỉnh', 'Huyện A', 'Trường số 2'),
    union('4', 'LĐLĐ tỉnh', 'Huyện A', 'Trường số 10'),
    union('5', 'LĐLĐ tỉnh', 'Huyện A', 'Trường số 10'),
    union('6', 'LĐLĐ tỉnh', 'Huyện A ngoài'),
    union('7', 'LĐLĐ tỉnh', 'Huyện D'),
    union('8', 'LĐLĐ tỉnh', 'Huyện Đ'),
  ]
  for (let turn = 0; turn < sorted.length; turn += 1) {
    const turned = [...sorted.slice(turn), ...sorted.slice(0, turn)].reverse()
    expect(inPathOrder(turned).map(({ code }) => code)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8'])
  }
})

describe('what the third step says comes from the rules', () => {
  const contest = { title: 'Cuộc thi', organiser: 'LĐLĐ', opensAt: 0, closesAt: 86_400_000, timeZone: ZONE } as Contest
  const round = (minutes: number, attemptsPerRound: number) => ({ rules: { ...plainRules, minutes, attemptsPerRound } }) as Round
  test.each([
    ['one round', [round(20, 1)], 'Trả lời 4 câu hỏi trong 20 phút. Được thi 1 lượt.'],
    ['rounds alike', [round(20, 2), round(20, 2)], 'Trả lời 4 câu hỏi trong 20 phút. Mỗi kỳ được thi 2 lượt.'],
    ['other minutes', [round(20, 2), round(15, 2)], 'Số câu hỏi, thời gian, số lượt ghi ở từng kỳ thi.'],
    ['other limits', [round(20, 2), round(20, 1)], 'Số câu hỏi, thời gian, số lượt ghi ở từng kỳ thi.'],
  ])('%s', (_, rounds, begins) => {
    const { steps } = posterText(contest, rounds)
    expect(steps).toHaveLength(3)
    expect(steps[2]?.text).toBe(`${begins} Câu đã chọn được lưu ngay; làm xong thì bấm “Nộp bài”.`)
  })
})
