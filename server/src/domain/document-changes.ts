import type { ContestDocument } from '@hoithi/shared/contracts/contest-desk'
import { roundNumbers } from './contest-document.ts'
import type { Fault } from './document-faults.ts'
import { canonical } from './receipt.ts'

/** A contest as it is stored, told by what decides what may change. */
export type Relied = {
  document: ContestDocument
  state: 'draft' | 'published'
  /** Rounds whose results are sealed. */
  sealed: ReadonlySet<string>
  /** Attempts that were begun, by round. */
  attempts: ReadonlyMap<string, number>
}

type Opened = { id: string; index: number; sealed: boolean; practice: boolean; frozen: boolean }

/** Rounds that people rely on: they were public when they opened, or somebody began an attempt. */
function openedRounds({ document, state, sealed, attempts }: Relied, now: number): Opened[] {
  if (state === 'draft') return []
  return document.rounds.flatMap(({ id, opensAt, practice, rules }, index) =>
    id !== null && (opensAt <= now || (attempts.get(id) ?? 0) > 0)
      ? [{ id, index, sealed: sealed.has(id), practice, frozen: !practice && rules.board === 'frozen' }]
      : [],
  )
}

/**
 * Paths that may not change any more. A draft has none. What is public keeps its address; a round that has opened keeps its rules (practice,
 * which counts for nothing, only what it is); once it is sealed also its title and close; the first seal fixes the prizes.
 * A board that stands still before the close counts from a moment that moves with the close: only the control room, which keeps that moment, extends such a round.
 */
export function fixedPaths(relied: Relied, now: number): string[] {
  if (relied.state === 'draft') return []
  const opened = openedRounds(relied, now)
  const real = opened.filter(({ practice }) => !practice)
  return [
    'slug',
    ...(relied.document.opensAt <= now ? ['opensAt'] : []),
    ...(opened.length > 0 ? ['timeZone'] : []),
    ...(real.length > 0 ? ['settings.attemptsPerContest', 'settings.overall'] : []),
    ...(opened.some(({ sealed }) => sealed) ? ['settings.prizes'] : []),
    ...opened.flatMap(({ index, sealed, practice, frozen }) => [
      `rounds.${index}.practice`,
      ...(practice ? [] : [`rounds.${index}.opensAt`, `rounds.${index}.rules`]),
      ...(sealed ? [`rounds.${index}.title`] : []),
      ...(sealed || frozen ? [`rounds.${index}.closesAt`] : []),
    ]),
  ]
}

/** What a new document changes that people rely on, by its own field; none for a draft. */
export function unfairChanges(relied: Relied, next: ContestDocument, now: number): Fault[] {
  if (relied.state === 'draft') return []
  const opened = openedRounds(relied, now)
  return [
    ...fixedChanges(relied, next, now),
    ...opened.flatMap((round) => roundChanges(relied.document, next, round)),
    ...(relied.document.opensAt <= now && next.closesAt < relied.document.closesAt ? [{ field: 'closesAt', code: 'close-earlier' } as const] : []),
    ...(opened.length > 0 ? narrowed(relied.document, next) : []),
    ...(opened.some(({ practice }) => !practice) ? appealsCut(relied.document, next) : []),
    ...consentChanges(relied.document, next),
  ]
}

function fixedChanges(relied: Relied, next: ContestDocument, now: number): Fault[] {
  const frozen = openedRounds(relied, now).filter(({ frozen, sealed }) => frozen && !sealed)
  const inControls = new Set(frozen.map(({ index }) => `rounds.${index}.closesAt`))
  return fixedPaths(relied, now).flatMap((path): Fault[] => {
    const there = whereIn(relied.document, next, path)
    const same = there === null || canonical(valueAt(relied.document, path) ?? null) === canonical(valueAt(next, there) ?? null)
    return same ? [] : [{ field: there, code: inControls.has(path) ? 'close-in-controls' : 'fixed' }]
  })
}

