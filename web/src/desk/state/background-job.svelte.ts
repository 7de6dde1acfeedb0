import { problemOf, type Problem } from './problem.ts'

type Job = { id: string; state: 'waiting' | 'making' | 'ready' | 'failed' }

const LOOK_EVERY_MS = 500

const underWay = ({ state }: Job): boolean => state === 'waiting' || state === 'making'

/** Files on their way: asked for, and looked after until they are ready or have failed. */
export function backgroundJob<Asked, J extends Job>(
  { begin, look }: { begin: (asked: Asked) => Promise<J>; look: (id: string) => Promise<J> },
  ready: () => void = () => undefined,
) {
  let job = $state.raw<J | null>(null)
  let problem = $state.raw<Problem | null>(null)
  let turn = 0

  async function follow(first: J, mine: number): Promise<void> {
    for (let now = first; ; now = await look(first.id)) {
      if (mine !== turn) return
      job = now
      if (!underWay(now)) return ready()
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
    }
  }

  return {
    get job() {
      return job
    },
    get busy() {
      return job !== null && underWay(job)
    },
    get problem() {
      return problem
    },
    async start(asked: Asked): Promise<void> {
      turn += 1
      problem = null
      try {
        await follow(await begin(asked), turn)
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
