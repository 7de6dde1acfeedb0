import { z } from 'zod'
import { count, done, id, moment, span, type Contract } from './common.ts'

/** What is looked at, in the order in which it is mended. */
export const preflightChecks = [
  'contest',
  'windows',
  'rules',
  'bank',
  'waiting',
  'trial',
  'load',
  'unions',
  'headCounts',
  'staff',
  'samples',
  'address',
  'secret',
  'permissions',
  'clock',
  'disk',
  'writing',
  'backup',
  'copying',
] as const

/** What a check found when all is well. */
export const goodFindings = [
  'contestAhead',
  'roundsInOrder',
  'rulesConsistent',
  'bankEnough',
  'noneWaiting',
  'trialPassed',
  'loadBorne',
  'unionsKnown',
  'headCountsKnown',
  'staffEnough',
  'noSamples',
  'addressSecure',
  'secretStrong',
  'permissionsTight',
  'clockSynchronised',
  'diskRoomy',
  'writingQuick',
  'backupFresh',
  'copiesScheduled',
] as const

/** What a check found that somebody should see to; the same finding may be a warning or a failure by its extent. */
export const badFindings = [
  'contestOver',
  'contestDraft',
  'contestPaused',
  'rosterEmpty',
  'noRounds',
  'roundEmpty',
  'roundShort',
  'roundOutside',
  'roundsOverlap',
  'roundUnsealed',
  'attemptsDoNotFit',
  'answersWait',
  'bankLacking',
  'bankSmall',
  'someWaiting',
  'trialNone',
  'trialOld',
  'trialFailed',
  'loadUnknown',
  'benchMissing',
  'loadClose',
  'loadTooHigh',
  'noUnions',
  'headCountsMissing',
  'judgeMissing',
  'administratorsFew',
  'secondStepMissing',
  'sampleAccounts',
  'addressPlain',
  'addressLocal',
  'secretWeak',
  'folderOpen',
  'secretReadable',
  'permissionsUnknown',
  'clockRehearsal',
  'clockUnsynchronised',
  'clockUnknown',
  'diskLow',
  'diskUnknown',
  'writingSlow',
  'writingUnknown',
  'backupNone',
  'backupOld',
  'copiesOff',
  'copiesWaiting',
  'copiesLate',
  'copiesFailing',
] as const

const name = z.enum(preflightChecks)
/** Figures of a finding by name: `…At` moments, `…Ms` spans, `…Bytes` sizes, `…Share` parts of one, other numbers counts. */
const figures = z.record(z.string(), z.union([z.number(), z.string()]))
/** The round that a check is about; null for the whole contest or server. */
const round = z.object({ id, title: z.string() }).nullable()

export const preflightCheck = z
  .discriminatedUnion('state', [
    z.object({ state: z.literal('ok'), name, finding: z.enum(goodFindings), round, figures }),
    z.object({ state: z.enum(['warn', 'fail']), name, finding: z.enum(badFindings), round, figures }),
  ])
  .meta({ id: 'PreflightCheck' })
export type PreflightCheck = z.infer<typeof preflightCheck>

export const preflightVerdict = z.enum(['ready', 'readyWithWarnings', 'notReady'])
export type PreflightVerdict = z.infer<typeof preflightVerdict>

export const trialSteps = ['register', 'start', 'save', 'saveAgain', 'submit', 'receipt', 'board', 'chain'] as const
export type TrialStep = (typeof trialSteps)[number]

/** One attempt that a robot played on a copy: each step with its time, up to the one that failed. */
export const trialRound = z.object({
  round: z.object({ id, title: z.string() }),
  passed: z.boolean(),
  score: z.number().nullable(),
  maxScore: z.number().nullable(),
  steps: z.array(
    z.object({
      step: z.enum(trialSteps),
      passed: z.boolean(),
      /** How often it was done, and the middle time of one. */
      times: count,
      medianMs: z.number().nonnegative(),
      /** What went wrong: a refusal code, the codes of questions that did not get full points …; empty when it passed. */
      trouble: z.string(),
    }),
  ),
})
export type TrialRound = z.infer<typeof trialRound>

export const trial = z
  .object({
    at: moment,
    tookMs: span,
    passed: z.boolean(),
    /** Why the robot could not work at all: it took too long, or its worker stopped; null when it could. */
    stopped: z.enum(['too-long', 'worker']).nullable(),
    rounds: z.array(trialRound),
  })
  .meta({ id: 'Trial' })
export type Trial = z.infer<typeof trial>

const bySlug = z.object({ slug: z.string().min(1).max(100) })

export const getPreflight = {
  summary: 'Whether a contest is ready to be opened on this server, and why: every check with its figures.',
  params: bySlug,
  query: z.object({
    /** People expected; left out: as many as the unions have members. */
    people: z.coerce.number().int().min(1).max(100_000_000).optional(),
  }),
  reply: z.object({
    verdict: preflightVerdict,
    checks: z.array(preflightCheck),
    /** How the load was reckoned; null where neither the caller nor the unions tell how many people there are. */
    load: z
      .object({
        people: count,
        attempts: count,
        questions: count,
        savesPerSecond: z.number().nonnegative(),
        bench: z.object({ at: moment, savesPerSecond: z.number().nonnegative() }).nullable(),
      })
      .nullable(),
    checkedAt: moment,
    rehearsal: z.boolean(),
  }),
} satisfies Contract

export const getTrial = {
  summary: 'The last attempt that a robot played on a copy of the contest, and whether one is being played now.',
  params: bySlug,
  reply: z.object({ running: z.boolean(), trial: trial.nullable(), now: moment }),
} satisfies Contract

export const startTrial = {
  summary: 'Let a robot play every round on a throw-away copy; the contest itself is only read. One at a time.',
  params: bySlug,
  reply: done,
} satisfies Contract
