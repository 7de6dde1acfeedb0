import { parentPort } from 'node:worker_threads'

/** Small pieces go together: each is a turn of the thread that answers. */
const TOGETHER = 65_536

/** Hand bytes to the thread that started this worker, a piece each time it asks for more, and null at the end. */
export async function sendPieces(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
  const port = parentPort
  if (port === null) throw new Error('this file runs in a worker thread')
  let asked = 0
  let wake = (): void => undefined
  port.on('message', () => {
    asked += 1
    wake()
  })
  const turn = async (): Promise<void> => {
    while (asked === 0)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    asked -= 1
  }
  for await (const piece of together(bytes)) {
    await turn()
    port.postMessage(piece)
  }
  await turn()
  port.postMessage(null)
}

/** The first as it is, so that a reply begins at once; later ones in pieces of 64 KiB or more. */
async function* together(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let [some, size, begun] = [[] as Uint8Array[], 0, false]
  for await (const piece of bytes) {
    some.push(piece)
    size += piece.length
    if (begun && size < TOGETHER) continue
    yield some.length === 1 ? piece : Buffer.concat(some)
    some = []
    size = 0
    begun = true
  }
  if (size > 0) yield Buffer.concat(some)
}
