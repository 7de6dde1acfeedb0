import { routes, type RouteName } from '@hoithi/shared/routes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DAY, saidIn } from '../world.ts'
import { plainPart } from './plain-inputs.ts'
import { saveCampaign, switchCampaign } from '../../../server/src/features/campaigns/actions.ts'
import { codeOf, openRunning, type Answer, type Running } from './running.ts'

/** Words that only the owner and the desk that is responsible for them may ever read. */
const OWN_WORDS = 'Lời riêng của chị Mẩy'
const OWNER = 'Lò Thị Mẩy'

type Names<Path> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Names<`/${Rest}`>
  : Path extends `${string}:${infer Name}.${string}`
    ? Name
    : Path extends `${string}:${infer Name}`
      ? Name
      : never
/** Every name of a parameter in the list of routes. */
type Parameter = Names<(typeof routes)[RouteName]>

let world: Running
let owner: { id: string; phone: string }
let ids: Record<Parameter, string>
let intruders: [who: string, token: () => string | undefined][]

async function made<T>(answer: Promise<Answer>): Promise<T> {
  const { status, body } = await answer
  expect([status, status === 200 ? '' : body]).toEqual([200, ''])
  return JSON.parse(body) as T
}

beforeAll(async () => {
  world = await openRunning({ rules: { attemptsPerRound: 3 } })
  const contest = { slug: world.fixture.slug }
  const person = await world.contestant('T-A-1', OWNER)
  owner = person
  const own = () => world.token(person.id, 'contestant', 'T-A-1')
  const [organiser, judge, administrator] = [await world.staff('organiser'), await world.staff('judge'), await world.staff('administrator')]
  const as = {
    organiser: () => world.token(organiser.id, 'organiser'),
    judge: () => world.token(judge.id, 'judge'),
    administrator: () => world.token(administrator.id, 'administrator'),
  }
  const reason = 'dựng cảnh để thử'

  const { inquiryId } = await made<{ inquiryId: string }>(world.call('askInquiry', { token: own(), params: contest, body: { body: OWN_WORDS } }))
  const played = await world.play(person)
  await world.play(await world.contestant('T-B-1', 'Vàng A Pao'))
  const dataRequest = await made<{ requestId: string }>(
    world.call('fileDataRequest', { token: as.organiser(), params: { contestantId: person.id }, body: { kind: 'export', words: OWN_WORDS } }),
  )
  const extra = await made<{ extraTime: { id: string } }>(
    world.call('grantExtraTime', {
      token: as.organiser(),
      params: contest,
      body: { scope: 'person', targetId: person.id, minutes: 5, reason: OWN_WORDS },
    }),
  )
  const announced = await made<{ announcementId: string }>(
    world.call('announce', {
      token: as.organiser(),
      params: contest,
      body: { scope: 'union', unionId: world.unionId('T-A'), title: 'Riêng huyện A', body: 'Lời gửi riêng huyện A' },
    }),
  )
  const invited = await made<{ invitation: { id: string } }>(
    world.call('createInvitation', { token: as.administrator(), body: { role: 'judge', fullName: 'Giám khảo mới', reason } }),
  )
  const questionId = (await world.services.storage.questions.current({ contestId: world.fixture.contestId }))[0]!.questionId
  const picture = await made<{ hash: string }>(world.call('addPicture', { token: as.organiser(), bytes: Buffer.from('89504e470d0a1a0a', 'hex') }))
  const staged = await made<{ import: { id: string } }>(
    world.call('stageQuestionImport', {
      token: as.organiser(),
      params: contest,
      query: { fileName: 'tep.csv' },
      bytes: Buffer.from('khong,dung\n1,2\n'),
    }),
  )
  const by = { actorId: judge.id, reason }
  const campaign = {
    ...{ name: 'Đợt thi đua', legalBasis: '', contents: '', opensAt: 0, closesAt: 4_000_000_000_000, initiativesCloseAt: 4_000_000_000_000 },
    ...{ fileNeeded: false, initiativeColumns: [], basedOn: 0 },
  }
  const around = { id: world.fixture.contestId, slug: world.fixture.slug }
  await saveCampaign(world.services, around, campaign, by)
  await switchCampaign(world.services, around, true, by)
  const entered = await made<{ initiativeId: string }>(
    world.call('enterInitiative', {
      token: own(),
      params: contest,
      body: {
        ...{ secret: false, title: OWN_WORDS, authors: [], kind: null, field: '', firstAppliedOn: null, effect: OWN_WORDS, benefit: null },
        ...{ reward: null, recognisedBy: null, decisionNumber: '', decisionOn: null, unionId: null },
      },
    }),
  )
  const registered = await made<{ workId: string }>(
    world.call('registerWork', {
      token: as.organiser(),
      params: contest,
      body: {
        ...{ title: OWN_WORDS, kind: 'project', quantity: null, measure: '', value: null, carriedOutBy: OWN_WORDS },
        ...{ plannedFrom: '2021-05-05', plannedTo: '2021-05-20', unionId: world.unionId('T-A-1'), entryKey: 'khoa-cua-don-vi' },
      },
    }),
  )
  const commended = await made<{ commendationId: string }>(
    world.call('draftCommendation', { token: as.organiser(), params: contest, body: { reason: OWN_WORDS } }),
  )
  world.clock.set('2021-05-10T08:00:00+07:00')
  await made(world.call('sealRound', { token: as.judge(), params: { roundId: world.roundId }, body: { reason } }))
  const appeal = await made<{ appealId: string }>(
    world.call('fileAppeal', { token: own(), params: { attemptId: played.attemptId }, body: { subject: 'rank', body: OWN_WORDS } }),
  )
  const exported = await made<{ id: string }>(
    world.call('startExport', { token: as.judge(), params: { roundId: world.roundId }, body: { format: 'csv' } }),
  )
  const drafted = await made<{ decisionId: string }>(
    world.call('draftAwards', { token: as.organiser(), params: contest, body: { roundId: world.roundId, reason } }),
  )
  const session = await made<{ sessions: { id: string }[] }>(world.call('getOwnData', { token: own() }))
  const [version] = await world.services.storage.questions.current({ contestId: world.fixture.contestId })

  ids = {
    slug: contest.slug,
    roundId: world.roundId,
    attemptId: played.attemptId,
    contestantId: person.id,
    accountId: judge.id,
    appealId: appeal.appealId,
    initiativeId: entered.initiativeId,
    workId: registered.workId,
    commendationId: commended.commendationId,
    inquiryId,
    requestId: dataRequest.requestId,
    extraTimeId: extra.extraTime.id,
    announcementId: announced.announcementId,
    invitationId: invited.invitation.id,
    questionId,
    versionId: version!.id,
    hash: picture.hash,
    importId: staged.import.id,
    exportId: exported.id,
    decisionId: drafted.decisionId,
    sessionId: session.sessions[0]?.id ?? 'khong-co',
    unionId: world.unionId('T-A-1'),
    receipt: played.receipt ?? 'khong-co',
    code: '0000-0000-0000',
    entryId: 'khong-co',
    flagId: 'khong-co',
    trialId: 'khong-co',
    jobId: 'khong-co',
    part: '1',
    presetId: 'mot-ky',
    kind: 'decision',
    format: 'csv',
  }
  const other = await world.contestant('T-A-1', 'Giàng A Tò Mò')
  const [outside, setter] = [await world.staff('officer', 'T-B'), await world.staff('questionSetter')]
  intruders = [
    ['a stranger', () => undefined],
    ['another contestant of the same union', () => world.token(other.id, 'contestant', 'T-A-1')],
    ['an officer of another district', () => world.token(outside.id, 'officer', 'T-B')],
    ['a question setter', () => world.token(setter.id, 'questionSetter')],
  ]
})
afterAll(() => world.end())

