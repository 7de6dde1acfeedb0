import { announcementScope } from '../../shared/src/contracts/announcements.ts'
import { initiativeColumnFields } from '../../shared/src/contracts/campaigns.ts'
import { initiativeKinds, initiativeStates, initiativeSteps, likenesses, missingParts, recognisers } from '../../shared/src/contracts/initiatives.ts'
import { appealMeasures, appealStates, appealSubjects } from '../../shared/src/contracts/appeals.ts'
import { awardChange, awardedBy, awardState, paperKind, prizeGroup, skipCode } from '../../shared/src/contracts/awards.ts'
import { reportStates } from '../../shared/src/contracts/campaign-reports.ts'
import { certificateState } from '../../shared/src/contracts/certificates.ts'
import {
  commendationExclusions,
  commendationGroups,
  commendationPaperKinds,
  commendationState,
  commendedStates,
  figure,
  personSources,
} from '../../shared/src/contracts/commendation.ts'
import { contestantKinds, roles, staffRole } from '../../shared/src/contracts/common.ts'
import { roundPhase } from '../../shared/src/contracts/contests.ts'
import { keyTreatments } from '../../shared/src/contracts/corrections.ts'
import { dataRequestKinds, dataRequestStates } from '../../shared/src/contracts/data-requests.ts'
import { copyStates } from '../../shared/src/contracts/dashboard.ts'
import { attemptState, decidedBy } from '../../shared/src/contracts/desk.ts'
import { exportFormats as resultFormats } from '../../shared/src/contracts/exports.ts'
import { inquiryState } from '../../shared/src/contracts/inquiries.ts'
import { badFindings, goodFindings, preflightChecks, preflightVerdict, trialSteps } from '../../shared/src/contracts/preflight.ts'
import { logLine } from '../../shared/src/contracts/own-attempts.ts'
import { browsers, systems } from '../../shared/src/contracts/own-data.ts'
import { importAction } from '../../shared/src/contracts/question-imports.ts'
import { contestSettings, prizes, questionKinds, questionStatuses, roundRules, tieBreaks, unionMetric } from '../../shared/src/contracts/rules.ts'
import { doubts } from '../../shared/src/contracts/statistics.ts'
import { unionKind, unionState } from '../../shared/src/contracts/unions.ts'
import { workKinds, workStates, workSteps } from '../../shared/src/contracts/works.ts'
import { flagKinds, flagStates, flagStrengths } from '../../shared/src/flag-kinds.ts'
import { placeholders } from '../../server/src/domain/award-text.ts'
import { commendationFields } from '../../server/src/domain/commendation-papers.ts'
import { refusals } from '../../shared/src/refusals.ts'
import { menuPages } from '../../web/src/desk/rules/access.ts'
import { bulkActs } from '../../web/src/desk/rules/bulk-change.ts'
import { shownOptions } from '../../web/src/desk/rules/commendation.ts'
import { facilityBands } from '../../web/src/desk/rules/facility.ts'
import { reliabilityBands } from '../../web/src/desk/rules/reliability.ts'
import { figureColumns } from '../../web/src/desk/ui/statistics/item-sorts.ts'
import { formats } from '../../web/src/desk/rules/question-import.ts'
import { knownActions } from '../../web/src/play/own-data/known-actions.ts'
import { fields } from '../../web/src/play/register/registration.ts'
import { namesIn } from './text-sources.ts'

type Schema = { options?: readonly string[]; unwrap?: () => unknown }

/** The codes of an enumeration, whatever it is wrapped in. */
function codes(schema: unknown): readonly string[] {
  const { options, unwrap } = schema as Schema
  if (options !== undefined) return options
  if (unwrap === undefined) throw new Error('not an enumeration')
  return codes((schema as Required<Schema>).unwrap())
}

