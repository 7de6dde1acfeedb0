import { z } from 'zod'
import { optionsIn } from '../command-options.ts'

export type SoakOptions = { minutes: number; people: number; seed: string; json: string | null }

const given = z.object({
  minutes: z.coerce.number().min(0.05).max(1_440).default(10),
  people: z.coerce.number().int().min(2).max(500).default(40),
  seed: z.string().min(1).max(100).default('2021'),
  json: z.string().min(1).optional(),
})

/** What `npm run soak -- …` asks for; throws `WrongOptions`. */
export function readSoakOptions(args: string[]): SoakOptions {
  const { json = null, ...rest } = optionsIn(args, given)
  return { ...rest, json }
}
