import { describe, expect, it } from 'vitest'
import {
  backOff,
  createOutbox,
  saveBody,
  without,
  type OutboxPorts,
  type SaveBody,
  type Unsaved,
  type Verdict,
} from '../../web/src/play/attempt/outbox.ts'

type Sending = { body: SaveBody; succeed: () => void; fail: (error: unknown) => void }

/** A network whose requests are answered by hand, a clock set by hand, and timers that fire by hand. */
function stage(unsaved: Unsaved = { taps: [], prediction: null }, verdict: Verdict = 'retry') {
  const requests: Sending[] = []
  const timers: (() => void)[] = []
  const acknowledged: number[] = []
  const stopped: string[] = []
  let clock = 1_000
  let kept = unsaved
  const ports: OutboxPorts = {
    unsaved,
    now: () => clock,
    send: (body) => new Promise((succeed, fail) => requests.push({ body, succeed, fail })),
    judge: () => verdict,
    later: (_ms, work) => {
      timers.push(work)
      return () => void timers.splice(timers.indexOf(work), 1)
    },
    random: () => 0.5,
    changed: (next) => {
      kept = next
    },
    acknowledged: (taps) => acknowledged.push(...taps.map((tap) => tap.position)),
    stopped: (why) => stopped.push(why),
  }
  const outbox = createOutbox(ports)
  return {
    outbox,
    requests,
    timers,
    acknowledged,
    stopped,
    kept: () => kept,
    at: (moment: number) => {
      clock = moment
    },
    tap: (position: number, choice: string[], tappedAt = clock) => outbox.tap({ position, choice, tappedAt }),
    type: (position: number, text: string) => outbox.type({ position, choice: [text], tappedAt: clock }),
    settle: () => new Promise((done) => setTimeout(done, 0)),
  }
}

