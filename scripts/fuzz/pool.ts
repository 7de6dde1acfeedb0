import type { Random } from '../../server/src/domain/random.ts'

const PER_NAME = 200
const DEEPEST = 12
const LONGEST = 100
const telling = /^id$|Id$|^(?:slug|hash|receipt|code|mark|edition|basedOn|kind|format|unionId|parentId)$/

/** What the server itself has named so far, by field: ids that lead somewhere, to be asked for again by anyone. */
export function openPool() {
  const values = new Map<string, (string | number)[]>()
  const add = (name: string, value: string | number, random: Random): void => {
    const kept = values.get(name) ?? []
    values.set(name, kept)
    if (kept.includes(value)) return
    if (kept.length < PER_NAME) kept.push(value)
    else kept[random.below(PER_NAME)] = value
  }
  const walk = (value: unknown, random: Random, depth: number): void => {
    if (depth > DEEPEST || typeof value !== 'object' || value === null) return
    // The first of a long list stand for the rest.
    if (Array.isArray(value)) return value.slice(0, 5).forEach((each) => walk(each, random, depth + 1))
    for (const [name, each] of Object.entries(value)) {
      const wanted = telling.test(name) && ((typeof each === 'string' && each.length <= LONGEST) || typeof each === 'number')
      if (wanted) add(name, each as string | number, random)
      else walk(each, random, depth + 1)
    }
  }
  return {
    learn: (reply: unknown, random: Random): void => walk(reply, random, 0),
    add,
    /** A value that goes by this name; else, for an id, any id at all. */
    pick(name: string, random: Random): string | number | undefined {
      const own = values.get(name) ?? (name.endsWith('Id') ? values.get('id') : undefined) ?? []
      const any = name.endsWith('Id') && random.below(4) === 0 ? (values.get('id') ?? own) : own
      return any.length === 0 ? undefined : any[random.below(any.length)]
    },
  }
}

export type Pool = ReturnType<typeof openPool>
