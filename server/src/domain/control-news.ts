import type { Announcement } from './announcement.ts'
import { bilingual, type Bilingual } from './bilingual.ts'
import type { Contest, Round } from './contest.ts'
import type { Extension } from './extension.ts'
import type { TimeFor } from './extra-time.ts'
import { momentWords } from './local-time.ts'
import type { Resumption } from './pause.ts'
import { minutesWords } from './rules-words.ts'

/** What is told to contestants when organisers act on a contest that runs, in Vietnamese and then in English. */
export type ControlNews = Pick<Announcement, 'scope' | 'unionId' | 'title' | 'body'>
type Zone = Pick<Contest, 'timeZone'>
type Titled = Pick<Round, 'id' | 'title'>

export const everyone = { scope: 'everyone', unionId: null } as const

/** Words of people as they were typed: none of their signs is markdown. */
export const plain = (words: string): string => words.replace(/[!-/:-@[-`{-~]/g, '\\$&')

const because = (reason: string): Bilingual => bilingual(`Lý do: ${plain(reason)}`, `Reason: ${plain(reason)}`)

/** A paragraph of each part in Vietnamese, then a line of each in English: most read the first only. */
export function news(audience: Pick<ControlNews, 'scope' | 'unionId'>, title: Bilingual, parts: readonly Bilingual[]): ControlNews {
  const body = [...parts.map(({ vi }) => vi), '---', parts.map(({ en }) => en).join('  \n')].join('\n\n')
  return { ...audience, title: `${title.vi} · ${title.en}`, body }
}

export function pauseNews({ timeZone }: Zone, pausedAt: number, reason: string): ControlNews {
  const at = momentWords(pausedAt, timeZone)
  return news(everyone, bilingual('Tạm dừng cuộc thi', 'Contest paused'), [
    bilingual(`Ban tổ chức **tạm dừng cuộc thi** từ ${at}.`, `The organisers **paused the contest** at ${at}.`),
    because(reason),
    bilingual(
      'Nếu đang làm bài: đồng hồ đứng yên, các câu đã chọn được giữ. Anh/Chị để trang này mở; bài tự chạy tiếp khi cuộc thi tiếp tục.',
      'If you are taking an attempt: your time stands still and what you chose is kept. Keep this page open; your paper goes on by itself.',
    ),
    bilingual(
      'Nếu chưa bắt đầu: mời Anh/Chị chờ thông báo tiếp tục rồi vào thi.',
      'If you have not begun: please wait until we announce that it goes on.',
    ),
  ])
}

export function resumeNews(
  { timeZone }: Zone,
  rounds: readonly Titled[],
  resumption: Pick<Resumption, 'pausedMs' | 'rounds'>,
  reason: string,
): ControlNews {
  const lasted = minutesWords(Math.max(1, Math.round(resumption.pausedMs / 60_000)))
  const titles = new Map(rounds.map(({ id, title }) => [id, plain(title)]))
  const later = resumption.rounds.map(({ id, closesAt }) => {
    const [title, closes] = [titles.get(id) ?? '', momentWords(closesAt, timeZone)]
    return bilingual(`- ${title}: nay đóng lúc **${closes}**`, `${title}: now closes at **${closes}**`)
  })
  const closes =
    later.length === 0
      ? bilingual('Giờ đóng của các kỳ thi không đổi.', 'The rounds close when they would have.')
      : bilingual(later.map(({ vi }) => vi).join('\n'), later.map(({ en }) => en).join('  \n'))
  return news(everyone, bilingual('Cuộc thi tiếp tục', 'Contest goes on'), [
    bilingual(`Cuộc thi **tiếp tục** sau ${lasted.vi} tạm dừng.`, `The contest **goes on** after a pause of ${lasted.en}.`),
    because(reason),
    bilingual(
      'Bài đang làm còn đúng số phút như lúc tạm dừng. Nếu chưa bắt đầu, Anh/Chị vào thi được từ bây giờ.',
      'A running attempt has the very time that it had when the pause began. If you have not begun, you can start now.',
    ),
    closes,
  ])
}

export function extensionNews({ timeZone }: Zone, title: string, { round }: Pick<Extension, 'round'>, reason: string): ControlNews {
  const closes = momentWords(round.closesAt, timeZone)
  return news(everyone, bilingual('Kỳ thi đóng muộn hơn', 'Round closes later'), [
    bilingual(`**${plain(title)}** nay đóng lúc **${closes}**.`, `**${plain(title)}** now closes at **${closes}**.`),
    because(reason),
    bilingual(
      'Bài đang làm mà giờ đóng cũ cắt ngắn thì được thêm giờ; đồng hồ trên màn hình tự đổi, Anh/Chị không phải làm gì.',
      'Attempts that the old close would have cut get their time; the clock on your screen changes by itself.',
    ),
  ])
}

/** Nothing about one person: why they get more time is nobody else's business. */
export function extraTimeNews(
  { timeZone }: Zone,
  { timeFor, target, minutes, reason }: { timeFor: TimeFor; target: string | null; minutes: number; reason: string },
): ControlNews | null {
  if (timeFor.scope === 'person') return null
  const more = minutesWords(minutes)
  const [from, until] = timeFor.scope === 'everyone' ? [momentWords(timeFor.fromAt, timeZone), momentWords(timeFor.untilAt, timeZone)] : ['', '']
  const whom =
    timeFor.scope === 'union'
      ? bilingual(
          `Người dự thi của **${plain(target ?? '')}** và các đơn vị bên dưới được thêm **${more.vi}** cho bài đang làm và các lượt sau.`,
          `Contestants of **${plain(target ?? '')}** and the unions below it get **${more.en}** more, now and in later attempts.`,
        )
      : bilingual(
          `Bài đang làm có lúc chạy trong khoảng từ ${from} đến ${until} được thêm **${more.vi}**.`,
          `Running attempts that ran at any moment from ${from} until ${until} get **${more.en}** more.`,
        )
  const audience = timeFor.scope === 'union' ? { scope: 'union' as const, unionId: timeFor.targetId } : { scope: 'running' as const, unionId: null }
  return news(audience, bilingual('Được thêm giờ làm bài', 'More time'), [
    whom,
    because(reason),
    bilingual(
      'Đồng hồ trên màn hình tự cộng thêm, Anh/Chị không phải làm gì. Giờ đóng của kỳ thi không đổi.',
      'The clock on your screen adds it by itself; there is nothing to do. The round closes when it would have.',
    ),
  ])
}