/** A path of the old document in the new one, where its round may stand elsewhere; null when the round is gone. */
function whereIn(before: ContestDocument, next: ContestDocument, path: string): string | null {
  const [head, index, ...rest] = path.split('.')
  if (head !== 'rounds') return path
  const id = before.rounds[Number(index)]?.id
  const place = next.rounds.findIndex((round) => round.id === id)
  return place < 0 ? null : ['rounds', place, ...rest].join('.')
}

const valueAt = (value: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((inner, key) => (typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[key] : undefined), value)

function roundChanges(before: ContestDocument, next: ContestDocument, { id, index, sealed, practice, frozen }: Opened): Fault[] {
  const old = before.rounds[index]
  const place = next.rounds.findIndex((round) => round.id === id)
  const round = next.rounds[place]
  if (old === undefined) return []
  if (round === undefined) return [{ field: 'rounds', code: 'round-kept', figures: { title: old.title } }]
  const moved = !practice && roundNumbers(before.rounds)[index] !== roundNumbers(next.rounds)[place]
  return [
    ...(moved ? [{ field: `rounds.${place}`, code: 'round-moved' } as const] : []),
    ...(!sealed && !practice && !frozen && round.closesAt < old.closesAt
      ? [{ field: `rounds.${place}.closesAt`, code: 'close-earlier' } as const]
      : []),
  ]
}

/** Shutting people out who could take part until now. An empty list lets everyone in. */
function narrowed({ settings: before }: ContestDocument, { settings: next }: ContestDocument): Fault[] {
  const lists = (['eligibleKinds', 'eligibleUnions'] as const).filter((list) => {
    const allowed: readonly string[] = next[list]
    return allowed.length > 0 && (before[list].length === 0 || before[list].some((entry) => !allowed.includes(entry)))
  })
  return [
    ...lists.map((list): Fault => ({ field: `settings.${list}`, code: 'only-widen' })),
    ...(before.entry === 'open' && next.entry === 'listed' ? [{ field: 'settings.entry', code: 'only-widen' } as const] : []),
  ]
}

/** Whoever took part knew how long results can be disputed and when that is answered: it may only get better for them. */
function appealsCut({ settings: { appeals: before } }: ContestDocument, { settings: { appeals: next } }: ContestDocument): Fault[] {
  if (!before.taken) return []
  if (!next.taken) return [{ field: 'settings.appeals.taken', code: 'appeals-kept' }]
  return [
    ...(next.days < before.days ? [{ field: 'settings.appeals.days', code: 'appeals-kept' } as const] : []),
    ...(next.answerDays > before.answerDays ? [{ field: 'settings.appeals.answerDays', code: 'appeals-kept' } as const] : []),
  ]
}

function consentChanges({ consent: before }: ContestDocument, { consent: next }: ContestDocument): Fault[] {
  const reworded = before.version === next.version && canonical(before.text) !== canonical(next.text)
  return reworded ? [{ field: 'consent.version', code: 'consent-version' }] : []
}

export type FieldChange = { field: string; before: unknown; after: unknown }

/** Every field that differs, for the audit; rounds by their place. The access code is told as changed, never as what it is. */
export function changedFields(before: ContestDocument, after: ContestDocument): FieldChange[] {
  return differences(before, after, '').map((change) =>
    change.field === 'settings.accessCode' ? { field: change.field, before: masked(change.before), after: masked(change.after) } : change,
  )
}

const masked = (code: unknown): string | null => (code === null ? null : '…')

function differences(before: unknown, after: unknown, field: string): FieldChange[] {
  if (canonical(before ?? null) === canonical(after ?? null)) return []
  if (!isTree(before) || !isTree(after)) return [{ field, before: before ?? null, after: after ?? null }]
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...keys].flatMap((key) => differences(before[key], after[key], field === '' ? key : `${field}.${key}`))
}

const isTree = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
