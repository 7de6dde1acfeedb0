import { checkChain } from '../../server/src/features/rounds/chain.ts'
import type { AttemptBook } from './books.ts'
import { withServices } from './stage.ts'
import type { World } from './world.ts'

export type OnDisk = { acknowledged: number; attempts: number; responses: number; receipts: number; logEntries: number; chainWhole: boolean }

/** After the process has ended: the database itself must hold everything that was acknowledged, and its chain every link. */
export async function checkDisk(world: World, dataDir: string): Promise<OnDisk> {
  const books = [...world.books.values()]
  return withServices(dataDir, world.clock.now(), async ({ storage }) => {
    let responses = 0
    let receipts = 0
    for (const book of books) {
      const saved = new Map((await storage.attempts.responses(book.attemptId)).map(({ position, choice }) => [position, choice]))
      responses += saved.size
      for (const lost of lostOnDisk(book, saved)) world.troubles.tell('an acknowledged answer is not on disk', lost)
      if (book.submitted === null) continue
      const found = await storage.log.findReceipt(book.submitted.receipt)
      if (found?.entry.event.kind === 'submission' && found.entry.event.attemptId === book.attemptId) receipts += 1
      else world.troubles.tell('an acknowledged receipt is not in the log', book.submitted.receipt)
    }
    const { whole, upTo } = await checkChain(storage.log)
    if (!whole) world.troubles.tell('the chain of the log is broken', `after entry ${upTo}`)
    const acknowledged = books.reduce((sum, { taps }) => sum + taps.filter(({ state }) => state === 'acknowledged').length, 0)
    return { acknowledged, attempts: books.length, responses, receipts, logEntries: upTo, chainWhole: whole }
  })
}

/** What was read back through the API, and so held against every acknowledgement, must be what the file holds. */
function lostOnDisk({ attemptId, readBack }: AttemptBook, saved: ReadonlyMap<number, string[]>): string[] {
  const positions = new Set([...(readBack?.choices.keys() ?? []), ...saved.keys()])
  return [...positions].flatMap((position) => {
    const [told, kept] = [JSON.stringify(readBack?.choices.get(position) ?? null), JSON.stringify(saved.get(position) ?? null)]
    return told === kept ? [] : [`${attemptId} question ${position}: told ${told}, kept ${kept}`]
  })
}