const rules = roundRules.shape
const prediction = rules.prediction.unwrap().shape
const exportFormats = ['gift', 'moodle-xml', 'xlsx', 'csv', 'jsonl']
const predictions = ['predictionRight', 'predictionBlank']
const testFigures = ['consistency', 'errorRatio', 'standardError', 'skewness', 'kurtosis']
const inServer = namesIn('server/src', 'shared/src')

/**
 * Keys that are put together where they are used: the part that varies is the `*`.
 * `only`: each of these has a text. `among`: each text is of one of these; the others are shown as they come.
 */
type Family = { only: readonly string[] } | { among: ReadonlySet<string> }

const families = (all: Record<string, readonly string[]>): Record<string, Family> =>
  Object.fromEntries(Object.entries(all).map(([pattern, only]) => [pattern, { only }]))

export const deskFamilies: Record<string, Family> = {
  ...families({
    'appealSubject.*': appealSubjects,
    'dashboard.backup.*': copyStates,
    'dashboard.load.*': ['pressed', 'flooded'],
    'dataRequestKind.*': dataRequestKinds,
    'dataRequestState.*': [...dataRequestStates, 'overdue'],
    'dataRequests.outcome.*': ['done', 'refused'],
    'column.*': initiativeColumnFields,
    'initiatives.likeness.*': likenesses,
    'initiatives.step.*': ['enter', ...initiativeSteps],
    'appealState.*': ['open', 'overdue', ...appealStates],
    'appealMeasure.*': appealMeasures,
    'appealLog.*': ['submission', 'void', 'restore', 'regrade'],
    'announcementScope.*': announcementScope.options,
    'announcementState.*': ['shown', 'withdrawn'],
    'announcements.scopeHelp.*': announcementScope.options,
    'attemptState.*': attemptState.options,
    'awardChange.*': awardChange.shape.what.options,
    'awardGroup.*': prizeGroup.options,
    'awardSkip.*': skipCode.options,
    'awardState.*': awardState.options,
    'awardedBy.*': awardedBy.exclude(['rank']).options,
    'commend.kindFor.*': ['collective', 'person'],
    'commendGroup.*': commendationGroups,
    'commendOut.*': commendationExclusions,
    'commendPaper.*': commendationPaperKinds,
    'commendShown.*': shownOptions,
    'commendSource.*': personSources,
    'commendState.*': commendationState.options,
    'commendVerdict.*': ['agreed', 'struck', 'open'],
    'commended.*': commendedStates,
    'merit.*': figure.shape.of.options,
    'exports.format.*': resultFormats,
    'exports.scope.*': ['whole', 'union', 'division', 'kind'],
    'bank.band.*': facilityBands.map(({ name }) => name),
    'bank.bulk.*': bulkActs,
    'bank.form.kindHelp.*': questionKinds,
    'bank.format.*': exportFormats,
    'bank.formatHelp.*': exportFormats,
    'bank.level.*': ['1', '2', '3', '4', '5'],
    'bank.statusHelp.*': questionStatuses,
    'bank.step.*': questionStatuses,
    'bank.stepReason.*': questionStatuses.filter((status) => status !== 'retired'),
    'bank.stepDone.*': questionStatuses,
    'contest.atClose.*': codes(rules.atClose),
    'contest.bestAmongEquals.*': codes(rules.bestAmongEquals),
    'contest.board.*': codes(rules.board),
    'contest.closeness.*': codes(prediction.closeness),
    'contest.counts.*': codes(rules.counts),
    'contest.day.*': ['1', '2', '3', '4', '5', '6', '7'],
    'contest.entry.*': codes(contestSettings.shape.entry),
    'contest.equals.*': codes(rules.equals),
    'contest.lateAnswers.*': codes(rules.lateAnswers),
    'contest.multipleCredit.*': codes(rules.multipleCredit),
    'contest.onePerPerson.*': codes(prizes.shape.onePerPerson),
    'contest.overall.*': codes(contestSettings.shape.overall),
    'contest.phase.*': roundPhase.exclude(['sealed']).options,
    'contest.prediction.*': ['none', ...codes(prediction.target)],
    'contest.scoresOnBoards.*': codes(rules.scoresOnBoards),
    'contest.showAnswers.*': codes(rules.showAnswers),
    'contest.showScore.*': codes(rules.showScore),
    'contest.tieBreak.*': tieBreaks,
    'contest.unionMetric.*': unionMetric.options,
    'contestantKind.*': [...contestantKinds, 'unknown'],
    'controls.grantHelp.*': ['person', 'union', 'everyone'],
    'controls.grantTold.*': ['person', 'union', 'everyone'],
    'controls.missing.*': ['person', 'union'],
    'controls.notLater.*': ['draft', 'sealed', 'practice'],
    'corrections.fault.*': ['option', 'answer', 'same'],
    'corrections.help.*': keyTreatments,
    'corrections.prizesOf.*': ['round', 'contest'],
    'corrections.short.*': keyTreatments.filter((treatment) => treatment !== 'original'),
    'corrections.sort.*': ['move', 'rank', 'score'],
    'corrections.treatment.*': keyTreatments,
    'extraScope.*': ['person', 'union', 'everyone'],
    'flagKind.*': flagKinds,
    'flagState.*': flagStates,
    'flagStrength.*': flagStrengths,
    'import.*': ['added', 'changed', 'unchanged', 'error', 'warning'],
    'importAction.*': importAction.options,
    'importChange.*': ['added', 'changed', 'unchanged'],
    'importFormat.*': formats,
    'importFormatHelp.*': formats,
    'importShow.*': ['all', 'alike', 'added', 'changed', 'unchanged'],
    'importState.*': ['staged', 'faulty', 'loaded', 'undone'],
    'imports.**': ['sameCodeBank', 'sameCodeFile', 'duplicateBank', 'duplicateFile', 'nearBank', 'nearFile'],
    'imports.difficulty*': ['1', '2', '3', '4', '5'],
    'inquiryState.*': inquiryState.options,
    'invitationState.*': ['open', 'expired', 'used', 'revoked'],
    'likeness.*': ['sameCode', 'duplicate', 'near'],
    'late.decision.*': ['accepted', 'refused'],
    'menu.*': menuPages,
    'paperKind.*': paperKind.options,
    'phase.*': roundPhase.options,
    'placeholder.*': [...new Set([...placeholders, ...commendationFields])],
    'preflight.*': [...goodFindings, ...badFindings, 'copied', 'copyFailed'],
    'preflight.check.*': preflightChecks,
    'preflight.group.*': ['fail', 'warn', 'ok'],
    'preflight.mend.*': ['blueprint', 'questions', 'unions', 'staff', 'sealing', 'trial', 'load'],
    'preflight.span.*': ['days', 'hours', 'minutes', 'seconds', 'ms'],
    'preflight.state.*': ['fail', 'warn', 'ok'],
    'preflight.step.*': trialSteps,
    'preflight.todo.*': badFindings,
    'preflight.trial.*': ['failed', 'too-long', 'worker'],
    'preflight.trouble.*': trialSteps,
    'preflight.verdict.*': preflightVerdict.options,
    'questionKind.*': questionKinds,
    'questionStatus.*': questionStatuses,
    'review.*Words': ['device', 'address'],
    'review.agree.*': ['wrong', 'right', 'no'],
    'review.person.*': ['same', 'sameLetters', 'near'],
    'role.*': roles,
    'sealing.*': ['roundOver', 'attemptsFinished', 'boardsLevel', 'chainWhole'],
    'sealing.*Meaning': ['roundOver', 'attemptsFinished', 'boardsLevel', 'chainWhole'],
    'sealing.*ToDo': ['roundOver', 'attemptsFinished', 'boardsLevel', 'chainWhole'],
    'sealing.part.*': ['log', 'people', 'rows', 'places'],
    'span.*': ['daysHours', 'hoursMinutes', 'minutes'],
    'staff.roleHelp.*': staffRole.options,
    'table.*': ['copied', 'copyFailed'],
    'timeline.act.*': ['start', 'resume', 'submit'],
    'timeline.browser.*': browsers,
    'timeline.system.*': systems,
    'unionField.*': ['code', 'name', 'kind', 'parentCode', 'memberCount', 'state', 'mergedInto'],
    'statistics.*': [...figureColumns.map(({ name }) => name), 'notOver', 'notSealed', 'practice', ...testFigures],
    'statistics.advice.*': doubts,
    'statistics.doubt.*': doubts,
    'statistics.explain.*': [...figureColumns.map(({ name }) => name), ...testFigures],
    'statistics.reliability.*': reliabilityBands.map(({ name }) => name),
    'statistics.treated.*': ['fullCredit', 'bothKeys', 'newKey'],
    'statistics.taken.*': ['first', 'counted', 'all'],
    'reportState.*': ['none', 'missing', ...reportStates],
    'reports.*': ['done', 'difficulties', 'proposals'],
    'unionKind.*': unionKind.options,
    'unionState.*': unionState.options,
    'unions.*': ['create', 'accept', 'save', 'confirmCount', 'merge', 'close', 'reopen'],
    'unions.*Title': ['create', 'accept', 'save', 'confirmCount', 'merge', 'close', 'reopen'],
    'unions.view.*': ['all', 'added', 'changed', 'moved'],
    'why.*': [...decidedBy.options, ...predictions],
    'workKind.*': workKinds,
    'workState.*': workStates,
    'workStep.*': ['register', ...workSteps],
    'works.fault.*': ['title', 'union', 'quantity', 'value', 'days', 'result', 'doneOn'],
  }),
  'auditAction.*': { among: inServer },
  'auditField.*': { among: inServer },
  'auditValue.*': { among: inServer },
  // The audit trail looks a field's word up among the contest form's as well.
  'contest.*': { among: new Set() },
  'contest.*.*': { among: new Set() },
  'bank.field.*': { among: inServer },
  'importField.*': { among: inServer },
  'refusal.*': { among: new Set(Object.keys(refusals)) },
}

