import { existsSync, readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { WrongOptions } from '../command-options.ts'

/** `rounds`: how many of the pack's rounds were taken. */
export type Options = { data: string; people: number; attempts: number; rounds: number; seed: string }

/** Phones that there are. */
const MOST_PEOPLE = 12_000_000

export function readOptions(args: string[]): Options {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args,
    options: {
      data: text,
      people: { ...text, default: '10000' },
      attempts: text,
      rounds: { ...text, default: '1' },
      seed: { ...text, default: '1' },
    },
  })
  if (values.data === undefined) throw new WrongOptions('--data DIR is missing: name a folder that is not there yet, or an empty one')
  const people = wholeNumber('--people', values.people, MOST_PEOPLE)
  const attempts = wholeNumber('--attempts', values.attempts ?? String(people * 2), MOST_PEOPLE)
  return { data: resolve(values.data), people, attempts, rounds: wholeNumber('--rounds', values.rounds, 100), seed: values.seed }
}

function wholeNumber(name: string, given: string, most: number): number {
  const value = Number(given)
  if (!Number.isInteger(value) || value < 1 || value > most) throw new WrongOptions(`${name} is a whole number from 1 to ${most}, not “${given}”`)
  return value
}

/** Better nothing than somebody's contest under invented people. */
export function refuseFull(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new WrongOptions(`${folder} is not empty; name a new folder, or empty it yourself`)
}
