import { parentPort, workerData } from 'node:worker_threads'
import { paperReader } from './domain/analysed-paper.ts'
import { doubtsOf } from './domain/doubts.ts'
import { itemAnalysis, type ItemFigures } from './domain/item-analysis.ts'
import { correctedBy, type VersionRule } from './domain/key-correction.ts'
import { keyUnder } from './domain/key-under.ts'
import { peopleByTime } from './domain/people-by-time.ts'
import { randomGuess } from './domain/random-guess.ts'
import type { QuestionRecord } from './ports/questions.ts'
import type { ItemStatistics, RoundStatistics, StatisticsJob } from './ports/statistics.ts'
import type { StatisticsMessage } from './statistics.ts'
import { openForStatistics } from './storage/sqlite/statistics-reader.ts'

const { databaseFile, job } = workerData as { databaseFile: string; job: StatisticsJob }
const tell = (message: StatisticsMessage): void => parentPort?.postMessage(message)

const reads = openForStatistics(databaseFile)
const found = await reads.contests.round(job.roundId)
if (found === null) throw new Error(`there is no round ${job.roundId}`)
const { rules } = found.round

const versions = new Map<string, QuestionRecord>()
const versionOf = (versionId: string): QuestionRecord => {
  const known = versions.get(versionId)
  if (known !== undefined) return known
  const [version] = reads.versions([versionId])
  if (version === undefined) throw new Error(`a paper pins question version ${versionId}, which does not exist`)
  versions.set(versionId, version)
  return version
}

const corrected = correctedBy(reads.corrections(job.roundId))

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

function analysed(): Pick<RoundStatistics, 'test' | 'scores' | 'thirds' | 'items'> {
  const analysis = itemAnalysis()
  const read = paperReader(rules, versionOf, corrected)
  const total = reads.total(job)
  let done = 0
  tell({ progress: { done, total } })
  for (const some of reads.attempts(job)) {
    for (const { paper, responses } of some) analysis.add(read(paper, responses))
    done += some.length
    tell({ progress: { done, total: Math.max(total, done) } })
  }
  const { items, ...result } = analysis.result()
  return { ...result, items: items.map(statisticsOf) }
}

function byTime(timeZone: string): Pick<RoundStatistics, 'hours' | 'days'> {
  const times = peopleByTime(timeZone)
  for (const moments of reads.moments(job.roundId)) times.add(moments)
  return times.result()
}

tell({ ready: { ...analysed(), ...byTime(found.contest.timeZone), kinds: reads.kinds(job.roundId), levels: reads.levels(job.roundId) } })
