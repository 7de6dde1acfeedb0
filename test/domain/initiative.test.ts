import { initiativeStates, initiativeSteps, type InitiativeState, type InitiativeStep, type MissingPart } from '@hoithi/shared/contracts/initiatives'
import { describe, expect, test } from 'vitest'
import type { Campaign } from '../../server/src/domain/campaign.ts'
import {
  decideStep,
  decideTaking,
  keptFacts,
  mayEdit,
  missingOf,
  openSteps,
  type Hand,
  type Initiative,
  type InitiativeFacts,
} from '../../server/src/domain/initiative.ts'

const day = (text: string): number => Date.parse(`2021-${text}T08:00:00+07:00`)
const campaign: Campaign = {
  contestId: 'c',
  on: true,
  edition: 1,
  name: 'Đợt thi đua',
  legalBasis: '',
  contents: '',
  opensAt: Date.parse('2021-04-26T00:00:00+07:00'),
  closesAt: Date.parse('2021-05-27T00:00:00+07:00'),
  initiativesCloseAt: Date.parse('2021-06-01T00:00:00+07:00'),
  fileNeeded: false,
  initiativeColumns: [],
}
const whole: InitiativeFacts = {
  secret: false,
  title: 'Máy bóc vỏ ngô',
  authors: ['Lò Văn An'],
  kind: 'technical',
  field: 'Nông nghiệp',
  firstAppliedOn: '2021-03-01',
  effect: 'Nhanh gấp ba',
  benefit: 50_000_000,
  reward: 0,
  recognisedBy: 'council',
  decisionNumber: '12/QĐ',
  decisionOn: '2021-04-30',
}
const initiative = (state: InitiativeState, facts: Partial<InitiativeFacts> = {}): Initiative => {
  const said = keptFacts({ ...whole, ...facts })
  const rest = { stateAt: 0, reason: '', source: 'member' as const, enteredAt: 0, enteredBy: 'an', countedAt: null, hasFile: false, edition: 4 }
  return { ...said, id: 'i', contestId: 'c', unionId: 'u', state, ...rest, missing: missingOf(said, false, false) }
}

/** Whose step it is: a author, n unit, p upper union, t those who see everything. */
const hands: Record<string, Hand> = { a: 'author', n: 'unit', p: 'upper', t: 'top' }
const steps: Record<InitiativeState, Partial<Record<InitiativeStep, string>>> = {
  draft: { send: 'anpt', withdraw: 'anpt' },
  sent: { recognise: 'npt', return: 'npt', withdraw: 'anpt' },
  returned: { send: 'anpt', withdraw: 'anpt' },
  recognised: { confirm: 'pt', return: 'pt', withdraw: 'npt' },
  confirmed: { count: 't', return: 'pt', withdraw: 'pt' },
  counted: { return: 't' },
  withdrawn: {},
}
const cases = initiativeStates.flatMap((state) =>
  initiativeSteps.flatMap((step) =>
    Object.entries(hands).map(([letter, hand]) => ({ state, step, hand, may: steps[state][step]?.includes(letter) ?? false })),
  ),
)

