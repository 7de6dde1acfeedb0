import type { QuestionKind, QuestionStatus } from '@hoithi/shared/contracts/rules'
import type { Call } from '../../lib/api.ts'
import { questionKinds, questionStatuses } from './question-codes.ts'

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

/** A filter without its search, as an address holds it. */
export type BankAddress = Record<Exclude<keyof BankFilter, 'search'>, string>

export function addressOfFilter({ topic, status, kind, difficulty, tag }: BankFilter): BankAddress {
  return { topic, status, kind, difficulty: String(difficulty), tag }
}

/** The filter that an address holds; a kind, status or difficulty that does not exist asks for any. */
export function filterOf(search: string, { topic, status, kind, difficulty, tag }: BankAddress): BankFilter {
  return {
    search,
    topic,
    status: questionStatuses.find((known) => known === status) ?? '',
    kind: questionKinds.find((known) => known === kind) ?? '',
    difficulty: /^[1-5]$/.test(difficulty) ? Number(difficulty) : '',
    tag,
  }
}

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
