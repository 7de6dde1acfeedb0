import { setTimeout as pause } from 'node:timers/promises'
import type { RouteName } from '@hoithi/shared/routes'
import { chance, type Person } from './people.ts'
import { comesBack, type Answer, type Input, type Phone } from './phone.ts'
import type { StageRound } from './stage.ts'
import type { World } from './world.ts'

const CUT_PERCENT = 15

/** Nobody knows what became of it; a server that cannot write may have written half-way. */
const unheard = new Set<string>(['cut', 'unreachable', 'unavailable'])

/** A reply, and whether an earlier sending of the same words went unheard: then the server may have done what it refuses now. */
type Heard<Name extends RouteName> = { answer: Answer<Name>; doubtful: boolean }

/** Ask until a reply comes back: whoever has a bad line is cut off now and then, and sends the same words again. */
export async function insist<Name extends RouteName>(
  world: World,
  person: Person,
  name: Name,
  input: Input<Name>,
  device: Phone = person.device,
): Promise<Heard<Name>> {
  for (let tries = 1; ; tries += 1) {
    const cut = person.kind === 'lostLine' && tries < world.patience.tries / 2 && chance(person.random, CUT_PERCENT)
    const answer = await device.call(name, { ...input, cut })
    if (!answer.ok && comesBack.has(answer.code)) {
      // Sent away unheard; the phone comes back when it was told to, on real time, as often as it takes.
      await pause((answer.retryInSeconds ?? 5) * 1_000)
      tries -= 1
      continue
    }
    const heard = answer.ok || !unheard.has(answer.code)
    if (heard || tries >= world.patience.tries) return { answer, doubtful: tries > 1 || !heard }
    await world.clock.pass(world.patience.restMs(person.random))
  }
}

/** The same where only the reply matters. */
export async function persist<Name extends RouteName>(...asked: Parameters<typeof insist<Name>>): Promise<Answer<Name>> {
  return (await insist(...asked)).answer
}

/** A start of a round as it is sent: counted, with the refusals that belong to it. */
export function startOf({ clock }: World, person: Person, round: StageRound): Input<'startAttempt'> {
  const asked = (): number => person.asked.get(round.id) ?? 0
  return {
    params: { roundId: round.id },
    sent: () => void person.asked.set(round.id, asked() + 1),
    // Asked for once more than the rules give, counting those whose reply was lost or came too late.
    expects: (code) =>
      (code === 'round-over' && clock.past(round.closesAt)) || (code === 'no-attempts-left' && asked() > round.rules.attemptsPerRound),
  }
}

/** Make the account at its moment or at the first visit; a reply that was lost shows as a taken phone, and the person logs in. */
export async function register(world: World, person: Person): Promise<void> {
  if (person.registered) return
  const { phone, password, fullName, birthDate, unionId, contestantKind } = person
  const body = { phone, password, fullName, birthDate, unionId, contestantKind, consentVersion: world.stage.consentVersion }
  const made = await persist(world, person, 'registerContestant', {
    body,
    expects: (code) => code === 'phone-taken' && person.kind === 'lostLine',
  })
  if (!made.ok) {
    const back = made.code === 'phone-taken' && (await persist(world, person, 'logIn', { body: { login: phone, password } })).ok
    if (!back) return world.troubles.tell('nobody could register', `${phone}: ${made.code}`)
  }
  person.registered = true
  world.counts.registered += 1
}

/** A wrong password, then the right one; nobody gets in with the wrong one. */
export async function mistakePassword(world: World, person: Person): Promise<void> {
  const { device, phone, password } = person
  const wrong = await device.call('logIn', { body: { login: phone, password: `${password}?` }, expects: (code) => code === 'wrong-credentials' })
  if (wrong.ok) world.troubles.tell('a wrong password let someone in', phone)
  await persist(world, person, 'logIn', { body: { login: phone, password } })
}
