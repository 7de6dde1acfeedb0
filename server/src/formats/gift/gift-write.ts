import { readNumber } from '../../domain/answer-text.ts'
import { fold } from '../../domain/names.ts'
import { picturesIn } from '../../domain/pictures.ts'
import type { QuestionDraft } from '../../domain/question.ts'
import { cleanDraft } from '../clean-draft.ts'
import { cleanLine } from '../clean-text.ts'
import { escapeGift } from './gift-escapes.ts'
import { choiceKey } from './gift-weights.ts'
import { readGift } from './gift.ts'
import type { WrittenFile } from '../read-questions.ts'
import { feedbackOf, tagsOf } from '../side-notes.ts'

type Written = { ok: true; text: string } | { ok: false; reason: string }

const written = (text: string): Written => ({ ok: true, text })
const refuse = (reason: string): Written => ({ ok: false, reason })

const CHANGED = 'GIFT không giữ được nguyên vẹn nội dung hoặc cách cho điểm của câu này.'

/**
 * Questions as a GIFT file that Moodle imports: a category for every topic; code, tags, difficulty and status in the comment before a question.
 * What GIFT cannot hold is left out with the reason, and so is any question that would not come back as it is.
 */
export function writeGift(drafts: readonly QuestionDraft[]): WrittenFile {
  const parts: string[] = []
  const leftOut: WrittenFile['leftOut'] = []
  let topic: string | null = null
  for (const draft of drafts.map(asGiftHolds)) {
    const question = writeQuestion(draft)
    if (!question.ok) leftOut.push({ code: draft.code, reason: question.reason })
    else if (!comesBack(draft, question.text)) leftOut.push({ code: draft.code, reason: CHANGED })
    else {
      if (draft.topic !== topic) parts.push(category(draft.topic))
      topic = draft.topic
      parts.push(question.text)
    }
  }
  return { bytes: new TextEncoder().encode(parts.join('\n')), leftOut }
}

const isTrue = (option: string | undefined): boolean => ['dung', 'true'].includes(fold(option ?? ''))

/** A draft with what GIFT says in one way only: true and false, weights that are simply right or wrong, decimals. */
function asGiftHolds(given: QuestionDraft): QuestionDraft {
  const draft = cleanDraft(given)
  const { kind, options, correct, answers } = draft
  if (kind === 'trueFalse' && ['dung sai', 'false true'].includes(options.map(fold).sort().join(' '))) {
    return { ...draft, options: ['Đúng', 'Sai'], correct: correct.map((index) => (isTrue(options[index]) ? 0 : 1)) }
  }
  if (kind === 'shortText') return { ...draft, answers: answers.map((answer) => ({ ...answer, text: cleanLine(answer.text) })) }
  if (kind === 'number') return { ...draft, answers: answers.map((answer) => ({ ...answer, text: decimal(answer.text) })) }
  return kind === 'single' || kind === 'multiple' ? { ...draft, credits: telling(kind, draft) } : draft
}

/** Weights that say more than the key says. */
function telling(kind: 'single' | 'multiple', { correct, credits }: QuestionDraft): number[] {
  const key = choiceKey(kind, credits)
  return key.credits.length === 0 && key.correct.join() === correct.join() ? [] : credits
}

function decimal(text: string): string {
  return /^-?\d+(?:\.\d+)?$/.test(text) ? text : String(readNumber(text) ?? text)
}

/** Read back, the question asks the same and its key is the same. */
function comesBack(draft: QuestionDraft, text: string): boolean {
  const asked = ({ code, topic, kind, stem, options, correct, credits, prompts, answers }: QuestionDraft): string =>
    JSON.stringify([
      code,
      topic,
      kind,
      stem,
      options,
      correct,
      credits,
      prompts,
      answers.map(({ text: words, tolerance, credit }) => [words, tolerance, credit]),
    ])
  const [read, ...others] = readGift(`${category(draft.topic)}\n${text}`).questions
  return read !== undefined && others.length === 0 && read.errors.length === 0 && asked(read.draft) === asked(draft)
}

/** A slash in a name is doubled; the space keeps one at its beginning apart from the slash of the path. */
function category(topic: string): string {
  const name = cleanLine(topic).replaceAll('\\', '\\\\').replaceAll('/', '//')
  return `$CATEGORY: $course$/top/${name.startsWith('/') ? ' ' : ''}${name}\n`
}

