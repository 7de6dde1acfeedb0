import { bilingual } from './bilingual.ts'
import { everyone, news, plain, type ControlNews } from './control-news.ts'

type Told = { decisionId: string; title: string; prizes: number; replaces: boolean; reason: string }

/** What everybody is told when a decision is published, with a link to the list; of one that replaces another the reason too. */
export function awardNews({ decisionId, title, prizes, replaces, reason }: Told): ControlNews {
  const words = plain(title)
  const list = `/giai-thuong?ma=${decisionId}`
  const heading = replaces
    ? bilingual('Danh sách đạt giải đã thay đổi', 'List of winners changed')
    : bilingual('Công bố kết quả', 'Results announced')
  return news(everyone, heading, [
    bilingual(
      `Ban tổ chức công bố **${prizes} giải** của ${words}${replaces ? ', thay danh sách đã công bố trước' : ''}.`,
      `The organisers announced **${prizes} ${prizes === 1 ? 'prize' : 'prizes'}** of ${words}${replaces ? ', in place of the list before' : ''}.`,
    ),
    ...(replaces ? [bilingual(`Lý do: ${plain(reason)}`, `Reason: ${plain(reason)}`)] : []),
    bilingual(`[Xem danh sách đạt giải](${list})`, `[See who won](${list})`),
  ])
}
