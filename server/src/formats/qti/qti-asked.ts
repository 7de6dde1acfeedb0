import type { QuestionDraft } from '../../domain/question.ts'
import type { Declaration } from './qti-declaration.ts'
import type { NoteLoss } from './qti-losses.ts'
import { greatest } from './qti-names.ts'
import type { Scoring } from './qti-scoring.ts'
import type { XmlElement, XmlNode } from '../xml.ts'

/** One interaction with all that decides about it. `text` is the plain text of some of its content. */
export type Asking = {
  interaction: XmlElement
  declaration: Declaration
  scoring: Scoring
  text: (nodes: readonly XmlNode[]) => string
  note: NoteLoss
}

type Fault = { field: string; code: string; message: string }
/** What an interaction becomes: fields of a draft with what is wrong in them, or the reason why hoithi cannot ask it. */
export type Asked = { ok: true; draft: Partial<QuestionDraft>; faults: Fault[] } | { ok: false; reason: string }

export const cannotAsk = (reason: string): Asked => ({ ok: false, reason })

/**
 * A question whose file names no right answer: left out where that is meant so (surveys, marking by people or by rules of its own),
 * a fault where the scoring asks for an answer that is not there.
 */
export function withoutKey({ by, asksCorrect }: Scoring, field: string, draft: Partial<QuestionDraft>): Asked {
  if (by === 'none') return cannotAsk('Mục không có đáp án và không chấm điểm (khảo sát hoặc do người chấm).')
  if (by === 'own' && !asksCorrect) {
    return cannotAsk('Đáp án nằm trong quy tắc chấm riêng của mục (responseProcessing), không thể chuyển. Hãy tạo lại câu này trên hoithi.')
  }
  const fault = {
    field,
    code: 'qti-no-key',
    message: 'Mục chấm theo đáp án nhưng không ghi đáp án (correctResponse). Hãy bổ sung đáp án trong hệ thống cũ rồi xuất lại.',
  }
  return { ok: true, draft, faults: [fault] }
}

export function unknownKey(field: string, names: readonly string[]): Fault {
  const named = names
    .map((name) => `“${name.slice(0, 40)}”`)
    .slice(0, 5)
    .join(', ')
  return {
    field,
    code: 'qti-key-unknown',
    message: `Đáp án nhắc đến ${named} nhưng mục không có phương án đó. Hãy sửa đáp án trong hệ thống cũ rồi xuất lại.`,
  }
}

/** Whether the rules give different points for different answers. */
export function hasLevels({ branches }: Scoring): boolean {
  return new Set(branches.filter(({ taken, points }) => taken.length > 0 && points > 0).map(({ points }) => points)).size > 1
}

/** The one answer that the item's own rules give full points; null when there is none, or several. */
export function onlyFullAnswer({ branches }: Scoring): string[] | null {
  const most = greatest(branches.map(({ points }) => points))
  if (most === 0) return null
  const full = branches
    .filter(({ points }) => points === most)
    .flatMap(({ taken }) => taken.flatMap((one) => (one.kind === 'values' ? [one.values] : [])))
  return full.length === 1 ? (full[0] ?? null) : null
}
