import type { Reply } from '../../../lib/api.ts'

type Group = Reply<'getAwards'>['groups'][number]
/** One candidate about whom people want to decide; `by`: how they stand now, null where they get nothing. */
export type Subject = { subjectId: string; name: string; tier: number | null; by: Group['awards'][number]['by'] | 'decided' | null }
export type Asked = Subject & Pick<Group, 'group' | 'divisionId' | 'tiers'> & { decisionId: string; edition: number }
