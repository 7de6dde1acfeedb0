import { scopeKey } from '../../domain/export-scope.ts'
import type { ExportFile } from '../../ports/export-files.ts'
import type { Services } from '../../services.ts'
import type { WantedExport } from './wanted-export.ts'

/** Files are made one after another, so that answers of other rounds keep a processor; so many that were made are remembered. */
const REMEMBERED = 100

export type Job = {
  id: string
  state: 'waiting' | 'making' | 'ready' | 'failed'
  done: number
  total: number
  name: string
  type: string
  disposition: string
  format: ExportFile['format']
  path: string | null
  bytes: number | null
  sha256: string | null
  alike: boolean | null
}

export type ExportJobs = { start: (wanted: WantedExport, actorId: string, failed: (error: unknown) => void) => Job; find: (id: string) => Job | null }

/** Files that people asked for, made in the background; a restart forgets those under way. */
export function exportJobs(needs: Pick<Services, 'storage' | 'clock' | 'ids' | 'exports'>): ExportJobs {
  const jobs = new Map<string, Job>()
  let line: Promise<unknown> = Promise.resolve()
  return {
    start({ job: wanted, scopeName, name, type, disposition }, actorId, failed) {
      const file = { name, type, disposition, format: wanted.format, path: null, bytes: null, sha256: null, alike: null }
      const job: Job = { id: needs.ids.next(needs.clock.now()), state: 'waiting', done: 0, total: 0, ...file }
      jobs.set(job.id, job)
      for (const old of [...jobs.keys()].slice(0, -REMEMBERED)) jobs.delete(old)
      line = line.then(() =>
        make(needs, job, { wanted, scopeName, actorId }).catch((error: unknown) => {
          job.state = 'failed'
          failed(error)
        }),
      )
      return job
    },
    find: (id) => jobs.get(id) ?? null,
  }
}

type Making = { wanted: WantedExport['job']; scopeName: string; actorId: string }

async function make(
  { storage, clock, exports }: Pick<Services, 'storage' | 'clock' | 'exports'>,
  job: Job,
  { wanted, scopeName, actorId }: Making,
): Promise<void> {
  job.state = 'making'
  const { path, bytes, sha256, erased } = await exports.make(wanted, (done, total) => Object.assign(job, { done, total }))
  const { format, revisionId } = wanted
  const file = { revisionId, format, scope: scopeKey(wanted.scope), erased }
  const before = await storage.exportFiles.before(file)
  await storage.exportFiles.add({ id: job.id, ...file, scopeName, bytes, sha256, madeAt: clock.now(), actorId })
  Object.assign(job, {
    state: 'ready',
    done: job.total,
    path,
    bytes,
    sha256,
    alike: before === null ? null : before.sha256 === sha256,
  } satisfies Partial<Job>)
}
