import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'

const MEMORY = '/dev/shm'
const ROOM = 3 * 1024 ** 3

/** Tests write databases by the thousand: in memory, where this machine has room, no disk makes them wait. What they leave goes with this process. */
export function scratchInMemory() {
  try {
    const { bavail, bsize } = statfsSync(MEMORY)
    if (bavail * bsize < ROOM) return
    const folder = mkdtempSync(`${MEMORY}/hoithi-`)
    // A database that tests of root's start runs as another user, who must get through to its own folder.
    chmodSync(folder, 0o711)
    process.env.TMPDIR = folder
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  } catch {
    // Not there, or not ours to write: the system's own folder it is.
  }
}
