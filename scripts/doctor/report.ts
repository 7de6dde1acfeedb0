import type { Bilingual } from '../../server/src/domain/bilingual.ts'
import { deskPreflightEn } from '../../web/src/lib/text/desk-preflight-en.ts'
import { deskPreflightVi } from '../../web/src/lib/text/desk-preflight-vi.ts'
import type { Figures, Finding } from './finding.ts'
import { checkNames, findingWords } from './texts.ts'

export type Language = keyof Bilingual
export type Told = Finding & { name: string; found: string; todo: string | null }

const desk: Record<Language, Record<string, string>> = { vi: deskPreflightVi, en: deskPreflightEn }
const fill = (text: string, values: Record<string, string | number>): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))

const spans: [ms: number, name: Bilingual][] = [
  [86_400_000, { vi: 'ngày', en: 'days' }],
  [3_600_000, { vi: 'giờ', en: 'hours' }],
  [60_000, { vi: 'phút', en: 'minutes' }],
  [1_000, { vi: 'giây', en: 'seconds' }],
  [1, { vi: 'ms', en: 'ms' }],
]
const sizes = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** Figures as people read them; the end of a name tells what it is, as in the desk's preflight. */
function inWords(figures: Figures, language: Language): Record<string, string> {
  const tag = language === 'vi' ? 'vi-VN' : 'en-GB'
  const number = (value: number, digits = 0): string => value.toLocaleString(tag, { maximumFractionDigits: digits })
  const span = (ms: number): string => {
    const [size, name] = spans.find(([length]) => ms >= 2 * length) ?? ([1, { vi: 'ms', en: 'ms' }] as const)
    return `${number(ms / size, size === 1 ? 2 : 0)} ${name[language]}`
  }
  const size = (bytes: number): string => {
    const step = Math.min(sizes.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3))
    return `${number(bytes / 1_000 ** step, step < 2 ? 0 : 1)} ${sizes[step] ?? ''}`
  }
  const written = (name: string, value: number | string): string => {
    if (typeof value === 'string') return value
    if (name.endsWith('At')) return new Date(value).toLocaleString(tag, { timeZoneName: 'short' })
    if (name.endsWith('Ms')) return span(value)
    if (name.endsWith('Bytes')) return size(value)
    return name.endsWith('Share') ? `${number(value * 100)} %` : number(value)
  }
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, written(name, value)]))
}

/** A finding in words; those of the machine are the desk's own, so that both say the same. */
export function told(finding: Finding, language: Language): Told {
  const t = (key: string, values: Record<string, string | number> = {}): string => fill(desk[language][key] ?? key, values)
  const values = inWords(finding.figures, language)
  const own = findingWords[finding.finding]
  const said = (text: string | undefined): string | null => (text === undefined ? null : fill(text, values))
  const todo = finding.state === 'well' ? undefined : own === undefined ? desk[language][`preflight.todo.${finding.finding}`] : own.todo?.[language]
  return {
    ...finding,
    name: checkNames[finding.check]?.[language] ?? t(`preflight.check.${finding.check}`),
    found: said(own === undefined ? desk[language][`preflight.${finding.finding}`] : own.found[language]) ?? finding.finding,
    todo: said(todo),
  }
}

const marks = { sick: '✗', look: '!', well: '✓' } as const
const closing = {
  well: { vi: 'Không thấy gì hỏng.', en: 'Nothing is wrong.' },
  sick: { vi: '{count} điểm phải xử lý.', en: '{count} things must be mended.' },
} satisfies Record<string, Bilingual>

/** The whole report as lines: what must be mended first, what is well last. */
export function reportOf(all: readonly Told[], language: Language): string[] {
  const lines = (['sick', 'look', 'well'] as const).flatMap((state) =>
    all
      .filter((one) => one.state === state)
      .flatMap(({ name, found, todo }) => [`${marks[state]} ${name}: ${found}`, ...(todo === null ? [] : [`    → ${todo}`])]),
  )
  const count = all.filter(({ state }) => state === 'sick').length
  return [...lines, '', count === 0 ? closing.well[language] : fill(closing.sick[language], { count })]
}
