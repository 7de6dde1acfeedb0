import { randomFrom } from '../../server/src/domain/random.ts'
import type { Storage } from '../../server/src/ports/storage.ts'
import { inventPerson, phoneOf, type Invented } from '../crowd-people.ts'
import { chanceOf, idOf, seedOf } from './chance.ts'

const AT_ONCE = 2_000

/** Where people come from: one seat a member, the moment of their registration, and the notice that they agreed to. */
export type Origin = { seed: string; seats: readonly string[]; at: number; consentVersion: string }

/** The same person whenever asked: nobody is kept in memory. */
export function personOf({ seed, seats, at }: Origin, number: number): Invented {
  const chance = chanceOf(seed, `person ${number}`)
  return { id: idOf(at, chance), ...inventPerson(randomFrom(seedOf(chance)), seats, () => phoneOf(number)) }
}

/** Register people as the server does, a batch a commit. */
export async function registerPeople(
  { accounts }: Pick<Storage, 'accounts'>,
  origin: Origin,
  count: number,
  done: (people: number) => void,
): Promise<void> {
  const { at, consentVersion } = origin
  for (let from = 0; from < count; from += AT_ONCE) {
    const until = Math.min(count, from + AT_ONCE)
    await Promise.all(
      Array.from({ length: until - from }, async (_, index) => {
        const { id, phone, fullName, unionId, birthDate, contestantKind } = personOf(origin, from + index)
        const account = { id, login: phone, role: 'contestant', fullName, passwordHash: 'nobody may log in', unionId, createdAt: at } as const
        const registered = await accounts.register(account, { phone, birthDate, contestantKind, unionId, consentVersion, consentAt: at })
        if (!registered.ok) throw new Error(`an invented person was refused: ${registered.reason}`)
      }),
    )
    done(until)
  }
}
