import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createServerClock } from '../../web/src/lib/server-clock.ts'
import { keptAttempt } from '../../web/src/play/attempt/kept/kept-attempt.ts'
import { memoryStore } from '../../web/src/play/attempt/kept/phone-store.ts'
import type { PhoneStore } from '../../web/src/play/attempt/kept/store.ts'
import { createPost } from '../../web/src/play/attempt/post.ts'
import type { SaveBody } from '../../web/src/play/attempt/save-body.ts'
import { createWatch } from '../../web/src/play/attempt/watch.ts'
import { decideSave, laterTap, type SavedResponse } from '../../server/src/domain/attempt.ts'

const STARTED = 1_620_000_000_000
const QUESTIONS = 2

type Line = 'good' | 'lost' | 'replyLost'
type Event = { passes: number } & (
  | { kind: 'tap'; phone: number; position: number; choice: string }
  | { kind: 'line'; phone: number; line: Line }
  | { kind: 'reload' | 'nap' | 'retry'; phone: number }
  | { kind: 'wrongClock'; phone: number; by: number }
)

/** The server's side of a save: its clock, and the rule of the later tap. */
function openServer(now: () => number) {
  const saved = new Map<number, SavedResponse>()
  const head = { startedAt: STARTED, deadlineAt: STARTED + 3_600_000, shape: 's4 s4', submittedAt: null }
  return {
    choices: () => Array.from({ length: QUESTIONS }, (_, index) => saved.get(index + 1)?.choice[0] ?? ''),
    save(body: SaveBody): void {
      const taps = decideSave(head, body.responses, now(), body.sentAt)
      if (!taps.ok) throw new Error(taps.reason)
      for (const tap of taps.value) saved.set(tap.position, laterTap(saved.get(tap.position) ?? tap, tap))
    },
  }
}

/** A phone: what it keeps outlives the page, its timer and its knowledge of the server's clock do not. */
function openPhone(name: string, time: () => number, server: ReturnType<typeof openServer>) {
  const store: PhoneStore = memoryStore()
  let line: Line = 'good'
  let skew = 0
  let lives = 0
  let taps = 0
  let timers: (() => void)[] = []

  async function openPage() {
    const began = time()
    const mono = () => time() - began
    const clock = createServerClock(mono)
    let levelled = false
    lives += 1
    const kept = keptAttempt(store, 'attempt')
    const watch = createWatch({ page: `${name}${lives}`, mono, wall: () => time() + skew, serverNow: () => (levelled ? clock.serverNow() : null) })
    const reply = (): void => {
      clock.anchor(time())
      watch.passed(time())
      levelled = true
      void kept.progressed(() => ({ after: watch.after }))
    }
    const ask = async (work: () => void): Promise<void> => {
      await Promise.resolve()
      if (line === 'lost') throw new Error('lost')
      work()
      if (line === 'replyLost') throw new Error('reply lost')
      reply()
    }
    const post = createPost({
      kept,
      watch,
      newId: () => `${name} ${(taps += 1)}`,
      level: () => (levelled ? Promise.resolve() : ask(() => undefined)),
      serverNow: () => clock.serverNow() ?? 0,
      since: () => null,
      save: (body) => ask(() => server.save(body)),
      judge: () => 'retry',
      later: (_ms, work) => {
        timers.push(work)
        return () => (timers = timers.filter((timer) => timer !== work))
      },
      random: () => 0.5,
      changed: () => undefined,
      acknowledged: () => undefined,
      stopped: () => undefined,
    })
    watch.passed((await kept.progress()).after)
    await post.collect()
    return {
      post,
      nap: () => {
        levelled = false
        watch.nap()
      },
    }
  }
  let page: Awaited<ReturnType<typeof openPage>> | null = null
  return {
    tap: async (position: number, choice: string) => {
      page ??= await openPage()
      page.post.tap(position, [choice])
    },
    line: (next: Line) => {
      line = next
    },
    wrongClock: (by: number) => {
      skew += by
    },
    nap: () => page?.nap(),
    retry: () => page?.post.retryNow(),
    /** The page dies with its timers; the next one begins with what the phone has kept. */
    reload: async () => {
      timers = []
      page?.post.close()
      page = await openPage()
    },
    mended: async () => {
      line = 'good'
      page ??= await openPage()
      page.post.retryNow()
      await page.post.whenEmpty()
    },
    left: async () => (await store.list('attempt/attempt/tap/')).length,
  }
}

