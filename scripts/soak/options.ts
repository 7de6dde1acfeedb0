import { parseArgs } from 'node:util'
import { z } from 'zod'
import { WrongOptions } from '../simulation/options.ts'

export type SoakOptions = { minutes: number; people: number; seed: string; json: string | null }

const given = z.object({
  minutes: z.coerce.number().min(0.05).max(1_440).default(10),
  people: z.coerce.number().int().min(2).max(500).default(40),
  seed: z.string().min(1).max(100).default('2021'),
  json: z.string().min(1).optional(),
})

/** What `npm run soak -- …` asks for; throws `WrongOptions`. */
export function readSoakOptions(args: string[]): SoakOptions {
  const text = { type: 'string' } as const
  const parsed = given.safeParse(
    valuesOf(() => parseArgs({ args, options: { minutes: text, people: text, seed: text, json: text }, strict: true }).values),
  )
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new WrongOptions(`--${String(issue?.path[0])} is wrong (${issue?.message ?? 'invalid'})`)
  }
  return { ...parsed.data, json: parsed.data.json ?? null }
}

function valuesOf<T>(parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    throw new WrongOptions(error instanceof Error ? error.message : String(error))
  }
}
