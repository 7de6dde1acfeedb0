import { readNumber } from '../../domain/answer-text.ts'
import { fold } from '../../domain/names.ts'
import type { AcceptedAnswer } from '../../domain/question.ts'
import { cleanLine } from '../clean-text.ts'
import { cannotAsk, withoutKey, type Asked, type Asking } from './qti-asked.ts'
import { percent } from './qti-declaration.ts'
import { greatest } from './qti-names.ts'
import type { Rounding, Spread, Taken } from './qti-scoring.ts'

/** A value that is accepted, with its points and how it is compared. */
type Worth = { value: string; points: number; spread: Spread | null; caseSensitive: boolean | null }

/** A textEntryInteraction: a number where its response is one, words otherwise. */
export function readTextEntry(asking: Asking): Asked {
  const { cardinality, baseType } = asking.declaration
  if (cardinality === 'record') return cannotAsk('Ô trả lời có nhiều phần (record), hoithi không hỏi được.')
  return /^(?:float|integer)$/.test(baseType) ? readNumbers(asking) : readWords(asking)
}

function readWords(asking: Asking): Asked {
  const worths = worthsOf(asking).map((worth) => ({ ...worth, value: cleanLine(worth.value) }))
  const answers = bestOf(worths.map(({ value, points }) => ({ text: value, tolerance: 0, credit: points })))
  if (answers.length === 0) return withoutKey(asking.scoring, 'answers', { kind: 'shortText' })
  if (asking.scoring.hasUnread) asking.note('qti-scoring-simplified')
  return { ok: true, draft: { kind: 'shortText', answers, ...comparedBy(worths) }, faults: [] }
}

/** Case and accents matter where the file says so, or where they decide about the points. */
function comparedBy(worths: readonly Worth[]): { caseMatters: boolean; accentsMatter: boolean } {
  const lower = (text: string): string => text.toLocaleLowerCase('vi')
  const same = (text: string): string => text
  return {
    caseMatters: worths.some(({ caseSensitive }) => caseSensitive === true) || decides(worths, lower, same),
    accentsMatter: decides(worths, fold, lower),
  }
}

/** Whether values that are alike as `loosely` reads them earn different points where `strictly` tells them apart. */
function decides(worths: readonly Worth[], loosely: (text: string) => string, strictly: (text: string) => string): boolean {
  const seen = new Map<string, Worth>()
  return worths.some((worth) => {
    const before = seen.get(loosely(worth.value))
    seen.set(loosely(worth.value), worth)
    return before !== undefined && before.points !== worth.points && strictly(before.value) !== strictly(worth.value)
  })
}

/** `*` stands for anything in an accepted answer; QTI means the sign itself. */
const literally = (value: string): string => value.replace(/\*/g, '\\*')

/** Accepted values and their points: by the mapping where it scores the item, else the declared answers and those of the item's own rules. */
function worthsOf({ declaration: { correct, mapping }, scoring }: Asking): Worth[] {
  const mapped =
    mapping?.entries.map(({ key, value, caseSensitive }) => ({ value: literally(key), points: value, spread: null, caseSensitive })) ?? []
  const usesMapping = mapped.some(({ points }) => points > 0) && (scoring.by === 'map' || scoring.by === 'none' || correct.length === 0)
  if (usesMapping) return mapped
  const taken = scoring.branches.filter(({ points }) => points > 0).flatMap((branch) => branch.taken.map((one) => ({ one, points: branch.points })))
  const most = greatest(taken.map(({ points }) => points)) || 1
  const ofRule = taken.flatMap(({ one, points }) =>
    valuesTaken(one).map((value) => ({ value, points, spread: one.spread, caseSensitive: one.caseSensitive })),
  )
  const ofKey = scoring.branches.flatMap(({ taken: all }) => all).find(({ kind }) => kind === 'correct')
  return [
    ...correct.map((value) => ({
      value: literally(value),
      points: most,
      spread: ofKey?.spread ?? null,
      caseSensitive: ofKey?.caseSensitive ?? null,
    })),
    ...ofRule,
  ]
}