describe('the outbox of taps', () => {
  it('has one request in flight at a time', async () => {
    const { tap, requests, settle } = stage()
    tap(1, ['a'])
    tap(2, ['b'])
    tap(3, ['c'])
    expect(requests).toHaveLength(1)
    requests[0]!.succeed()
    await settle()
    expect(requests.map(({ body }) => body.responses.map((response) => response.position))).toEqual([[1], [2, 3]])
  })

  it('keeps only the newest tap of each question', async () => {
    const { tap, requests, settle } = stage()
    tap(9, ['a'])
    tap(1, ['a'])
    tap(1, ['b'])
    tap(1, ['c'])
    requests[0]!.succeed()
    await settle()
    expect(requests[1]!.body.responses).toEqual([{ position: 1, choice: ['c'], ageMs: 0 }])
  })

  it('still holds a question that was tapped again while its first tap was on the way', async () => {
    const { tap, requests, settle, kept } = stage()
    tap(1, ['a'])
    tap(1, ['b'])
    requests[0]!.succeed()
    await settle()
    expect(kept().taps.map((tap) => tap.choice)).toEqual([['b']])
    requests[1]!.succeed()
    await settle()
    expect(kept().taps).toEqual([])
  })

  it('tells the age of a tap at the moment of sending, also when it is sent again later', async () => {
    const { tap, requests, timers, settle, at } = stage()
    tap(1, ['a'], 1_000)
    requests[0]!.fail(new Error('offline'))
    await settle()
    at(61_000)
    timers[0]!()
    expect(requests[1]!.body).toEqual({ responses: [{ position: 1, choice: ['a'], ageMs: 60_000 }], sentAt: 61_000 })
  })

  it('sends what an earlier page left behind, with its age on the server clock', () => {
    const left = { taps: [{ position: 4, choice: ['d'], tappedAt: 200 }], prediction: { value: 12 } }
    const { outbox, requests } = stage(left)
    outbox.retryNow()
    expect(requests[0]!.body).toEqual({ responses: [{ position: 4, choice: ['d'], ageMs: 800 }], sentAt: 1_000, prediction: 12 })
  })

  it('loses nothing while the line is down, and waits no more once it is back', async () => {
    const { tap, outbox, requests, timers, settle, kept } = stage()
    tap(1, ['a'])
    requests[0]!.fail(new Error('offline'))
    await settle()
    expect(kept().taps).toHaveLength(1)
    expect(timers).toHaveLength(1)
    outbox.retryNow()
    expect(timers).toHaveLength(0)
    expect(requests).toHaveLength(2)
  })

  it('stops at the end of the attempt, and whoever waits for it is told', async () => {
    const { tap, outbox, requests, settle, stopped, kept } = stage(undefined, 'finished')
    tap(1, ['a'])
    const empty = outbox.whenEmpty()
    requests[0]!.fail(new Error('deadline-passed'))
    await empty
    tap(2, ['b'])
    await settle()
    expect(stopped).toEqual(['finished'])
    expect(requests).toHaveLength(1)
    expect(kept().taps).toEqual([])
  })

  it('keeps the taps when the person must log in first', async () => {
    const { tap, requests, settle, stopped, kept } = stage(undefined, 'logIn')
    tap(1, ['a'])
    requests[0]!.fail(new Error('not-logged-in'))
    await settle()
    expect(stopped).toEqual(['logIn'])
    expect(kept().taps).toHaveLength(1)
  })

  it('drops a tap that can never be saved, and goes on with the next', async () => {
    const { tap, requests, settle, stopped, acknowledged } = stage(undefined, 'drop')
    tap(1, ['z'])
    tap(2, ['b'])
    requests[0]!.fail(new Error('unknown-option'))
    await settle()
    expect(stopped).toEqual(['drop'])
    requests[1]!.succeed()
    await settle()
    expect(acknowledged).toEqual([2])
  })

  it('is empty for a submission only after the last acknowledgement', async () => {
    const { tap, outbox, requests, settle } = stage()
    let empty = false
    tap(1, ['a'])
    tap(2, ['a'])
    void outbox.whenEmpty().then(() => {
      empty = true
    })
    requests[0]!.succeed()
    await settle()
    expect(empty).toBe(false)
    requests[1]!.succeed()
    await settle()
    expect(empty).toBe(true)
  })
})

