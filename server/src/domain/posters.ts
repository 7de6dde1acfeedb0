import { questionCount, type Contest, type Round } from './contest.ts'
import { windowInWords } from './plain-dates.ts'

/** A union that gets a poster. `path`: names from the root down to the parent, joined by " › ". */
export type PosterUnion = { id: string; code: string; name: string; path: string }
export type PosterStep = { title: string; text: string }
/** What the posters of one contest have in common, in Vietnamese. */
export type PosterText = { title: string; organiser: string; period: string; steps: PosterStep[] }

const collator = new Intl.Collator('vi', { numeric: true })
const placeOf = ({ path, name }: PosterUnion): string[] => [...(path === '' ? [] : path.split(' › ')), name]

/** By the whole path, so that a file can be cut into districts: an upper union stands right before those below it; the code parts equals. */
export function inPathOrder(unions: readonly PosterUnion[]): PosterUnion[] {
  const placed = unions.map((union) => ({ union, place: placeOf(union) }))
  return placed.sort((a, b) => comparePlaces(a.place, b.place) || compareCodes(a.union.code, b.union.code)).map(({ union }) => union)
}

function comparePlaces(a: string[], b: string[]): number {
  for (const [depth, name] of a.entries()) {
    const other = b[depth]
    if (other === undefined) return 1
    const order = collator.compare(name, other)
    if (order !== 0) return order
  }
  return a.length - b.length
}

const compareCodes = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

/** The address that a poster's QR code holds; whoever opens it registers with this union already chosen. */
export function unionLink(origin: string, code: string): string {
  return `${origin}/u/${encodeURIComponent(code)}`
}

/** The same address as people type it. */
export function typedLink(link: string): string {
  return link.replace(/^https?:\/\//, '')
}

/** The words of a contest's posters, from its configuration alone. */
export function posterText(contest: Contest, rounds: readonly Round[]): PosterText {
  return {
    title: contest.title,
    organiser: contest.organiser,
    period: windowInWords(contest, contest.timeZone),
    steps: [
      { title: 'Quét mã', text: 'Mở Zalo hoặc máy ảnh của điện thoại, đưa vào mã QR. Không quét được thì gõ địa chỉ dưới mã.' },
      { title: 'Đăng ký một lần', text: 'Điền số điện thoại, họ tên, ngày sinh và đặt mật khẩu. Đơn vị của Anh/Chị đã được chọn sẵn.' },
      { title: 'Vào thi', text: takingPart(rounds) },
    ],
  }
}

function takingPart(rounds: readonly Round[]): string {
  const said = new Set(rounds.map(({ rules }) => `${questionCount(rules)} câu hỏi trong ${rules.minutes} phút`))
  const attempts = new Set(rounds.map(({ rules }) => `${rules.attemptsPerRound} lượt`))
  const [paper] = said
  const [limit] = attempts
  const alike = said.size === 1 && attempts.size === 1
  const what = alike
    ? `Trả lời ${paper}. ${rounds.length === 1 ? 'Được thi' : 'Mỗi kỳ được thi'} ${limit}.`
    : 'Số câu hỏi, thời gian, số lượt ghi ở từng kỳ thi.'
  return `${what} Câu đã chọn được lưu ngay; làm xong thì bấm “Nộp bài”.`
}
