import { workerData } from 'node:worker_threads'
import { threadStepsBack } from './machine/step-back.ts'
import { readAhead, type ReadAhead } from './storage/sqlite/log-readahead.ts'

// Answers go first, and the thread that it reads ahead of.
threadStepsBack()
readAhead(workerData as ReadAhead)
