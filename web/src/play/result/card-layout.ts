/** How wide a text is at a size, in pixels. */
export type Measure = (text: string, size: number) => number
type Room = { width: number; maxLines: number; largest: number; smallest: number }

/** Break text into lines no wider than `width`; a word that is wider by itself is broken inside. */
function wrap(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (measure(longer) <= width) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    line = word
    while (measure(line) > width && line.length > 1) {
      let kept = line.length - 1
      while (kept > 1 && measure(line.slice(0, kept)) > width) kept -= 1
      lines.push(line.slice(0, kept))
      line = line.slice(kept)
    }
  }
  return line === '' ? lines : [...lines, line]
}

/** As few lines as before, none much shorter than the others: a last line of one word looks like a mistake. */
function evened(text: string, lines: string[], width: number, measure: (text: string) => number): string[] {
  let best = lines
  for (let narrower = width * 0.96; lines.length > 1 && narrower > width / 3; narrower -= width * 0.04) {
    const tried = wrap(text, narrower, measure)
    if (tried.length > lines.length) return best
    best = tried
  }
  return best
}

/** The largest size at which a text keeps inside its lines; what does not fit at the smallest ends in "…". */
export function fitLines(text: string, { width, maxLines, largest, smallest }: Room, measure: Measure): { size: number; lines: string[] } {
  for (let size = largest; ; size = Math.max(smallest, size - 2)) {
    const lines = wrap(text.normalize('NFC'), width, (part) => measure(part, size))
    if (lines.length <= maxLines) return { size, lines: evened(text.normalize('NFC'), lines, width, (part) => measure(part, size)) }
    if (size > smallest) continue
    const kept = lines.slice(0, maxLines)
    let last = kept[maxLines - 1] ?? ''
    while (last !== '' && measure(`${last}…`, size) > width) last = last.slice(0, -1).trimEnd()
    return { size, lines: [...kept.slice(0, -1), `${last}…`] }
  }
}
