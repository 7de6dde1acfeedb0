import { describe, expect, it } from 'vitest'
import type { AttemptView } from '../../web/src/play/attempt/attempt-view.ts'
import { forgetOthers, keptAttempt } from '../../web/src/play/attempt/kept/kept-attempt.ts'
import { firstThatWorks, memoryStore } from '../../web/src/play/attempt/kept/phone-store.ts'
import type { PhoneStore } from '../../web/src/play/attempt/kept/store.ts'

const tap = (id: string, position: number, choice: string) => ({ id, position, choice: [choice], stamp: { at: 5 } })
const view = { attemptId: 'A', questions: [] } as unknown as AttemptView

describe('what a phone keeps of an attempt', () => {
  it('is shown to its owner alone', async () => {
    const kept = keptAttempt(memoryStore(), 'A')
    await kept.keepPaper({ owner: 'Mai', view })
    expect(await kept.paper('Mai')).toEqual({ owner: 'Mai', view })
    expect(await kept.paper('Lan')).toBeNull()
  })

  // who is here now   the paper   what happened to it   late answers   the contest   answers that wait
  const leaving = [
    ['Mai', true, 3, [2], 0, 1],
    ['Lan', false, 0, [], 0, 1],
    [null, false, 0, [], 0, 1],
  ] as const
  it.each(leaving)('when %s is here: paper %s, step %i, late %j, contests %i, waiting %i', async (who, paper, step, late, contests, waiting) => {
    const store = memoryStore()
    const kept = keptAttempt(store, 'A')
    await kept.keepPaper({ owner: 'Mai', view })
    await kept.progressed(() => ({ step: 3 }))
    await kept.keepLate([2])
    await kept.keepTap(tap('1', 1, 'a'))
    await store.change('session', () => ({ me: 'Mai' }))
    await forgetOthers(store, who)
    expect((await kept.paper('Mai')) !== null).toBe(paper)
    expect((await kept.progress()).step).toBe(step)
    expect(await kept.late()).toEqual(late)
    expect(await store.list('session')).toHaveLength(contests)
    expect(await kept.taps()).toHaveLength(waiting)
  })

  it('is gone once the attempt is finished, but for the answers that came too late', async () => {
    const kept = keptAttempt(memoryStore(), 'A')
    await kept.keepPaper({ owner: 'Mai', view })
    await kept.keepTap(tap('1', 1, 'a'))
    await kept.keepLate([4])
    await kept.forget()
    expect([await kept.paper('Mai'), await kept.taps(), await kept.late()]).toEqual([null, [], [4]])
  })

  it('of two tabs is one: an acknowledgement takes off only the tap that was sent, a mark only its own question', async () => {
    const store = memoryStore()
    const [one, two] = [keptAttempt(store, 'A'), keptAttempt(store, 'A')]
    await one.keepTap(tap('first', 1, 'a'))
    await two.keepTap(tap('second', 1, 'b'))
    expect(await one.fixMoment(tap('first', 1, 'a'), 9)).toBe(false)
    await one.removeTap(tap('first', 1, 'a'))
    expect(await one.taps()).toEqual([tap('second', 1, 'b')])
    await one.progressed((old) => ({ flagged: [...old.flagged, 1] }))
    await two.progressed((old) => ({ flagged: [...old.flagged, 2] }))
    expect((await one.progress()).flagged).toEqual([1, 2])
  })
})

describe('the store of a phone', () => {
  const blocked = () => Promise.reject(new Error('blocked'))
  const full = (): Promise<PhoneStore> => Promise.resolve({ list: blocked, change: blocked })

  // the browser's stores                  uses            forgets
  const cases = [
    ['the first that opens', [() => Promise.resolve(memoryStore()), full], false],
    ['the next where the first is blocked', [blocked, () => Promise.resolve(memoryStore())], false],
    ['the next where the first fails in use', [full, () => Promise.resolve(memoryStore())], false],
    ['memory where nothing keeps', [blocked, full], true],
  ] as const
  it.each(cases)('is %s', async (_name, stores, forgetful) => {
    let forgets = false
    const store = firstThatWorks(stores, () => (forgets = true))
    await Promise.all([store.change('a', () => 1), store.change('b', () => 2)])
    expect(await store.list('')).toEqual([
      ['a', 1],
      ['b', 2],
    ])
    expect(forgets).toBe(forgetful)
  })
})
