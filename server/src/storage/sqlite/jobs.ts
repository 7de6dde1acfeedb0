import { createReadStream, existsSync, rmSync } from 'node:fs'
import { accept, type Decision } from '../../domain/decision.ts'
import { underWay } from '../../domain/job-state.ts'
import type { Job, JobKind, JobKinds, JobPlan, Jobs, NewJob } from '../../ports/jobs.ts'

type Kept<Kind extends JobKind> = Job<Kind> & {
  kind: Kind
  keepMs: number
  /** When it is forgotten; null while it is under way. */
  until: number | null
  result: JobKinds[Kind]['result'] | null
  files: Map<number, string>
  control: AbortController
}

/** Jobs of the one server that an SQLite file has: in its memory, with files in its data folder; a restart forgets them. */
export function jobsInMemory(now: () => number = () => performance.now()): Jobs {
  const kept = new Map<string, Kept<JobKind>>()

  const drop = (id: string): void => {
    const job = kept.get(id)
    kept.delete(id)
    job?.control.abort()
    for (const path of job?.files.values() ?? []) rmSync(path, { force: true })
  }
  const forget = (): void => {
    for (const { id, until } of [...kept.values()]) if (until !== null && until <= now()) drop(id)
  }
  const known = <Kind extends JobKind>(kind: Kind, key?: string): Kept<Kind>[] => {
    forget()
    return [...kept.values()].filter((job): job is Kept<Kind> => job.kind === kind && (key === undefined || job.key === key))
  }
  const finish = (job: Kept<JobKind>, state: 'ready' | 'failed' | 'lost'): void => {
    if (underWay(job)) Object.assign(job, { state, until: now() + job.keepMs })
  }

  return {
    async begin<Kind extends JobKind>(kind: Kind, wanted: NewJob<Kind>, decide: (known: readonly Job<Kind>[]) => Decision<JobPlan>) {
      const jobs = known(kind)
      const plan = decide(jobs)
      if (!plan.ok) return plan
      if ('same' in plan.value) {
        const { same } = plan.value
        const job = jobs.find(({ id }) => id === same)
        if (job === undefined) throw new Error(`there is no job ${same} to go on with`)
        return accept({ job: shown(job), own: null })
      }
      for (const id of plan.value.drops) drop(id)
      const control = new AbortController()
      const job: Kept<Kind> = { ...wanted, kind, state: 'waiting', progress: null, until: null, result: null, files: new Map(), control }
      kept.set(job.id, job as Kept<JobKind>)
      const own = {
        id: job.id,
        signal: control.signal,
        tell: (progress: JobKinds[Kind]['progress']): void => void (underWay(job) && Object.assign(job, { state: 'making', progress })),
        async keep(file: number, path: string): Promise<void> {
          if (kept.has(job.id)) job.files.set(file, path)
          else rmSync(path, { force: true })
        },
        async end(result: JobKinds[Kind]['result']): Promise<void> {
          if (underWay(job)) job.result = result
          finish(job as Kept<JobKind>, 'ready')
        },
        fail: async () => finish(job as Kept<JobKind>, 'failed'),
      }
      return accept({ job: shown(job), own })
    },
    find: async (kind, id) => {
      const job = known(kind).find((each) => each.id === id)
      return job === undefined ? null : shown(job)
    },
    list: async (kind, key) => known(kind, key).map(shown),
    result: async (kind, id) => known(kind).find((job) => job.id === id)?.result ?? null,
    drop: async (id) => drop(id),
    async open(id, file) {
      const path = kept.get(id)?.files.get(file)
      return path !== undefined && existsSync(path) ? createReadStream(path) : null
    },
    forget: async () => forget(),
    async stop() {
      for (const job of kept.values()) {
        finish(job, 'lost')
        job.control.abort()
      }
    },
  }
}

const shown = <Kind extends JobKind>({ id, key, actorId, state, about, progress }: Kept<Kind>): Job<Kind> => ({
  ...{ id, key, actorId, state },
  about,
  progress,
})
