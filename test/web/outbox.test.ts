import { describe, expect, it } from 'vitest'
import { createServerClock } from '../../web/src/lib/server-clock.ts'
import { keptAttempt } from '../../web/src/play/attempt/kept/kept-attempt.ts'
import { memoryStore } from '../../web/src/play/attempt/kept/phone-store.ts'
import { backOff, type Verdict } from '../../web/src/play/attempt/outbox.ts'
import { createPost } from '../../web/src/play/attempt/post.ts'
import { saveBody, type SaveBody } from '../../web/src/play/attempt/save-body.ts'
import { PREDICTION, type Tap } from '../../web/src/play/attempt/tap.ts'
import { createWatch } from '../../web/src/play/attempt/watch.ts'

type Sending = { body: SaveBody; succeed: () => void; fail: (error: unknown) => void }

/** A network whose requests are answered by hand, a clock set by hand, and timers that fire by hand; phone store, watch and post are the real ones. */
async function stage({ left = [], verdict = () => 'retry' }: { left?: Tap[]; verdict?: (sent: number[]) => Verdict } = {}) {
  const kept = keptAttempt(memoryStore(), 'attempt')
  for (const tap of left) await kept.keepTap(tap)
  let moment = 1_000
  let serial = 0
  const clock = createServerClock(() => moment)
  clock.anchor(1_000)
  const requests: Sending[] = []
  const timers: (() => void)[] = []
  const acknowledged: number[] = []
  const stopped: string[] = []
  const lost: number[] = []
  let unsaved: Tap[] = []
  const post = createPost({
    kept,
    watch: createWatch({ page: 'this', mono: () => moment, wall: () => moment, serverNow: clock.serverNow }),
    newId: () => `tap ${(serial += 1)}`,
    level: async () => undefined,
    serverNow: () => clock.serverNow() ?? 0,
    since: () => null,
    save: (body) => new Promise((succeed, fail) => requests.push({ body, succeed, fail })),
    judge: (error) => verdict((error as Error).message.split(' ').map(Number)),
    later: (_ms, work) => {
      timers.push(work)
      return () => void timers.splice(timers.indexOf(work), 1)
    },
    random: () => 0.5,
    changed: (next) => {
      unsaved = next
    },
    acknowledged: (taps) => acknowledged.push(...taps.map((tap) => tap.position)),
    stopped: (why, _error, gone) => {
      stopped.push(why)
      lost.push(...gone.map(({ position }) => position))
    },
  })
  return {
    post,
    requests,
    timers,
    acknowledged,
    stopped,
    lost,
    unsaved: () => unsaved,
    kept: async () => (await kept.taps()).map(({ position, choice }) => [position, ...choice]),
    at: (next: number) => {
      moment = next
    },
    tap: async (position: number, ...choice: string[]) => {
      post.tap(position, choice)
      await settle()
    },
    type: async (position: number, text: string) => {
      post.type(position, [text])
      await settle()
    },
    succeed: async (index: number) => {
      requests[index]!.succeed()
      await settle()
    },
    fail: async (index: number) => {
      requests[index]!.fail(new Error(requests[index]!.body.responses.map(({ position }) => position).join(' ')))
      await settle()
    },
  }
}
const settle = () => new Promise((done) => setTimeout(done, 0))
const sent = (requests: Sending[]) => requests.map(({ body }) => body.responses.map(({ position, choice }) => [position, ...choice]))

