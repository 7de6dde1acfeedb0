import { parentPort, workerData } from 'node:worker_threads'
import { previewOf } from './formats/preview.ts'
import { writeQuestionFile, type ExportFormat } from './formats/question-export.ts'
import { readQuestionFile } from './formats/question-file.ts'
import type { QuestionFormat } from './formats/question-formats.ts'
import type { ReadJob, WriteJob } from './ports/question-files.ts'
import type { WorkerJob, WorkerMessage } from './question-files.ts'
import { openQuestionsForReading } from './storage/sqlite/questions-reader.ts'

const ROWS_AT_ONCE = 200

const { databaseFile, job } = workerData as { databaseFile: string; job: WorkerJob }
const port = parentPort
if (port === null) throw new Error('this file runs in a worker thread')
const send = (message: WorkerMessage): void => port.postMessage(message)
const { current, picture } = openQuestionsForReading(databaseFile)

async function read({ contestId, fileName, bytes, format, topic, difficulty }: ReadJob): Promise<void> {
  const file = await readQuestionFile(fileName, bytes, {
    // The contract of the route has let only known names through.
    format: format as QuestionFormat | undefined,
    defaults: { topic, difficulty },
  })
  const { rows, ...head } = previewOf(file, current({ contestId }))
  let sent = 0
  port?.on('message', () => {
    const some = rows.slice(sent, sent + ROWS_AT_ONCE)
    sent += some.length
    send({ rows: some.length === 0 ? null : some })
  })
  send({ head: { ...head, pictures: file.pictures } })
}

async function write({ filter, format }: WriteJob): Promise<void> {
  const drafts = current(filter)
  const written = await writeQuestionFile(format as ExportFormat, drafts, picture)
  send({ written: { ...written, questions: drafts.length - written.leftOut.length } })
}

await ('read' in job ? read(job.read) : write(job.write))
