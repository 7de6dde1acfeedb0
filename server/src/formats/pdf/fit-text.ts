/** How wide a line of text is at a size, in points. */
export type Measure = (text: string, size: number) => number
/** `leading`: height of a line over the size of its letters; `even`: no line much shorter than the others; sizes and spans in points. */
export type Room = { width: number; maxHeight: number; maxLines: number; largest: number; smallest: number; leading: number; even: boolean }
export type Fitted = { size: number; lines: string[] }

/** Break text into lines no wider than `width`; a word that is wider by itself is broken inside. */
export function wrap(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).flatMap((long) => pieces(long, width, measure))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && measure(longer) > width) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return line === '' ? lines : [...lines, line]
}

function pieces(word: string, width: number, measure: (text: string) => number): string[] {
  if (measure(word) <= width) return word === '' ? [] : [word]
  const parts: string[] = []
  let part = ''
  for (const letter of word) {
    if (part !== '' && measure(part + letter) > width) {
      parts.push(part)
      part = ''
    }
    part += letter
  }
  return [...parts, part]
}

/** The largest size at which the text keeps inside its room; what does not fit at the smallest ends in "…". */
export function fitText(text: string, room: Room, measure: Measure): Fitted {
  const { width, largest, smallest } = room
  for (let size = largest; ; size = Math.max(smallest, size - 0.5)) {
    const measured = (part: string): number => measure(part, size)
    const lines = wrap(text, width, measured)
    const most = linesIn(room, size)
    if (lines.length <= most) return { size, lines: room.even ? evened(text, lines, width, measured) : lines }
    if (size <= smallest) return { size, lines: [...lines.slice(0, most - 1), shortened(lines[most - 1] ?? '', width, measured)] }
  }
}

const linesIn = ({ maxLines, maxHeight, leading }: Room, size: number): number =>
  Math.max(1, Math.min(maxLines, Math.floor(maxHeight / (size * leading))))

/** As few lines as before, none much shorter than the others: a last line of one word looks like a mistake. */
function evened(text: string, lines: string[], width: number, measure: (text: string) => number): string[] {
  if (lines.length < 2) return lines
  let best = lines
  for (let narrower = width * 0.96; narrower > width / 3; narrower -= width * 0.04) {
    const tried = wrap(text, narrower, measure)
    if (tried.length > lines.length) return best
    best = tried
  }
  return best
}

function shortened(line: string, width: number, measure: (text: string) => number): string {
  let kept = line
  while (kept !== '' && measure(`${kept}…`) > width) kept = kept.slice(0, -1).trimEnd()
  return `${kept}…`
}
