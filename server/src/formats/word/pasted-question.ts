import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { blankQuestion, type QuestionDraft } from '../../domain/question.ts'
import { cleanLine, cleanText } from '../clean-text.ts'
import { issueAt } from '../import-issues.ts'
import { acceptedAnswers } from './pasted-answer.ts'
import { endSign, faultsOf, inLetterOrder, joined, readSigns, truthStem, unlabelledOptions, withoutPoints, type Option } from './pasted-assemble.ts'
import type { AnswerEntry, Block } from './pasted-blocks.ts'
import { italicSignal, signalsOf } from './pasted-formatting.ts'
import { textOfLine } from './pasted-line.ts'
import { keyOf, type KeySource } from './pasted-key-sources.ts'
import type { Notes } from './pasted-notes.ts'
import type { OptionPart } from './pasted-options.ts'
import { difficultyOf, isCitation, truthOf, type FieldName } from './pasted-words.ts'
import { statusWords, valueOf } from '../question-values.ts'
import type { ReadQuestion, SkippedQuestion } from '../read-questions.ts'

/** A key as somebody wrote it, under the question or in a table. */
type Written = { line: number; words: string; text: string }
type Asked = Pick<QuestionDraft, 'kind' | 'stem' | 'options' | 'correct' | 'answers'>
type Judged = { asked: Asked; rest: string; errors: ImportIssue[] }

/** What stands under one question, as a draft; a question that nobody could answer here is skipped with the reason. */
export function questionOf(block: Block, entries: readonly AnswerEntry[], notes: Notes): ReadQuestion | SkippedQuestion {
  const written = writtenKeys(block, entries)
  const judged = choiceOf(block, written, notes) ?? truthSentence(block, written) ?? typedOf(block, written, notes)
  if (judged === null) return skippedOf(block, written)
  if (block.assumed > 0) notes.add('text-as-explanation', block.assumed)
  const noteLines = entries.flatMap((entry) => entry.notes)
  const { stem, points } = withoutPoints(judged.asked.stem)
  if (points) notes.add('points-ignored', block.line)
  const { draft, errors } = withFields(block, { ...blankQuestion(), ...judged.asked, stem }, [judged.rest, joined(noteLines)])
  const pictures = faultsOf(block).map(({ line, fault }) => issueAt(line, fault.field, fault.code, fault.message))
  return { line: block.line, draft, errors: [...judged.errors, ...errors, ...pictures] }
}

function writtenKeys(block: Block, entries: readonly AnswerEntry[]): Written[] {
  const own = block.fields
    .filter(({ field }) => field === 'key')
    .map(({ line, lines }) => ({ line, words: 'đáp án ghi dưới câu', text: joined(lines) }))
  const listed = entries.map(({ line, key }) => ({ line, words: 'bảng đáp án', text: cleanText(key) }))
  return [...own, ...listed].filter(({ text }) => text !== '')
}

/** Options to be judged: with letters of their own, or lines that only their key can show to be options. */
type Choice = { stem: string; parts: readonly OptionPart[]; lettered: boolean; numbered: boolean }

/** A question with options, lettered or shown to be options by their key. */
function choiceOf(block: Block, written: readonly Written[], notes: Notes): Judged | null {
  if (block.options.length === 0) return unlabelledChoice(block, written, notes)
  const { parts, wrong } = inLetterOrder(block.options)
  const stem = joined(block.stem.map(({ line }) => line))
  const judged = judge(block, { stem, parts, lettered: true, numbered: false }, written, notes)
  return wrong === null ? judged : { ...judged, errors: [lettersWrong(block.line, wrong), ...judged.errors] }
}

/** Lines without letters are options where a key names one of them, a box stands before them, or formatting sets some of three apart. */
function unlabelledChoice(block: Block, written: readonly Written[], notes: Notes): Judged | null {
  const found = unlabelledOptions(block)
  if (found === null || (written.length === 0 && found.parts.length < 3 && !found.listed)) return null
  const { parts, numbered, boxes } = found
  const judged = judge(block, { stem: joined(found.rest.map(({ line }) => line)), parts, lettered: false, numbered }, written, notes)
  const shown = boxes || (judged.asked.correct.length > 0 && judged.errors.length === 0)
  if (shown && !numbered) notes.add('options-unlabelled', block.line)
  return shown ? judged : null
}

function judge(block: Block, { stem, parts, lettered, numbered }: Choice, written: readonly Written[], notes: Notes): Judged {
  const { options, signed, statements } = readSigns(parts)
  const sources: KeySource[] = [
    ...(signed === null ? [] : [{ line: block.line, words: 'dấu ở phương án', indices: signed }]),
    ...signalsOf(parts).map(({ words, indices }) => ({ line: block.line, words: `chữ ${words}`, indices })),
  ]
  const key = keyOf(block.line, options, written, sources, numbered)
  const silent = key.correct.length === 0 && key.errors.length === 0
  const correct = silent && lettered ? italicKey(block, parts, notes) : key.correct
  const asStatements = (key.statements || (statements && (correct.length > 1 || parts[0]?.lower === true))) && correct.length > 0
  if (asStatements) notes.add('statements-as-multiple', block.line)
  return { asked: choice(stem, options, correct, asStatements), rest: key.rest, errors: key.errors }
}

function italicKey(block: Block, parts: readonly OptionPart[], notes: Notes): number[] {
  const indices = italicSignal(parts)[0]?.indices ?? []
  if (indices.length > 0) notes.add('key-italic', block.line)
  return indices
}

