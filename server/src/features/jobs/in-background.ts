import type { JobKind, JobKinds, OwnJob } from '../../ports/jobs.ts'

/** Do a job after the request that began it was answered; `failed` is told what broke, unless nobody wants the job any more. */
export function inBackground<Kind extends JobKind>(
  own: OwnJob<Kind>,
  work: () => Promise<JobKinds[Kind]['result']>,
  failed: (error: unknown) => void,
): Promise<void> {
  const broken = async (error: unknown): Promise<void> => {
    if (!own.signal.aborted) failed(error)
    await own.fail()
  }
  return (
    work()
      .then((result) => own.end(result))
      .catch(broken)
      // A job of which the store cannot be told is lost by itself.
      .catch(failed)
  )
}
