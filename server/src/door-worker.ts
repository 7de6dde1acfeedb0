import type { Server } from 'node:net'

/** Hands the listening socket of the server back, as often as it was asked for: each time it is one more door to the same port. Whoever asked ends this. */
process.on('message', (count: number, handle: Server) => {
  for (let given = 0; given < count; given += 1) process.send?.('door', handle)
})