describe('the outbox of taps', () => {
  it('has one request in flight at a time', async () => {
    const { tap, requests, succeed } = await stage()
    await tap(1, 'a')
    await tap(2, 'b')
    await tap(3, 'c')
    expect(requests).toHaveLength(1)
    await succeed(0)
    expect(sent(requests)).toEqual([
      [[1, 'a']],
      [
        [2, 'b'],
        [3, 'c'],
      ],
    ])
  })

  it('keeps only the newest tap of each question', async () => {
    const { tap, requests, succeed, kept } = await stage()
    await tap(9, 'a')
    for (const choice of ['a', 'b', 'c']) await tap(1, choice)
    expect(await kept()).toEqual([
      [9, 'a'],
      [1, 'c'],
    ])
    await succeed(0)
    expect(sent(requests)[1]).toEqual([[1, 'c']])
  })

  it('still holds a question that was tapped again while its first tap was on the way', async () => {
    const { tap, succeed, kept } = await stage()
    await tap(1, 'a')
    await tap(1, 'b')
    await succeed(0)
    expect(await kept()).toEqual([[1, 'b']])
    await succeed(1)
    expect(await kept()).toEqual([])
  })

  it('tells the age of a tap at the moment of sending, also when it is sent again later', async () => {
    const { tap, requests, timers, fail, at } = await stage()
    await tap(1, 'a')
    await fail(0)
    at(61_000)
    timers[0]!()
    await settle()
    expect(requests[1]!.body).toEqual({ responses: [{ position: 1, choice: ['a'], ageMs: 60_000 }], sentAt: 61_000 })
  })

  it('sends what an earlier page left behind, with its age on the server clock', async () => {
    const left = [
      { id: 'old', position: 4, choice: ['d'], stamp: { at: 200 } },
      { id: 'older', position: PREDICTION, choice: ['12'], stamp: { at: 100 } },
    ]
    const { post, requests } = await stage({ left })
    expect(await post.collect()).toHaveLength(2)
    post.retryNow()
    await settle()
    expect(requests[0]!.body).toEqual({ responses: [{ position: 4, choice: ['d'], ageMs: 800 }], sentAt: 1_000, prediction: 12 })
  })

  it('prefers its own tap to one that was left behind on the same question', async () => {
    const { tap, post, requests, succeed } = await stage({ left: [{ id: 'old', position: 1, choice: ['d'], stamp: { at: 200 } }] })
    await tap(1, 'a')
    await post.collect()
    await succeed(0)
    expect(sent(requests)).toEqual([[[1, 'a']]])
  })

  it('loses nothing while the line is down, and waits no more once it is back', async () => {
    const { tap, post, requests, timers, fail, kept } = await stage()
    await tap(1, 'a')
    await fail(0)
    expect(await kept()).toEqual([[1, 'a']])
    expect(timers).toHaveLength(1)
    post.retryNow()
    await settle()
    expect(timers).toHaveLength(0)
    expect(requests).toHaveLength(2)
  })

  it('stops at the end of the attempt, tells which answers are lost, and whoever waits for it is told', async () => {
    const { tap, post, requests, stopped, lost, fail, kept } = await stage({ verdict: () => 'finished' })
    await tap(1, 'a')
    await tap(2, 'b')
    const empty = post.whenEmpty()
    await fail(0)
    await empty
    await tap(3, 'b')
    expect([stopped, lost]).toEqual([['finished'], [1, 2]])
    expect(requests).toHaveLength(1)
    expect(await kept()).toEqual([[3, 'b']])
  })

  it('keeps the taps when the person must log in first', async () => {
    const { tap, stopped, fail, kept } = await stage({ verdict: () => 'logIn' })
    await tap(1, 'a')
    await fail(0)
    expect(stopped).toEqual(['logIn'])
    expect(await kept()).toEqual([[1, 'a']])
  })

  it('drops a tap that can never be saved, and it alone: those that were sent with it go one by one', async () => {
    const { tap, requests, stopped, lost, acknowledged, succeed, fail } = await stage({ verdict: (which) => (which.includes(2) ? 'drop' : 'retry') })
    await tap(1, 'a')
    await tap(2, 'z')
    await tap(3, 'c')
    await succeed(0)
    await fail(1)
    await fail(2)
    await succeed(3)
    expect(sent(requests)).toEqual([
      [[1, 'a']],
      [
        [2, 'z'],
        [3, 'c'],
      ],
      [[2, 'z']],
      [[3, 'c']],
    ])
    expect([stopped, lost, acknowledged]).toEqual([['drop'], [2], [1, 3]])
  })

  it('is empty for a submission only after the last acknowledgement', async () => {
    const { tap, post, succeed } = await stage()
    let empty = false
    await tap(1, 'a')
    await tap(2, 'a')
    void post.whenEmpty().then(() => (empty = true))
    await succeed(0)
    expect(empty).toBe(false)
    await succeed(1)
    expect(empty).toBe(true)
  })
})

