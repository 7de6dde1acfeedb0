import { canonical } from './receipt.ts'
import type { QuestionDraft } from './question.ts'

export type QuestionChange = 'added' | 'changed' | 'unchanged'
/** load: as it is (with a code of its own); replace: as a new version of the question it is like; skip: not at all. */
export type ImportAction = 'load' | 'skip' | 'replace'

/** A question of the bank or of the same file that says the same, or nearly. `similarity` is 0–1. */
export type Likeness = {
  kind: 'sameCode' | 'duplicate' | 'near'
  where: 'bank' | 'file'
  code: string
  line: number | null
  stem: string
  similarity: number
}

export type StagedQuestion = {
  position: number
  line: number
  draft: QuestionDraft
  change: QuestionChange
  likeness: Likeness | null
  proposed: ImportAction
}

/** What a draft is to the bank's question of the same code. */
export function changeAgainst(draft: QuestionDraft, before: QuestionDraft | undefined): QuestionChange {
  if (before === undefined) return 'added'
  return canonical(before) === canonical(draft) ? 'unchanged' : 'changed'
}

/** What is done with a question unless somebody chooses: nothing is loaded twice, nothing merely alike is lost. */
export function proposedAction(change: QuestionChange, likeness: Likeness | null): ImportAction {
  if (change === 'unchanged' || likeness?.kind === 'duplicate') return 'skip'
  return change === 'changed' ? 'replace' : 'load'
}

export type ImportPlan = { drafts: QuestionDraft[]; skipped: number }

/**
 * The drafts to load, by the proposals and what was chosen instead. `taken` tells whether the bank has a code.
 * A question that replaces another gets that one's code; one that is loaded beside it gets the next free code.
 */
export function planImport(
  staged: readonly StagedQuestion[],
  choices: ReadonlyMap<number, ImportAction>,
  taken: (code: string) => boolean,
): ImportPlan {
  const used = new Set<string>()
  const free = freeCodes((code) => used.has(code) || taken(code))
  const drafts: QuestionDraft[] = []
  let skipped = 0
  for (const { position, draft, likeness, proposed } of staged) {
    const action = choices.get(position) ?? proposed
    const target = action === 'replace' && likeness?.where === 'bank' ? likeness.code : draft.code
    if (action === 'skip' || (action === 'replace' && used.has(target))) {
      skipped += 1
      continue
    }
    const code = action === 'load' ? free(draft.code) : target
    used.add(code)
    drafts.push({ ...draft, code })
  }
  return { drafts, skipped }
}

/** Gives the next free code after one that is in use: "X-2", "X-3" …; asked again for the same code it goes on where it was. */
export function freeCodes(inUse: (code: string) => boolean): (code: string) => string {
  const last = new Map<string, number>()
  return (code) => {
    if (!inUse(code)) return code
    for (let number = (last.get(code) ?? 1) + 1; ; number += 1) {
      const next = `${code.slice(0, 58)}-${number}`
      if (inUse(next)) continue
      last.set(code, number)
      return next
    }
  }
}
