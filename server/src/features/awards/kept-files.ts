import { canonical } from '../../domain/receipt.ts'
import type { PaperJob } from '../../ports/exports.ts'
import type { Services } from '../../services.ts'

const KEPT = 8

/** Papers that many people want at once are made once; the newest few are kept for as long as they would be made alike. */
export function keptFiles({ exports, sha256 }: Pick<Services, 'exports' | 'sha256'>): (job: PaperJob) => Promise<Uint8Array> {
  const kept = new Map<string, Promise<Uint8Array>>()
  return (job) => {
    const key = sha256(canonical(job))
    const known = kept.get(key)
    if (known !== undefined) return known
    const made = exports.awardPaper(job)
    kept.set(key, made)
    made.catch(() => kept.delete(key))
    for (const old of [...kept.keys()].slice(0, -KEPT)) kept.delete(old)
    return made
  }
}
