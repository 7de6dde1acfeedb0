import { parentPort, workerData } from 'node:worker_threads'
import { paperReader } from './domain/analysed-paper.ts'
import { doubtsOf } from './domain/doubts.ts'
import { itemAnalysis, type ItemFigures } from './domain/item-analysis.ts'
import { correctedBy, type VersionRule } from './domain/key-correction.ts'
import { keyUnder } from './domain/key-under.ts'
import { peopleByTime } from './domain/people-by-time.ts'
import { randomGuess } from './domain/random-guess.ts'
import type { QuestionRecord } from './ports/questions.ts'
import type { ItemStatistics, RoundStatistics, StatisticsJob, TakenAttempt } from './ports/statistics.ts'
import type { StatisticsMessage } from './statistics.ts'
import { openForStatistics } from './storage/readers.ts'
import type { StoreAt } from './domain/store-at.ts'

const { store, job } = workerData as { store: StoreAt; job: StatisticsJob }
const tell = (message: StatisticsMessage): void => parentPort?.postMessage(message)

const reads = await openForStatistics(store)
const found = await reads.contests.round(job.roundId)
if (found === null) throw new Error(`there is no round ${job.roundId}`)
const { rules } = found.round

const versions = new Map<string, QuestionRecord>()
const versionOf = (versionId: string): QuestionRecord => {
  const version = versions.get(versionId)
  if (version === undefined) throw new Error(`a paper pins question version ${versionId}, which does not exist`)
  return version
}

/** Fetch the versions that some papers pin and no paper before them did. */
async function learn(some: readonly TakenAttempt[]): Promise<void> {
  const unknown = new Set<string>()
  for (const { paper } of some) for (const { versionId } of paper) if (!versions.has(versionId)) unknown.add(versionId)
  if (unknown.size === 0) return
  for (const version of await reads.versions([...unknown])) versions.set(version.id, version)
}

const corrected = correctedBy(await reads.corrections(job.roundId))

/** A void question is not analysed. */
function treatmentOf(rule: VersionRule | undefined): ItemStatistics['treatment'] {
  return rule === undefined || rule.treatment === 'voidRescaled' || rule.treatment === 'voidDropped' ? null : rule.treatment
}

function statisticsOf(figures: ItemFigures): ItemStatistics {
  const own = versionOf(figures.versionId)
  const rule = corrected.get(figures.versionId)
  const held = keyUnder(own, rule)
  const { code, version, kind, topic, difficulty, stem } = own
  const guess = rule?.treatment === 'fullCredit' ? 1 : randomGuess({ ...own, ...held }, rules.multipleCredit)
  const { correct } = held
  const about = { code, version, kind, topic, difficulty, stem, correct, treatment: treatmentOf(rule) }
  return { ...figures, ...about, randomGuess: guess, doubts: doubtsOf(figures, { kind, correct, guess }) }
}

async function analysed(): Promise<Pick<RoundStatistics, 'test' | 'scores' | 'thirds' | 'items'>> {
  const analysis = itemAnalysis()
  const read = paperReader(rules, versionOf, corrected)
  const total = await reads.total(job)
  let done = 0
  tell({ progress: { done, total } })
  for await (const some of reads.attempts(job)) {
    await learn(some)
    for (const { paper, responses } of some) analysis.add(read(paper, responses))
    done += some.length
    tell({ progress: { done, total: Math.max(total, done) } })
  }
  const { items, ...result } = analysis.result()
  return { ...result, items: items.map(statisticsOf) }
}

async function byTime(timeZone: string): Promise<Pick<RoundStatistics, 'hours' | 'days'>> {
  const times = peopleByTime(timeZone)
  for await (const some of reads.moments(job.roundId)) for (const moments of some) times.add(moments)
  return times.result()
}

const ready: RoundStatistics = {
  ...(await analysed()),
  ...(await byTime(found.contest.timeZone)),
  kinds: await reads.kinds(job.roundId),
  levels: await reads.levels(job.roundId),
}
await reads.close()
tell({ ready })