describe('the steps of an initiative', () => {
  test.each(cases)('from $state: $step by $hand: $may', ({ state, step, hand, may }) => {
    const moved = decideStep(initiative(state), { step, reason: 'lý do rõ ràng', recognisedBy: 'head' }, hand, campaign, day('05-10'))
    expect(moved.ok).toBe(may)
    expect(openSteps({ state }, hand).includes(step)).toBe(may)
  })

  test.each([
    ['a member who may never confirm', 'recognised', 'confirm', 'author', 'not-allowed'],
    ['a unit that confirms its own', 'recognised', 'confirm', 'unit', 'not-allowed'],
    ['an upper union that counts', 'confirmed', 'count', 'upper', 'not-allowed'],
    ['somebody who comes too late', 'counted', 'withdraw', 'author', 'initiative-moved'],
    ['a second recognition', 'recognised', 'recognise', 'unit', 'initiative-moved'],
  ] as const)('%s is told so', (_, state, step, hand, reason) => {
    expect(decideStep(initiative(state), { step }, hand, campaign, day('05-10'))).toMatchObject({ reason })
  })

  test('each step tells when; what is counted tells it, and a return takes that back', () => {
    const at = day('05-10')
    expect(decideStep(initiative('confirmed'), { step: 'count' }, 'top', campaign, at)).toMatchObject({
      value: { state: 'counted', stateAt: at, countedAt: at, edition: 5 },
    })
    const counted = { ...initiative('counted'), countedAt: at }
    expect(decideStep(counted, { step: 'return', reason: 'sai đơn vị' }, 'top', campaign, at)).toMatchObject({
      value: { state: 'returned', countedAt: null, reason: 'sai đơn vị' },
    })
  })

  test('whoever recognises says whether it was the council or the head; a secret keeps neither', () => {
    const recognised = (facts: Partial<InitiativeFacts>) =>
      decideStep(initiative('sent', facts), { step: 'recognise', recognisedBy: 'head' }, 'unit', campaign, 0)
    expect(recognised({})).toMatchObject({ value: { recognisedBy: 'head' } })
    expect(recognised({ secret: true })).toMatchObject({ value: { recognisedBy: null } })
  })

  test.each([
    // step, missing, goes on
    ['send', { decisionNumber: '', benefit: null }, true],
    ['send', { effect: '' }, false],
    ['send', { authors: [] }, false],
    ['recognise', { decisionNumber: '' }, true],
    ['confirm', { decisionNumber: '' }, false],
    ['confirm', { benefit: 0 }, true],
    ['count', { reward: null }, false],
  ] as [InitiativeStep, Partial<InitiativeFacts>, boolean][])('%s with %o: %s', (step, facts, goesOn) => {
    const from = { send: 'draft', recognise: 'sent', confirm: 'recognised', count: 'confirmed' } as Record<InitiativeStep, InitiativeState>
    const moved = decideStep(initiative(from[step], facts), { step }, 'top', campaign, day('05-10'))
    expect(moved.ok || moved.reason).toBe(goesOn || 'initiative-incomplete')
  })

  test('the desk withdraws with a reason, the author without', () => {
    expect(decideStep(initiative('sent'), { step: 'withdraw' }, 'unit', campaign, 0)).toMatchObject({ reason: 'reason-needed' })
    expect(decideStep(initiative('sent'), { step: 'withdraw' }, 'author', campaign, 0).ok).toBe(true)
  })

  test.each([
    // now                            enters                 sends a draft          sends a returned one
    ['2021-04-25T23:59:59.999+07:00', 'initiatives-not-yet', 'initiatives-not-yet', true],
    ['2021-04-26T00:00:00+07:00', true, true, true],
    ['2021-05-31T23:59:59.999+07:00', true, true, true],
    ['2021-06-01T00:00:00+07:00', 'initiatives-over', 'initiatives-over', true],
  ])('at %s', (now, enters, sends, sendsAgain) => {
    const said = (decision: { ok: true } | { ok: false; reason: string }) => decision.ok || decision.reason
    const at = Date.parse(now)
    expect(said(decideTaking(campaign, at))).toBe(enters)
    expect(said(decideStep(initiative('draft'), { step: 'send' }, 'author', campaign, at))).toBe(sends)
    expect(said(decideStep(initiative('returned'), { step: 'send' }, 'author', campaign, at))).toBe(sendsAgain)
  })

  test.each([
    ['draft', 'anpt'],
    ['sent', 'npt'],
    ['returned', 'anpt'],
    ['recognised', 'npt'],
    ['confirmed', 'pt'],
    ['counted', ''],
    ['withdrawn', ''],
  ] as [InitiativeState, string][])('%s is edited by %s', (state, who) => {
    expect(
      Object.keys(hands)
        .filter((letter) => mayEdit({ state }, hands[letter]!))
        .join(''),
    ).toBe(who)
  })
})

describe('what is missing', () => {
  test.each([
    ['nothing', {}, false, false, []],
    ['nought is an answer', { benefit: 0, reward: 0 }, false, false, []],
    ['who recognised it is not asked', { recognisedBy: null }, false, false, []],
    ['its file, where the campaign wants one', {}, false, true, ['file']],
    ['a file that is there', {}, true, true, []],
    ['one in seven of 2021', { benefit: null, decisionNumber: '', decisionOn: null }, false, false, ['benefit', 'decisionNumber', 'decisionOn']],
    ['a secret tells effect and reward', { secret: true, effect: '', reward: null }, false, true, ['effect', 'reward']],
    ['a secret is whole without the rest', { secret: true }, false, true, []],
  ] as [string, Partial<InitiativeFacts>, boolean, boolean, MissingPart[]][])('%s', (_, facts, hasFile, fileNeeded, missing) => {
    expect(missingOf(keptFacts({ ...whole, ...facts }), hasFile, fileNeeded)).toEqual(missing)
  })

  test('of a technology secret only name, effect and reward are kept', () => {
    expect(keptFacts({ ...whole, secret: true })).toEqual({
      secret: true,
      title: whole.title,
      effect: whole.effect,
      reward: whole.reward,
      authors: [],
      kind: null,
      field: '',
      firstAppliedOn: null,
      benefit: null,
      recognisedBy: null,
      decisionNumber: '',
      decisionOn: null,
    })
  })
})
