import { call, type Reply } from '../../lib/api.ts'
import { problemOf, type Problem } from './problem.ts'

export type ExportJob = Reply<'getExport'>
type Asked = Parameters<typeof call<'startExport'>>[1]

const LOOK_EVERY_MS = 500

/** A file of results on its way: asked for, looked after until it is ready or has failed. */
export function exportJob(ready: () => void) {
  let job = $state.raw<ExportJob | null>(null)
  let problem = $state.raw<Problem | null>(null)
  let turn = 0

  const under = (state: ExportJob['state']): boolean => state === 'waiting' || state === 'making'

  async function follow(first: ExportJob, mine: number): Promise<void> {
    for (job = first; under(job.state);) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
      if (mine !== turn) return
      job = await call('getExport', { params: { exportId: job.id } })
    }
    ready()
  }

  return {
    get job() {
      return job
    },
    get busy() {
      return job !== null && under(job.state)
    },
    get problem() {
      return problem
    },
    async start(asked: Asked): Promise<void> {
      turn += 1
      problem = null
      try {
        await follow(await call('startExport', asked), turn)
      } catch (error) {
        job = null
        problem = problemOf(error)
      }
    },
    /** Leave it alone: it is made all the same. */
    leave(): void {
      turn += 1
    },
  }
}
