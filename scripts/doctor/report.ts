import type { Bilingual } from '../../server/src/domain/bilingual.ts'
import { figuresInWords } from '../../web/src/desk/rules/preflight.ts'
import { deskPreflightEn } from '../../web/src/lib/text/desk-preflight-en.ts'
import { deskPreflightVi } from '../../web/src/lib/text/desk-preflight-vi.ts'
import type { Finding } from './finding.ts'
import { checkNames, findingWords } from './texts.ts'

export type Language = keyof Bilingual
export type Told = Finding & { name: string; found: string; todo: string | null }

const desk: Record<Language, Record<string, string>> = { vi: deskPreflightVi, en: deskPreflightEn }
const fill = (text: string, values: Record<string, string | number>): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))

/** A finding in words; those of the machine are the desk's own, so that both say the same. */
export function told(finding: Finding, language: Language): Told {
  const t = (key: string, values: Record<string, string | number> = {}): string => fill(desk[language][key] ?? key, values)
  const values = figuresInWords(finding.figures, t, language)
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
