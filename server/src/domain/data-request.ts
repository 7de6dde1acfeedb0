import type { DataRequestView } from '@hoithi/shared/contracts/data-requests'
import { accept, refuse, type Decision } from './decision.ts'
import { dayOf, startOfDay, wallTime } from './local-time.ts'
import { isWorkingDay } from './public-holidays.ts'

/** The law counts the days of Việt Nam, wherever a contest's clock stands. */
const ZONE = 'Asia/Ho_Chi_Minh'
const WORKING_DAYS = 2

export type DataRequestKind = DataRequestView['kind']
export type DataRequestState = DataRequestView['state']
export type DataRequest = {
  id: string
  contestantId: string
  /** Of the person when they asked: it tells who may see the request. */
  unionId: string
  kind: DataRequestKind
  askedAt: number
  dueAt: number
  /** The account that noted it down. */
  filedBy: string
  words: string
  state: DataRequestState
  answer: string | null
  answeredAt: number | null
  answeredBy: string | null
}

/** The end of the second working day after the one of the request: Monday to Friday, without public holidays. */
export function dueBy(askedAt: number): number {
  let left = WORKING_DAYS
  let days = 0
  while (left > 0) {
    days += 1
    if (isWorkingDay(dayOf(wallTime(startOfDay(askedAt, ZONE, days), ZONE)))) left -= 1
  }
  return startOfDay(askedAt, ZONE, days + 1)
}

/** What is asked for once waits once. */
export function decideFiling(open: readonly Pick<DataRequest, 'kind'>[], request: DataRequest): Decision<DataRequest> {
  return open.some(({ kind }) => kind === request.kind) ? refuse('data-request-waiting') : accept(request)
}

/** A request is answered once. */
export function decideOutcome<Asked extends Pick<DataRequest, 'state'>>(request: Asked | null): Decision<Asked> {
  if (request === null) return refuse('not-found')
  return request.state === 'open' ? accept(request) : refuse('answered-meanwhile')
}
