import type { ContestSettings, Prizes } from '@hoithi/shared/contracts/rules'
import { contestantKindOrder } from './eligibility.ts'
import { bilingual, type Bilingual } from './bilingual.ts'
import { contestantWords, listed, metricWords, plural, tiersWords } from './rules-words.ts'

const MOST_UNIONS = 12

/** Who may take part, and what they need. */
export function entryInWords(settings: ContestSettings, unionNames: ReadonlyMap<string, string>): Bilingual[] {
  return [
    who(settings, unionNames),
    ...(settings.entry === 'listed'
      ? [bilingual('Chỉ người có tên trong danh sách dự thi mới được thi.', 'Only people on the list of participants may take part.')]
      : []),
    ...(settings.barred.length > 0
      ? [
          bilingual(
            'Người trong ban tổ chức, ban giám khảo và người ra đề không được dự thi.',
            'Organisers, judges and question setters may not take part.',
          ),
        ]
      : []),
    ...(settings.accessCode === null
      ? []
      : [
          bilingual(
            'Cần mã dự thi do đơn vị hoặc ban tổ chức gửi; nhập một lần trước lượt thi đầu tiên, không phân biệt chữ hoa, chữ thường.',
            'An access code from your union or the organisers is needed, once, before the first attempt; capitals do not matter.',
          ),
        ]),
    ...(settings.attemptsPerContest === null
      ? []
      : [
          bilingual(
            `Cả cuộc thi mỗi người được thi nhiều nhất ${settings.attemptsPerContest} lượt.`,
            `${plural(settings.attemptsPerContest, 'attempt')} at most for each person over the whole contest.`,
          ),
        ]),
  ]
}

function who({ eligibleKinds, eligibleUnions }: ContestSettings, unionNames: ReadonlyMap<string, string>): Bilingual {
  const kinds = contestantKindOrder.filter((kind) => eligibleKinds.length === 0 || eligibleKinds.includes(kind))
  const people = listed(kinds.map((kind) => contestantWords[kind]))
  const names = eligibleUnions.map((id) => unionNames.get(id) ?? id)
  const more = names.length - MOST_UNIONS
  const of = names.slice(0, MOST_UNIONS).join('; ')
  const where =
    names.length === 0
      ? bilingual('', '')
      : bilingual(
          ` thuộc: ${of}${more > 0 ? ` và ${more} đơn vị khác` : ''} (kể cả các đơn vị trực thuộc)`,
          ` of ${of}${more > 0 ? ` and ${plural(more, 'more union')}` : ''} (with the unions below)`,
        )
  return bilingual(`Người dự thi: ${people.vi}${where.vi}.`, `Open to ${people.en}${where.en}.`)
}

/** How the whole contest is ranked; nothing is told where there is one round only. */
export function overallInWords({ overall }: ContestSettings, rounds: number, predicted: boolean): Bilingual[] {
  if (rounds < 2) return []
  if (overall === 'none')
    return [
      bilingual(
        'Kết quả tính riêng từng kỳ, không xếp hạng chung toàn cuộc thi.',
        'Each round has its own results; the contest as a whole is not ranked.',
      ),
    ]
  return [
    bilingual(
      `Kết quả toàn cuộc thi: cộng điểm các kỳ; bằng điểm thì xét theo cùng thứ tự tiêu chí phụ${predicted ? ', không kể dự đoán' : ''}.`,
      `The whole contest: scores are summed over the rounds; equals are parted by the same tie-breaks${predicted ? ', without the prediction' : ''}.`,
    ),
  ]
}

/** Whether whoever completes a round gets a certificate, and from whom. */
export function certificateInWords({ certificate: { given, signedBy } }: ContestSettings): Bilingual[] {
  if (!given) return []
  const [by, from] = signedBy === '' ? ['', ''] : [` do ${signedBy} cấp`, ` from ${signedBy}`]
  return [
    bilingual(
      `Sau khi kết quả một kỳ được niêm phong, người hoàn thành kỳ đó tải được giấy chứng nhận${by} (tệp PDF).`,
      `Once the results of a round are sealed, whoever has completed it can download a certificate${from} (PDF).`,
    ),
  ]
}

/** Whether results can be disputed, until when, and by when that is answered. */
export function appealsInWords({ appeals: { taken, days, answerDays } }: ContestSettings): Bilingual {
  if (!taken)
    return bilingual(
      'Kết quả đã niêm phong là kết quả cuối cùng, ban tổ chức không nhận khiếu nại.',
      'Sealed results are final; appeals are not taken.',
    )
  return bilingual(
    `Khiếu nại kết quả: từ khi kỳ thi kết thúc đến hết ngày thứ ${days} sau ngày kết quả kỳ đó được niêm phong lần đầu; lượt thi bị huỷ, bị khôi phục hoặc được chấm lại thì tính lại từ ngày đó. Ban giám khảo trả lời chậm nhất là hết ngày thứ ${answerDays} sau ngày nhận khiếu nại.`,
    `Results can be disputed from the end of a round until the end of day ${days} after the day on which they were first sealed; of an attempt that was voided, restored or graded again, after that day. The judges answer by the end of day ${answerDays} after the day on which they got the appeal.`,
  )
}

export function prizesInWords(prizes: Prizes): Bilingual[] {
  const personal = prizes.roundPeople.length + prizes.contestPeople.length > 0
  const collective = prizes.unions.length + prizes.divisions.length > 0
  return [
    ...group(prizes.roundPeople, 'Giải cá nhân mỗi kỳ', 'Prizes for people in each round'),
    ...group(prizes.contestPeople, 'Giải cá nhân toàn cuộc thi', 'Prizes for people over the whole contest'),
    ...(personal ? onePrize(prizes) : []),
    ...group(prizes.unions, 'Giải tập thể', 'Prizes for unions'),
    ...group(prizes.divisions, 'Giải tập thể trong từng bảng', 'Prizes for unions in each division'),
    ...(collective ? [collectiveRule(prizes)] : []),
  ]
}

const group = (tiers: Prizes['unions'], vi: string, en: string): Bilingual[] => {
  if (tiers.length === 0) return []
  const words = tiersWords(tiers)
  return [bilingual(`${vi} – ${words.vi}.`, `${en} – ${words.en}.`)]
}

function onePrize({ onePerPerson }: Prizes): Bilingual[] {
  if (onePerPerson === 'no') return []
  return [
    onePerPerson === 'perRound'
      ? bilingual('Trong một kỳ, mỗi người nhận nhiều nhất một giải, là giải cao nhất.', 'A person takes one prize in a round at most, the highest.')
      : bilingual(
          'Trong cả cuộc thi, mỗi người nhận nhiều nhất một giải, là giải cao nhất; giải còn lại chuyển cho người kế tiếp.',
          'A person takes one prize in the whole contest at most, the highest; the others go to the next in rank.',
        ),
  ]
}

function collectiveRule({ unionMetric, leastMembers }: Prizes): Bilingual {
  const by = metricWords[unionMetric]
  const least =
    leastMembers === 0
      ? bilingual('', '')
      : bilingual(`; chỉ xét đơn vị có từ ${leastMembers} đoàn viên`, `; only unions with ${plural(leastMembers, 'member')} or more are compared`)
  return bilingual(`Giải tập thể xét theo ${by.vi}${least.vi}.`, `Unions are compared by ${by.en}${least.en}.`)
}
