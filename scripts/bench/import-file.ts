import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { readXlsx } from 'hucre/xlsx'
import { previewOf } from '../../server/src/formats/preview.ts'
import { readQuestionFile } from '../../server/src/formats/question-file.ts'

// One reading in a process of its own, so that its memory is its own: `bench-imports.ts` starts it.

const [file = '', what] = process.argv.slice(2)
const bytes = new Uint8Array(readFileSync(file))
const start = performance.now()

async function whole(): Promise<{ questions: number; errors: number }> {
  const read = await readQuestionFile(basename(file), bytes)
  const { summary } = previewOf(read, [])
  return { questions: summary.questions, errors: summary.errors.length }
}

async function floor(): Promise<{ questions: number; errors: number }> {
  const { sheets } = await readXlsx(bytes)
  return { questions: sheets[0]?.rows.length ?? 0, errors: 0 }
}

const figures = await (what === 'floor' ? floor() : whole())
const ms = performance.now() - start
console.log(JSON.stringify({ ms, megabytes: Math.round(process.resourceUsage().maxRSS / 1024), ...figures }))
