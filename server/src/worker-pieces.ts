import { parentPort } from 'node:worker_threads'

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
  for await (const piece of bytes) {
    await turn()
    port.postMessage(piece)
  }
  await turn()
  port.postMessage(null)
}