export const playFamilies: Record<string, Family> = families({
  'appeals.measure.*': appealMeasures,
  'appeals.state.*': appealStates,
  'appeals.subject.*': appealSubjects,
  'state.*': initiativeStates,
  'step.*': ['enter', ...initiativeSteps],
  'initiativeKind.*': initiativeKinds,
  'recogniser.*': recognisers,
  'missing.*': missingParts,
  'awardGroup.*': prizeGroup.options,
  'boards.*': ['round', 'myUnion', 'unions', 'contest', 'live', 'over', 'sealed', 'frozen', 'hidden'],
  'copy.*': ['copied', 'failed'],
  'corrected.*': keyTreatments.filter((treatment) => treatment !== 'original'),
  'finish.*': codes(prediction.target),
  'leave.*': ['erased', 'closed'],
  'left.*': ['hours', 'minutes', 'seconds'],
  'log.*': logLine.shape.kind.options,
  'kind.*': [...questionKinds, ...contestantKinds],
  'mark.*': ['hit', 'miss', 'key'],
  'metric.*': unionMetric.options,
  'mistake.*': fields,
  'ordering.*': ['first', 'last'],
  'own.action.*': [...knownActions, 'other'],
  'own.state.*': attemptState.options,
  'phase.*': roundPhase.options,
  'size.*': ['normal', 'large', 'largest'],
  'system.*': systems,
  'theme.*': ['auto', 'light', 'dark'],
  'timer.*': ['fiveMinutes', 'oneMinute', 'over'],
  'verify.*': certificateState.options,
  'verify.entitled.*': ['yes', 'no'],
  'verdict.*': ['right', 'part', 'wrong', 'open', 'void'],
  'why.after.*': [...decidedBy.options, ...predictions],
  'why.before.*': [...decidedBy.exclude(['last']).options, ...predictions],
  'why.row.*': [...decidedBy.options, ...predictions],
})
