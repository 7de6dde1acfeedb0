import { createHash } from 'node:crypto'
import { pictureMark } from '../../server/src/domain/pictures.ts'
import { blankQuestion, type QuestionDraft } from '../../server/src/domain/question.ts'
import type { StoredPicture } from '../../server/src/ports/pictures.ts'

const words =
  'cử tri bầu đại biểu quốc hội hội đồng nhân dân công đoàn lao động tiền lương an toàn vệ sinh hợp đồng thời giờ nghỉ ngơi bảo hiểm xã hội kỷ luật'.split(
    ' ',
  )

/** Sentences that differ as real ones do: the same words, in other orders. */
function sentence(seed: number, length: number): string {
  let state = seed * 2_654_435_761 + 12_345
  const next = (): string => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return words[(state >>> 8) % words.length] ?? ''
  }
  return Array.from({ length }, next).join(' ')
}

export function inventedQuestions(count: number): QuestionDraft[] {
  return Array.from({ length: count }, (_, index): QuestionDraft => ({
    ...blankQuestion(),
    code: `Q-${index}`,
    topic: `Chủ đề ${index % 20}`,
    difficulty: 1 + (index % 5),
    stem: `Theo quy định, ${sentence(index, 18)} (${index})?`,
    options: Array.from({ length: 4 }, (_option, option) => `${sentence(index * 7 + option, 8)} ${option}`),
    correct: [index % 4],
    explanation: sentence(index + 5, 12),
    legalReference: `Điều ${index % 300}, Luật số ${index % 90}`,
  }))
}

const PNG = Buffer.from('89504e470d0a1a0a', 'hex')

/** The same, every fifth of them with a picture of its own. */
export function inventedWithPictures(count: number): { drafts: QuestionDraft[]; pictures: StoredPicture[] } {
  const pictures: StoredPicture[] = []
  const drafts = inventedQuestions(count).map((draft, index) => {
    if (index % 5 !== 0) return draft
    const bytes = Buffer.concat([PNG, Buffer.from(`${index}`)])
    const hash = createHash('sha256').update(bytes).digest('hex')
    pictures.push({ hash, type: 'image/png', bytes })
    return { ...draft, stem: `${draft.stem}\n${pictureMark(hash, `Hình ${index}`)}` }
  })
  return { drafts, pictures }
}