function writeQuestion(draft: QuestionDraft): Written {
  if (picturesIn([draft.stem, draft.explanation, ...draft.options, ...draft.prompts]).length > 0) {
    return refuse('GIFT không chứa được hình. Hãy xuất dạng Moodle XML.')
  }
  const answer = answers[draft.kind](draft)
  if (!answer.ok) return answer
  const notes = [`[id:${bracketed(draft.code)}]`, ...tagsOf(draft).map((tag) => `[tag:${bracketed(tag)}]`)]
  const feedback = feedbackOf(draft)
  const general = feedback === '' ? '' : `\t####${textOf(feedback)}\n`
  return written(`// ${notes.join(' ')}\n::${escapeGift(draft.code)}::[plain]${escapeGift(draft.stem)}{${answer.text}${general}}\n`)
}

/** A backslash at the end would take the closing bracket for its own. */
function bracketed(name: string): string {
  const text = cleanLine(name).replaceAll(']', '\\]')
  return text.endsWith('\\') ? `${text} ` : text
}

/** What begins like a format or a weight is marked as plain. */
const textOf = (text: string): string => (/^[[%]/.test(text) ? '[plain]' : '') + escapeGift(text)

const percent = (value: number): string => `%${Number(value.toFixed(5))}%`
const lines = (answers: readonly string[]): string => `\n${answers.map((answer) => `\t${answer}\n`).join('')}`

const answers: Record<QuestionDraft['kind'], (draft: QuestionDraft) => Written> = {
  single: ({ options, correct, credits }) => {
    if (correct.some((index) => (credits[index] ?? 100) !== 100)) return refuse('GIFT luôn cho trọn điểm phương án đúng của câu một lựa chọn.')
    const sign = (index: number): string => (correct.includes(index) ? '=' : weighted(credits[index] ?? 0))
    return written(lines(options.map((option, index) => sign(index) + textOf(option))))
  },
  // Wrong choices take everything away: choosing all must not be worth anything in Moodle.
  multiple: ({ options, correct, credits }) => {
    const weight = (index: number): number => (correct.includes(index) ? 100 / correct.length : -100)
    return written(lines(options.map((option, index) => weighted(credits[index] ?? weight(index)) + textOf(option))))
  },
  trueFalse: ({ options, correct, credits }) => {
    const plain = options.join('/') === 'Đúng/Sai' && credits.length === 0
    return plain
      ? written(correct[0] === 0 ? 'TRUE' : 'FALSE')
      : refuse('Câu Đúng/Sai của GIFT chỉ có hai phương án Đúng và Sai, không có điểm từng phần.')
  },
  shortText: ({ answers: accepted }) => {
    if (accepted.some(({ text }) => text.includes('->'))) return refuse('GIFT hiểu dấu -> trong câu trả lời ngắn là câu ghép đôi.')
    return written(lines(accepted.map(({ text, credit }) => `=${percent(credit)}${textOf(text)}`)))
  },
  number: ({ answers: accepted }) => written(`#${lines(accepted.map(({ text, tolerance, credit }) => `=${percent(credit)}${text}:${tolerance}`))}`),
  ordering: () => refuse('GIFT không có loại câu sắp xếp thứ tự. Hãy xuất dạng Moodle XML.'),
  matching: (draft) => {
    if (draft.prompts.some((prompt) => prompt.includes('->'))) return refuse('GIFT không giữ được dấu -> trong vế trái của câu ghép đôi.')
    return written(lines(pairsOf(draft)))
  },
}

const weighted = (weight: number): string => (weight === 0 ? '~' : `~${percent(weight)}`)
const pair = (left: string, right: string): string => `=${left} -> ${escapeGift(right)}`

/** Pairs, then the options that belong to none; where that would change the options' order they all go first, and Moodle shows a repeated one once. */
function pairsOf({ prompts, options, correct }: QuestionDraft): string[] {
  const used = [...new Set(correct)]
  const alone = (some: readonly string[]): string[] => some.map((option) => pair('', option))
  const pairs = prompts.map((prompt, index) => pair(textOf(prompt), options[correct[index] ?? -1] ?? ''))
  return used.every((option, index) => option === index) ? [...pairs, ...alone(options.slice(used.length))] : [...alone(options), ...pairs]
}
