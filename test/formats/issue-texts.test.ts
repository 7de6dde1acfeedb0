import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { issuesEn } from '../../web/src/lib/text/desk-issues-en.ts'

const server = new URL('../../server/src/', import.meta.url).pathname

/** Hyphenated words in the readers that are no code of an issue: encodings, number formats, names in files, a format. */
const otherWords = new Set([
  ...['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'windows-1258'],
  ...['d-mmm', 'd-mmm-yy', 'mmm-yy'],
  ...['annotation-xml', 'assessment-section', 'assessment-test'],
  'moodle-xml',
  // Why a zip directory is not read; told as zip-too-many.
  'too-many',
])

/** A code is words joined by hyphens, written as a literal or as a key of a table of codes. */
const CODE = /'([a-z]+(?:-[a-z0-9]+)+)'/g
/** The forms that name a code outright, so that a code of one word is found too. */
const NAMED =
  /(?:issueAt\(\s*(?:[\w.?[\]]+|null)(?: \?\? null)?,\s*(?:\w+|'\w+')|(?:report|fault)\(\s*'\w+'),\s*'([a-z][a-z0-9-]*)'|(?:\b(?:refuse|not|warn|failed)\(|\bcode: )\s*'([a-z][a-z0-9-]*)'/g

const withoutImports = (source: string): string => source.replace(/\bfrom '[^']*'/g, '')

function codesIn(source: string): string[] {
  const text = withoutImports(source)
  const words = [...text.matchAll(CODE)].flatMap(([, code = '']) => (otherWords.has(code) ? [] : [code]))
  return [...words, ...[...text.matchAll(NAMED)].map(([, placed, first]) => placed ?? first ?? '')]
}

const readers = readdirSync(`${server}formats`, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'))
const sources = [...readers.map((path) => `formats/${path}`), 'domain/question.ts'].map((path) => readFileSync(server + path, 'utf8'))
const codes = new Set(sources.flatMap(codesIn))

describe('every issue of a file and every fault of a question has an English text', () => {
  it('codes without a text', () => {
    expect([...codes].filter((code) => !Object.hasOwn(issuesEn, code)).sort()).toEqual([])
  })
  it('texts without a code', () => {
    expect(Object.keys(issuesEn).filter((code) => !codes.has(code))).toEqual([])
  })
  it.each([
    ['a call', 'new-code', "issueAt(line, null, 'new-code', words)"],
    ['a call over several lines', 'single', "issueAt(\n  root.line,\n  'id',\n  'single',\n  `words`)"],
    ['a report', 'lonely', "report('options', 'lonely', 'Words.')"],
    ['a table by code', 'new-note', "const notes = {\n  'new-note': ['points', 'words'],\n}"],
    ['a table of codes', 'new-loss', "const losses = { key: ['correct', 'new-loss', 'words'] }"],
    ['a refusal', 'bad', "refuse('bad', 'Words.')"],
  ])('a code is found in %s', (_, code, source) => {
    expect(new Set(codesIn(source))).toEqual(new Set([code]))
  })
  it('a text says one or two short things and ends them', () => {
    for (const text of Object.values(issuesEn)) expect(text).toMatch(/^[A-Z].{10,170}\.$/)
  })
})
