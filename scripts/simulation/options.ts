import { z } from 'zod'
import { optionsIn } from '../command-options.ts'
import { stores, type StoreKind } from './store.ts'

const scenarios = ['contest', 'opening', 'closing'] as const
export type Scenario = (typeof scenarios)[number]

export type Options = {
  scenario: Scenario
  contestants: number
  /** Length of the whole contest; opening and closing play about an hour of it. */
  days: number
  /** Only the first so many rounds of the pack. */
  rounds: number
  /** How many times faster than real time the server's clock runs. */
  speed: number
  seed: string
  /** Looks at the boards in a real second, by people who do nothing else. */
  onlookers: number
  store: StoreKind
  /** Leave the data folder behind. */
  keep: boolean
  /** Where to write the report as JSON too. */
  json: string | null
}

// An attempt of 20 minutes takes 0.33 s at 3,600 and 40 s at 30.
const usualSpeed = { contest: 3_600, opening: 30, closing: 30 } satisfies Record<Scenario, number>

const given = z.object({
  scenario: z.enum(scenarios).default('contest'),
  contestants: z.coerce.number().int().min(2).max(20_000).default(500),
  days: z.coerce.number().min(0.1).max(31).default(31),
  rounds: z.coerce.number().int().min(1).max(50).default(50),
  speed: z.coerce.number().min(1).max(100_000).optional(),
  seed: z.string().min(1).max(100).default('2021'),
  onlookers: z.coerce.number().int().min(0).max(5_000).default(0),
  store: z.enum(stores).default('sqlite'),
  keep: z.boolean().default(false),
  json: z.string().min(1).optional(),
})

/** What `npm run simulate -- …` asks for; throws `WrongOptions`. */
export function readOptions(args: string[]): Options {
  const { speed, json = null, ...rest } = optionsIn(args, given, ['keep'])
  return { ...rest, json, speed: speed ?? usualSpeed[rest.scenario] }
}
