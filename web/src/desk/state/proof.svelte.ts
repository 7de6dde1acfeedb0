import { Refused } from '../../lib/api.ts'

/** Tells the act that waits whether its owner has proven who they are. */
let waiting = $state.raw<((proven: boolean) => void) | null>(null)

/** The question whether it is still you, which the server asks before what weighs most. */
export const proof = {
  get asked(): boolean {
    return waiting !== null
  },
  answer(proven: boolean): void {
    const tell = waiting
    waiting = null
    tell?.(proven)
  },
}

const ask = (): Promise<boolean> =>
  new Promise((resolve) => {
    proof.answer(false)
    waiting = resolve
  })

/** Run an act; where it needs a proof, ask for it and run it again. */
export async function provenly(run: () => Promise<void>): Promise<void> {
  try {
    await run()
  } catch (error) {
    if (!(error instanceof Refused && error.code === 'prove-again') || !(await ask())) throw error
    await run()
  }
}
