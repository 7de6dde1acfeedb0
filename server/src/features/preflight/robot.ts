import type { FastifyInstance } from 'fastify'
import type { Trial, TrialRound } from '@hoithi/shared/contracts/preflight'
import type { Contest, Round } from '../../domain/contest.ts'
import { shares, type AnswerKey } from '../../domain/grading.ts'
import { nextHours } from '../../domain/opening-hours.ts'
import type { QuestionDraft } from '../../domain/question.ts'
import { rightAnswer } from '../../domain/right-answer.ts'
import type { Services } from '../../services.ts'
import { checkChain } from '../rounds/chain.ts'
import { caller, type Call } from './robot-calls.ts'
import { stepRecorder } from './robot-steps.ts'

type Copied = { contest: Contest; rounds: Round[]; unionId: string }
/** The whole server on a throw-away database, under a clock that the robot sets. */
export type Ground = { app: FastifyInstance; services: Services; clock: { now: () => number; set: (at: number) => void } }

const LOADED_AT_ONCE = 500

/** Copy a contest with its rounds, open again, and its questions into an empty database, with one union to belong to. */
export async function copyContest(
  { storage, ids, clock }: Services,
  { contest, rounds, drafts }: { contest: Contest; rounds: readonly Round[]; drafts: readonly QuestionDraft[] },
): Promise<Copied> {
  const now = clock.now()
  const audit = () => ({ id: ids.next(now), at: now, actorId: 'robot', action: 'trial', subject: contest.slug, reason: 'trial' })
  // Practice leaves nothing to look for afterwards, and a pause of the live contest is no fault of its rounds.
  const copied = rounds.filter(({ practice }) => !practice).map((round) => ({ ...round, sealedRevision: null }))
  // The robot is of a union of its own and on nobody's list; it gives the access code like everyone.
  const settings = { ...contest.settings, eligibleUnions: [], entry: 'open' as const, barred: [] }
  const copy: Contest = { ...contest, state: 'published', pausedAt: null, settings }
  await storage.contests.create(copy, copied)
  const union = { code: 'ROBOT', name: 'Đơn vị của máy', kind: 'grassrootsUnion', parentCode: null, memberCount: 1 }
  await storage.unions.load([union], () => ids.next(now), audit())
  for (let from = 0; from < drafts.length; from += LOADED_AT_ONCE) {
    await storage.questions.load(contest.id, drafts.slice(from, from + LOADED_AT_ONCE), now, audit())
  }
  const [made] = await storage.unions.children(null)
  return { contest: copy, rounds: copied, unionId: made?.id ?? '' }
}

/** Play one attempt of every round, each by a new contestant, over the same HTTP calls that a phone makes. */
export async function playRounds(ground: Ground, { contest, rounds, unionId }: Copied): Promise<Trial['rounds']> {
  const played: TrialRound[] = []
  for (const [index, round] of rounds.entries()) {
    ground.clock.set(nextHours(round, contest.timeZone, round.opensAt)?.[0]?.opensAt ?? round.opensAt)
    played.push(await playRound(ground, round, { phone: `09${12_000_000 + index}`, unionId, contest }))
  }
  return played
}

type Person = { phone: string; unionId: string; contest: Contest }
type Answer = { position: number; choice: string[]; ageMs: number }

async function playRound(ground: Ground, round: Round, person: Person): Promise<TrialRound> {
  const { storage, projector } = ground.services
  const call = caller(ground.app)
  const { steps, step } = stepRecorder()
  const state = { contestantId: '', attemptId: '', receipt: '', answers: [] as Answer[] }
  const save = async (answer: Answer): Promise<string> => {
    const reply = await call('saveResponses', { params: { attemptId: state.attemptId }, body: { responses: [answer] } })
    return reply.trouble
  }

  const passed =
    (await step('register', [() => register(call, person, state)])) &&
    (await step('start', [() => start(call, ground, round, state)])) &&
    (await step(
      'save',
      state.answers.map((answer) => async () => {
        // Each tap at a moment of its own, all of them inside the shortest attempt that the rules allow.
        ground.clock.set(ground.clock.now() + Math.min(1_000, (round.rules.minutes * 30_000) / state.answers.length))
        return save(answer)
      }),
    )) &&
    (await step('saveAgain', [() => saveAgain(ground, state, save)])) &&
    (await step('submit', [() => submit(call, ground, round, state)])) &&
    (await step('receipt', [async () => (await call('findReceipt', { params: { receipt: state.receipt } })).trouble])) &&
    (await step('board', [
      async () => {
        await projector.catchUp()
        const own = await storage.boards.own(round.id, state.contestantId)
        const shown = await call('getRoundLeaderboard', { params: { roundId: round.id } })
        return own?.rank === 1 ? shown.trouble : 'no-row'
      },
    ])) &&
    (await step('chain', [async () => ((await checkChain(storage.log)).whole ? '' : 'chain-broken')]))

  const outcome = state.attemptId === '' ? null : ((await storage.attempts.find(state.attemptId))?.outcome ?? null)
  const { id, title } = round
  return { round: { id, title }, passed, score: outcome?.score ?? null, maxScore: outcome?.maxScore ?? null, steps }
}

