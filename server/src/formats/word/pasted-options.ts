import { isNextLetter, optionLabelAt, type OptionLabel } from './pasted-labels.ts'
import { cut, plain, textOfLine, type MarkedLine, type Run } from './pasted-line.ts'

/** One option as it stands: its letter, the letter's own formatting, its text over one or several lines, and whether a star or tick marks it. */
export type OptionPart = { letter: string; label: Run[]; body: MarkedLine[]; right: boolean; lower: boolean; delimiter: string }

type Found = OptionLabel & { apart: boolean }

/** No line has more option letters than this that mean anything. */
const MAX_LABELS = 200

/** Every place in a text where an option letter may stand, from an offset on. */
function labelsIn(text: string, from: number): Found[] {
  const letters = plain(text)
  const found: Found[] = []
  const place = /(?<=[\s;,])(?=\S)/gu
  for (let start = from; start !== -1 && found.length < MAX_LABELS;) {
    const label = optionLabelAt(text, letters, start)
    if (label !== null) found.push({ ...label, apart: start === from || /\t$| {2}$/.test(text.slice(Math.max(0, start - 2), start)) })
    place.lastIndex = start + 1
    start = place.exec(text)?.index ?? -1
  }
  return found
}

const alike = (a: OptionLabel, b: OptionLabel): boolean => a.delimiter === b.delimiter && a.lower === b.lower

/**
 * Of the letters in a line those that run on from the first one: A, B, C … A single space is enough where the signs are alike
 * and no later line begins with that letter; a gap (two columns, A and C over B and D) needs a tab.
 */
function runOn([first, ...others]: readonly Found[], nextLetter: string, known: readonly string[] = []): Found[] {
  if (first === undefined) return []
  const taken = [first]
  for (const label of others) {
    const last = taken.at(-1) ?? first
    const following = isNextLetter(last.letter, label.letter)
    const free = nextLetter === '' || nextLetter === 'A' || label.letter < nextLetter
    const between = isNextLetter(last.letter, nextLetter) || known.some((letter) => isNextLetter(letter, label.letter))
    const columns = label.apart && alike(first, label) && label.letter > last.letter && between
    if (following && label.lower === first.lower && (label.apart || (alike(first, label) && label.delimiter !== '-' && free))) taken.push(label)
    else if (columns) taken.push(label)
  }
  return taken
}

/** The options on a line that begins with one; `nextLetter` is the letter that the next option line begins with, '' for none, `known` the letters above. */
export function optionsOn(line: MarkedLine, nextLetter: string, known: readonly string[] = []): OptionPart[] {
  return partsAt(line, runOn(labelsIn(textOfLine(line), 0), nextLetter, known))
}

function partsAt(line: MarkedLine, labels: readonly Found[]): OptionPart[] {
  return labels.map((label, index) => {
    const next = labels[index + 1]
    const body = cut(line, label.end, next?.start)
    const end = next === undefined ? Number.POSITIVE_INFINITY : textOfLine(body).replace(/[\s;,]+$/u, '').length
    const { letter, letterAt, right, lower, delimiter } = label
    return {
      letter,
      label: cut(line, letterAt, letterAt + 1).runs,
      body: [{ ...cut(body, 0, end), faults: index === 0 ? line.faults : [] }],
      right,
      lower,
      delimiter,
    }
  })
}

/** A stem with its options on the same line; null when it holds none. */
export function inlineOptions(line: MarkedLine, from: number, nextLetter: string): { stem: MarkedLine; options: OptionPart[] } | null {
  if (nextLetter === 'A') return null
  const text = textOfLine(line)
  const labels = labelsIn(text, from)
  for (const [index, label] of labels.entries()) {
    if (label.letter !== 'A' || label.start <= from) continue
    const taken = runOn(labels.slice(index), nextLetter)
    const goesOn = nextLetter !== '' && isNextLetter(taken.at(-1)?.letter ?? '', nextLetter)
    const ended = /[?:.…)_\t]\s*$| {2}$/u.test(text.slice(Math.max(0, label.start - 20), label.start))
    if (taken.length >= 3 || (taken.length === 2 && (goesOn || ended)) || (goesOn && ended)) {
      const stem = cut(line, 0, label.start)
      return { stem, options: partsAt({ ...line, faults: [] }, taken) }
    }
  }
  return null
}