/** What somebody who may see everything of the owner sees, as far as it is kept. */
async function kept(): Promise<unknown> {
  const data = await made<Record<string, unknown>>(world.call('exportOwnData', { token: world.token(owner.id, 'contestant', 'T-A-1') }))
  const { now: _, exportedAt: __, sessions, ...rest } = data
  return { ...rest, sessions: (sessions as { id: string }[]).filter(({ id }) => id === ids.sessionId).map(({ id }) => id) }
}

const names = Object.keys(routes) as RouteName[]

describe('every id of somebody else, at every address, tried by', () => {
  test('ids there are of everything that is tried', () => {
    const missing = Object.entries(ids).filter(([name, id]) => id === 'khong-co' && !['entryId', 'flagId', 'trialId', 'jobId'].includes(name))
    expect(missing).toEqual([])
  })

  test.each([0, 1, 2, 3])('intruder %i: nothing that is the owner’s is read or changed', async (index) => {
    const [who, token] = intruders[index]!
    const before = await kept()
    const told: unknown[] = []
    for (const name of names) {
      const own = token()
      const input = {
        params: ids as Record<string, string>,
        ...(own === undefined ? {} : { token: own }),
        body: plainPart(name, 'body'),
      }
      const { status, body } = await world.call(name, routes[name].startsWith('GET') ? { ...input, body: undefined } : input)
      if (status >= 500 || [OWN_WORDS, owner.phone].some((secret) => body.includes(secret))) told.push([who, name, status, body.slice(0, 200)])
    }
    expect(told).toEqual([])
    expect(await kept()).toEqual(before)
  })

  /** What only the owner, or whoever is responsible for them, is answered at all. */
  const closed: Partial<Record<RouteName, readonly [stranger: string, another: string, outside: string, setter: string]>> = {
    getAttempt: ['not-logged-in', 'not-found', 'not-allowed', 'not-allowed'],
    getReview: ['not-logged-in', 'not-found', 'not-allowed', 'not-allowed'],
    getStanding: ['not-logged-in', 'not-found', 'not-allowed', 'not-allowed'],
    submitAttempt: ['not-logged-in', 'not-found', 'not-allowed', 'not-allowed'],
    getAttemptAppeals: ['not-logged-in', 'not-found', 'not-allowed', 'not-allowed'],
    withdrawAppeal: ['not-logged-in', 'not-found', 'not-allowed', 'not-allowed'],
    getInitiative: ['not-logged-in', 'not-found', 'not-found', 'not-allowed'],
    getInitiativeFile: ['not-logged-in', 'not-found', 'not-found', 'not-allowed'],
    getWork: ['not-logged-in', 'not-allowed', 'not-found', 'not-allowed'],
    getCommendation: ['not-logged-in', 'not-allowed', 'not-allowed', 'not-allowed'],
    endSession: ['not-logged-in', 'not-found', 'not-found', 'not-found'],
    getContestant: ['not-logged-in', 'not-allowed', 'not-allowed', 'not-allowed'],
    getTimeline: ['not-logged-in', 'not-allowed', 'not-allowed', 'not-allowed'],
    getExport: ['not-logged-in', 'not-allowed', 'not-allowed', 'not-allowed'],
    downloadExport: ['not-logged-in', 'not-allowed', 'not-allowed', 'not-allowed'],
    exportDataFor: ['not-logged-in', 'not-allowed', 'not-allowed', 'not-allowed'],
    getAppealEvidence: ['not-logged-in', 'not-allowed', 'not-allowed', 'not-allowed'],
  }
  test.each(Object.entries(closed) as [RouteName, readonly string[]][])('%s is refused to each of them', async (name, codes) => {
    const answers = []
    for (const [, token] of intruders) {
      const own = token()
      answers.push(
        codeOf(
          await world.call(name, { params: ids, ...(own === undefined ? {} : { token: own }), body: name === 'submitAttempt' ? {} : undefined }),
        ),
      )
    }
    expect(answers).toEqual(codes)
  })

  test('what is not theirs and what there is not is refused in the same words', async () => {
    const other = intruders[1]![1]()
    for (const name of ['getAttempt', 'getReview', 'getAttemptAppeals'] as const) {
      const [theirs, none] = [
        await world.call(name, { params: ids, token: other! }),
        await world.call(name, { params: { attemptId: 'khong-co' }, token: other! }),
      ]
      expect([theirs.status, saidIn(theirs.body)]).toEqual([none.status, saidIn(none.body)])
    }
    world.clock.pass(DAY)
  })
})
