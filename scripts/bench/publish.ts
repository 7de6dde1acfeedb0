import Database from 'better-sqlite3'
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { root } from '../setup.mjs'
import { pinned } from './servers.ts'

export type Row = Record<string, string | number>
type Section = {
  name: string
  /** Of the command; the name unless told. */
  part?: string
  rows: readonly Row[]
  /** How it was measured, in a sentence or two. */
  how: string
  /** Whether server and load had a core each, where cores can be chosen. */
  apart?: boolean
  /** What kept the data; SQLite unless told. */
  engine?: string
}

const PAGE = join(root, 'docs/benchmarks.md')

function sqliteVersion(): string {
  const client = new Database(':memory:')
  const version = String(client.prepare('select sqlite_version()').pluck().get())
  client.close()
  return version
}

const machine = () => ({ node: process.version, cores: cpus().length, processor: cpus()[0]?.model ?? 'unknown', pinned })

/** A Markdown table of rows that all have the same names. */
function table(rows: readonly Row[]): string {
  const names = Object.keys(rows[0] ?? {})
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`
  return [line(names), line(names.map(() => '---')), ...rows.map((row) => line(names.map((name) => row[name] ?? '')))].join('\n')
}

/** The page with a section in place of the one of that name; throws where the page has no such place. */
export function withSection(page: string, name: string, text: string): string {
  const [from, to] = [`<!-- bench ${name} -->`, `<!-- end of ${name} -->`]
  const [start, end] = [page.indexOf(from), page.indexOf(to)]
  if (start < 0 || end < start) throw new Error(`the page has no place for “${name}”: it wants ${from} and ${to}`)
  return `${page.slice(0, start + from.length)}\n\n${text}\n\n${page.slice(end)}`
}

/** Print a table and its JSON, and put the table into docs/benchmarks.md. */
export function publish({ name, part = name, rows, how, apart = true, engine = `SQLite ${sqliteVersion()}` }: Section): void {
  const { node, cores, processor } = machine()
  console.table(rows)
  console.log(JSON.stringify({ what: name, at: new Date().toISOString(), ...machine(), engine, rows }))
  const where = `${cores} × ${processor}, Node ${node}, ${engine}${pinned && apart ? ', server and load on a core each' : ''}`
  const text = `${table(rows)}\n\n${how} \`npm run bench -- ${part}\`, ${new Date().toISOString().slice(0, 10)}, ${where}.`
  writeFileSync(PAGE, withSection(readFileSync(PAGE, 'utf8'), name, text))
}
