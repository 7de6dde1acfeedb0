import { describe, expect, test } from 'vitest'
import { extensionNews, extraTimeNews, pauseNews, resumeNews } from '../../server/src/domain/control-news.ts'
import { markdownToHtml } from '../../server/src/http/markdown.ts'

const zone = { timeZone: 'Asia/Ho_Chi_Minh' }
const at = (time: string): number => Date.parse(`2021-05-10T${time}:00+07:00`)
const reason = 'mất điện cả huyện'
const round = { id: 'k3', title: 'Kỳ 3' }
const rules = {} as Parameters<typeof extensionNews>[2]['round']['rules']
const spoken = (body: string): string => markdownToHtml(body).replace(/<[^>]*>/g, '')
const time = (timeFor: Parameters<typeof extraTimeNews>[1]['timeFor'], target: string | null = null) =>
  extraTimeNews(zone, { timeFor, target, minutes: 15, reason })

describe('what contestants are told', () => {
  test.each([
    ['a pause', pauseNews(zone, at('08:05'), reason), 'everyone', ['từ 08:05 10/05/2021', 'paused the contest at 08:05 10/05/2021']],
    [
      'going on with the rounds as they were',
      resumeNews(zone, [round], { pausedMs: 90 * 60_000, rounds: [] }, reason),
      'everyone',
      ['sau 90 phút', 'không đổi', 'a pause of 90 minutes', 'close when they would have'],
    ],
    [
      'going on with a round that closes later',
      resumeNews(zone, [round], { pausedMs: 5_000, rounds: [{ id: 'k3', closesAt: at('21:30'), rules }] }, reason),
      'everyone',
      ['sau 1 phút', 'Kỳ 3: nay đóng lúc 21:30 10/05/2021', 'a pause of 1 minute', 'Kỳ 3: now closes at 21:30 10/05/2021'],
    ],
    [
      'a later close',
      extensionNews(zone, 'Kỳ 3', { round: { id: 'k3', closesAt: at('20:00'), rules } }, reason),
      'everyone',
      ['Kỳ 3 nay đóng lúc 20:00 10/05/2021', 'Kỳ 3 now closes at 20:00 10/05/2021'],
    ],
    [
      'time for a union',
      time({ scope: 'union', targetId: 'u1' }, 'LĐLĐ huyện Sìn Hồ'),
      'union',
      ['LĐLĐ huyện Sìn Hồ và các đơn vị bên dưới được thêm 15 phút', 'LĐLĐ huyện Sìn Hồ and the unions below it get 15 minutes more'],
    ],
    [
      'time for an outage',
      time({ scope: 'everyone', fromAt: at('08:00'), untilAt: at('08:20') }),
      'running',
      ['từ 08:00 10/05/2021 đến 08:20 10/05/2021 được thêm 15 phút', 'from 08:00 10/05/2021 until 08:20 10/05/2021 get 15 minutes more'],
    ],
  ])('%s: in both languages, with the reason, to whom it is for', (_what, news, scope, sentences) => {
    expect(news).toMatchObject({ scope, unionId: scope === 'union' ? 'u1' : null })
    expect(news!.title.length).toBeLessThanOrEqual(120)
    const text = spoken(news!.body)
    for (const sentence of [...sentences, `Lý do: ${reason}`, `Reason: ${reason}`]) expect(text).toContain(sentence)
    expect(text).not.toMatch(/undefined|\\/)
  })

  test('nobody is told of the time of one person', () => {
    expect(time({ scope: 'person', targetId: 'p1' }, 'Lò Thị Bưởi')).toBeNull()
  })

  test.each([
    ['# sửa *máy* chủ_số_2'],
    ['1. xem http://ke-gian.example/a?b=c&d'],
    ['[bấm đây](https://ke-gian.example) <b>ngay</b>'],
    ['ai@ke-gian.example | www.ke-gian.example ~~bỏ~~ `mã` \\ !'],
  ])('a reason is shown as it was typed, and makes no link and no mark: %s', (typed) => {
    const html = markdownToHtml(pauseNews(zone, at('08:05'), typed).body)
    expect(html).not.toMatch(/<a |<h\d|<em|<li|<code|<b>|<table/)
    expect(html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').replaceAll('&quot;', '"')).toContain(`Lý do: ${typed}`)
  })
})
