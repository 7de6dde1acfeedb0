import { parseArgs } from 'node:util'
import { z } from 'zod'
import { WrongOptions } from '../simulation/options.ts'

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
  const text = { type: 'string' } as const
  const parsed = given.safeParse(
    valuesOf(() => parseArgs({ args, options: { requests: text, seed: text, lines: text, json: text }, strict: true }).values),
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
