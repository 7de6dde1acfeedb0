import type { LogEvent } from '../../domain/log-event.ts'
import type { EventCheck } from './event-check.ts'
import { checkCorrection } from './correction.ts'
import { checkJoin } from './join.ts'
import { checkMove } from './move.ts'
import { checkRegrade } from './regrade.ts'
import { checkRestore } from './restore.ts'
import { checkSeal } from './seal.ts'
import { checkSubmission } from './submission.ts'
import { checkVoid } from './void.ts'

/** What is checked of each kind of entry: a new kind does not compile without its check. */
export const eventChecks: { [Kind in LogEvent['kind']]: EventCheck<Kind> } = {
  submission: checkSubmission,
  void: checkVoid,
  restore: checkRestore,
  seal: checkSeal,
  move: checkMove,
  regrade: checkRegrade,
  correction: checkCorrection,
  join: checkJoin,
}

export const knownKind = (kind: string): kind is LogEvent['kind'] => Object.hasOwn(eventChecks, kind)