async function register(call: Call, { phone, unionId, contest }: Person, state: { contestantId: string }): Promise<string> {
  const reply = await call('registerContestant', {
    body: {
      phone,
      password: `máy làm thử ${phone}`,
      fullName: 'Máy Làm Thử',
      birthDate: '1990-01-01',
      unionId,
      contestantKind: contest.settings.eligibleKinds[0] ?? 'member',
      consentVersion: contest.consent.version,
    },
  })
  state.contestantId = reply.body?.me.id ?? ''
  const { accessCode } = contest.settings
  if (reply.trouble !== '' || accessCode === null) return reply.trouble
  return (await call('enterContest', { params: { slug: contest.slug }, body: { accessCode } })).trouble
}

async function start(call: Call, { services }: Ground, round: Round, state: { attemptId: string; answers: Answer[] }): Promise<string> {
  const reply = await call('startAttempt', { params: { roundId: round.id } })
  state.attemptId = reply.body?.attemptId ?? ''
  if (reply.body === null) return reply.trouble
  const { paper, keyOf } = await paperOf(services, state.attemptId)
  state.answers = paper.map((item, index) => ({ position: index + 1, choice: rightAnswer(item, keyOf(item.versionId)), ageMs: 0 }))
  return ''
}

async function paperOf({ storage }: Services, attemptId: string) {
  const paper = (await storage.attempts.find(attemptId))?.paper ?? []
  const versions = await storage.questions.versions(paper.map(({ versionId }) => versionId))
  const keyOf = (versionId: string): AnswerKey & { code: string } => {
    const version = versions.get(versionId)
    if (version === undefined) throw new Error(`the trial's paper pins version ${versionId}, which does not exist`)
    return version
  }
  return { paper, keyOf }
}

/** A phone on a bad line sends its answers again: nothing may change, and nothing be lost. */
async function saveAgain(
  { services }: Ground,
  { attemptId, answers }: { attemptId: string; answers: Answer[] },
  save: (answer: Answer) => Promise<string>,
): Promise<string> {
  const before = JSON.stringify((await services.storage.attempts.responses(attemptId)).map(({ position, choice }) => ({ position, choice })))
  const trouble = answers[0] === undefined ? 'no-answer' : await save(answers[0])
  if (trouble !== '') return trouble
  const after = await services.storage.attempts.responses(attemptId)
  const unchanged = JSON.stringify(after.map(({ position, choice }) => ({ position, choice }))) === before
  return unchanged && after.length === answers.length ? '' : 'answers-lost'
}

/** Every answer was the right one, so the score must be the highest; the codes of the questions that say otherwise come back. */
async function submit(call: Call, { services }: Ground, { rules }: Round, state: { attemptId: string; receipt: string }): Promise<string> {
  const reply = await call('submitAttempt', {
    params: { attemptId: state.attemptId },
    body: rules.prediction === null ? {} : { prediction: 1 },
  })
  state.receipt = reply.body?.receipt ?? ''
  if (reply.trouble !== '') return reply.trouble
  const [{ paper, keyOf }, responses] = await Promise.all([paperOf(services, state.attemptId), services.storage.attempts.responses(state.attemptId)])
  const earned = shares(paper, responses, keyOf, rules.multipleCredit)
  return paper.flatMap(({ versionId }, index) => (earned[index] === 1 ? [] : [keyOf(versionId).code])).join(', ')
}
