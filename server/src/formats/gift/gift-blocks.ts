import { protect, withoutControls } from './gift-escapes.ts'
import { MAX_RECORDS } from '../import-issues.ts'

/**
 * A piece of a GIFT file, `line` 1-based: a category that holds from here on, a question's text with its signs protected,
 * a brace that is never closed, or text without end that is no question.
 */
export type GiftBlock =
  | { kind: 'category'; line: number; path: string }
  | { kind: 'question'; line: number; text: string; comments: string }
  | { kind: 'unclosed' | 'endless'; line: number }

/** More lines than any question has. */
const MAX_LINES = 2_000

/** `text` is protected; a comment and an empty line have none. */
type Line = { at: number; text: string; comment: string }

type Gathering = {
  lines: Line[]
  /** Whether there is any text yet, not only comments. */
  begun: boolean
  braces: 'before' | 'open' | 'after'
  openedAt: number
  /** Where the lines after the last empty line inside open braces begin; 0 when there is no such line. */
  gap: number
}

const nothing = (): Gathering => ({ lines: [], begun: false, braces: 'before', openedAt: 0, gap: 0 })

/**
 * A GIFT text as blocks: empty lines part them, as in Moodle, but not inside braces that close before another question opens its own.
 * Named questions and categories also begin a block without an empty line. Stops after more blocks than any file may have.
 */
export function splitGift(text: string): GiftBlock[] {
  const blocks: GiftBlock[] = []
  const { takeText, takeComment, takeBlank, flush } = gatherer(blocks)
  const lines = withoutControls(text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')).split('\n')
  for (const [index, raw] of lines.entries()) {
    const [at, trimmed] = [index + 1, raw.trim()]
    if (trimmed === '') takeBlank(at)
    else if (trimmed.startsWith('//')) takeComment(at, trimmed)
    else if (/^\$CATEGORY:/i.test(trimmed)) {
      flush()
      blocks.push({ kind: 'category', line: at, path: trimmed.slice('$CATEGORY:'.length) })
    } else takeText(at, protect(trimmed))
    if (blocks.length > MAX_RECORDS) return blocks
  }
  flush()
  return blocks
}

/** Gathers lines into the block they belong to, and puts it to the others when it is whole. */
function gatherer(blocks: GiftBlock[]) {
  let now = nothing()
  const keep = (line: Line): void => {
    if (now.lines.length <= MAX_LINES) now.lines.push(line)
  }
  const flush = (): void => {
    for (const block of whole(now)) blocks.push(block)
    now = nothing()
  }
  const reopenAfterGap = (): void => {
    const later = now.lines.splice(now.gap)
    flush()
    now = { ...now, lines: later, begun: true }
  }
  const takeText = (at: number, text: string): void => {
    if (text.startsWith('::') && (now.braces === 'after' || now.gap > 0)) flush()
    const signs = now.begun ? text : text.replace(/^::.*?::/, '')
    keep({ at, text, comment: '' })
    now.begun = true
    for (const [brace] of signs.matchAll(/[{}]/g)) {
      if (brace === '{' && now.braces === 'open' && now.gap > 0) reopenAfterGap()
      if (brace === '{' && now.braces === 'before') Object.assign(now, { braces: 'open', openedAt: at })
      if (brace === '}' && now.braces === 'open') Object.assign(now, { braces: 'after', gap: 0 })
    }
  }
  const takeComment = (at: number, comment: string): void => keep({ at, text: '', comment })
  const takeBlank = (at: number): void => {
    if (now.braces !== 'open' || now.lines.length > MAX_LINES) flush()
    else now.gap = now.lines.push({ at, text: '', comment: '' })
  }
  return { takeText, takeComment, takeBlank, flush }
}

function whole(gathered: Gathering): GiftBlock[] {
  const { lines, begun, braces } = gathered
  if (begun && lines.length > MAX_LINES) return [{ kind: 'endless', line: lines[0]?.at ?? 1 }]
  return braces === 'open' ? unclosed(gathered) : question(lines)
}

function question(lines: readonly Line[]): GiftBlock[] {
  const start = lines.findIndex(({ text }) => text !== '')
  const first = lines[start]
  if (first === undefined) return []
  const text = lines
    .slice(start)
    .map((line) => line.text)
    .join('\n')
    .trimEnd()
  return [{ kind: 'question', line: first.at, text, comments: lines.map(({ comment }) => comment).join('\n') }]
}

/** The open brace, and the paragraphs behind it that are no answers of its question. */
function unclosed({ lines, openedAt }: Gathering): GiftBlock[] {
  const paragraphs: Line[][] = [[]]
  for (const line of lines) {
    if (line.text === '' && line.comment === '') paragraphs.push([])
    else paragraphs.at(-1)?.push(line)
  }
  const others = paragraphs.slice(1).filter((paragraph) => !/^[=~#]/.test(paragraph.find(({ text }) => text !== '')?.text ?? ''))
  return [{ kind: 'unclosed', line: openedAt }, ...others.flatMap(question)]
}
