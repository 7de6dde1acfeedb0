/** How a piece of text is set apart from the rest; `colour` and `highlight` name the colour, '' where there is none. */
export type RunStyle = { bold: boolean; italic: boolean; underline: boolean; colour: string; highlight: string }

/** A piece of a line in one style; `auto` is a list number that the word processor made and that nobody formatted by hand. */
export type Run = RunStyle & { text: string; auto: boolean }

/** What was wrong with something that stands on a line, such as a picture. */
export type LineFault = { field: string; code: string; message: string }

/**
 * One line of a document, however it was stored; `line` is where a person finds it, 1-based.
 * `heading`: the document itself calls it one. `answers`: numbers with their keys from a table, "1-B".
 */
export type MarkedLine = { line: number; runs: Run[]; role: 'text' | 'heading' | 'answers'; faults: LineFault[] }

export const noStyle: RunStyle = { bold: false, italic: false, underline: false, colour: '', highlight: '' }

export const runOf = (text: string, style: RunStyle = noStyle, auto = false): Run => ({ ...style, text: readable(text), auto })

export const lineOf = (line: number, runs: Run[], role: MarkedLine['role'] = 'text', faults: LineFault[] = []): MarkedLine => ({
  line,
  runs,
  role,
  faults,
})

const ASCII = /^[\x20-\x7e\t]*$/

/** NFC with plain spaces; signs that nobody sees (zero width, soft hyphen, byte order mark) are left out. */
function readable(text: string): string {
  if (ASCII.test(text)) return text
  return text
    .normalize('NFC')
    .replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
}

export function textOfLine({ runs }: Pick<MarkedLine, 'runs'>): string {
  let text = ''
  for (const run of runs) text += run.text
  return text
}

/** The part of a line between two offsets of its text, without spaces around it; faults go with the first part. */
export function cut(line: MarkedLine, from: number, to: number = Number.POSITIVE_INFINITY): MarkedLine {
  const runs: Run[] = []
  let at = 0
  for (const run of line.runs) {
    const text = run.text.slice(Math.max(0, from - at), Math.max(0, to - at))
    if (text !== '') runs.push({ ...run, text })
    at += run.text.length
  }
  return { ...line, runs: trimmed(runs), faults: from <= 0 ? line.faults : [] }
}

function trimmed(runs: Run[]): Run[] {
  const edges = `${runs[0]?.text.charAt(0) ?? ''}${runs.at(-1)?.text.slice(-1) ?? ''}`
  if (edges === edges.trim()) return runs
  const kept = [...runs]
  for (let first = kept[0]; first !== undefined; first = kept[0]) {
    const text = first.text.trimStart()
    kept[0] = { ...first, text }
    if (text !== '') break
    kept.shift()
  }
  for (let last = kept.at(-1); last !== undefined; last = kept.at(-1)) {
    const text = last.text.trimEnd()
    kept[kept.length - 1] = { ...last, text }
    if (text !== '') break
    kept.pop()
  }
  return kept
}

const lookalikes: Record<string, string> = {
  А: 'a',
  В: 'b',
  С: 'c',
  Е: 'e',
  а: 'a',
  с: 'c',
  е: 'e',
  '–': '-',
  '—': '-',
  '−': '-',
  '：': ':',
  '．': '.',
  '）': ')',
  '（': '(',
}

/** A text for telling what a line is: no accents, đ → d, lower case, one kind of dash; every character keeps its place. */
export function plain(text: string): string {
  let letters = ''
  for (let at = 0; at < text.length; at += 1) letters += bareSigns[text.charCodeAt(at)] ?? bareSign(text.charCodeAt(at))
  return letters
}

/** Signs met so far, by their code. */
const bareSigns: string[] = []

function bareSign(code: number): string {
  const sign = String.fromCharCode(code)
  const base = sign === 'đ' || sign === 'Đ' ? 'd' : sign.normalize('NFD').charAt(0)
  const bare = lookalikes[sign] ?? (/[A-Za-z]/.test(base) ? base.toLowerCase() : sign)
  bareSigns[code] = bare
  return bare
}

/** All letters are capitals, and there are enough of them to mean it. */
export function isShouted(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  return letters >= 4 && text === text.toUpperCase() && /\p{L}{2}/u.test(text)
}
