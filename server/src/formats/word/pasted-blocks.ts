import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import type { StartLabel } from './pasted-labels.ts'
import type { MarkedLine } from './pasted-line.ts'
import type { OptionPart } from './pasted-options.ts'
import type { FieldName } from './pasted-words.ts'

/** A line of a stem; `item` is its place in a list of numbers (1, 2 …) or bullets (0), null in running text. */
export type StemLine = { line: MarkedLine; text: MarkedLine; item: number | null; box: boolean; right: boolean }

/** A part of the document with a heading of its own; `line` is where that stands. */
export type Section = { index: number; line: number; numbering: string; heading: string; topic: string }

/** Everything that stands under one question, not judged yet. */
export type Block = {
  line: number
  number: string
  section: Section
  difficulty: number
  stem: StemLine[]
  options: OptionPart[]
  /** The lines that the options stand on, should they turn out to be none. */
  optionLines: MarkedLine[]
  fields: { field: FieldName; line: number; lines: MarkedLine[] }[]
  /** Text after a key that no label introduces. */
  assumed: number
}

/** An entry of an answer table or of a list of solutions; `number` is '' for words about the entry before. */
export type AnswerEntry = { line: number; number: string; key: string; section: Section; numbering: string; notes: MarkedLine[] }

/** A whole document, taken apart. */
export type Parts = {
  blocks: Block[]
  sections: Section[]
  entries: AnswerEntry[]
  /** Text before the first question that belongs to none. */
  preface: MarkedLine[]
  /** Text between questions that belongs to none. */
  loose: MarkedLine[]
  errors: ImportIssue[]
  /** Lines of questions with points of their own. */
  pointLines: number[]
}

export const noSection: Section = { index: 0, line: 0, numbering: '', heading: '', topic: '' }

export function blockAt(line: number, section: Section, start?: StartLabel): Block {
  return {
    line,
    number: start?.number ?? '',
    section,
    difficulty: start?.difficulty ?? 0,
    stem: [],
    options: [],
    optionLines: [],
    fields: [],
    assumed: 0,
  }
}
