import type { DataRequest, DataRequestState } from '../domain/data-request.ts'
import type { Decision } from '../domain/decision.ts'
import type { AuditEntry } from './audit.ts'

export type DataRequestRow = Omit<DataRequest, 'unionId' | 'filedBy' | 'answeredBy'> & {
  /** Null once the person is gone. */
  fullName: string | null
  phone: string | null
  unionName: string
  filedByLogin: string | null
  answeredByLogin: string | null
}
export type DataRequestFilter = {
  page: number
  pageSize: number
  search?: string | undefined
  state?: DataRequestState | 'overdue' | undefined
  sort: 'urgent' | 'askedAt' | 'name'
  order: 'asc' | 'desc'
  /** A union and everything below it. */
  within?: string | undefined
  /** Whether a phone may be searched for by a part of it. */
  phones: 'any' | 'whole'
  now: number
}

/** What people asked of their personal data. A withdrawal settles its request by itself (`own-data`). */
export type DataRequests = {
  /** `open`: those of the same person that wait. */
  file: (
    contestantId: string,
    decide: (open: DataRequest[]) => Decision<{ request: DataRequest; audit: AuditEntry }>,
  ) => Promise<Decision<DataRequest>>
  find: (id: string) => Promise<DataRequest | null>
  answer: (
    id: string,
    decide: (request: DataRequest | null) => Decision<{ state: DataRequestState; answer: string; audit: AuditEntry }>,
  ) => Promise<Decision<DataRequestState>>
  list: (filter: DataRequestFilter) => Promise<{ rows: DataRequestRow[]; total: number; open: number; overdue: number }>
}
