import { z } from 'zod'
import { optionsIn } from '../command-options.ts'

export type TortureOptions = {
  minutes: number
  seed: string
  /** How many answer at the same time; others register all the while. */
  people: number
  /** A disk of its own, mounted (root), or limits of the process. */
  disk: 'auto' | 'mount' | 'limit'
  keep: boolean
  json: string | null
}

const given = z.object({
  minutes: z.coerce.number().min(0.05).max(600).default(1),
  seed: z.string().min(1).max(100).default('2021'),
  people: z.coerce.number().int().min(2).max(500).default(40),
  disk: z.enum(['auto', 'mount', 'limit']).default('auto'),
  keep: z.boolean().default(false),
  json: z.string().min(1).optional(),
})

/** What `npm run torture -- …` asks for; throws `WrongOptions`. */
export function readTortureOptions(args: string[]): TortureOptions {
  const { json = null, ...rest } = optionsIn(args, given, ['keep'])
  return { ...rest, json }
}
