import type { Reply } from '../../lib/api.ts'

export type Preview = Reply<'getQuestionImport'>
export type ImportHead = Preview['import']
export type StagedRow = Preview['rows'][number]
export type Question = StagedRow['question']
export type Likeness = NonNullable<StagedRow['likeness']>
export type ImportAction = StagedRow['proposed']
export type Show = 'all' | 'alike' | 'added' | 'changed' | 'unchanged'

/** What the server takes of a question file. */
export const QUESTION_FILE_BYTES = 50 * 1024 * 1024
export const QUESTION_FILES = '.xlsx,.csv,.tsv,.docx,.txt,.gift,.aiken,.xml,.zip,.jsonl,.ndjson'
export const formats = ['xlsx', 'csv', 'docx', 'text', 'gift', 'aiken', 'moodle-xml', 'qti', 'jsonl'] as const
export type FileFormat = (typeof formats)[number]

/** What pasted text is called where files have names. */
export const PASTED_NAME = 'dan-van-ban.txt'

/** A reply tells the text of the question that another one is like up to here. */
export const STEM_TOLD = 300

const LONGEST_NAME = 200

/** A file's name as the server takes it: its end counts, for it tells the format. */
export const fileNameToSend = (name: string): string => name.normalize('NFC').slice(-LONGEST_NAME)

/** What may be done with a question; only one of the bank can be replaced. */
export function actionsFor(likeness: Likeness): ImportAction[] {
  return likeness.where === 'bank' ? ['skip', 'replace', 'load'] : ['skip', 'load']
}

/** What somebody chose for a question, beside what was proposed. */
export type Choice = { proposed: ImportAction; action: ImportAction }
/** By a question's position in its file. */
export type Choices = ReadonlyMap<number, Choice>

export type Plan = Record<ImportAction, number>

/** How many questions will be loaded, replaced and left out. */
export function planOf({ questions, added, changed }: Pick<ImportHead, 'questions' | 'added' | 'changed'>, choices: Choices): Plan {
  const plan: Plan = { load: added, replace: changed, skip: questions - added - changed }
  for (const { proposed, action } of choices.values()) {
    plan[proposed] -= 1
    plan[action] += 1
  }
  return plan
}

/** What the server is told: only what differs from its proposals. */
export function choicesToSend(choices: Choices): { position: number; action: ImportAction }[] {
  return [...choices].flatMap(([position, { proposed, action }]) => (proposed === action ? [] : [{ position, action }]))
}

/** Alike questions, told apart by how and to what they are alike; null stands for all of them. */
export type AlikeKind = Likeness['kind'] | null

export type Alike = Pick<StagedRow, 'position' | 'proposed'> & { likeness: Likeness }

/** One choice for every alike question of a kind, as far as each of them allows it. */
export function chooseForAll(rows: readonly Alike[], kind: AlikeKind, action: ImportAction): { chosen: [number, Choice][]; left: number } {
  const meant = rows.filter(({ likeness }) => kind === null || likeness.kind === kind)
  const chosen = meant
    .filter(({ likeness }) => actionsFor(likeness).includes(action))
    .map(({ position, proposed }): [number, Choice] => [position, { proposed, action }])
  return { chosen, left: meant.length - chosen.length }
}

/** How many rows each view of a staged import has. */
export function rowCounts({ questions, changed, unchanged, duplicates }: ImportHead): Record<Show, number> {
  return { all: questions, alike: duplicates + changed, added: questions - changed - unchanged, changed, unchanged }
}

/** Where an import stands; a staged one whose file has errors can never be confirmed. */
export function standingOf({ state, errorCount }: Pick<ImportHead, 'state' | 'errorCount'>): ImportHead['state'] | 'faulty' {
  return state === 'staged' && errorCount > 0 ? 'faulty' : state
}

/** Questions of a file that did not come into the bank: left out, or of a type that cannot be asked. */
export function notLoaded({ questions, added, changed, skippedCount }: ImportHead): number {
  return Math.max(0, questions - added - changed) + skippedCount
}
