import { lineOf, noStyle, runOf, type MarkedLine, type Run } from './pasted-line.ts'
import { linesOfTable, questionColumns } from './pasted-tables.ts'
import type { ReadFile } from '../read-questions.ts'
import { readLines } from './text-lines.ts'

/** Questions in a text that somebody pasted: from Word, from a web page, from a chat; `line` is the line of the text. */
export function readPastedText(text: string): ReadFile {
  const lines = text
    .split(/\r\n|\r|\n/)
    .flatMap((line, index) => line.split(/[\v\f\u0085\u2028\u2029]/).map((part) => ({ line: index + 1, text: part })))
  return readLines(withTables(lines))
}

type Raw = { line: number; text: string }

/** A pasted table of questions (cells parted by tabs, headed "STT | Câu hỏi | … | Đáp án") is written out row by row. */
function withTables(raws: readonly Raw[]): MarkedLine[] {
  const lines: MarkedLine[] = []
  for (let at = 0; at < raws.length; at += 1) {
    const cells = cellsOf(raws[at])
    if (cells.length < 3 || cells.length > 40 || questionColumns(cells) === null) {
      const raw = raws[at]
      if (raw !== undefined) lines.push(markedLine(raw))
      continue
    }
    let end = at + 1
    while (end < raws.length && cellsOf(raws[end]).length >= 2) end += 1
    lines.push(...linesOfTable(raws.slice(at, end).map((row) => cellsOf(row).map((text) => [markedLine({ line: row.line, text })]))))
    at = end - 1
  }
  return lines
}

function cellsOf(raw: Raw | undefined): string[] {
  if (raw === undefined || !/[\t|]/.test(raw.text)) return []
  const piped = /^\s*\|(.*)\|\s*$/u.exec(raw.text)
  return (piped === null ? raw.text.split('\t') : (piped[1] ?? '').split('|')).map((cell) => cell.trim())
}

const TAG = /^\s*<\/?(?:details|summary|p|br|hr|div|u|center)\b[^>]{0,200}>|<\/?(?:details|summary|p|div|center)>\s*$|<br\s?\/?>\s*$/giu

/** A line with the signs of a chat or a wiki taken as what they mean: "## " a heading, "**…**" bold, "> " and tags nothing. */
function markedLine({ line, text }: Raw): MarkedLine {
  if (!/[<>|#*_]/.test(text)) return lineOf(line, [runOf(text)])
  const bare = text
    .replace(TAG, '')
    .replace(/^\s*(?:>\s?){1,5}/u, '')
    .replace(/^\s*\|(?:\s?:?-{2,}:?\s?\|){1,30}\s*$/u, '')
  const piped = /^\s*\|(.*\|.*)\|\s*$/u.exec(bare)
  const cells =
    piped === null
      ? bare
      : (piped[1] ?? '')
          .split('|')
          .map((cell) => cell.trim())
          .join('\t')
  const heading = /^\s*#{1,6}\s+/u.exec(cells)
  const words = heading === null ? cells : cells.slice(heading[0].length).replace(/\s#+\s*$/u, '')
  return lineOf(line, styledRuns(withoutItalics(words)), heading === null ? 'text' : 'heading')
}

/** "*Giải thích: …*" is a line in italics; "*B. Huế" is a key. */
function withoutItalics(text: string): string {
  const whole = /^\s*([*_])([\p{L}(](?:[^*_]|_(?=\S))*)\1\s*$/u.exec(text)
  return whole === null || /^\(?[A-Ha-hĐđ]\s?[.):/]/u.test(whole[2] ?? '') ? text : (whole[2] ?? '')
}

/** Words between pairs of "**" (or "__") are bold, if the pairs stand at the edges of words. */
function styledRuns(text: string): Run[] {
  const runs: Run[] = []
  let at = 0
  for (const match of text.matchAll(/(?<![\p{L}\p{N}*_])(\*\*|__)(?=[^\s*_])([^*_]{1,2000}?)(?<=\S)\1(?![\p{L}\p{N}*_])/gu)) {
    if (match.index > at) runs.push(runOf(text.slice(at, match.index)))
    runs.push(runOf(match[2] ?? '', { ...noStyle, bold: true }))
    at = match.index + match[0].length
  }
  if (at < text.length) runs.push(runOf(text.slice(at)))
  return runs
}