function valuesTaken(one: Taken): string[] {
  if (one.kind === 'values') return one.values.map(literally)
  return one.kind === 'inside' ? [`*${literally(one.words)}*`] : []
}

/** Each answer once, with its best credit in percent of the best answer's points; answers without points are left out. */
function bestOf(answers: readonly AcceptedAnswer[]): AcceptedAnswer[] {
  const most = greatest(answers.map(({ credit }) => credit))
  const best = new Map<string, AcceptedAnswer>()
  for (const answer of answers) {
    if (answer.text === '' || answer.credit <= 0) continue
    const name = `${answer.text}\n${answer.tolerance}`
    const before = best.get(name)
    if (before === undefined || before.credit < answer.credit) best.set(name, answer)
  }
  return [...best.values()].map((answer) => ({ ...answer, credit: percent(answer.credit / most) }))
}

/** More ranges than this make no question. */
const MAX_RANGES = 50

function readNumbers(asking: Asking): Asked {
  const { branches } = asking.scoring
  const worths = worthsOf(asking)
  const most = greatest(worths.map(({ points }) => points))
  const inRange = branches.flatMap(({ taken, points }) =>
    taken.flatMap((one) => (one.kind === 'range' ? [{ ...between(one.low, one.high), credit: points > 0 ? points : most || 1 }] : [])),
  )
  const exact = worths.map(({ value, spread, points }) => ({ ...around(value, spread), credit: points }))
  // A right value in the middle of a range is that range's answer; one elsewhere in it has nothing to add.
  const named = inRange
    .slice(0, MAX_RANGES)
    .map((range) => ({ ...range, text: exact.find((one) => isMiddle(one.text, range.text))?.text ?? range.text }))
  const others = exact.filter((one) => !named.some((range) => covers(range, one)))
  const answers = bestOf([...named, ...others])
  if (answers.length === 0) return withoutKey(asking.scoring, 'answers', { kind: 'number' })
  return { ok: true, draft: { kind: 'number', answers }, faults: [] }
}

/** A number of reasonable length; NaN for anything else. */
const valueOf = (text: string): number => (text.length > 200 ? Number.NaN : (readNumber(text) ?? Number.NaN))

const isMiddle = (one: string, other: string): boolean => Math.abs(valueOf(one) - valueOf(other)) <= 1e-9 * Math.max(1, Math.abs(valueOf(other)))

const covers = (range: Omit<AcceptedAnswer, 'credit'>, one: Omit<AcceptedAnswer, 'credit'>): boolean =>
  Math.abs(valueOf(range.text) - valueOf(one.text)) <= range.tolerance * (1 + 1e-9)

/** A number without the noise of binary fractions. */
const tidy = (value: number): number => Number(value.toPrecision(12))

function between(low: number, high: number): { text: string; tolerance: number } {
  return { text: String(tidy((low + high) / 2)), tolerance: tidy((high - low) / 2) }
}

/** A right number with its tolerance; unequal bounds become the middle between them. */
function around(written: string, spread: Spread | null): { text: string; tolerance: number } {
  const text = cleanLine(written)
  const value = valueOf(text)
  if (Number.isNaN(value) || spread === null) return { text, tolerance: 0 }
  if ('figures' in spread) return rounded(value, spread)
  const unit = spread.mode === 'relative' ? Math.abs(value) / 100 : 1
  if (spread.below === spread.above) return { text, tolerance: tidy(spread.below * unit) }
  return between(value - spread.below * unit, value + spread.above * unit)
}

/** Everything that rounds like the right number does. */
function rounded(value: number, { mode, figures }: Rounding): { text: string; tolerance: number } {
  const size = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)))
  const places = Math.min(15, Math.max(-15, Math.round(mode === 'decimalPlaces' ? figures : figures - 1 - size)))
  const step = 10 ** -places
  return { text: String(tidy(Math.round(value / step) * step)), tolerance: tidy(step / 2) }
}
