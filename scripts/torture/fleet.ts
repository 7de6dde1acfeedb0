import { mkdirSync } from 'node:fs'
import { startServer, type ServerProcess } from '../simulation/server-process.ts'
import { storeSettings, useStore } from '../simulation/store.ts'

/** The clock of each further server's machine is so much further ahead. */
const APART_MS = 7_000

type Member = { dataDir: string; port: string; aheadMs: number; running: ServerProcess | null }

/** Servers that share the store of `dataDir`, each with a folder and an address of its own. None runs yet. */
export function openFleet(dataDir: string, { servers, beginsAt }: { servers: number; beginsAt: number }) {
  const members = Array.from({ length: servers }, (_, index): Member => {
    const own = index === 0 ? dataDir : `${dataDir}-${index + 1}`
    if (index > 0) {
      mkdirSync(own, { mode: 0o700 })
      useStore(own, storeSettings(dataDir))
    }
    return { dataDir: own, port: '0', aheadMs: index * APART_MS, running: null }
  })
  const up = (): ServerProcess[] => members.flatMap(({ running }) => running ?? [])
  let turn = 0

  const begin = ({ dataDir: folder, port, aheadMs }: Member): Promise<ServerProcess> => startServer(folder, { beginsAt, speed: 1, port, aheadMs })
  async function start(member: Member): Promise<ServerProcess> {
    const running = await begin(member)
    Object.assign(member, { running, port: running.url.port })
    return running
  }
  /** Take one out of the line before it ends. */
  const out = (running: ServerProcess): Member | undefined => {
    const member = members.find((one) => one.running === running)
    if (member !== undefined) member.running = null
    return member
  }
  return {
    up,
    /** The address for the next request: each server in turn, as from a line in front of them; where none runs, the first one's. */
    next(): URL {
      const running = up()
      turn += 1
      return running[turn % Math.max(1, running.length)]?.url ?? new URL(`http://127.0.0.1:${members[0]?.port ?? '0'}`)
    },
    first: (): Promise<ServerProcess> => start(members[0] as Member),
    /** Every one that does not run. */
    startAll: async (): Promise<void> => {
      await Promise.all(members.filter(({ running }) => running === null).map(start))
    },
    /** Another one on the first one's folder: it must refuse. */
    beside: (): Promise<ServerProcess> => begin(members[0] as Member),
    /** Kill one; gives what starts it again. */
    async kill(running: ServerProcess): Promise<() => Promise<void>> {
      const member = out(running)
      await running.kill()
      return async () => {
        if (member !== undefined && member.running === null) await start(member)
      }
    },
    async stop(running: ServerProcess): Promise<void> {
      out(running)
      await running.stop()
    },
    end: async (): Promise<void> => {
      await Promise.all(up().map((running) => running.kill()))
    },
  }
}
export type Fleet = ReturnType<typeof openFleet>
