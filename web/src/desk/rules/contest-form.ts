import type { Call, Reply } from '../../lib/api.ts'
import type { Locale } from '../../lib/languages.ts'

export type ContestDocument = Reply<'getContestDocument'>['document']
export type RoundDocument = ContestDocument['rounds'][number]
export type Rules = RoundDocument['rules']
export type Settings = ContestDocument['settings']
export type PrizeTier = Settings['prizes']['unions'][number]
export type Preset = Reply<'getPreset'>
/** A document as it goes to the server, which judges it field by field. */
export type Typed = Call<'createContest'>['body']['document']

/** What is wrong with a document, in the reader's language; `field` is a path such as "rounds.2.rules.minutes". */
export type DocumentFault = { field: string; message: string }

const DAY_MS = 86_400_000

/** A contest that begins from a preset: what only the organisers can know is left empty. */
export function begunFrom({ opensAt, closesAt, settings, rounds }: Preset, timeZone: string): ContestDocument {
  return {
    slug: '',
    title: '',
    organiser: '',
    timeZone,
    opensAt,
    closesAt,
    intro: '',
    consent: { version: '1', text: { vi: '', en: '' } },
    settings,
    rounds,
  }
}

/** One more round: as the last one, a week after it, titled by its number. */
export function nextRound(rounds: readonly RoundDocument[], title: string): RoundDocument | null {
  const last = rounds.at(-1)
  if (last === undefined) return null
  const length = last.closesAt - last.opensAt
  return { ...structuredClone(last), id: null, title, opensAt: last.closesAt, closesAt: last.closesAt + (length > 0 ? length : 7 * DAY_MS) }
}

/** The same rules in every round but those whose rules are fixed; their own titles and windows stay. */
export function withRulesEverywhere(rounds: readonly RoundDocument[], from: number, fixed: (index: number) => boolean): RoundDocument[] {
  const rules = rounds[from]?.rules
  if (rules === undefined) return [...rounds]
  return rounds.map((round, index) => (index === from || fixed(index) || round.practice ? round : { ...round, rules: structuredClone(rules) }))
}

/** An address made from a title: "Hội thi ATVSLĐ 2026" → "hoi-thi-atvsld-2026". */
export function slugOf(title: string): string {
  return title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '')
}

/** Barred people as lines of text: a phone, then after a comma who that is. */
export const barredLines = (barred: Settings['barred']): string =>
  barred.map(({ phone, note }) => (note === '' ? phone : `${phone}, ${note}`)).join('\n')

export function barredOf(text: string): Settings['barred'] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [phone = '', ...note] = line.split(/[,;\t]/)
      return { phone: phone.trim(), note: note.join(',').trim() }
    })
}

/** Whether a path, or one above it, is fixed by now. */
export function isFixed(path: string, fixed: readonly string[]): boolean {
  return fixed.some((one) => path === one || path.startsWith(`${one}.`))
}

/** The faults that a refused save names. */
export function faultsIn(details: unknown, language: Locale): DocumentFault[] {
  return Array.isArray(details)
    ? details
        .filter(isNamedFault)
        .map(({ field, message }) => ({ field, message: (message as Partial<Record<Locale, string>>)[language] ?? message.vi }))
    : []
}

type NamedFault = { field: string; message: { vi: string; en: string } }

function isNamedFault(detail: unknown): detail is NamedFault {
  const { field, message } = (detail ?? {}) as { field?: unknown; message?: Partial<NamedFault['message']> | null }
  return (
    typeof field === 'string' && typeof message === 'object' && message !== null && typeof message.vi === 'string' && typeof message.en === 'string'
  )
}

/** How many questions a paper asks; what is being typed counts as none. */
export const askedBy = ({ blueprint }: Pick<Rules, 'blueprint'>): number => blueprint.reduce((sum, { count }) => sum + (count || 0), 0)
