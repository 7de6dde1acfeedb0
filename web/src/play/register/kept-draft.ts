import type { Reply } from '../../lib/api.ts'
import { DRAFT, recall, remember } from '../phone-memory.ts'
import type { Draft } from './registration.ts'

export type Union = Pick<Reply<'searchUnions'>['unions'][number], 'id' | 'name' | 'path' | 'childCount'>
/** What may wait on a phone: never the password, and a consent is given anew. */
export type KeptDraft = Omit<Draft, 'password' | 'consent'> & { union: Union | null }

const KEPT_MS = 2 * 3_600_000
const UNION = 'last-union'

/** Keep what was typed: messengers close pages that people leave for a moment. */
export function keepDraft(draft: KeptDraft, now: number): void {
  const begun = draft.phone + draft.fullName + draft.birthDate !== '' || draft.contestantKind !== null || draft.proposed !== null
  remember(DRAFT, begun ? JSON.stringify({ draft, until: now + KEPT_MS }) : null)
}

export const forgetDraft = (): void => remember(DRAFT, null)

/** What was typed here less than two hours ago and not sent. */
export function keptDraft(now: number): KeptDraft | null {
  const kept = parsed(recall(DRAFT)) as { draft: KeptDraft; until: number } | null
  if (kept === null || typeof kept.until !== 'number' || now > kept.until || now < kept.until - KEPT_MS) return null
  return typeof kept.draft?.phone === 'string' && typeof kept.draft.fullName === 'string' && typeof kept.draft.birthDate === 'string'
    ? kept.draft
    : null
}

/** The union that somebody registered with on this phone: colleagues and families share phones. */
export function lastUnion(): Union | null {
  const kept = parsed(recall(UNION)) as Union | null
  return typeof kept?.id === 'string' && typeof kept.name === 'string' ? kept : null
}
export const keepLastUnion = (union: Union): void => remember(UNION, JSON.stringify(union))

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}