describe('a text that is being typed', () => {
  const sentTexts = (requests: Sending[]) => requests.map(({ body }) => body.responses.map(({ position, choice }) => [position, choice[0]]))

  it('is sent once, after the keys have rested, and is kept on the phone from the first key on', () => {
    const { type, requests, timers, kept, at } = stage()
    for (const text of ['H', 'Hà', 'Hà ', 'Hà Nội']) type(5, text)
    expect(requests).toHaveLength(0)
    expect(kept().taps.map(({ choice }) => choice)).toEqual([['Hà Nội']])
    expect(timers).toHaveLength(1)
    at(1_600)
    timers[0]!()
    expect(requests.map(({ body }) => body.responses)).toEqual([[{ position: 5, choice: ['Hà Nội'], ageMs: 600 }]])
  })

  it('is sent at once when the question is left, the page is hidden or the time is up', () => {
    const { type, outbox, requests, timers } = stage()
    type(5, 'Hà Nộ')
    type(5, 'Hà Nội')
    outbox.settleTyping()
    outbox.settleTyping()
    expect(sentTexts(requests)).toEqual([[[5, 'Hà Nội']]])
    expect(timers).toHaveLength(0)
  })

  it('waits for its rest also while other answers are sent and acknowledged', async () => {
    const { type, tap, requests, timers, settle } = stage()
    tap(1, ['a'])
    type(5, 'H')
    tap(2, ['b'])
    requests[0]!.succeed()
    await settle()
    type(5, 'Hà')
    requests[1]!.succeed()
    await settle()
    expect(sentTexts(requests)).toEqual([[[1, 'a']], [[2, 'b']]])
    timers[0]!()
    expect(sentTexts(requests).slice(2)).toEqual([[[5, 'Hà']]])
  })

  it('does not send each letter while an earlier part of it is on the way, and loses none', async () => {
    const { type, outbox, requests, settle, kept } = stage()
    type(5, 'Hà')
    outbox.settleTyping()
    for (const text of ['Hà N', 'Hà Nộ', 'Hà Nội']) type(5, text)
    requests[0]!.succeed()
    await settle()
    expect(requests).toHaveLength(1)
    outbox.settleTyping()
    requests[1]!.succeed()
    await settle()
    expect(sentTexts(requests)).toEqual([[[5, 'Hà']], [[5, 'Hà Nội']]])
    expect(kept().taps).toEqual([])
  })

  it('settled while a request is on the way goes out right after it', async () => {
    const { type, tap, outbox, requests, settle } = stage()
    tap(1, ['a'])
    type(5, 'Hà Nội')
    outbox.settleTyping()
    expect(requests).toHaveLength(1)
    requests[0]!.succeed()
    await settle()
    expect(sentTexts(requests)).toEqual([[[1, 'a']], [[5, 'Hà Nội']]])
  })

  it('is settled by typing into another question', () => {
    const { type, requests } = stage()
    type(5, 'Hà Nội')
    type(6, '1')
    expect(sentTexts(requests)).toEqual([[[5, 'Hà Nội']]])
  })

  it('holds a submission back until it is acknowledged', async () => {
    const { type, outbox, requests, settle } = stage()
    let empty = false
    type(5, 'Hà Nội')
    void outbox.whenEmpty().then(() => (empty = true))
    await settle()
    expect(empty).toBe(false)
    outbox.settleTyping()
    requests[0]!.succeed()
    await settle()
    expect(empty).toBe(true)
  })

  it('goes out when the screen is left, and no timer stays behind', async () => {
    const { type, outbox, requests, timers, settle, kept } = stage()
    type(5, 'Hà Nội')
    outbox.close()
    expect(sentTexts(requests)).toEqual([[[5, 'Hà Nội']]])
    expect(timers).toHaveLength(0)
    requests[0]!.succeed()
    await settle()
    expect(kept().taps).toEqual([])
  })

  it('that could not go out when the screen was left waits on the phone, without a timer', async () => {
    const { type, outbox, requests, timers, settle, kept } = stage()
    type(5, 'Hà Nội')
    outbox.close()
    requests[0]!.fail(new Error('offline'))
    await settle()
    expect(timers).toHaveLength(0)
    expect(kept().taps.map(({ choice }) => choice)).toEqual([['Hà Nội']])
  })

  it('is tried again like a tap when the line is down', async () => {
    const { type, outbox, requests, timers, settle, kept } = stage()
    type(5, 'Hà Nội')
    outbox.settleTyping()
    requests[0]!.fail(new Error('offline'))
    await settle()
    expect(kept().taps).toHaveLength(1)
    timers[0]!()
    expect(sentTexts(requests)).toEqual([[[5, 'Hà Nội']], [[5, 'Hà Nội']]])
  })
})

describe('a save', () => {
  it('never names a negative age nor one of more than a day', () => {
    const taps = [
      { position: 1, choice: ['a'], tappedAt: 5_000 },
      { position: 2, choice: [], tappedAt: -90_000_000 },
    ]
    expect(saveBody({ taps, prediction: null }, 4_000).responses.map((response) => response.ageMs)).toEqual([0, 86_400_000])
  })

  it('carries a prediction that was taken back as null', () => {
    expect(saveBody({ taps: [], prediction: { value: null } }, 1)).toEqual({ responses: [], sentAt: 1, prediction: null })
  })

  it('acknowledges a prediction only when it was not changed since', () => {
    const sent: Unsaved = { taps: [], prediction: { value: 1 } }
    expect(without({ taps: [], prediction: { value: 2 } }, sent).prediction).toEqual({ value: 2 })
    expect(without(sent, sent).prediction).toBeNull()
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
