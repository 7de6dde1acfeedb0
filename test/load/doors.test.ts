import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo, type Server as NetServer, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { openDoors } from '../../server/src/http/doors.ts'

const CROWD = 200
const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

async function listening(): Promise<{ server: Server; port: number }> {
  const server = createServer((_request, response) => response.end('here'))
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open))
  ends.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return { server, port: (server.address() as AddressInfo).port }
}
const opened = async (server: Server, most = 1_000): Promise<NetServer[]> => {
  let inside = 0
  server.on('connection', () => (inside += 1))
  const doors = await openDoors(server, () => inside >= most)
  ends.push(() => doors.forEach((door) => door.close()))
  return doors
}

/** A crowd that the kernel has let in already while the event loop was at work: how many turns until each of them is inside. */
async function turnsFor(server: Server, port: number): Promise<number> {
  let inside = 0
  server.on('connection', () => (inside += 1))
  const crowd = Array.from({ length: CROWD }, () => connect(port, '127.0.0.1'))
  ends.push(() => crowd.forEach((socket) => socket.destroy()))
  const until = performance.now() + 100
  while (performance.now() < until);
  let turns = 0
  while (inside < CROWD) {
    await new Promise(setImmediate)
    turns += 1
  }
  return turns
}

const answer = (socket: Socket): Promise<string> =>
  new Promise((resolve) => {
    let text = ''
    socket.on('data', (bytes: Buffer) => (text += String(bytes)))
    socket.on('error', () => undefined).once('close', () => resolve(text))
  })

test('a crowd that comes at once is inside within a few turns of the event loop, not one in each', async () => {
  const { server, port } = await listening()
  const doors = await opened(server)
  expect(doors.length).toBeGreaterThan(16)
  expect(await turnsFor(server, port)).toBeLessThan(CROWD / 4)
})

test('whoever came in by another door is answered, counted and sent away as by the first', async () => {
  const { server, port } = await listening()
  await opened(server, CROWD / 2)
  const ask = (): Socket => {
    const socket = connect(port, '127.0.0.1')
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n')
    return socket
  }
  const crowd = Array.from({ length: CROWD }, ask)
  const texts = crowd.map(answer)
  // Those within the limit are answered and kept, until the server lets its idle connections go; by the first door Node itself counts.
  while (crowd.filter((socket) => socket.bytesRead > 0).length + crowd.filter((socket) => socket.destroyed).length < CROWD)
    await new Promise((again) => setTimeout(again, 20))
  server.closeAllConnections()
  const answered = (await Promise.all(texts)).filter((text) => text.endsWith('here')).length
  expect(answered).toBeGreaterThanOrEqual(CROWD / 2)
  expect(answered).toBeLessThan(CROWD)
})

test('nobody is left waiting by the process that hands the doors back: whoever comes meanwhile is answered', async () => {
  const { server, port } = await listening()
  const opening = opened(server)
  let answered = 0
  for (let one = 0; one < 100; one += 1) {
    const socket = connect(port, '127.0.0.1')
    socket.write('GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')
    answered += (await answer(socket)).endsWith('here') ? 1 : 0
  }
  expect(answered).toBe(100)
  await opening
})
