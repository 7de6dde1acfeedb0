import { buffer } from 'node:stream/consumers'
import { resultFile } from '../../server/src/formats/results/result-file.ts'
import { vietnameseFonts } from '../../server/src/pdf-fonts.ts'
import { sha256 } from '../../server/src/sha256.ts'
import { openSealedReads } from '../../server/src/storage/readers.ts'
import type { StageRound } from '../simulation/stage.ts'
import type { Contestant, Step } from './crowd.ts'
import type { Stand } from './stand.ts'

export type Desks = { organiser: string; judge: string }
/** A file that a revision was written into, by the name that a person gives it. */
export type WrittenFile = { name: string; bytes: Buffer }

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000
const FORMATS = ['csv', 'xlsx', 'pdf', 'json'] as const
const reason = 'so hai kho dữ liệu'

/** Organisers while a round is open: more time for one person and after an outage, a pause, and a later close. */
export function organiserSteps(round: StageRound, slug: string, who: Contestant, { organiser: token }: Desks): Step[] {
  const { opensAt, closesAt, id: roundId } = round
  const contest = { params: { slug }, token }
  return [
    {
      at: opensAt + DAY_MS,
      run: async (stand) =>
        void (await stand.ask('grantExtraTime', { ...contest, body: { scope: 'person', targetId: who.id, minutes: 15, reason } })),
    },
    { at: opensAt + 2 * DAY_MS + 20 * HOUR_MS, run: async (stand) => void (await stand.ask('pauseContest', { ...contest, body: { reason } })) },
    {
      at: opensAt + 2 * DAY_MS + 21 * HOUR_MS,
      run: async (stand) => void (await stand.ask('resumeContest', { ...contest, body: { extendRounds: true, reason } })),
    },
    {
      at: opensAt + 3 * DAY_MS + 20 * HOUR_MS,
      async run(stand) {
        const outage = { fromAt: opensAt + 3 * DAY_MS + 19 * HOUR_MS, untilAt: opensAt + 3 * DAY_MS + 19.5 * HOUR_MS }
        await stand.ask('grantExtraTime', { ...contest, body: { scope: 'everyone', outage, minutes: 5, reason } })
      },
    },
    {
      at: closesAt - DAY_MS,
      run: async (stand) => void (await stand.ask('extendRound', { params: { roundId }, token, body: { closesAt: closesAt + 2 * HOUR_MS, reason } })),
    },
  ]
}

/** The newest revision in every form. A process of its own for each, as a server has, would cost more than all the rest. */
async function filesOf(stand: Stand, { id: roundId, number }: StageRound, { judge: token }: Desks): Promise<WrittenFile[]> {
  const { revision } = (await stand.ask('getResults', { params: { roundId }, token })).body
  const { id: revisionId } = (await stand.services.storage.results.revisions(roundId)).find((one) => one.number === revision.number) ?? { id: '' }
  const reads = await openSealedReads(stand.store, sha256)
  try {
    const files: WrittenFile[] = []
    for (const format of FORMATS) {
      const bytes = await buffer(resultFile(reads, { format, revisionId, scope: { of: 'whole' } }, vietnameseFonts, () => undefined))
      files.push({ name: `round ${number} revision ${revision.number}.${format}`, bytes })
    }
    return files
  } finally {
    await reads.close()
  }
}

/** The judge once a round is over: sealed, an attempt void, a key put right, the void taken back. The files of every revision are added to `files`. */
export function judgeSteps(round: StageRound, desks: Desks, files: WrittenFile[]): Step[] {
  const [params, token] = [{ roundId: round.id }, desks.judge]
  const write = async (stand: Stand): Promise<void> => void files.push(...(await filesOf(stand, round, desks)))
  let first = ''

  async function seal(stand: Stand): Promise<void> {
    await stand.ask('closeRound', { params, token })
    await stand.services.projector.catchUp()
    await stand.ask('reviewRound', { params, token })
    await stand.ask('sealRound', { params, body: { reason }, token })
    first = (await stand.ask('getResults', { params, token })).body.rows[0]?.attemptId ?? ''
    await write(stand)
    // And one as a server hands it out.
    const { bytes } = await stand.ask('exportResults', { params: { ...params, format: 'csv' }, token })
    files.push({ name: `round ${round.number} as handed out.csv`, bytes })
  }
  async function voidFirst(stand: Stand): Promise<void> {
    await stand.ask('voidAttempt', { params: { attemptId: first }, body: { reason }, token })
    await write(stand)
  }
  async function correct(stand: Stand): Promise<void> {
    const { questions } = (await stand.ask('listAskedQuestions', { params, token })).body
    const questionId = questions[0]?.questionId ?? ''
    const { versions } = (await stand.ask('getAskedQuestion', { params: { ...params, questionId }, token })).body
    const versionId = versions[0]?.id ?? ''
    await stand.ask('correctKey', { params, body: { questionId, versionId, treatment: 'fullCredit', key: null, reason }, token })
    await stand.services.regrader.catchUp()
    await stand.services.projector.catchUp()
    await write(stand)
  }
  async function restore(stand: Stand): Promise<void> {
    await stand.ask('restoreAttempt', { params: { attemptId: first }, body: { reason }, token })
    await write(stand)
    await stand.services.projector.catchUp()
    for (const metric of ['people', 'attempts', 'rate', 'mean']) await stand.ask('getUnionLeaderboard', { params, query: { metric }, token })
    await stand.ask('getRoundLeaderboard', { params, token })
    await stand.ask('listCorrections', { params, token })
  }
  return [seal, voidFirst, correct, restore].map((run, index) => ({ at: round.closesAt + DAY_MS + index * 10 * MINUTE_MS, run }))
}

/** What anybody can read of it afterwards. */
export async function publicFiles(stand: Stand, { judge: token }: Desks): Promise<WrittenFile[]> {
  await stand.ask('listAudit', { query: { pageSize: '100' }, token })
  return [{ name: 'published log', bytes: (await stand.ask('downloadLog')).bytes }]
}
