import { rmSync, readdirSync, statSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { isRunning } from './is-running.ts'

const HOST = hostname().replaceAll(/[^\w.]/g, '_')
/** What another machine makes is written all the while; what lay still for so long was left. */
const LEFT_AFTER_MS = 86_400_000
const MAKER = /^(\d+)(?:@([\w.]+))?-/

/** What a file is called while it is made: by which process on which machine, so that the others who share its folder leave it alone. */
export const halfMade = (what: string, name: string): string => `.${what}-${process.pid}@${HOST}-${name}`

/** Remove what processes left half made that were killed: of this machine at once, of another that shares the folder once it has lain there for a day. */
export function dropLeftovers(folder: string, what: string): void {
  const prefix = `.${what}-`
  for (const name of readdirSync(folder)) {
    const [, pid, host = HOST] = (name.startsWith(prefix) ? MAKER.exec(name.slice(prefix.length)) : null) ?? []
    if (pid === undefined) continue
    const path = join(folder, name)
    const left =
      host === HOST ? !isRunning(Number(pid)) : Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) > LEFT_AFTER_MS
    if (left) rmSync(path, { force: true })
  }
}
