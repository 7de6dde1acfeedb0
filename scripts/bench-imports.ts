import { build } from 'esbuild'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { blankQuestion, type QuestionDraft } from '../server/src/domain/question.ts'
import { exportFiles, writeQuestionFile, type ExportFormat } from '../server/src/formats/question-export.ts'
import { bundle } from './bundle.mjs'
import { root } from './setup.mjs'

const QUESTIONS = Number(process.env['BENCH_QUESTIONS'] ?? 20_000)
const FORMATS = ['xlsx', 'csv', 'jsonl', 'gift', 'moodle-xml'] as const satisfies readonly ExportFormat[]

const words =
  'cử tri bầu đại biểu quốc hội hội đồng nhân dân công đoàn lao động tiền lương an toàn vệ sinh hợp đồng thời giờ nghỉ ngơi bảo hiểm xã hội kỷ luật'.split(
    ' ',
  )

/** Sentences that differ as real ones do: the same words, in other orders. */
function sentence(seed: number, length: number): string {
  let state = seed * 2_654_435_761 + 12_345
  const next = (): string => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return words[(state >>> 8) % words.length] ?? ''
  }
  return Array.from({ length }, next).join(' ')
}

function drafts(count: number): QuestionDraft[] {
  return Array.from({ length: count }, (_, index): QuestionDraft => ({
    ...blankQuestion(),
    code: `Q-${index}`,
    topic: `Chủ đề ${index % 20}`,
    difficulty: 1 + (index % 5),
    stem: `Theo quy định, ${sentence(index, 18)} (${index})?`,
    options: Array.from({ length: 4 }, (_option, option) => `${sentence(index * 7 + option, 8)} ${option}`),
    correct: [index % 4],
    explanation: sentence(index + 5, 12),
    legalReference: `Điều ${index % 300}, Luật số ${index % 90}`,
  }))
}

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
  await build({ ...bundle, entryPoints: ['scripts/bench-import-file.ts'], outdir: 'server/dist' })
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-bench-imports-'))
  try {
    const bank = drafts(QUESTIONS)
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
