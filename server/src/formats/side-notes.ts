import { questionStatuses, type QuestionStatus } from '@hoithi/shared/contracts/rules'
import type { QuestionDraft } from '../domain/question.ts'
import { cleanLine, cleanText } from './clean-text.ts'

// Other systems' files have no place for a difficulty, a status or a legal reference: these ride along as tags and as the last line of the feedback.

const LEGAL = /(?:^|\n)[^\S\n]*(?:Căn cứ(?: pháp lý)?|Legal reference)[^\S\n]*:[^\S\n]*([^\n]+)$/iu

type Noted = Pick<QuestionDraft, 'difficulty' | 'status' | 'tags' | 'keepOrder'>

/** A question's tags in a file whose format has tags and no fields for difficulty and status. */
export function tagsOf({ difficulty, status, tags }: Noted): string[] {
  return [...tags, `difficulty:${difficulty}`, `status:${status}`]
}

/** Reads tags as `tagsOf` writes them; difficulty 0 and status "ready" when they do not say. */
export function readTags(written: readonly string[]): Pick<QuestionDraft, 'difficulty' | 'status' | 'tags'> {
  const tags: string[] = []
  let difficulty = 0
  let status: QuestionStatus = 'ready'
  for (const tag of written.map(cleanLine)) {
    const level = /^difficulty:([1-5])$/i.exec(tag)?.[1]
    const named = questionStatuses.find((name) => tag.toLowerCase() === `status:${name}`)
    if (level !== undefined) difficulty = Number(level)
    else if (named !== undefined) status = named
    else if (tag !== '' && !tags.includes(tag)) tags.push(tag)
  }
  return { difficulty, status, tags }
}

/** Explanation and legal reference as one general feedback, the reference on the last line. */
export function feedbackOf({ explanation, legalReference }: Pick<QuestionDraft, 'explanation' | 'legalReference'>): string {
  const reference = legalReference === '' ? '' : `Căn cứ: ${legalReference.replace(/\s*\n\s*/gu, ' ')}`
  return [explanation, reference].filter((part) => part !== '').join('\n')
}

/** Reads a feedback as `feedbackOf` writes it. */
export function readFeedback(written: string): Pick<QuestionDraft, 'explanation' | 'legalReference'> {
  const text = cleanText(written)
  const found = LEGAL.exec(text)
  if (found === null) return { explanation: text, legalReference: '' }
  return { explanation: text.slice(0, found.index).trim(), legalReference: (found[1] ?? '').trim() }
}
