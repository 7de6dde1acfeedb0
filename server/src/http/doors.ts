import type { ChildProcess } from 'node:child_process'
import type { Server as HttpServer } from 'node:http'
import { Server, type Socket } from 'node:net'
import { startProcess } from '../workers.ts'
import { askedAfter, OUTSIDE } from './sockets.ts'

/** With the one that Node opened: so many connections are taken in a turn. */
const MORE_DOORS = 31
const LONGEST_WAIT_MS = 10_000

/** What Node's own HTTP server asks of a connection, and ours. */
const asAtTheFirst = { allowHalfOpen: true, noDelay: true, ...askedAfter }

/**
 * Node takes one new connection in each turn of its event loop, and under load a turn is as long as the work of everybody who is connected: whoever came
 * last would stand outside for seconds. So the port gets more doors, each of which lets one in per turn. A door is the listening socket once more, and only
 * another process can hand one back. Where that does not work there is the first door.
 */
export async function openDoors(server: HttpServer, full: () => boolean): Promise<Server[]> {
  const { _handle: first } = server as HttpServer & { _handle?: object }
  if (process.platform === 'win32' || first === undefined) return []
  const letIn = (socket: Socket): void => {
    if (full()) socket.destroy()
    else server.emit('connection', socket)
  }
  const helper = startProcess('door-worker', [])
  const doors: Server[] = []
  try {
    for await (const handle of handedBack(helper, first)) {
      const door = new Server(asAtTheFirst, letIn)
      await new Promise<void>((open, failed) => door.on('error', failed).listen(handle, OUTSIDE, open))
      doors.push(door)
    }
  } catch {
    // Fewer doors, then.
  } finally {
    helper.kill()
  }
  return doors
}

/** The listening socket, as often as there are to be more of it. */
async function* handedBack(helper: ChildProcess, first: object): AsyncGenerator<object> {
  const waiting: object[] = []
  let wake = (): void => undefined
  let ended = false
  const end = (): void => {
    ended = true
    wake()
  }
  const timer = setTimeout(end, LONGEST_WAIT_MS)
  helper.on('message', (_message, handle) => {
    if (handle !== undefined) waiting.push(handle)
    wake()
  })
  helper.on('exit', end).on('error', end)
  // A raw handle is documented for clusters only: as a server it would begin to let people in over there.
  helper.send(MORE_DOORS, first as Server)
  try {
    for (let given = 0; given < MORE_DOORS; given += 1) {
      while (waiting.length === 0 && !ended)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      const handle = waiting.shift()
      if (handle === undefined) return
      yield handle
    }
  } finally {
    clearTimeout(timer)
  }
}
