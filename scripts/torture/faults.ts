import Database from 'better-sqlite3'
import { closeSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { ran, type Ground } from './ground.ts'

/** What a running server or its database goes through, and how it ends again. */
export type Fault = { begin: () => void | Promise<void>; end: () => void | Promise<void> }
type Subject = { pid: number; ground: Pick<Ground, 'dataDir' | 'mounted'> }

const PIECE = Buffer.alloc(1 << 20, 'h')

const limit = (pid: number, what: string, soft: number): void => {
  if (!ran('prlimit', '--pid', String(pid), `--${what}=${soft}:`)) throw new Error(`prlimit could not set ${what} (util-linux is needed)`)
}
/** A process that was killed meanwhile has no limits any more. */
const lift = (pid: number, what: string, soft: number | 'unlimited'): void => void ran('prlimit', '--pid', String(pid), `--${what}=${soft}:`)

/** Every byte of a disk of its own is taken; else nothing of the process's files may grow. */
function diskFull({ pid, ground: { dataDir, mounted } }: Subject): Fault {
  if (mounted) return diskOf(dataDir)
  const sizes = (): number[] =>
    ['hoithi.sqlite', 'hoithi.sqlite-wal'].map((name) => statSync(join(dataDir, name), { throwIfNoEntry: false })?.size ?? 0)
  return { begin: () => limit(pid, 'fsize', Math.max(...sizes())), end: () => lift(pid, 'fsize', 'unlimited') }
}

/** A small disk that is filled to its last byte. */
export function diskOf(folder: string): Fault {
  const ballast = join(folder, 'ballast')
  return { begin: () => fill(ballast), end: () => rmSync(ballast, { force: true }) }
}

function fill(ballast: string): void {
  const handle = openSync(ballast, 'a')
  try {
    for (let size = PIECE.length; size >= 512;) {
      try {
        if (writeSync(handle, PIECE, 0, size) < size) size >>= 1
      } catch {
        size >>= 1
      }
    }
  } finally {
    closeSync(handle)
  }
}

/** Nothing may be written at all, as on a disk that the kernel has made read-only after an error. */
const filesReadOnly = ({ pid }: Pick<Subject, 'pid'>): Fault => ({ begin: () => limit(pid, 'fsize', 0), end: () => lift(pid, 'fsize', 'unlimited') })

/** Not one more file or connection. */
const noFileHandles = ({ pid }: Subject): Fault => {
  const before = Number(/^Max open files\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/limits`, 'utf8'))?.[1] ?? 1_024)
  return { begin: () => limit(pid, 'nofile', firstFree(pid)), end: () => lift(pid, 'nofile', before) }
}

/** The lowest number that no file of a process has; the next file would get it. */
function firstFree(pid: number): number {
  const taken = new Set(readdirSync(`/proc/${pid}/fd`).map(Number))
  let free = 0
  while (taken.has(free)) free += 1
  return free
}

/** The process stands still, as on a machine that swaps or is moved to another host. */
const standsStill = ({ pid }: Subject): Fault => ({ begin: () => void process.kill(pid, 'SIGSTOP'), end: () => void process.kill(pid, 'SIGCONT') })

/** Another program holds the database. */
function locked({ ground: { dataDir } }: Subject): Fault {
  const client = new Database(join(dataDir, 'hoithi.sqlite'), { timeout: 10_000 })
  return {
    begin: () => void client.exec('begin immediate'),
    end: () => {
      client.exec('rollback')
      client.close()
    },
  }
}

export const faults = { diskFull, filesReadOnly, noFileHandles, standsStill, locked } satisfies Record<string, (subject: Subject) => Fault>
export type FaultName = keyof typeof faults
