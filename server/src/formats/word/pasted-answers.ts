import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { fold } from '../../domain/names.ts'
import { issueAt } from '../import-issues.ts'
import type { AnswerEntry, Block } from './pasted-blocks.ts'

/** Which entries of answer tables belong to which question, by number and, where numbers repeat, by section. */
export function entriesByBlock(
  blocks: readonly Block[],
  entries: readonly AnswerEntry[],
): { entriesOf: Map<Block, AnswerEntry[]>; errors: ImportIssue[] } {
  const entriesOf = new Map<Block, AnswerEntry[]>()
  const errors: ImportIssue[] = []
  const numbered = byNumber(blocks)
  for (const [number, ofNumber] of byNumber(entries)) {
    const candidates = numbered.get(number) ?? []
    const meant = blockFinder(ofNumber, candidates)
    const astray = ofNumber.filter((entry, index) => {
      const block = meant(entry, index)
      if (block !== undefined)
        entriesOf
          .set(block, entriesOf.get(block) ?? [])
          .get(block)
          ?.push(entry)
      return block === undefined
    })
    errors.push(...astray.map((entry) => (candidates.length === 0 ? withoutQuestion(entry) : ambiguous(entry, candidates))))
  }
  return { entriesOf, errors }
}

function byNumber<Numbered extends { number: string }>(items: readonly Numbered[]): Map<string, Numbered[]> {
  const groups = new Map<string, Numbered[]>()
  for (const item of items) {
    const number = item.number.replace(/^0+(?=\d)/, '').toLowerCase()
    const group = groups.get(number)
    if (number === '') continue
    if (group === undefined) groups.set(number, [item])
    else group.push(item)
  }
  return groups
}

/** Finds the one question that an entry can only mean, of all that have its number. */
function blockFinder(entries: readonly AnswerEntry[], candidates: readonly Block[]): (entry: AnswerEntry, index: number) => Block | undefined {
  if (candidates.length <= 1) return () => candidates[0]
  const only = (found: readonly Block[]): Block | undefined => (found.length === 1 ? found[0] : undefined)
  const sections = new Set(entries.map(({ section }) => section.index))
  const everyHasOne = candidates.every(({ section }) => sections.has(section.index))
  const keyless = only(candidates.filter((block) => !hasOwnKey(block)))
  // Looking through thousands of questions with one number for each of thousands of entries would take minutes.
  const searched = candidates.slice(0, 500)
  return (entry, index) => {
    const named = entry.numbering === '' ? [] : searched.filter(({ section }) => sameNumbering(section.numbering, section.heading, entry.numbering))
    if (named.length > 0) return only(named)
    if (entries.length === candidates.length) return candidates[index]
    return everyHasOne ? only(searched.filter(({ section }) => section.index === entry.section.index)) : keyless
  }
}

function sameNumbering(numbering: string, heading: string, written: string): boolean {
  const bare = (text: string): string => fold(text).replace(/^(?:phan|part|nhom|section|chuong|chu de)\s/, '')
  return (numbering !== '' && bare(numbering) === bare(written)) || (heading !== '' && fold(heading) === fold(written))
}

const hasOwnKey = ({ fields, options }: Block): boolean => fields.some(({ field }) => field === 'key') || options.some(({ right }) => right)

function withoutQuestion({ line, number }: AnswerEntry): ImportIssue {
  return issueAt(
    line,
    'correct',
    'key-without-question',
    `Bảng đáp án có câu ${number} nhưng tệp không có câu nào mang số ${number}. Hãy kiểm tra lại số câu.`,
  )
}

function ambiguous({ line, number }: AnswerEntry, candidates: readonly Block[]): ImportIssue {
  const lines = candidates.slice(0, 5).map((block) => block.line)
  return issueAt(
    line,
    'correct',
    'key-ambiguous',
    `Có ${candidates.length} câu cùng mang số ${number} (dòng ${lines.join(', ')}) nên không biết đáp án là của câu nào. Hãy đánh số khác nhau, hoặc ghi tên từng phần trong bảng đáp án.`,
  )
}
