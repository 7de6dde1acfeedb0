import { setTimeout as pause } from 'node:timers/promises'
import { choose } from '../simulation/answering.ts'
import { register } from '../simulation/entering.ts'
import { submit } from '../simulation/finishing.ts'
import { openOutbox } from '../simulation/outbox.ts'
import { chance, type Person } from '../simulation/people.ts'
import type { StageRound } from '../simulation/stage.ts'
import { lookAround, start } from '../simulation/visiting.ts'
import type { World } from '../simulation/world.ts'

const MOST_TAPS = 16

/** Register, take the round, tap, hand in, look at the boards, and again, until told that it is over; whatever the server goes through meanwhile. */
export async function liveOn(world: World, person: Person, round: StageRound, over: () => boolean): Promise<void> {
  while (!over()) {
    await register(world, person)
    const book = person.registered ? await start(world, person, { round }) : null
    if (book === null) {
      await pause(100)
      continue
    }
    const box = openOutbox(world, book, person.device)
    const taps = 3 + person.random.below(MOST_TAPS)
    for (let tap = 0; tap < taps && !over(); tap += 1) {
      const question = book.questions[person.random.below(book.questions.length)]
      if (question !== undefined) box.tap(question.position, choose(person, question, world.key))
      await pause(5 + person.random.below(60))
    }
    await box.empty()
    // Some are still in the middle of it when the server ends.
    if (over() && chance(person.random, 50)) return
    await submit(world, book)
    await lookAround(world, person, { round })
  }
}

/** One new account after another. */
export async function keepComing(world: World, newcomers: readonly Person[], over: () => boolean): Promise<void> {
  for (const person of newcomers) {
    if (over()) return
    await register(world, person)
    await pause(20)
  }
}
