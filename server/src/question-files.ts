import type { Worker } from 'node:worker_threads'
import { accept, refuse, type Decision } from './domain/decision.ts'
import type { StagedQuestion } from './domain/question-import.ts'
import type { QuestionFiles, ReadJob, ReadQuestions, WriteJob, WrittenQuestions } from './ports/question-files.ts'
import type { StoreAt } from './domain/store-at.ts'
import { startWorker } from './workers.ts'

/** What the worker sends: the head of a read file, its rows piece by piece, or a written file. */
export type WorkerMessage = { head: Omit<ReadQuestions, 'rows'> } | { rows: StagedQuestion[] | null } | { written: WrittenQuestions }
export type WorkerJob = { read: ReadJob } | { write: WriteJob }

const LIMITS = { maxOldGenerationSizeMb: 1_024 }
const LONGEST_MS = 180_000

/** Reads and writes question files in a worker thread, one file at a time so that a small machine keeps its memory. */
export function workerQuestionFiles(store: StoreAt): QuestionFiles {
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = turn.then(work)
    turn = next.catch(() => undefined)
    return next
  }
  // The bytes go over to the worker: a large file is not kept twice. They must not be part of a larger buffer.
  const start = (job: WorkerJob): Worker =>
    startWorker(
      'question-worker',
      { store, job },
      { resourceLimits: LIMITS, transferList: 'read' in job ? [job.read.bytes.buffer as ArrayBuffer] : [] },
    )
  return {
    read: (job) => inTurn(() => readIn(start({ read: job }))).catch(tooHeavy),
    write: (job) => inTurn(() => writeIn(start({ write: job }))),
  }
}

class TookTooLong extends Error {}

/** A file that outgrows the worker is refused; anything else is a bug. */
function tooHeavy(error: unknown): Decision<ReadQuestions> {
  const outOfMemory = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
  if (outOfMemory || error instanceof TookTooLong) return refuse('file-too-heavy')
  throw error
}

/** The next message that a worker sends; rejects when it fails or takes too long. */
function nextMessage(worker: Worker): Promise<WorkerMessage> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(() => reject(new TookTooLong())), LONGEST_MS)
    const onMessage = (message: WorkerMessage): void => settle(() => resolve(message))
    const onError = (error: unknown): void => settle(() => reject(error instanceof Error ? error : new Error(String(error))))
    const onExit = (): void => settle(() => reject(new Error('the file worker stopped')))
    const settle = (end: () => void): void => {
      clearTimeout(timer)
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      end()
    }
    worker.once('message', onMessage).once('error', onError).once('exit', onExit)
  })
}

async function readIn(worker: Worker): Promise<Decision<ReadQuestions>> {
  try {
    const message = await nextMessage(worker)
    if (!('head' in message)) throw new Error('the file worker sent no head')
    return accept({ ...message.head, rows: rowsOf(worker) })
  } catch (error) {
    await worker.terminate()
    throw error
  }
}

/** The worker sends one piece for each that is asked for. */
async function* rowsOf(worker: Worker): AsyncGenerator<StagedQuestion[]> {
  try {
    for (;;) {
      const waiting = nextMessage(worker)
      worker.postMessage('more')
      const message = await waiting
      if (!('rows' in message) || message.rows === null) return
      yield message.rows
    }
  } finally {
    await worker.terminate()
  }
}

async function writeIn(worker: Worker): Promise<WrittenQuestions> {
  try {
    const message = await nextMessage(worker)
    if (!('written' in message)) throw new Error('the file worker wrote nothing')
    return message.written
  } finally {
    await worker.terminate()
  }
}
