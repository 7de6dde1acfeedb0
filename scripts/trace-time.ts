/** An event of a Chromium trace; `ts` and `dur` in µs by the clock, `tts` and `tdur` in µs of its thread's processor time. */
export type TraceEvent = { name: string; ph: string; pid: number; tid: number; ts: number; dur?: number; tts?: number; tdur?: number }

type Task = { begins: number; ends: number; tts: number; lasts: number }

/**
 * The trace as it would have been had no task waited for a core: each task begins when it began and lasts its processor time, and what happened inside
 * it lies where its thread had got to. A shared machine makes tasks ten times longer by the clock than they are; a phone has its cores for itself.
 */
export function withoutWaiting<E extends TraceEvent>(events: readonly E[]): E[] {
  const tasks = new Map<string, Task[]>()
  for (const event of [...events].sort((a, b) => a.ts - b.ts)) noteTask(tasks, event)
  return events.map((event) => moved(event, taskAt(tasks.get(threadOf(event)) ?? [], event.ts)))
}

const threadOf = ({ pid, tid }: TraceEvent): string => `${pid}:${tid}`

/** Outermost tasks only: a nested one lies inside the time of its parent. */
function noteTask(tasks: Map<string, Task[]>, event: TraceEvent): void {
  if (!event.name.endsWith('RunTask') || event.dur === undefined || event.tts === undefined || event.tdur === undefined) return
  const thread = threadOf(event)
  const list = tasks.get(thread) ?? []
  if (list.length === 0) tasks.set(thread, list)
  if (event.ts < (list.at(-1)?.ends ?? -Infinity)) return
  list.push({ begins: event.ts, ends: event.ts + event.dur, tts: event.tts, lasts: Math.min(event.tdur, event.dur) })
}

function taskAt(tasks: Task[], ts: number): Task | undefined {
  let [from, to] = [0, tasks.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((tasks[middle]?.begins ?? Infinity) <= ts) from = middle + 1
    else to = middle
  }
  const found = tasks[from - 1]
  return found !== undefined && ts <= found.ends ? found : undefined
}

function moved<E extends TraceEvent>(event: E, task: Task | undefined): E {
  if (task === undefined) return event
  const share = task.ends === task.begins ? 1 : task.lasts / (task.ends - task.begins)
  const into = event.tts === undefined ? (event.ts - task.begins) * share : Math.min(Math.max(event.tts - task.tts, 0), task.lasts)
  const ts = Math.round(task.begins + into)
  if (event.dur === undefined) return { ...event, ts }
  return { ...event, ts, dur: Math.max(0, Math.min(Math.round(event.tdur ?? event.dur * share), Math.round(task.begins + task.lasts) - ts)) }
}
