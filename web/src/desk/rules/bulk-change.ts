import type { QuestionStatus } from '@hoithi/shared/contracts/rules'
import type { Call } from '../../lib/api.ts'

export type Change = Call<'changeQuestions'>['body']['change']
export const bulkActs = ['status', 'topic', 'difficulty', 'addTags', 'removeTags', 'legalReference'] as const
export type BulkAct = (typeof bulkActs)[number]

/** What was put into the dialog; each act uses its own. */
export type BulkValues = { status: QuestionStatus; topic: string; difficulty: number; tags: string[]; legalReference: string }

const changes = {
  status: ({ status }) => ({ status }),
  topic: ({ topic }) => ({ topic: topic.trim() }),
  difficulty: ({ difficulty }) => ({ difficulty }),
  addTags: ({ tags }) => ({ addTags: tags }),
  removeTags: ({ tags }) => ({ removeTags: tags }),
  legalReference: ({ legalReference }) => ({ legalReference: legalReference.trim() }),
} satisfies Record<BulkAct, (values: BulkValues) => Change>

export function changeOf(act: BulkAct, values: BulkValues): Change {
  return changes[act](values)
}

/** The codes of questions that the server would not change; none where it named none. */
export function refusedCodes(details: unknown): string[] {
  if (typeof details !== 'object' || details === null || !('questions' in details) || !Array.isArray(details.questions)) return []
  return details.questions.filter((code) => typeof code === 'string')
}

/** As many questions as one call takes by id. */
export const MOST_BY_ID = 1000
const MOST_SHOWN = 20

/** The first codes of a list in one line, and how many more there are. */
export function someOf(codes: readonly string[]): { codes: string; more: number } {
  return { codes: codes.slice(0, MOST_SHOWN).join(', '), more: Math.max(0, codes.length - MOST_SHOWN) }
}

const MOST_TAGS = 20

/** Tags as typed in one field, parted by commas: trimmed, each once. */
export function tagsOf(typed: string): string[] {
  const tags = typed
    .split(/[,;\n]/)
    .map((tag) => tag.replace(/\s+/gu, ' ').trim())
    .filter((tag) => tag !== '')
  return [...new Set(tags)].slice(0, MOST_TAGS)
}
