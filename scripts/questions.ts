import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { compose } from '../server/src/compose.ts'
import { readConfig, WrongConfiguration } from '../server/src/config.ts'
import { confirmImport, stageImport } from '../server/src/features/questions/import-actions.ts'
import { previewOf } from '../server/src/formats/preview.ts'
import { exportFiles, exportFormats, type ExportFormat } from '../server/src/formats/question-export.ts'
import { readQuestionFile } from '../server/src/formats/question-file.ts'
import { questionFormats, type QuestionFormat } from '../server/src/formats/question-formats.ts'
import type { ImportSummary } from '../server/src/ports/question-imports.ts'
import type { Services } from '../server/src/services.ts'

const USAGE = `npm run questions -- check FILE    read a file and say what is in it and what is wrong; needs no database
npm run questions -- import FILE   load it into the bank of a contest in DATA_DIR
npm run questions -- export FILE   write the bank of a contest to a file (${exportFormats.map((format) => exportFiles[format].extension).join(', ')})
  --format NAME      ${questionFormats.join(', ')}; told by the content (export: by the file's name) when left out
  --json             the report as JSON
  --contest SLUG     which contest; the only one when left out
  --topic TEXT  --difficulty 1-5   for questions whose file does not say
  --yes              import without asking`

/** A command that cannot be done as it was given. */
class WrongCommand extends Error {}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    format: { type: 'string' },
    json: { type: 'boolean', default: false },
    contest: { type: 'string' },
    topic: { type: 'string' },
    difficulty: { type: 'string' },
    yes: { type: 'boolean', default: false },
  },
})

const known = <Name extends string>(names: readonly Name[], given: string): Name => {
  const found = names.find((name) => name === given)
  if (found === undefined) throw new WrongCommand(`--format ${given} is not known; it is one of ${names.join(', ')}`)
  return found
}

function defaults(): { topic?: string | undefined; difficulty?: number | undefined } {
  const difficulty = values.difficulty === undefined ? undefined : Number(values.difficulty)
  if (difficulty !== undefined && !(Number.isInteger(difficulty) && difficulty >= 1 && difficulty <= 5))
    throw new WrongCommand('--difficulty is a number from 1 to 5')
  return { topic: values.topic, difficulty }
}

/** Other names by which people call the formats. */
const aliases: Record<string, QuestionFormat> = {
  moodle: 'moodle-xml',
  moodlexml: 'moodle-xml',
  xml: 'moodle-xml',
  qti2: 'qti',
  qti3: 'qti',
  imsqti: 'qti',
  word: 'docx',
  excel: 'xlsx',
  txt: 'text',
  pasted: 'text',
  json: 'jsonl',
  native: 'jsonl',
}

const named = (given: string): string => aliases[given.toLowerCase()] ?? given.toLowerCase()
const formatGiven = (): QuestionFormat | undefined => (values.format === undefined ? undefined : known(questionFormats, named(values.format)))

function report(format: string | null, { questions, byKind, errors, warnings, skipped }: ImportSummary): void {
  if (values.json) return console.log(JSON.stringify({ format, questions, byKind, errors, warnings, skipped }, null, 2))
  const kinds = Object.entries(byKind).map(([kind, count]) => `${kind} ${count}`)
  console.log(`${format ?? '?'}: ${questions} questions${kinds.length === 0 ? '' : ` (${kinds.join(', ')})`}`)
  const issue = (sign: string) => (found: ImportSummary['errors'][number]) =>
    console.log(
      `${sign} ${found.line === null ? '' : `line ${found.line}: `}${found.field === null ? '' : `[${found.field}] `}${found.message} (${found.code})`,
    )
  errors.forEach(issue('✗'))
  warnings.forEach(issue('!'))
  for (const { line, type, reason } of skipped) console.log(`– ${line === null ? '' : `line ${line}: `}${type}: ${reason}`)
}

async function check(file: string): Promise<number> {
  const read = await readQuestionFile(basename(file), readFileSync(file), { format: formatGiven(), defaults: defaults() })
  report(read.format, previewOf(read, []).summary)
  return read.errors.length > 0 ? 1 : 0
}

