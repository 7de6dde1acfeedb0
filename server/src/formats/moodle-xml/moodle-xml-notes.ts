import type { QuestionDraft } from '../../domain/question.ts'

// What Moodle has no setting for rides along as tags, as difficulty and status do.

type Noted = Pick<QuestionDraft, 'keepOrder' | 'keepLast' | 'accentsMatter'>

const KEEP_ORDER = 'keepOrder:yes'
const ACCENTS = 'accents:yes'
const TRUE_FALSE = 'kind:trueFalse'
const KEEP_LAST = /^keepLast:(\d{1,2}(?:,\d{1,2}){0,11})$/

/** Tags for a question whose Moodle type says less than the draft; `asChoice` when a true/false question is written as a choice of its own words. */
export function noteTags({ keepOrder, keepLast, accentsMatter }: Noted, { shuffles, asChoice }: { shuffles: boolean; asChoice: boolean }): string[] {
  return [
    ...(keepOrder && (!shuffles || keepLast.length > 0) ? [KEEP_ORDER] : []),
    ...(keepLast.length > 0 ? [`keepLast:${keepLast.map((index) => index + 1).join(',')}`] : []),
    ...(accentsMatter ? [ACCENTS] : []),
    ...(asChoice ? [TRUE_FALSE] : []),
  ]
}

/** The tags that are none of ours, and what ours say; a question that keeps its last options keeps its whole order only if a tag says so. */
export function readNotes(tags: readonly string[]): { tags: string[]; notes: (read: QuestionDraft) => QuestionDraft } {
  const numbers = tags.flatMap((tag) => KEEP_LAST.exec(tag)?.[1]?.split(',') ?? []).map(Number)
  const ours = (tag: string): boolean => [KEEP_ORDER, ACCENTS, TRUE_FALSE].includes(tag) || KEEP_LAST.test(tag)
  return {
    tags: tags.filter((tag) => !ours(tag)),
    notes: (read) => {
      const keepLast = numbers.map((number) => number - 1).filter((index) => index >= 0 && index < read.options.length)
      const kind = tags.includes(TRUE_FALSE) && read.kind === 'single' && read.options.length === 2 ? 'trueFalse' : read.kind
      const keepOrder = tags.includes(KEEP_ORDER) || (read.keepOrder && keepLast.length === 0)
      return { ...read, kind, keepLast, keepOrder, accentsMatter: tags.includes(ACCENTS) }
    },
  }
}
