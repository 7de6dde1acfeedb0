import { NETWORK_GRACE_MS, type Attempt } from '../server/src/domain/attempt.ts'
import type { Round } from '../server/src/domain/contest.ts'
import { randomFrom, type Random } from '../server/src/domain/random.ts'
import { finishAttempt, saveResponses, startAttempt } from '../server/src/features/attempts/actions.ts'
import type { Services } from '../server/src/services.ts'
import { inventPeople, type Invented } from './crowd-people.ts'

const MINUTE_MS = 60_000

type Visit = { person: Invented; round: Round; startsAt: number; takesMs: number; leaves: boolean }
type Event = { at: number; key: string; run: (services: Services) => Promise<void> }

/**
 * A plausible crowd of earlier contestants: they register, take attempts through the same actions as anyone, answer by their skill, and some walk away.
 * Everything follows from `seed`; nothing happens after `until`, epoch ms, but a few attempts are left running then.
 */
export async function playCrowd(
  services: Services,
  options: { seed: string; people: number; until: number; contestId: string; consentVersion: string },
): Promise<{ people: number; attempts: number }> {
  const random = randomFrom(options.seed)
  const rounds = (await services.storage.contests.rounds(options.contestId)).filter((round) => round.opensAt < options.until)
  const people = await inventPeople(services, random, options.people)
  const first = rounds[0]?.opensAt ?? options.until
  await inParts(people, atOnce(services, 200), async (person) => {
    const { id, phone, fullName, unionId, birthDate, contestantKind } = person
    const registered = await services.storage.accounts.register(
      { id, login: phone, role: 'contestant', fullName, passwordHash: 'nobody may log in', unionId, createdAt: first },
      { phone, birthDate, contestantKind, unionId, consentVersion: options.consentVersion, consentAt: first },
    )
    if (!registered.ok) throw new Error(`a crowd registration was refused: ${registered.reason}`)
  })
  const visits = people.flatMap((person) => rounds.flatMap((round) => visitsTo(round, person, random, options.until)))
  await play(
    services,
    visits.flatMap((visit) => eventsOf(visit, random, options.until)),
  )
  return { people: people.length, attempts: visits.length }
}

/** When one person takes a round: most do, many twice; mornings, noons and evenings more than nights. */
function visitsTo(round: Round, person: Invented, random: Random, until: number): Visit[] {
  if (random.below(100) >= person.eagerness) return []
  const times = random.below(100) < 45 ? 2 : 1
  const last = Math.min(round.closesAt, until) - MINUTE_MS
  const moments = Array.from({ length: times }, () => busyMoment(round.opensAt, last, random)).sort((a, b) => a - b)
  return moments.flatMap((startsAt, index) => {
    const before = moments[index - 1]
    if (before !== undefined && startsAt < before + 25 * MINUTE_MS) return []
    const takesMs = Math.min((3 + random.below(15)) * MINUTE_MS + random.below(MINUTE_MS), round.closesAt - startsAt - 1)
    return takesMs < MINUTE_MS ? [] : [{ person, round, startsAt, takesMs, leaves: random.below(100) < 4 }]
  })
}

/** A moment in [from, to), at a waking hour more likely than at night. */
export function busyMoment(from: number, to: number, random: Random): number {
  for (;;) {
    const moment = from + Math.floor((random.below(1_000_000) / 1_000_000) * (to - from))
    const hour = new Date(moment + 7 * 60 * MINUTE_MS).getUTCHours()
    const busy = hour < 5 ? 2 : hour < 8 ? 40 : hour < 11 ? 60 : hour < 14 ? 90 : hour < 19 ? 50 : hour < 23 ? 100 : 30
    if (random.below(100) < busy) return moment
  }
}

function eventsOf(visit: Visit, random: Random, until: number): Event[] {
  const key = visit.person.id
  let attempt: Attempt | null = null
  const seed = random.below(0xffff_ffff)
  const begin: Event = {
    at: visit.startsAt,
    key,
    run: async (services) => {
      const started = await startAttempt(services, { roundId: visit.round.id, contestantId: key })
      if (!started.ok) throw new Error(`a crowd attempt was refused: ${started.reason}`)
      attempt = started.value
    },
  }
  const submitsAt = visit.startsAt + visit.takesMs
  const endsAt = visit.leaves ? visit.startsAt + visit.round.rules.minutes * MINUTE_MS + NETWORK_GRACE_MS + 1_000 : submitsAt
  const answer: Event = { at: submitsAt, key, run: async (services) => answerAll(services, attempt, visit, seed) }
  const end: Event = {
    at: endsAt,
    key,
    run: async (services) => {
      if (attempt !== null)
        await finishAttempt(services, attempt.id, visit.leaves ? 'deadline' : 'contestant', visit.leaves ? undefined : 20 + (seed % 380))
    },
  }
  return [begin, answer, end].filter((event) => event.at <= until)
}

/** Answer by skill; whoever walks away answers only the first half. */
async function answerAll(services: Services, attempt: Attempt | null, { person, takesMs, leaves }: Visit, seed: number): Promise<void> {
  if (attempt === null) return
  const random = randomFrom(seed.toString(16).padStart(8, '0').repeat(4))
  const versions = await services.storage.questions.versions(attempt.paper.map((item) => item.versionId))
  const answered = leaves ? attempt.paper.length / 2 : attempt.paper.length
  const responses = attempt.paper.slice(0, answered).map((item, index) => {
    const version = versions.get(item.versionId)
    const knows = random.below(1000) < person.skill - (version?.difficulty ?? 2) * 20
    const right = item.order.flatMap((original, shown) => (version?.correct.includes(original) === true ? [letter(shown)] : []))
    const guess = [letter(random.below(item.order.length))]
    return { position: index + 1, choice: knows ? right : guess, ageMs: Math.floor(takesMs * (1 - (index + 1) / (answered + 1))) }
  })
  const saved = await saveResponses(services, attempt.id, person.id, { responses })
  if (!saved.ok) throw new Error(`a crowd response was refused: ${saved.reason}`)
}

const letter = (index: number): string => String.fromCharCode(97 + index)

/** Play events in order of time, side by side where they concern different people, each at its own moment. */
async function play(services: Services, events: Event[]): Promise<void> {
  const ordered = events.map((event, index) => ({ event, index })).sort((a, b) => a.event.at - b.event.at || a.index - b.index)
  const most = atOnce(services, 300)
  let batch: Event[] = []
  const flush = async (): Promise<void> => {
    await Promise.all(batch.map((event) => event.run({ ...services, clock: { now: () => event.at, rehearsal: true } })))
    batch = []
  }
  for (const { event } of ordered) {
    if (batch.length >= most || batch.some(({ key }) => key === event.key)) await flush()
    batch.push(event)
  }
  await flush()
}

/** A file takes many writes in one commit; a database has a connection for each, and who waits too long for one is refused. */
const atOnce = ({ storage }: Services, most: number): number => (storage.shared ? 8 : most)

async function inParts<T>(items: readonly T[], size: number, work: (item: T) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < items.length; from += size) await Promise.all(items.slice(from, from + size).map(work))
}
