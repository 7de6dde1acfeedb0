import { build } from 'esbuild'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportFiles, writeQuestionFile, type ExportFormat } from '../../server/src/formats/question-export.ts'
import { bundle } from '../bundle.mjs'
import { root } from '../setup.mjs'
import { inventedQuestions } from './invented.ts'

const QUESTIONS = Number(process.env['BENCH_QUESTIONS'] ?? 20_000)
const FORMATS = ['xlsx', 'csv', 'jsonl', 'gift', 'moodle-xml'] as const satisfies readonly ExportFormat[]

type Child = { ms: number; megabytes: number; questions: number; errors: number }

/** One file read in a process of its own, as the import worker reads it: reading, judging, comparing with a bank of the same size. */
function readIn(file: string, what: 'whole' | 'floor'): Child {
  const { stdout, status, stderr } = spawnSync(process.execPath, ['server/dist/bench-import-file.js', file, what], {
    cwd: root,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as Child
}

/** Reading question files: seconds, memory, and for spreadsheets the ratio to the library that only reads the cells. */
export async function benchImports(): Promise<void> {
  await build({ ...bundle, entryPoints: ['scripts/bench/import-file.ts'], outdir: 'server/dist', entryNames: 'bench-[name]' })
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-bench-imports-'))
  try {
    const bank = inventedQuestions(QUESTIONS)
    const rows: Record<string, unknown>[] = []
    for (const format of FORMATS) {
      const file = join(folder, `bank.${exportFiles[format].extension}`)
      const { bytes } = await writeQuestionFile(format, bank, () => null)
      writeFileSync(file, bytes)
      const whole = readIn(file, 'whole')
      const floor = format === 'xlsx' ? readIn(file, 'floor') : null
      rows.push({
        format,
        questions: whole.questions,
        'file MB': (bytes.length / 1e6).toFixed(1),
        seconds: (whole.ms / 1_000).toFixed(1),
        'resident MB': whole.megabytes,
        'of bare cells': floor === null ? '' : (whole.ms / floor.ms).toFixed(1),
        errors: whole.errors,
      })
    }
    console.table(rows)
    console.log(JSON.stringify({ what: 'question files', node: process.version, rows }))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
