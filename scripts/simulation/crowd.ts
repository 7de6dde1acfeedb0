import { registrationOf, visitsOf } from './arrivals.ts'
import type { Options } from './options.ts'
import { kindCount, kindOf, randomOf, type Person } from './people.ts'
import { openPhone, type Network } from './phone.ts'
import type { Stage } from './stage.ts'
import type { Timetable } from './timetable.ts'

/** A person before anything happens: no phone is switched on yet. */
export type Planned = Omit<Person, 'device'>

/** Everyone with a character, a time to register and their visits; all of it follows from the seed. */
export function planCrowd({ scenario, seed }: Pick<Options, 'scenario' | 'seed'>, stage: Stage, timetable: Timetable): Planned[] {
  return stage.invented.map((invented, index): Planned => {
    // Plans are drawn before anything happens, so that the network cannot change who comes when.
    const plans = randomOf(seed, `plans of ${invented.phone}`)
    const kind = kindOf(index, plans)
    // The first of each kind come to every round, so that even a small crowd tries everything.
    const vanguard = index < kindCount
    return {
      ...invented,
      kind,
      password: `mật khẩu ${invented.phone}`,
      random: randomOf(seed, `taps of ${invented.phone}`),
      registersAt: registrationOf(timetable, scenario, plans, vanguard),
      registered: false,
      visits: visitsOf({ scenario, rounds: stage.rounds }, { eagerness: invented.eagerness, kind, vanguard }, plans),
      asked: new Map(),
    }
  })
}

/** The same people with a phone each; `sessions`: of those who are logged in on it already, by their phone number. */
export function gatherCrowd(planned: readonly Planned[], network: Network, sessions: ReadonlyMap<string, string> = new Map()): Person[] {
  return planned.map((person): Person => {
    const session = sessions.get(person.phone)
    return { ...person, session, registered: session !== undefined, device: openPhone(network, { session }) }
  })
}