async function contestOf({ storage, clock }: Services): Promise<{ id: string; slug: string }> {
  const contests = await storage.contests.list(clock.now())
  const named = values.contest === undefined ? contests : contests.filter(({ slug }) => slug === values.contest)
  const [first, ...more] = named
  if (first === undefined) throw new WrongCommand(`there is no such contest; DATA_DIR has: ${contests.map(({ slug }) => slug).join(', ') || 'none'}`)
  if (more.length > 0) throw new WrongCommand(`name the contest with --contest: ${contests.map(({ slug }) => slug).join(', ')}`)
  return first
}

async function agreed(): Promise<boolean> {
  if (values.yes || !process.stdin.isTTY) return true
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await terminal.question('Load this? [y/N] ')
  terminal.close()
  return /^(?:y|yes|c|có)$/i.test(answer.trim())
}

async function importFile(file: string, services: Services): Promise<number> {
  const contest = await contestOf(services)
  const bytes = new Uint8Array(readFileSync(file))
  const read = await stageImport(
    services,
    { contestId: contest.id, fileName: basename(file), bytes, format: formatGiven(), ...defaults() },
    'console',
  )
  if (!read.ok) throw new WrongCommand('the file needs more memory or time than can be spared; split it')
  const staged = read.value
  report(staged.format, staged.summary)
  const { errors, added, changed, unchanged, duplicates } = staged.summary
  if (errors.length > 0) {
    await services.storage.questionImports.discard(staged.id)
    return 1
  }
  console.error(
    `${contest.slug}: ${added} new, ${changed} changed, ${unchanged} unchanged, ${duplicates} like another one (the same ones are skipped)`,
  )
  if (!(await agreed())) {
    await services.storage.questionImports.discard(staged.id)
    console.error('Nothing was loaded.')
    return 0
  }
  const loaded = await confirmImport(services, staged.id, new Map(), 'console')
  if (!loaded.ok) throw new WrongCommand(`nothing was loaded: ${loaded.reason}`)
  console.error(
    `Loaded: ${loaded.value.added} new, ${loaded.value.changed} changed, ${loaded.value.skipped} skipped; bank version ${loaded.value.bankVersion}.`,
  )
  return 0
}

async function exportFile(file: string, services: Services): Promise<number> {
  const byName = (): ExportFormat => {
    const found = exportFormats.find((format) => file.toLowerCase().endsWith(`.${exportFiles[format].extension}`))
    if (found !== undefined) return found
    if (/\.gift$/i.test(file)) return 'gift'
    throw new WrongCommand(`the name does not tell the format; add --format ${exportFormats.join('|')}`)
  }
  const format = values.format === undefined ? byName() : known(exportFormats, named(values.format))
  const contest = await contestOf(services)
  const { bytes, leftOut, questions } = await services.questionFiles.write({ filter: { contestId: contest.id }, format })
  writeFileSync(file, bytes)
  if (values.json) console.log(JSON.stringify({ format, questions, leftOut }, null, 2))
  else {
    console.log(`${file}: ${questions} questions of ${contest.slug}`)
    for (const { code, reason } of leftOut) console.log(`– ${code}: ${reason}`)
  }
  return 0
}

async function run(): Promise<number> {
  const [command = '', file] = positionals
  if (!['check', 'import', 'export'].includes(command) || file === undefined) throw new WrongCommand(`\n${USAGE}`)
  if (command === 'check') return check(file)
  const services = await compose(readConfig(process.env, fileURLToPath(new URL('..', import.meta.url))))
  try {
    return await (command === 'import' ? importFile(file, services) : exportFile(file, services))
  } finally {
    await services.storage.close()
  }
}

// Whoever reads only the beginning (head) has closed the pipe: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2))

try {
  process.exitCode = await run()
} catch (error) {
  const file = (error as NodeJS.ErrnoException).code === 'ENOENT'
  if (!file && !(error instanceof WrongCommand) && !(error instanceof WrongConfiguration)) throw error
  console.error(file ? `there is no file ${(error as NodeJS.ErrnoException).path ?? ''}` : (error as Error).message)
  process.exitCode = 2
}
