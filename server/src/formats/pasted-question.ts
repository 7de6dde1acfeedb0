import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { blankQuestion, type QuestionDraft } from '../domain/question.ts'
import { cleanLine, cleanText } from './clean-text.ts'
import { issueAt } from './import-issues.ts'
import { acceptedAnswers } from './pasted-answer.ts'
import { endSign, faultsOf, inLetterOrder, joined, readSigns, truthStem, unlabelledOptions, withoutPoints, type Option } from './pasted-assemble.ts'
import type { AnswerEntry, Block } from './pasted-blocks.ts'
import { italicSignal, signalsOf } from './pasted-formatting.ts'
import { textOfLine } from './pasted-line.ts'
import { keyOf, type KeySource } from './pasted-key-sources.ts'
import type { Notes } from './pasted-notes.ts'
import type { OptionPart } from './pasted-options.ts'
import { difficultyOf, isCitation, truthOf, type FieldName } from './pasted-words.ts'
import { statusWords, valueOf } from './question-values.ts'
import type { ReadQuestion, SkippedQuestion } from './read-questions.ts'

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

/** A question with options, lettered or shown to be options by their key. */
function choiceOf(block: Block, written: readonly Written[], notes: Notes): Judged | null {
  if (block.options.length > 0) {
    const { parts, wrong } = inLetterOrder(block.options)
    const judged = judge(block, joined(block.stem.map(({ line }) => line)), parts, written, notes, false)
    if (wrong === null) return judged
    return { ...judged, errors: [lettersWrong(block.line, wrong), ...judged.errors.filter(({ field }) => field !== 'options')] }
  }
  const unlabelled = unlabelledOptions(block)
  if (unlabelled === null) return null
  const stem = joined(unlabelled.rest.map(({ line }) => line))
  const judged = judge(block, stem, unlabelled.parts, written, notes, unlabelled.numbered)
  const shown = judged.asked.correct.length > 0 || unlabelled.boxes
  if (!shown || (judged.errors.length > 0 && !unlabelled.boxes)) return null
  if (!unlabelled.numbered) notes.add('options-unlabelled', block.line)
  return judged
}

function judge(block: Block, stem: string, parts: readonly OptionPart[], written: readonly Written[], notes: Notes, numbered: boolean): Judged {
  const { options, signed, statements } = readSigns(parts)
  const sources: KeySource[] = [
    ...(signed === null ? [] : [{ line: block.line, words: 'dấu ở phương án', indices: signed }]),
    ...signalsOf(parts).map(({ words, indices }) => ({ line: block.line, words: `chữ ${words}`, indices })),
  ]
  const key = keyOf(block.line, options, written, sources, numbered)
  const correct = key.correct.length === 0 && key.errors.length === 0 ? italicKey(block, parts, notes) : key.correct
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
  const blank = { answers: [] }
  const truths = texts.map(truthOf)
  if (texts.length === 2 && truths.includes(true) && truths.includes(false) && correct.length < 2) {
    return {
      ...blank,
      kind: 'trueFalse',
      stem: truthStem(stem).stem,
      options: ['Đúng', 'Sai'],
      correct: correct.map((index) => (truths[index] === true ? 0 : 1)),
    }
  }
  if (isOrdering(stem, options.length, correct)) {
    return { ...blank, kind: 'ordering', stem, options: correct.map((index) => texts[index] ?? ''), correct: texts.map((_, index) => index) }
  }
  const kind = statements || correct.length > 1 ? 'multiple' : 'single'
  return { ...blank, kind, stem, options: texts, correct: [...correct].sort((a, b) => a - b) }
}

/** A key of all letters is an order: "Đáp án: C, A, B, D", or any such key under "Sắp xếp …". */
function isOrdering(stem: string, count: number, correct: readonly number[]): boolean {
  if (count < 3 || correct.length !== count) return false
  return correct.some((index, place) => index !== place) || /sắp xếp|thứ tự/iu.test(stem)
}

/** A question without options that asks for right or wrong: "(Đúng/Sai)", or a key that says so, below or behind the sentence. */
function truthSentence(block: Block, written: readonly Written[]): Judged | null {
  const { stem, asks } = truthStem(joined(block.stem.map(({ line }) => line)))
  const options = [
    { letter: 'A', text: 'Đúng' },
    { letter: 'B', text: 'Sai' },
  ]
  const said = written.map(({ text }) => truthOf(text.split(/[.,;(–-]/u)[0] ?? ''))
  const end = written.length === 0 && !asks ? endSign(stem) : null
  const behind = end !== null && end.right !== null && /[([]/.test(stem.slice(end.at)) && truthOf(stem.slice(end.at)) !== null ? end : null
  if (!asks && behind === null && !(said.length > 0 && said.every((truth) => truth !== null))) return null
  const key = behind === null ? keyOf(block.line, options, written, [], false) : { correct: [behind.right ? 0 : 1], rest: '', errors: [] }
  const asked: Asked = {
    kind: 'trueFalse',
    stem: behind === null ? stem : stem.slice(0, behind.at).trim(),
    options: ['Đúng', 'Sai'],
    correct: [...key.correct],
    answers: [],
  }
  return { asked, rest: key.rest, errors: [...key.errors] }
}

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
  const valueOfField = (field: FieldName): string =>
    cleanText(
      block.fields
        .filter((given) => given.field === field)
        .map(({ lines }) => joined(lines))
        .join('\n'),
    )
  const level = valueOfField('difficulty')
  const status = valueOfField('status') === '' ? 'ready' : valueOf(statusWords, valueOfField('status'))
  const errors =
    status === null ? [issueAt(block.line, 'status', 'status-unknown', 'Không rõ trạng thái. Hãy ghi Bản nháp, Sẵn sàng hoặc Ngừng dùng.')] : []
  const topic = cleanLine(valueOfField('topic'))
  const legal = valueOfField('legalReference')
  const cited = legal === '' ? explanations.find(isCitation) : undefined
  const explained = [valueOfField('explanation'), ...explanations.filter((text) => text !== cited)].filter((text) => text !== '')
  return {
    errors,
    draft: {
      ...draft,
      code: cleanLine(valueOfField('code')),
      topic: topic === '' ? cleanLine(block.section.topic) : topic,
      difficulty: level === '' ? block.difficulty : (difficultyOf(level) ?? Number.NaN),
      status: status ?? 'draft',
      explanation: cleanText(explained.join('\n')),
      legalReference: (cited ?? legal).replace(/^\(([^()]*)\)\.?$/u, '$1'),
      tags: [
        ...new Set(
          valueOfField('tags')
            .split(/[,;|\n]/u)
            .map(cleanLine),
        ),
      ].filter((tag) => tag !== ''),
    },
  }
}

function lettersWrong(line: number, letters: string): ImportIssue {
  return issueAt(
    line,
    'options',
    'option-letters',
    `Phương án đánh chữ ${letters}: thiếu, trùng hoặc không bắt đầu từ A. Hãy đánh lại A, B, C, D theo thứ tự.`,
  )
}
