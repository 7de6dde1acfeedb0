import { describe, expect, it, test } from 'vitest'
import { asHandedIn, planHeld, waitingAnswers, type HeldTap } from '../../server/src/domain/held-answers.ts'

const saved = (position: number, letter: string, tappedAt = 1) => ({ position, choice: letter === '' ? [] : [letter], tappedAt })
const late = (position: number, letter: string, tappedAt: number, more: Partial<HeldTap> = {}): HeldTap => ({
  ...saved(position, letter, tappedAt),
  arrivedAt: 100,
  decision: null,
  replaced: null,
  ...more,
})
const letters = (responses: { position: number; choice: string[] }[]) => responses.map(({ position, choice }) => `${position}${choice.join()}`)
const everything = { accept: true, positions: null }

describe('late answers', () => {
  const stood = [saved(1, 'a'), saved(2, 'b')]

  test.each<[what: string, held: HeldTap[], wanted: { accept: boolean; positions: number[] | null }, after: string[] | null]>([
    ['nothing waits', [], everything, null],
    ['one is let in for what stood', [late(1, 'c', 5)], everything, ['1c', '2b']],
    ['one is let in where nothing stood', [late(3, 'c', 5)], everything, ['1a', '2b', '3c']],
    ['of several to one question the newest is', [late(1, 'c', 5), late(1, 'd', 7), late(1, 'b', 6)], everything, ['1d', '2b']],
    ['an answer that was taken back is let in as nothing', [late(1, '', 5)], everything, ['1', '2b']],
    ['refused, nothing changes', [late(1, 'c', 5)], { accept: false, positions: null }, ['1a', '2b']],
    ['only the chosen question', [late(1, 'c', 5), late(2, 'c', 5)], { accept: true, positions: [2] }, ['1a', '2c']],
    ['a question that has none waiting', [late(1, 'c', 5)], { accept: true, positions: [1, 2] }, null],
    ['what was decided already', [late(1, 'c', 5, { decision: 'refused' })], everything, null],
  ])('%s', (_what, held, wanted, after) => {
    const plan = planHeld(stood, held, wanted)
    expect(plan === null ? null : letters(plan.responses)).toEqual(after)
  })

  it('marks every tap of a question that was decided on, and what the newest replaced', () => {
    const plan = planHeld(stood, [late(1, 'c', 5), late(1, 'd', 7), late(3, 'a', 5), late(2, 'a', 6)], { accept: true, positions: [1, 3] })
    expect(plan?.marks).toEqual([
      { position: 1, tappedAt: 5, decision: 'refused', replaced: null },
      { position: 1, tappedAt: 7, decision: 'accepted', replaced: ['a'] },
      { position: 3, tappedAt: 5, decision: 'accepted', replaced: [] },
    ])
  })

  it('leaves the others waiting', () => {
    const held = [late(1, 'c', 5, { decision: 'accepted' }), late(2, 'a', 6), late(2, 'c', 8)]
    expect(letters(waitingAnswers(held))).toEqual(['2c'])
  })

  it('what was handed in can be told however often late answers were let in since', () => {
    const first = late(1, 'c', 5, { decision: 'accepted', replaced: ['a'] })
    const second = late(1, 'd', 7, { decision: 'accepted', replaced: ['c'] })
    const third = late(3, 'b', 6, { decision: 'accepted', replaced: [] })
    expect(letters(asHandedIn([saved(1, 'd'), saved(2, 'b'), saved(3, 'b')], [first, third, second, late(2, 'a', 9)]))).toEqual(['1a', '2b', '3'])
  })
})
