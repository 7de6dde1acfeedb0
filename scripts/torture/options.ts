import { z } from 'zod'
import { optionsIn, WrongOptions } from '../command-options.ts'
import { stores, type StoreKind } from '../simulation/store.ts'

export type TortureOptions = {
  minutes: number
  seed: string
  /** How many answer at the same time; others register all the while. */
  people: number
  /** A disk of its own, mounted (root), or limits of the process. */
  disk: 'auto' | 'mount' | 'limit'
  store: StoreKind
  /** How many servers share the store. */
  servers: number
  keep: boolean
  json: string | null
}

const given = z.object({
  minutes: z.coerce.number().min(0.05).max(600).default(1),
  seed: z.string().min(1).max(100).default('2021'),
  people: z.coerce.number().int().min(2).max(500).default(40),
  disk: z.enum(['auto', 'mount', 'limit']).default('auto'),
  store: z.enum(stores).default('sqlite'),
  servers: z.coerce.number().int().min(1).max(4).optional(),
  keep: z.boolean().default(false),
  json: z.string().min(1).optional(),
})

const usualServers = { sqlite: 1, postgres: 2 } satisfies Record<StoreKind, number>

/** What `npm run torture -- …` asks for; throws `WrongOptions`. */
export function readTortureOptions(args: string[]): TortureOptions {
  const { json = null, ...rest } = optionsIn(args, given, ['keep'])
  const servers = rest.servers ?? usualServers[rest.store]
  if (servers > 1 && rest.store === 'sqlite') throw new WrongOptions('--servers is wrong (a file has one server: add --store postgres)')
  return { ...rest, servers, json }
}
