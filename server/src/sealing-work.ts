import { createHash } from 'node:crypto'
import { sealSteps, type PieceHash } from './features/rounds/seal-steps.ts'
import type { SealingReads, SealJob, SealProgress, SealStep } from './ports/sealing.ts'
import { sha256 } from './sha256.ts'

function openHash(): PieceHash {
  const hash = createHash('sha256')
  return { update: (text) => void hash.update(text), hex: () => hash.digest('hex') }
}

/** The steps of a seal, wherever they are worked through. */
export function* sealingWork(reads: SealingReads, job: SealJob, told: (progress: SealProgress) => void): Generator<SealStep> {
  try {
    yield* sealSteps(reads, job, { sha256, openHash, told })
  } finally {
    reads.close()
  }
}
