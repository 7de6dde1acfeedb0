import { once } from 'node:events'
import { createServer, connect, type AddressInfo, type Socket } from 'node:net'

/** The line between a server and its database. */
export type DatabaseLine = {
  /** The database's address over this line. */
  url: string
  /** `closed`: connections are cut and new ones refused. `silent`: they stay open, and whatever is sent goes nowhere. */
  cut: (how: 'closed' | 'silent') => Promise<void>
  mend: () => Promise<void>
  /** Lead to another database from here on, as an address that moves from one machine to the other. */
  moveTo: (database: string) => Promise<void>
  close: () => Promise<void>
}

export async function openDatabaseLine(database: string): Promise<DatabaseLine> {
  let there = new URL(database)
  const sockets = new Set<Socket>()
  let silent = false
  const server = createServer((near) => {
    sockets.add(near)
    near.on('error', () => undefined).once('close', () => sockets.delete(near))
    if (silent) return void near.resume()
    const far = connect(Number(there.port), there.hostname)
    sockets.add(far)
    far.on('error', () => undefined)
    // What one of them says while the line is silent is lost, also that it has gone.
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (piece) => (silent ? undefined : to.write(piece)))
      from.once('close', () => {
        sockets.delete(from)
        if (!silent) to.destroy()
      })
    }
  })
  const listen = async (port: number): Promise<number> => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }
  const hangUp = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy()
    if (!server.listening) return
    server.close()
    await once(server, 'close')
  }
  const port = await listen(0)
  const url = new URL(database)
  url.port = String(port)
  return {
    url: url.href,
    async cut(how) {
      if (how === 'silent') silent = true
      else await hangUp()
    },
    async mend() {
      // What was cut off silently never comes back to life: the database may hold it still, and the server has long given it up.
      if (silent) await hangUp()
      silent = false
      await listen(port)
    },
    async moveTo(other) {
      await hangUp()
      there = new URL(other)
      await listen(port)
    },
    close: hangUp,
  }
}
