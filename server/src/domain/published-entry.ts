import type { LogEntry, LogEvent } from './log-event.ts'

/** What an entry that holds a reason, and so words about a person, tells besides them. */
const factsOf: { [Kind in Exclude<LogEvent['kind'], 'submission'>]: readonly string[] } = {
  void: ['attemptId', 'roundId', 'contestId'],
  restore: ['attemptId', 'roundId', 'contestId'],
  move: ['roundId', 'contestId', 'contestantId', 'unionId'],
  join: ['roundId', 'contestId', 'contestantId', 'fromContestantId', 'unionId', 'numbers'],
  seal: ['roundId', 'contestId', 'revision', 'resultsHash'],
  regrade: ['attemptId', 'roundId', 'contestId', 'score', 'maxScore', 'correctCount', 'allCorrect', 'responsesHash', 'cause', 'causeId'],
  correction: ['correctionId', 'roundId', 'contestId', 'questionId', 'treatment', 'decisionHash'],
}

export type Published = { payload: string | null; facts?: Record<string, unknown> }

/**
 * What anyone may read of an entry. `sealedTo`: how far the newest seal of its round reaches; what lies behind it is still secret, for scores would
 * tell what predictions ask for. Reasons are never published.
 */
export function publishedEntry({ seq, event }: Pick<LogEntry, 'seq' | 'event'>, payload: string, sealedTo: number): Published {
  if (event.kind === 'seal') return { payload: null, facts: picked(event, factsOf.seal) }
  if (seq > sealedTo) return { payload: null }
  return event.kind === 'submission' ? { payload } : { payload: null, facts: picked(event, factsOf[event.kind]) }
}

const picked = (event: LogEvent, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(event).filter(([name]) => names.includes(name)))
