import { parseArgs } from 'node:util'
import { z } from 'zod'
import { WrongOptions } from '../simulation/options.ts'

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
  const text = { type: 'string' } as const
  const options = { minutes: text, seed: text, people: text, disk: text, json: text, keep: { type: 'boolean' } } as const
  const parsed = given.safeParse(valuesOf(() => parseArgs({ args, options, strict: true }).values))
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
