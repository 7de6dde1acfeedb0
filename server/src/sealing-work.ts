import { sealSteps } from './features/rounds/seal-steps.ts'
import type { SealingReads, SealJob, SealProgress, SealStep } from './ports/sealing.ts'
import { openHash, sha256 } from './sha256.ts'

/** The steps of a seal, wherever they are worked through. */
export async function* sealingWork(reads: SealingReads, job: SealJob, told: (progress: SealProgress) => void): AsyncGenerator<SealStep> {
  try {
    yield* sealSteps(reads, job, { sha256, openHash, told })
  } finally {
    await reads.close()
  }
}
