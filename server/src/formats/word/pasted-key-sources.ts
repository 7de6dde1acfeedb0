import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { issueAt } from '../import-issues.ts'
import { readWrittenKey, type Named } from './pasted-keys.ts'

/** One place that states a key: a line, a table, a sign or a formatting; `words` is what it is called. */
export type KeySource = { line: number; words: string; indices: number[] }
type Written = { line: number; words: string; text: string }

export type Key = { correct: number[]; rest: string; statements: boolean; errors: ImportIssue[] }

/** The key that all places agree on; places that disagree are an error that names two of them. */
export function keyOf(line: number, options: readonly Named[], written: readonly Written[], shown: readonly KeySource[], numbered: boolean): Key {
  const errors: ImportIssue[] = []
  const sources: KeySource[] = []
  const rest: string[] = []
  let statements = false
  for (const { line: at, words, text } of written) {
    const key = readWrittenKey(text, options, numbered)
    if (key === null) errors.push(unreadable(at, text))
    else if ('conflict' in key) errors.push(wordsDisagree(at, text, key.conflict, options))
    else {
      sources.push({ line: at, words, indices: key.indices })
      statements = statements || key.statements
      if (key.rest !== '') rest.push(key.rest)
    }
  }
  const all = [...sources, ...shown]
  const [first] = all
  const other = first === undefined ? undefined : all.find(({ indices }) => !sameIndices(indices, first.indices))
  if (first !== undefined && other !== undefined) errors.push(disagree(sources.includes(first) ? first.line : line, first, other, options))
  return { correct: first?.indices ?? [], rest: rest.join('\n'), statements, errors }
}

function sameIndices(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((index) => b.includes(index))
}

const lettersOf = (indices: readonly number[], options: readonly Named[]): string =>
  indices.map((index) => options[index]?.letter ?? '?').join(', ') || 'không ý nào'

function unreadable(line: number, text: string): ImportIssue {
  return issueAt(
    line,
    'correct',
    'key-unreadable',
    `Không đọc được đáp án “${text.slice(0, 60)}”. Hãy ghi chữ cái của phương án đúng, ví dụ B hoặc A, C.`,
  )
}

function wordsDisagree(line: number, text: string, [letter, words]: [number, number], options: readonly Named[]): ImportIssue {
  const [said, meant] = [lettersOf([letter], options), lettersOf([words], options)]
  return issueAt(
    line,
    'correct',
    'key-conflict',
    `Đáp án “${text.slice(0, 60)}” ghi chữ ${said} nhưng lời lại là của phương án ${meant}. Hãy sửa cho khớp.`,
  )
}

function disagree(line: number, first: KeySource, other: KeySource, options: readonly Named[]): ImportIssue {
  const [a, b] = [lettersOf(first.indices, options), lettersOf(other.indices, options)]
  return issueAt(line, 'correct', 'key-conflict', `Đáp án không thống nhất: ${first.words} là ${a}, nhưng ${other.words} là ${b}. Hãy sửa cho khớp.`)
}
