import { registrationOf, visitsOf } from './arrivals.ts'
import type { Options } from './options.ts'
import { kindCount, kindOf, randomOf, type Person } from './people.ts'
import { openPhone, type Network } from './phone.ts'
import type { Stage } from './stage.ts'
import type { Timetable } from './timetable.ts'

/** Everyone with a character, a phone, a time to register and their visits; all of it follows from the seed. */
export function gatherCrowd({ scenario, seed }: Pick<Options, 'scenario' | 'seed'>, stage: Stage, timetable: Timetable, network: Network): Person[] {
  return stage.invented.map((invented, index): Person => {
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
      device: openPhone(network),
      registersAt: registrationOf(timetable, scenario, plans, vanguard),
      registered: false,
      visits: visitsOf({ scenario, rounds: stage.rounds }, { eagerness: invented.eagerness, kind, vanguard }, plans),
      asked: new Map(),
    }
  })
}
