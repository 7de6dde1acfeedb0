type Link = { seq: number; prevHash: string; hash: string }

/** The first line that does not follow from the one before it in a list; null when all of them do. */
export function brokenAt(lines: readonly Link[]): number | null {
  const broken = lines.find((line, index) => {
    const before = lines[index - 1]
    return before !== undefined && (line.seq !== before.seq + 1 || line.prevHash !== before.hash)
  })
  return broken?.seq ?? null
}
