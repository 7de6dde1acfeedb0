import { accept, type Decision } from '../../domain/decision.ts'
import { scopeKey } from '../../domain/export-scope.ts'
import { shownState, underWay } from '../../domain/job-state.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { Job, JobKinds, OwnJob } from '../../ports/jobs.ts'
import type { Services } from '../../services.ts'
import { inBackground } from '../jobs/in-background.ts'
import type { WantedExport } from './wanted-export.ts'

/** So many that were made are remembered, with their files, for an hour. */
const REMEMBERED = 100
const KEPT_MS = 3_600_000
/** Each job makes one. */
const FILE = 1

type Made = JobKinds['export']['result']
type View = ReplyOf<'getExport'>
type Needs = Pick<Services, 'storage' | 'clock' | 'ids' | 'exports'>

/** Files that people asked for, made in the background. */
export function exportJobs(needs: Needs) {
  const { clock, ids } = needs
  const { jobs } = needs.storage
  // A server makes one after another, so that answers of other rounds keep a processor.
  let line: Promise<unknown> = Promise.resolve()
  const ready = async (id: string): Promise<{ job: Job<'export'>; made: Made | null } | null> => {
    const job = await jobs.find('export', id)
    return job === null ? null : { job, made: job.state === 'ready' ? await jobs.result('export', id) : null }
  }
  return {
    async start(
      { job: wanted, scopeName, name, type, disposition }: WantedExport,
      actorId: string,
      failed: (error: unknown) => void,
    ): Promise<Decision<View>> {
      const id = ids.next(clock.now())
      const about = { name, type, disposition, format: wanted.format }
      const begun = await jobs.begin('export', { id, key: id, actorId, about, keepMs: KEPT_MS }, (known) =>
        accept({ drops: known.slice(0, 1 - REMEMBERED).flatMap((job) => (underWay(job) ? [] : [job.id])) }),
      )
      if (!begun.ok) return begun
      const { job, own } = begun.value
      if (own !== null) line = line.then(() => inBackground(own, () => make(needs, own, { wanted, scopeName, actorId }), failed))
      return accept(viewOf(job, null))
    },
    async find(id: string): Promise<View | null> {
      const found = await ready(id)
      return found === null ? null : viewOf(found.job, found.made)
    },
    /** The bytes of a file that is ready. */
    async open(id: string) {
      const found = await ready(id)
      const bytes = found === null || found.made === null ? null : await jobs.open(id, FILE)
      return found === null || found.made === null || bytes === null ? null : { ...found.job.about, bytes, length: found.made.bytes }
    },
  }
}

function viewOf({ id, state, about: { name, format }, progress }: Job<'export'>, made: Made | null): View {
  const { done, total } = progress ?? { done: 0, total: 0 }
  const file = made ?? { bytes: null, sha256: null, alike: null }
  return { id, state: shownState(state), done: state === 'ready' ? total : done, total, name, format, ...file }
}

type Making = { wanted: WantedExport['job']; scopeName: string; actorId: string }

async function make({ storage, clock, exports }: Needs, own: OwnJob<'export'>, { wanted, scopeName, actorId }: Making): Promise<Made> {
  const { path, bytes, sha256, erased } = await exports.make(wanted, (done, total) => own.tell({ done, total }))
  await own.keep(FILE, path)
  const { format, revisionId } = wanted
  const file = { revisionId, format, scope: scopeKey(wanted.scope), erased }
  const before = await storage.exportFiles.before(file)
  await storage.exportFiles.add({ id: own.id, ...file, scopeName, bytes, sha256, madeAt: clock.now(), actorId })
  return { bytes, sha256, alike: before === null ? null : before.sha256 === sha256 }
}
