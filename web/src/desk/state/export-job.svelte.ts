import { call } from '../../lib/api.ts'
import { backgroundJob } from './background-job.svelte.ts'

type Asked = Parameters<typeof call<'startExport'>>[1]

/** A file of results on its way. */
export const exportJob = (ready: () => void) =>
  backgroundJob({ begin: (asked: Asked) => call('startExport', asked), look: (exportId) => call('getExport', { params: { exportId } }) }, ready)
