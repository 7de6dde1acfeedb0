import { comesBack } from '../come-back.ts'

const second = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1_000))

/** The seconds that are left, null when it is sent; and how many stand before, where that is known. Says whether anybody still waits. */
type Tell = (left: number | null, ahead: number | null) => boolean

/** Send until the server is not too busy. */
export async function untilServed<T>(send: () => Promise<T>, tell: Tell, pass: () => Promise<void> = second): Promise<T> {
  for (;;) {
    try {
      return await send()
    } catch (error) {
      const back = comesBack(error)
      if (back === null) throw error
      for (let left = back.seconds; left > 0; left -= 1) {
        if (!tell(left, back.ahead)) throw error
        await pass()
      }
      if (!tell(null, back.ahead)) throw error
    }
  }
}
