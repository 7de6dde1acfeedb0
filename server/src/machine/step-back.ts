import { readlinkSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { basename } from 'node:path'

/** Let this thread alone run behind others, where the system gives threads priorities of their own (Linux); elsewhere nothing happens. */
export function threadStepsBack(priority: number = constants.priority.PRIORITY_BELOW_NORMAL): void {
  try {
    setPriority(Number(basename(readlinkSync('/proc/thread-self'))), priority)
  } catch {
    // What it does takes no longer than before.
  }
}
