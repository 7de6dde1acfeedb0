import type { PaperItem } from './paper.ts'
import type { QuestionDraft } from './question.ts'

type Asked = Pick<QuestionDraft, 'options' | 'prompts'>

/** A choice in the words of its question: option texts in their order, "prompt → option" of a matching, or what was typed. */
export function answerWords(item: PaperItem, choice: readonly string[], { options, prompts }: Asked): string[] {
  if (item.kind === 'shortText' || item.kind === 'number') return [...choice]
  const shown = choice.map((letter) => options[item.order[letter.charCodeAt(0) - 97] ?? -1] ?? '')
  return item.kind === 'matching' ? shown.map((option, index) => `${prompts[index] ?? ''} → ${option === '' ? '…' : option}`) : shown
}