describe('a text that is being typed', () => {
  it('is sent once, after the keys have rested, and is kept on the phone from the first key on', async () => {
    const { type, requests, timers, kept, at } = await stage()
    for (const text of ['H', 'Hà', 'Hà ', 'Hà Nội']) await type(5, text)
    expect(requests).toHaveLength(0)
    expect(await kept()).toEqual([[5, 'Hà Nội']])
    expect(timers).toHaveLength(1)
    at(1_600)
    timers[0]!()
    await settle()
    expect(requests.map(({ body }) => body.responses)).toEqual([[{ position: 5, choice: ['Hà Nội'], ageMs: 600 }]])
  })

  it('is sent at once when the question is left, the page is hidden or the time is up', async () => {
    const { type, post, requests, timers } = await stage()
    await type(5, 'Hà Nộ')
    await type(5, 'Hà Nội')
    post.settleTyping()
    post.settleTyping()
    await settle()
    expect(sent(requests)).toEqual([[[5, 'Hà Nội']]])
    expect(timers).toHaveLength(0)
  })

  it('waits for its rest also while other answers are sent and acknowledged', async () => {
    const { type, tap, requests, timers, succeed } = await stage()
    await tap(1, 'a')
    await type(5, 'H')
    await tap(2, 'b')
    await succeed(0)
    await type(5, 'Hà')
    await succeed(1)
    expect(sent(requests)).toEqual([[[1, 'a']], [[2, 'b']]])
    timers[0]!()
    await settle()
    expect(sent(requests).slice(2)).toEqual([[[5, 'Hà']]])
  })

  it('does not send each letter while an earlier part of it is on the way, and loses none', async () => {
    const { type, post, requests, succeed, kept } = await stage()
    await type(5, 'Hà')
    post.settleTyping()
    await settle()
    for (const text of ['Hà N', 'Hà Nộ', 'Hà Nội']) await type(5, text)
    await succeed(0)
    expect(requests).toHaveLength(1)
    post.settleTyping()
    await settle()
    await succeed(1)
    expect(sent(requests)).toEqual([[[5, 'Hà']], [[5, 'Hà Nội']]])
    expect(await kept()).toEqual([])
  })

  it('settled while a request is on the way goes out right after it', async () => {
    const { type, tap, post, requests, succeed } = await stage()
    await tap(1, 'a')
    await type(5, 'Hà Nội')
    post.settleTyping()
    await settle()
    expect(requests).toHaveLength(1)
    await succeed(0)
    expect(sent(requests)).toEqual([[[1, 'a']], [[5, 'Hà Nội']]])
  })

  it('is settled by typing into another question', async () => {
    const { type, requests } = await stage()
    await type(5, 'Hà Nội')
    await type(6, '1')
    expect(sent(requests)).toEqual([[[5, 'Hà Nội']]])
  })

  it('goes out when the screen is left, and no timer stays behind', async () => {
    const { type, post, requests, timers, succeed, kept } = await stage()
    await type(5, 'Hà Nội')
    post.close()
    await settle()
    expect(sent(requests)).toEqual([[[5, 'Hà Nội']]])
    expect(timers).toHaveLength(0)
    await succeed(0)
    expect(await kept()).toEqual([])
  })

  it('that could not go out when the screen was left waits on the phone, without a timer', async () => {
    const { type, post, timers, fail, kept } = await stage()
    await type(5, 'Hà Nội')
    post.close()
    await settle()
    await fail(0)
    expect(timers).toHaveLength(0)
    expect(await kept()).toEqual([[5, 'Hà Nội']])
  })
})

describe('a save', () => {
  it('never names a negative age nor one of more than a day', () => {
    const taps = [
      { position: 1, choice: ['a'], at: 5_000 },
      { position: 2, choice: [], at: -90_000_000 },
    ]
    expect(saveBody(taps, 4_000).responses.map((response) => response.ageMs)).toEqual([0, 86_400_000])
  })

  it('carries a prediction that was taken back as null', () => {
    expect(saveBody([{ position: PREDICTION, choice: [], at: 1 }], 1)).toEqual({ responses: [], sentAt: 1, prediction: null })
  })

  it('says since when it wants to hear of other phones', () => {
    expect(saveBody([{ position: 1, choice: ['a'], at: 5 }], 7, 6)).toEqual({
      responses: [{ position: 1, choice: ['a'], ageMs: 2 }],
      sentAt: 7,
      since: 6,
    })
  })
})

describe('waiting after failures', () => {
  // failures   shortest   longest
  const cases = [
    [1, 500, 1_000],
    [2, 1_000, 2_000],
    [4, 4_000, 8_000],
    [6, 10_000, 20_000],
    [60, 10_000, 20_000],
  ] as const
  it.each(cases)('after %i in a row it is between %i and %i ms', (failures, shortest, longest) => {
    expect(backOff(failures, 0)).toBe(shortest)
    expect(backOff(failures, 1)).toBe(longest)
  })
})
