import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RoundRules } from '@hoithi/shared/contracts/rules'
import { compose } from '../../server/src/compose.ts'
import { readConfig } from '../../server/src/config.ts'
import type { Random } from '../../server/src/domain/random.ts'
import type { Services } from '../../server/src/services.ts'
import { loadPack } from '../contest-pack.ts'
import { inventPeople, type Invented } from '../crowd-people.ts'
import { root } from '../setup.mjs'
import { WrongOptions } from '../command-options.ts'
import { beyondReckoning } from './reckoning.ts'
import { storeSettings } from './store.ts'
import type { Timetable, Window } from './timetable.ts'

export const PACK = join(root, 'scripts/contest-packs/cnvcld-ngay-hoi-2021')

export type StageRound = Window & { id: string; number: number; title: string; rules: RoundRules }
export type Stage = { slug: string; consentVersion: string; rounds: StageRound[]; invented: Invented[] }

type PackRound = { opensAt: string; closesAt: string; [field: string]: unknown }
type PackContest = { rounds: PackRound[]; rules: object; [field: string]: unknown }

const packContest = (): PackContest => JSON.parse(readFileSync(join(PACK, 'contest.json'), 'utf8')) as PackContest

/** The windows that the pack itself gives its rounds. */
export const packWindows = (): Window[] =>
  packContest().rounds.map(({ opensAt, closesAt }) => ({ opensAt: Date.parse(opensAt), closesAt: Date.parse(closesAt) }))

/** A data folder of its own with the pack's contest, moved to the timetable, and the people who will come; no server is running on it yet. */
export async function setStage(
  folder: string,
  dataDir: string,
  timetable: Timetable,
  crowd: { random: Random; people: number; rules?: Partial<RoundRules> },
): Promise<Stage> {
  const pack = writeMovedPack(join(folder, 'pack'), timetable, crowd.rules ?? {})
  return withServices(dataDir, timetable.beginsAt, async (services) => {
    const { contest, rounds } = await loadPack(pack, services)
    for (const { title, rules } of rounds) refuseUnknownRules(title, rules)
    const invented = await inventPeople(services, crowd.random, crowd.people)
    return { slug: contest.slug, consentVersion: contest.consent.version, rounds, invented }
  })
}

/** Better no simulation than boards that differ for the simulator's own want. */
function refuseUnknownRules(title: string, rules: RoundRules): void {
  const beyond = beyondReckoning(rules)
  if (beyond !== null) throw new WrongOptions(`“${title}” has ${beyond}, which the simulation cannot reckon`)
}

/** The services on a data folder that no process holds, under a clock that stands still. */
export async function withServices<T>(dataDir: string, at: number, work: (services: Services) => Promise<T>): Promise<T> {
  const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...storeSettings(dataDir) }, root)
  const services = await compose(config, { now: () => at, rehearsal: true })
  try {
    return await work(services)
  } finally {
    await services.projector.stop()
    await services.storage.close()
  }
}

function writeMovedPack(folder: string, timetable: Timetable, rules: Partial<RoundRules>): string {
  mkdirSync(folder, { recursive: true })
  for (const name of ['unions.csv', 'questions.jsonl', 'rules.md']) copyFileSync(join(PACK, name), join(folder, name))
  const contest = packContest()
  const iso = (at: number): string => new Date(at).toISOString()
  const rounds = timetable.rounds.map((window, index) => ({
    ...contest.rounds[index],
    opensAt: iso(window.opensAt),
    closesAt: iso(window.closesAt),
  }))
  const whole = { opensAt: rounds[0]?.opensAt, closesAt: rounds.at(-1)?.closesAt }
  writeFileSync(join(folder, 'contest.json'), JSON.stringify({ ...contest, ...whole, rounds, rules: { ...contest.rules, ...rules } }))
  return folder
}
