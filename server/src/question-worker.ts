import { parentPort, workerData } from 'node:worker_threads'
import { picturesIn } from './domain/pictures.ts'
import { previewOf } from './formats/preview.ts'
import { writeQuestionFile, type ExportFormat } from './formats/question-export.ts'
import { readQuestionFile } from './formats/question-file.ts'
import type { QuestionFormat } from './formats/question-formats.ts'
import type { ReadJob, WriteJob } from './ports/question-files.ts'
import type { WorkerJob, WorkerMessage } from './question-files.ts'
import { openQuestionsForReading } from './storage/readers.ts'
import type { StoreAt } from './domain/store-at.ts'

const ROWS_AT_ONCE = 200
/** Which formats hold the pictures themselves. */
const holdsPictures: Record<ExportFormat, boolean> = { gift: false, 'moodle-xml': true, xlsx: false, csv: false, jsonl: true }

const { store, job } = workerData as { store: StoreAt; job: WorkerJob }
const port = parentPort
if (port === null) throw new Error('this file runs in a worker thread')
const send = (message: WorkerMessage): void => port.postMessage(message)
const reads = await openQuestionsForReading(store)

async function read({ contestId, fileName, bytes, format, topic, difficulty }: ReadJob): Promise<void> {
  const file = await readQuestionFile(fileName, bytes, {
    // The contract of the route has let only known names through.
    format: format as QuestionFormat | undefined,
    defaults: { topic, difficulty },
  })
  const { rows, ...head } = previewOf(file, await reads.current({ contestId }))
  await reads.close()
  let sent = 0
  port?.on('message', () => {
    const some = rows.slice(sent, sent + ROWS_AT_ONCE)
    sent += some.length
    send({ rows: some.length === 0 ? null : some })
  })
  send({ head: { ...head, pictures: file.pictures } })
}

async function write({ filter, format }: WriteJob): Promise<void> {
  const as = format as ExportFormat
  const drafts = await reads.current(filter)
  const shown = drafts.flatMap(({ stem, options, prompts, explanation, legalReference }) => [
    stem,
    ...options,
    ...prompts,
    explanation,
    legalReference,
  ])
  const pictures = await reads.pictures(holdsPictures[as] ? picturesIn(shown) : [])
  await reads.close()
  const written = await writeQuestionFile(as, drafts, (hash) => pictures.get(hash) ?? null)
  send({ written: { ...written, questions: drafts.length - written.leftOut.length } })
}

await ('read' in job ? read(job.read) : write(job.write))
