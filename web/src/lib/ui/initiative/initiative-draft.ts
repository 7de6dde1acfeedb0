import type { InitiativeKind, Recogniser } from '@hoithi/shared/contracts/initiatives'

/** What an initiative's form holds while somebody types. */
export type InitiativeDraft = {
  secret: boolean
  title: string
  authors: string
  kind: InitiativeKind | ''
  field: string
  firstAppliedOn: string
  effect: string
  benefit: string
  reward: string
  recognisedBy: Recogniser | ''
  decisionNumber: string
  decisionOn: string
}
type Facts = {
  secret: boolean
  title: string
  authors: string[]
  kind: InitiativeKind | null
  field: string
  firstAppliedOn: string | null
  effect: string
  benefit: number | null
  reward: number | null
  recognisedBy: Recogniser | null
  decisionNumber: string
  decisionOn: string | null
}

export function blankDraft(author = ''): InitiativeDraft {
  const dates = { firstAppliedOn: '', decisionOn: '' }
  return {
    secret: false,
    title: '',
    authors: author,
    kind: '',
    field: '',
    effect: '',
    benefit: '',
    reward: '',
    recognisedBy: '',
    decisionNumber: '',
    ...dates,
  }
}

export function draftOf(facts: Facts): InitiativeDraft {
  const money = (value: number | null): string => (value === null ? '' : String(value).replace(/\B(?=(\d{3})+$)/g, '.'))
  return {
    ...facts,
    authors: facts.authors.join('\n'),
    kind: facts.kind ?? '',
    firstAppliedOn: facts.firstAppliedOn ?? '',
    benefit: money(facts.benefit),
    reward: money(facts.reward),
    recognisedBy: facts.recognisedBy ?? '',
    decisionOn: facts.decisionOn ?? '',
  }
}

/** Whole đồng with or without dots between thousands; null: nothing was typed; undefined: no money. */
function moneyOf(typed: string): number | null | undefined {
  const plain = typed.replace(/[.,\s]/g, '')
  if (plain === '') return null
  return /^\d{1,15}$/.test(plain) ? Number(plain) : undefined
}

export type DraftFault = 'title' | 'benefit' | 'reward'

export function draftFaults(draft: InitiativeDraft): DraftFault[] {
  const faults: DraftFault[] = draft.title.trim().length < 5 ? ['title'] : []
  if (!draft.secret && moneyOf(draft.benefit) === undefined) faults.push('benefit')
  if (moneyOf(draft.reward) === undefined) faults.push('reward')
  return faults
}

/** What is sent; of a secret the rest does not even leave the page. */
export function factsOf(draft: InitiativeDraft): Facts {
  const { secret, title, effect, field, decisionNumber } = draft
  const kept = { secret, title, effect, reward: moneyOf(draft.reward) ?? null }
  const nothing = {
    authors: [],
    kind: null,
    field: '',
    firstAppliedOn: null,
    benefit: null,
    recognisedBy: null,
    decisionNumber: '',
    decisionOn: null,
  }
  if (secret) return { ...kept, ...nothing }
  return {
    ...kept,
    authors: draft.authors
      .split('\n')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
    kind: draft.kind === '' ? null : draft.kind,
    field,
    firstAppliedOn: draft.firstAppliedOn === '' ? null : draft.firstAppliedOn,
    benefit: moneyOf(draft.benefit) ?? null,
    recognisedBy: draft.recognisedBy === '' ? null : draft.recognisedBy,
    decisionNumber,
    decisionOn: draft.decisionOn === '' ? null : draft.decisionOn,
  }
}
