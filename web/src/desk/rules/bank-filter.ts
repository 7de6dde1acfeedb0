import type { QuestionKind, QuestionStatus } from '@hoithi/shared/contracts/rules'
import type { Call } from '../../lib/api.ts'

/** Which questions a reader asked for; '' stands for any. */
export type BankFilter = {
  search: string
  topic: string
  status: QuestionStatus | ''
  kind: QuestionKind | ''
  difficulty: number | ''
  tag: string
}
export type FilterQuery = NonNullable<Call<'changeQuestions'>['body']['filter']>

export const anyQuestion = (): BankFilter => ({ search: '', topic: '', status: '', kind: '', difficulty: '', tag: '' })

/** A filter as the server takes it: only what was asked for. */
export function queryOf({ search, topic, status, kind, difficulty, tag }: BankFilter): FilterQuery {
  return {
    ...(search === '' ? {} : { search }),
    ...(topic === '' ? {} : { topic }),
    ...(status === '' ? {} : { status }),
    ...(kind === '' ? {} : { kind }),
    ...(difficulty === '' ? {} : { difficulty }),
    ...(tag === '' ? {} : { tag }),
  }
}