function choice(stem: string, options: readonly Option[], correct: readonly number[], statements: boolean): Asked {
  const texts = options.map(({ text }) => text)
  const truths = texts.map(truthOf)
  if (texts.length === 2 && truths.includes(true) && truths.includes(false) && correct.length < 2) {
    return truthAsked(
      truthStem(stem).stem,
      correct.map((index) => truths[index] === true),
    )
  }
  if (isOrdering(stem, options.length, correct)) {
    return { kind: 'ordering', stem, options: correct.map((index) => texts[index] ?? ''), correct: texts.map((_, index) => index), answers: [] }
  }
  const kind = statements || correct.length > 1 ? 'multiple' : 'single'
  return { kind, stem, options: texts, correct: [...correct].sort((a, b) => a - b), answers: [] }
}

const truthAsked = (stem: string, right: readonly boolean[]): Asked => ({
  kind: 'trueFalse',
  stem,
  options: ['Đúng', 'Sai'],
  correct: right.map((truth) => (truth ? 0 : 1)),
  answers: [],
})

/** A key of all letters is an order: "Đáp án: C, A, B, D", or any such key under "Sắp xếp …". */
function isOrdering(stem: string, count: number, correct: readonly number[]): boolean {
  if (count < 3 || correct.length !== count) return false
  return correct.some((index, place) => index !== place) || /sắp xếp|thứ tự/iu.test(stem)
}

/** A question without options that asks for right or wrong: "(Đúng/Sai)", or a key that says so, below or behind the sentence. */
function truthSentence(block: Block, written: readonly Written[]): Judged | null {
  const { stem, asks } = truthStem(joined(block.stem.map(({ line }) => line)))
  const said = written.map(({ text }) => truthOf(text.split(/[.,;(–-]/u)[0] ?? ''))
  if (asks || (said.length > 0 && said.every((truth) => truth !== null))) {
    const key = keyOf(block.line, truthOptions, written, [], false)
    return {
      asked: truthAsked(
        stem,
        key.correct.map((index) => index === 0),
      ),
      rest: key.rest,
      errors: key.errors,
    }
  }
  const end = written.length === 0 ? endSign(stem) : null
  if (end === null || !/[([]/.test(stem.slice(end.at)) || truthOf(stem.slice(end.at)) === null) return null
  return { asked: truthAsked(stem.slice(0, end.at).trim(), [end.right]), rest: '', errors: [] }
}

const truthOptions = [
  { letter: 'A', text: 'Đúng' },
  { letter: 'B', text: 'Sai' },
]

function typedOf(block: Block, written: readonly Written[], notes: Notes): Judged | null {
  const accepted = acceptedAnswers(written.map(({ text }) => text))
  if (accepted === null) return null
  if (accepted.guessed) notes.add('number-separator', block.line)
  const { kind, answers } = accepted
  const stem = joined(block.stem.map(({ line }) => line))
  return { asked: { kind, stem, options: [], correct: [], answers }, rest: '', errors: [] }
}

function skippedOf(block: Block, written: readonly Written[]): SkippedQuestion {
  const first = textOfLine(block.stem[0]?.line ?? { runs: [] }).slice(0, 80)
  const reason =
    written.length === 0
      ? `Câu “${first}” không có phương án và không có đáp án nên máy không chấm được. Hãy ghi thêm phương án hoặc dòng “Đáp án: …” nếu muốn hỏi câu này.`
      : `Câu “${first}” có câu trả lời dài nên máy không chấm được. Hãy đổi thành câu trắc nghiệm hoặc câu trả lời ngắn nếu muốn hỏi câu này.`
  return { line: block.line, type: 'tự luận', reason }
}

/** Topic, difficulty, code and the other labelled lines under a question. */
function withFields(block: Block, draft: QuestionDraft, explanations: readonly string[]): { draft: QuestionDraft; errors: ImportIssue[] } {
  const [level, topic, status] = [fieldText(block, 'difficulty'), fieldText(block, 'topic'), fieldText(block, 'status')]
  const known = status === '' ? 'ready' : valueOf(statusWords, status)
  return {
    errors:
      known === null ? [issueAt(block.line, 'status', 'status-unknown', 'Không rõ trạng thái. Hãy ghi Bản nháp, Sẵn sàng hoặc Ngừng dùng.')] : [],
    draft: {
      ...draft,
      ...explained(block, explanations),
      code: cleanLine(fieldText(block, 'code')),
      topic: cleanLine(topic === '' ? block.section.topic : topic),
      difficulty: level === '' ? block.difficulty : (difficultyOf(level) ?? Number.NaN),
      status: known ?? 'draft',
      tags: [
        ...new Set(
          fieldText(block, 'tags')
            .split(/[,;|\n]/u)
            .map(cleanLine),
        ),
      ].filter((tag) => tag !== ''),
    },
  }
}

function fieldText({ fields }: Block, name: FieldName): string {
  const given = fields.filter(({ field }) => field === name).map(({ lines }) => joined(lines))
  return cleanText(given.join('\n'))
}

/** What explains the key, and what only cites the law: "B (Điều 5)" cites where no line "Căn cứ" does. */
function explained(block: Block, beside: readonly string[]): Pick<QuestionDraft, 'explanation' | 'legalReference'> {
  const legal = fieldText(block, 'legalReference')
  const cited = legal === '' ? beside.find(isCitation) : undefined
  const texts = [fieldText(block, 'explanation'), ...beside.filter((text) => text !== cited)].filter((text) => text !== '')
  return { explanation: cleanText(texts.join('\n')), legalReference: (cited ?? legal).replace(/^\(([^()]*)\)\.?$/u, '$1') }
}

function lettersWrong(line: number, letters: string): ImportIssue {
  return issueAt(
    line,
    'options',
    'option-letters',
    `Phương án đánh chữ ${letters}: thiếu, trùng hoặc không bắt đầu từ A. Hãy đánh lại A, B, C, D theo thứ tự.`,
  )
}
