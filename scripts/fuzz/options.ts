import { z } from 'zod'
import { optionsIn } from '../command-options.ts'

export type FuzzOptions = {
  requests: number
  seed: string
  /** How many are under way at once. */
  lines: number
  json: string | null
}

const given = z.object({
  requests: z.coerce.number().int().min(1).max(100_000_000).default(100_000),
  seed: z.string().min(1).max(100).default('2021'),
  lines: z.coerce.number().int().min(1).max(64).default(8),
  json: z.string().min(1).optional(),
})

/** What `npm run fuzz -- …` asks for; throws `WrongOptions`. */
export function readFuzzOptions(args: string[]): FuzzOptions {
  const { json = null, ...rest } = optionsIn(args, given)
  return { ...rest, json }
}
