import { cpus } from 'node:os'
import type { BoardCheck } from './comparing.ts'
import type { OnDisk } from './finale.ts'
import type { ErrorCount, PathFigures } from './measures.ts'
import type { Options } from './options.ts'
import { kinds, type Kind, type Person } from './people.ts'
import type { World } from './world.ts'

type KindCount = { kind: Kind; people: number; attempts: number; byDeadline: number; taps: number; meanScore: number }
export type Report = {
  passed: boolean
  options: Pick<Options, 'scenario' | 'contestants' | 'days' | 'speed' | 'seed' | 'onlookers'>
  machine: { node: string; cores: number }
  seconds: number
  requests: number
  perSecond: number
  peakPerSecond: number
  /** How much contest time the slowest of a hundred saves took, in seconds: small against the minutes, or the crowd was not treated fairly. */
  saveP99ContestSeconds: number
  /** How long, at most, the boards were behind the log, in real seconds. */
  lagSeconds: number
  paths: PathFigures[]
  kinds: KindCount[]
  boards: BoardCheck[]
  disk: OnDisk
  errors: ErrorCount[]
  troubles: ReturnType<World['troubles']['list']>
}

type Played = { options: Options; world: World; people: readonly Person[]; boards: BoardCheck[]; seconds: number; lagSeconds: number; disk: OnDisk }

/** What a simulation found. It passed when nothing was lost, no board differs, and every refusal was one that the story expects. */
export function reportOf({ options, world, people, boards, seconds, lagSeconds, disk }: Played): Report {
  const { scenario, contestants, days, speed, seed, onlookers } = options
  const { measures } = world
  const troubles = world.troubles.list()
  const errors = measures.errors()
  const paths = measures.figures(seconds)
  const requests = measures.requests()
  const saveP99 = paths.find(({ path }) => path === 'saveResponses')?.p99Ms ?? 0
  return {
    passed: troubles.length === 0 && errors.every(({ expected }) => expected) && boards.every(({ differences }) => differences === 0) && requests > 0,
    options: { scenario, contestants, days, speed, seed, onlookers },
    machine: { node: process.version, cores: cpus().length },
    seconds: Math.round(seconds),
    requests,
    perSecond: Math.round(requests / seconds),
    peakPerSecond: measures.peak(),
    saveP99ContestSeconds: Math.round((saveP99 * speed) / 1000),
    lagSeconds: Math.round(lagSeconds * 10) / 10,
    paths,
    kinds: kindCounts(world, people),
    boards,
    disk,
    errors,
    troubles,
  }
}

function kindCounts(world: World, people: readonly Person[]): KindCount[] {
  return (Object.keys(kinds) as Kind[]).map((kind) => {
    const books = [...world.books.values()].filter(({ person }) => person.kind === kind)
    const scores = books.map(({ readBack }) => (readBack?.scoreInHundredths ?? 0) / 100)
    return {
      kind,
      people: people.filter((person) => person.kind === kind).length,
      attempts: books.length,
      byDeadline: books.filter(({ readBack }) => readBack?.result.finishedBy === 'deadline').length,
      taps: books.reduce((sum, { taps }) => sum + taps.length, 0),
      meanScore: books.length === 0 ? 0 : Math.round((scores.reduce((sum, score) => sum + score, 0) / books.length) * 100) / 100,
    }
  })
}
