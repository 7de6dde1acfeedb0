import type { PreflightCheck } from '@hoithi/shared/contracts/preflight'
import { moment, number } from '../../lib/format.ts'
import type { Locale } from '../../lib/locale.svelte.ts'
import type { DeskText } from '../../lib/text/desk.svelte.ts'

export type Mend = 'blueprint' | 'questions' | 'unions' | 'staff' | 'sealing' | 'trial' | 'load'
type Words = (key: DeskText, values?: Record<string, string | number>) => string

const places: Partial<Record<PreflightCheck['name'], Mend>> = {
  bank: 'blueprint',
  waiting: 'questions',
  trial: 'trial',
  load: 'load',
  unions: 'unions',
  headCounts: 'unions',
  staff: 'staff',
}

/** Where a bad finding can be mended on the desk; null where it is done elsewhere, such as on the server itself. */
export function mendOf({ state, name, finding }: Pick<PreflightCheck, 'state' | 'name' | 'finding'>): Mend | null {
  if (state === 'ok') return null
  return finding === 'roundUnsealed' ? 'sealing' : (places[name] ?? null)
}

/** Checks of one state, in the server's order. */
export const having = (checks: readonly PreflightCheck[], state: PreflightCheck['state']): PreflightCheck[] =>
  checks.filter((check) => check.state === state)

const SPANS = [
  ['days', 86_400_000],
  ['hours', 3_600_000],
  ['minutes', 60_000],
  ['seconds', 1_000],
] as const

/** A span in its largest unit of which there are two, or one of hours and below: "3 ngày", "25 giờ", "1,5 giây", "0,12 ms". */
export function spanInWords(ms: number, t: Words, locale: Locale): string {
  const [unit, size] = SPANS.find(([name, length]) => ms >= (name === 'days' ? 2 * length : length)) ?? (['ms', 1] as const)
  return t(`preflight.span.${unit}`, { n: number(ms / size, locale, unit === 'ms' ? 2 : unit === 'seconds' ? 1 : 0) })
}

const SIZES = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** A size in its own unit, by thousands: "812 kB", "1,2 GB". */
export function sizeInWords(bytes: number, locale: Locale): string {
  const step = Math.min(SIZES.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3))
  return `${number(bytes / 1000 ** step, locale, step < 2 ? 0 : 1)} ${SIZES[step] ?? ''}`
}

/** The figures of a finding as people read them; the end of a name tells what it is. */
export function figuresInWords(figures: PreflightCheck['figures'], t: Words, locale: Locale): Record<string, string> {
  const written = (name: string, value: number | string): string => {
    if (typeof value === 'string') return value
    if (name.endsWith('At')) return moment(value)
    if (name.endsWith('Ms')) return spanInWords(value, t, locale)
    if (name.endsWith('Bytes')) return sizeInWords(value, locale)
    return name.endsWith('Share') ? `${number(value * 100, locale)} %` : number(value, locale)
  }
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, written(name, value)]))
}

export type ReadCheck = { title: string; found: string; todo: string | null }

/** A check in words: what it is about, what it found, and what to do next where something is to be done. */
export function checkInWords(check: PreflightCheck, t: Words, locale: Locale): ReadCheck {
  const values = figuresInWords(check.figures, t, locale)
  const title = t(`preflight.check.${check.name}`)
  return {
    title: check.round === null ? title : `${title}: ${check.round.title}`,
    found: t(`preflight.${check.finding}`, values),
    todo: check.state === 'ok' ? null : t(`preflight.todo.${check.finding}`, values),
  }
}

/** The whole report as plain text, to be sent to whoever mends it. */
export function reportText(head: string[], checks: readonly PreflightCheck[], t: Words, locale: Locale): string {
  const groups = (['fail', 'warn', 'ok'] as const).flatMap((state) => {
    const some = having(checks, state)
    if (some.length === 0) return []
    const lines = some.flatMap((check) => {
      const { title, found, todo } = checkInWords(check, t, locale)
      return [`- ${title}: ${found}`, ...(todo === null ? [] : [`  ${t('preflight.next', { todo })}`])]
    })
    return ['', t(`preflight.group.${state}`, { count: some.length }), ...lines]
  })
  return [...head, ...groups].join('\n')
}
