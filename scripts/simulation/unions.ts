import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Phone } from './phone.ts'
import { PACK } from './stage.ts'

export type UnionTree = {
  /** A union and all those over it. */
  above: (unionId: string) => string[]
  /** Unions that people belong to directly. */
  grassroots: string[]
  /** The children of a union, or the roots. */
  below: (unionId: string | null) => string[]
  codeOf: (unionId: string) => string
  /** The confirmed head count, or that of all unions below. */
  membersOf: (unionId: string) => number
}

type Union = { id: string; code: string; kind: string; parent: string | null; members: number | null }

/** The pack's own tree, by the ids that the server gave its unions. */
export async function readUnions(phone: Phone): Promise<UnionTree> {
  const unions = unionsOfPack(await idsByCode(phone))
  const known = new Map(unions.map((union) => [union.id, union]))
  const above = (unionId: string): string[] => {
    const parent = known.get(unionId)?.parent ?? null
    return parent === null ? [unionId] : [unionId, ...above(parent)]
  }
  const inside = (unionId: string): Union[] => unions.filter(({ id }) => id !== unionId && above(id).includes(unionId))
  const members = new Map<string, number>()
  const membersOf = (unionId: string): number => {
    const counted = members.get(unionId) ?? known.get(unionId)?.members ?? inside(unionId).reduce((sum, union) => sum + (union.members ?? 0), 0)
    members.set(unionId, counted)
    return counted
  }
  return {
    above,
    grassroots: unions.filter(({ kind }) => ['grassrootsUnion', 'sectionUnion', 'group'].includes(kind)).map(({ id }) => id),
    below: (unionId) => unions.filter(({ parent }) => parent === unionId).map(({ id }) => id),
    codeOf: (unionId) => known.get(unionId)?.code ?? '',
    membersOf,
  }
}

function unionsOfPack(ids: ReadonlyMap<string, string>): Union[] {
  const lines = readFileSync(join(PACK, 'unions.csv'), 'utf8').trim().split('\n').slice(1)
  const id = (code: string): string => {
    const found = ids.get(code)
    if (found === undefined) throw new Error(`the server does not know the union ${code}`)
    return found
  }
  // A name may hold commas in quotes; the code stands before it, kind, parent and head count behind it.
  return lines.map((line) => {
    const [code = '', ...rest] = line.trim().split(',')
    const [kind = '', parent = '', members = ''] = rest.slice(-3)
    return { id: id(code), code, kind, parent: parent === '' ? null : id(parent), members: members === '' ? null : Number(members) }
  })
}

async function idsByCode(phone: Phone): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  const walk = async (parent: string): Promise<void> => {
    const reply = await phone.call('searchUnions', { query: { parent } })
    if (!reply.ok) throw new Error(`the unions could not be read: ${reply.code}`)
    for (const { id, code, childCount } of reply.body.unions) {
      found.set(code, id)
      if (childCount > 0) await walk(id)
    }
  }
  await walk('')
  return found
}
