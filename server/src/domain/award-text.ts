import { totalValue, type AwardLine } from './award-lines.ts'
import { scopeWords, type AwardFacts, type PaperKind } from './award-papers.ts'
import { calendarDay, windowInWords } from './plain-dates.ts'

export type Run = { text: string; bold: boolean }
/** heading: in the middle, bold; cite: a ground, in italics; table: the list of prizes. */
export type PaperBlock = { kind: 'heading' | 'cite' | 'text' | 'item' | 'table'; runs: Run[] }

/** What a template may name, as {{name}}; awardTable stands on a line of its own. */
export const placeholders = [
  'contest',
  'scope',
  'round',
  'organiser',
  'period',
  'people',
  'attempts',
  'allCorrect',
  'prizes',
  'personalPrizes',
  'collectivePrizes',
  'total',
  'sealedDay',
  'revisions',
  'replaces',
  'asksToReplace',
  'awardTable',
] as const
type Placeholder = (typeof placeholders)[number]

const NAMED = /\{\{\s*([^{}]*?)\s*\}\}/g
const figure = (value: number): string => value.toLocaleString('vi-VN')
const money = (value: number): string => `${figure(value)} đồng`

/** Names in a template that nobody knows, each once. */
export function unknownPlaceholders(template: string, known: readonly string[] = placeholders): string[] {
  const named = [...template.matchAll(NAMED)].map(([, name = '']) => name)
  return [...new Set(named.filter((name) => !known.includes(name)))]
}

function valuesOf(facts: AwardFacts, lines: readonly AwardLine[]): Record<Exclude<Placeholder, 'awardTable'>, string> {
  const personal = lines.filter(({ kind }) => kind === 'person').length
  const total = totalValue(lines)
  const period = windowInWords(facts, facts.timeZone)
  return {
    contest: facts.contest,
    scope: scopeWords(facts),
    round: facts.round ?? facts.contest,
    organiser: facts.organiser,
    period: period.charAt(0).toLocaleLowerCase('vi') + period.slice(1),
    people: figure(facts.people),
    attempts: figure(facts.attempts),
    allCorrect: correctWords(facts.allCorrect),
    prizes: figure(lines.length),
    personalPrizes: figure(personal),
    collectivePrizes: figure(lines.length - personal),
    total: total === null ? 'theo cơ cấu giải thưởng của Thể lệ' : money(total),
    sealedDay: calendarDay(facts.sealedAt, facts.timeZone),
    revisions: facts.revisions,
    replaces: replacesWords(facts, 'Quyết định này thay thế'),
    asksToReplace: replacesWords(facts, 'Đề nghị ban hành quyết định thay thế'),
  }
}

const correctWords = (rounds: AwardFacts['allCorrect']): string =>
  rounds.length === 1 ? figure(rounds[0]?.people ?? 0) : rounds.map(({ round, people }) => `${figure(people)} (${round})`).join(', ')

function replacesWords({ replaces }: AwardFacts, begins: string): string {
  if (replaces === null) return ''
  const { number, day } = replaces
  return `${begins} Quyết định số ${number === '' ? '……' : number}${day === '' ? '' : ` ngày ${vietnameseDay(day)}`}.`
}

/** yyyy-MM-dd → dd/MM/yyyy. */
const vietnameseDay = (day: string): string => day.split('-').reverse().join('/')

/** A template as paragraphs: an empty line parts them; "# " is a heading, "> " a ground, "- " an item, **bold**. Paragraphs that a placeholder left empty go. */
export const paperBlocks = (template: string, facts: AwardFacts, lines: readonly AwardLine[]): PaperBlock[] =>
  filledBlocks(template, valuesOf(facts, lines), (name) => (name === 'awardTable' ? [{ kind: 'table', runs: [] }] : null))

/** The same with other values; `whole`: what a placeholder that stands on a line of its own becomes, null: words like any other. */
export function filledBlocks(template: string, values: Readonly<Record<string, string>>, whole: (name: string) => PaperBlock[] | null): PaperBlock[] {
  // Bold is found before values are put in: a star in a title stays a star.
  return template.split(/\n\s*\n|\n(?=[#>-] )/).flatMap((part): PaperBlock[] => {
    const words = part.replace(/\s*\n\s*/g, ' ').trim()
    const [, alone = ''] = /^\{\{\s*(\w+)\s*\}\}$/.exec(words) ?? []
    const blocks = whole(alone)
    if (blocks !== null) return blocks
    const [, mark = '', rest = ''] = /^([#>-] )?(.*)$/s.exec(words) ?? []
    const runs = rest
      .split(/(\*\*.+?\*\*)/)
      .map((piece) => ({ text: filled(piece.replace(/^\*\*(.+)\*\*$/, '$1'), values), bold: /^\*\*.+\*\*$/.test(piece) }))
      .filter(({ text }) => text !== '')
    return runs.every(({ text }) => text.trim() === '') ? [] : [{ kind: kindOf(mark), runs }]
  })
}

const kindOf = (mark: string): PaperBlock['kind'] => (mark === '# ' ? 'heading' : mark === '> ' ? 'cite' : mark === '- ' ? 'item' : 'text')

const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(NAMED, (whole, name: string) => (Object.hasOwn(values, name) ? (values[name] ?? '') : whole))

/** "Lai Châu, ngày 12 tháng 5 năm 2021": two digits for days below 10 and months below 3, as official papers are dated. What is not set yet is dots. */
export function datedWords(
  { place, day }: { place: string; day: string },
  { sealedAt, timeZone }: Pick<AwardFacts, 'sealedAt' | 'timeZone'>,
): string {
  const [year = '', month = '……', date = '……'] = day === '' ? [calendarDay(sealedAt, timeZone).slice(-4)] : day.split('-')
  return `${place === '' ? '……………' : place}, ngày ${date} tháng ${Number(month) > 2 ? Number(month) : month} năm ${year}`
}

const usualSigns: Record<PaperKind, string> = { decision: 'QĐ-LĐLĐ', letter: 'TTr-BTC' }
export const numberWords = (kind: PaperKind, number: string): string => `Số: ${number === '' ? `……/${usualSigns[kind]}` : number}`

/** What a paper is about begins with "Về việc", written or not. */
export const subjectWords = (subject: string): string =>
  /^(?:v\/v|về việc)/i.test(subject) ? subject : `Về việc ${subject.charAt(0).toLocaleLowerCase('vi')}${subject.slice(1)}`
