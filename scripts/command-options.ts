import { parseArgs } from 'node:util'
import type { z } from 'zod'

/** Words on the command line that cannot be followed; `message` is the one sentence to print. */
export class WrongOptions extends Error {}

/** What a command is asked for, each option by its name in the shape; `switches` take no value. Throws `WrongOptions`. */
export function optionsIn<Shape extends z.ZodRawShape>(
  args: string[],
  given: z.ZodObject<Shape>,
  switches: readonly string[] = [],
): z.output<z.ZodObject<Shape>> {
  const type = (name: string) => ({ type: switches.includes(name) ? ('boolean' as const) : ('string' as const) })
  const options = Object.fromEntries(Object.keys(given.shape).map((name) => [name, type(name)]))
  const parsed = given.safeParse(valuesOf(() => parseArgs({ args, options, strict: true }).values))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new WrongOptions(`--${String(issue?.path[0])} is wrong (${issue?.message ?? 'invalid'})`)
}

function valuesOf<T>(parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    throw new WrongOptions(error instanceof Error ? error.message : String(error))
  }
}
