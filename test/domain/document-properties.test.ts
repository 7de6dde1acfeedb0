import { contestDocument } from '@hoithi/shared/contracts/contest-desk'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contestOf, documentOf, roundsOf } from '../../server/src/domain/contest-document.ts'
import { changedFields, unfairChanges, type Relied } from '../../server/src/domain/document-changes.ts'
import { documentFaults, type DocumentFacts } from '../../server/src/domain/document-faults.ts'
import { canonical } from '../../server/src/domain/receipt.ts'
import { rulesInWords } from '../../server/src/domain/rules-text.ts'
import { readDocument, spoken } from '../../server/src/features/contests/read-document.ts'
import { juneDocument, soundDocument } from '../support/documents.ts'

const facts: DocumentFacts = { slugTaken: false, ownRounds: new Set(), unknownUnions: new Set() }
/** A sentence whose figures are all filled in; a field that nobody knows may be called anything. */
const isSentence = /^(?![^]*\{(?:min|max|minutes|title)\})\p{L}[^]*\.$/u

type Json = Record<string, unknown>
/** Every path of a document, such as ["rounds", "0", "rules", "hours"]. */
const pathsOf = (value: unknown, at: string[] = []): string[][] =>
  typeof value !== 'object' || value === null ? [at] : [at, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...at, key]))]
const replaced = (document: unknown, path: readonly string[], value: unknown): Json => {
  const copy = JSON.parse(JSON.stringify(document)) as Json
  const [last = '', ...above] = [...path].reverse()
  const parent = above.reverse().reduce<Json>((inner, key) => inner[key] as Json, copy)
  if (value === undefined) delete parent[last]
  else parent[last] = value
  return copy
}

/** Read and judge like the server does; returns whether the document was well-formed. */
function judged(typed: Json): boolean {
  const { document, faults } = readDocument(typed)
  const all = document === null ? faults : documentFaults(document, facts)
  for (const { field, message } of spoken(all)) {
    expect(typeof field).toBe('string')
    expect([message.vi, message.en]).toEqual([expect.stringMatching(isSentence), expect.stringMatching(isSentence)])
  }
  if (document === null) expect(faults.length).toBeGreaterThan(0)
  else if (all.length === 0) expect(rulesInWords(document, document.rounds).length).toBeGreaterThan(0)
  return document !== null
}

describe('whatever is typed into a document', () => {
  it('any JSON at all is judged by field, in sentences, and nothing breaks', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (typed) => void expect(judged(typed as Json)).toBe(false)))
  })

  const june = juneDocument()
  const paths = pathsOf(june).filter((path) => path.length > 0)
  const value = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(undefined, null, '', ' ', 0, -1, 0.5, 1e21, Number.MAX_SAFE_INTEGER, -8.64e15 - 1, [], {}, '24:00', 'Mars/Phobos', 'UTC'),
  )

  it('any value in any field', () => {
    fc.assert(
      fc.property(fc.constantFrom(...paths), value, (path, typed) => void judged(replaced(june, path, typed))),
      { numRuns: 300 },
    )
  })

  it('any value in any two fields, of which one may lie inside the other', () => {
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.constantFrom(...paths), value, value, (one, two, first, second) => {
        const [outer, inner] = one.length <= two.length ? [one, two] : [two, one]
        void judged(replaced(replaced(june, inner, first), outer, second))
      }),
      { numRuns: 150 },
    )
  })
})

describe('a document that nothing is wrong with', () => {
  const save = { id: 'contest', state: 'draft', pausedAt: null } as const
  const numbered = () => {
    let next = 0
    return () => `round-${(next += 1)}`
  }

  it('is well-formed, and is found to have no fault', () => {
    fc.assert(
      fc.property(soundDocument, (document) => {
        expect(contestDocument.safeParse(document).error).toBeUndefined()
        expect(documentFaults(document, facts)).toEqual([])
      }),
    )
  })

  it('comes back from its contest and rounds as it was, practice behind the rest, and again and again', () => {
    fc.assert(
      fc.property(soundDocument, (document) => {
        const rounds = roundsOf(document, 'contest', numbered())
        const read = documentOf(contestOf(document, save), [...rounds].reverse())
        const inOrder = [...document.rounds].sort((a, b) => Number(a.practice) - Number(b.practice))
        expect({ ...read, rounds: read.rounds.map((round) => ({ ...round, id: null })) }).toEqual({ ...document, rounds: inOrder })
        const again = documentOf(contestOf(read, save), roundsOf(read, 'contest', numbered(), rounds))
        expect(canonical(again)).toBe(canonical(read))
        expect(changedFields(read, again)).toEqual([])
        const sealed = rounds.map((round, index) => ({ ...round, sealedRevision: index }))
        const kept = roundsOf(read, 'contest', numbered(), sealed)
        expect(new Map(kept.map(({ id, sealedRevision }) => [id, sealedRevision]))).toEqual(new Map(rounds.map(({ id }, index) => [id, index])))
      }),
    )
  })

  it('is the same after a journey as JSON, field by field', () => {
    fc.assert(
      fc.property(soundDocument, (document) => {
        const { document: read } = readDocument(JSON.parse(JSON.stringify(document)) as Json)
        expect(canonical(read)).toBe(canonical(document))
      }),
    )
  })

  it('once public and open, may be saved as it is: that changes nothing that people rely on', () => {
    fc.assert(
      fc.property(soundDocument, fc.integer({ min: 0, max: 50 }), (document, days) => {
        const rounds = roundsOf(document, 'contest', numbered())
        const read = documentOf(contestOf(document, save), rounds)
        const relied: Relied = {
          document: read,
          state: 'published',
          sealed: new Set(rounds.slice(0, 1).map(({ id }) => id)),
          attempts: new Map(rounds.slice(0, 2).map(({ id }) => [id, 1])),
        }
        expect(unfairChanges(relied, structuredClone(read), document.opensAt + days * 86_400_000)).toEqual([])
      }),
    )
  })
})