/** Lets everything that waits for nothing but itself happen. */
const settle = async () => {
  for (let turn = 0; turn < 100; turn += 1) await Promise.resolve()
}

async function play(events: readonly Event[]) {
  let now = STARTED + 1_000
  const server = openServer(() => now)
  const phones = [openPhone('a', () => now, server), openPhone('b', () => now, server)]
  const latest = Array.from({ length: QUESTIONS }, () => '')
  for (const event of events) {
    now += event.passes
    const phone = phones[event.phone]!
    if (event.kind === 'tap') {
      latest[event.position - 1] = event.choice
      await phone.tap(event.position, event.choice)
    } else if (event.kind === 'line') phone.line(event.line)
    else if (event.kind === 'wrongClock') phone.wrongClock(event.by)
    else await phone[event.kind]()
    await settle()
  }
  now += 5_000
  for (const phone of phones) await phone.mended()
  await settle()
  return { answers: server.choices(), latest, left: await Promise.all(phones.map((phone) => phone.left())) }
}

const passes = fc.integer({ min: 1, max: 60_000 })
const phone = (phones: number) => fc.nat({ max: phones - 1 })
const tap = (phones: number) =>
  fc.record({
    kind: fc.constant('tap' as const),
    passes,
    phone: phone(phones),
    position: fc.constantFrom(1, 1, 1, QUESTIONS),
    choice: fc.constantFrom('a', 'b', 'c', 'd'),
  })
const line = (phones: number) =>
  fc.record({ kind: fc.constant('line' as const), passes, phone: phone(phones), line: fc.constantFrom<Line>('good', 'lost', 'lost', 'replyLost') })
const life = (phones: number) =>
  fc.record({ kind: fc.constantFrom('reload' as const, 'reload' as const, 'nap' as const, 'retry' as const), passes, phone: phone(phones) })
const wrongClock = fc.record({
  kind: fc.constant('wrongClock' as const),
  passes,
  phone: fc.constant(0),
  by: fc.integer({ min: -86_400_000, max: 86_400_000 }),
})

const ends = async (events: Event[]) => {
  const { answers, latest, left } = await play(events)
  expect(answers).toEqual(latest)
  expect(left).toEqual([0, 0])
}

/** Two questions, few choices and long bad spells: what could go wrong meets often. */
const schedules = (phones: number, ...more: fc.Arbitrary<Event>[]) =>
  fc.array(fc.oneof({ weight: 2, arbitrary: tap(phones) }, line(phones), { weight: 2, arbitrary: life(phones) }, ...more), {
    minLength: 1,
    maxLength: 20,
  })

it('two phones, whatever is lost, reloaded, slept over and sent again: what the server has in the end is the latest tap on each question', () =>
  fc.assert(fc.asyncProperty(schedules(2), ends), { numRuns: 400 }))

/** An answer is saved; without a line the page is opened again and the answer changed; then the phone's clock is set ahead, and the page dies once more. */
const setAhead = (by: number): Event[] => [
  { kind: 'tap', passes: 1, phone: 0, position: 2, choice: 'c' },
  { kind: 'reload', passes: 1, phone: 0 },
  { kind: 'line', passes: 1, phone: 0, line: 'lost' },
  { kind: 'tap', passes: 1, phone: 0, position: 2, choice: 'a' },
  { kind: 'wrongClock', passes: 1, phone: 0, by },
  { kind: 'reload', passes: 1, phone: 0 },
]

it('one phone, whose own clock is set wrong again and again: the same', () =>
  fc.assert(fc.asyncProperty(schedules(1, wrongClock, wrongClock), ends), { numRuns: 400, examples: [[setAhead(3)], [setAhead(86_400_000)]] }))
