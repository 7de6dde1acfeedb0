import { randomFrom } from '../../server/src/domain/random.ts'
import { contestantWriter } from '../../server/src/storage/sqlite/contestant-writer.ts'
import type { Sqlite } from '../../server/src/storage/sqlite/open.ts'
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

/** Register people as the server does, many in one transaction. */
export function registerPeople(sqlite: Pick<Sqlite, 'client'>, origin: Origin, count: number, done: (people: number) => void): void {
  const { at, consentVersion } = origin
  const register = contestantWriter(sqlite)
  sqlite.client.exec('begin')
  for (let number = 0; number < count; number += 1) {
    const { id, phone, fullName, unionId, birthDate, contestantKind } = personOf(origin, number)
    const account = { id, login: phone, role: 'contestant', fullName, passwordHash: 'nobody may log in', unionId, createdAt: at } as const
    if (!register(account, { phone, birthDate, contestantKind, unionId, consentVersion, consentAt: at }))
      throw new Error(`two invented people share the phone ${phone}`)
    if (number % AT_ONCE !== AT_ONCE - 1) continue
    sqlite.client.exec('commit; begin')
    done(number + 1)
  }
  sqlite.client.exec('commit')
  done(count)
}
