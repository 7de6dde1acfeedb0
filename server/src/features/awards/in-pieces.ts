/** So many steps of work take a few milliseconds; then others have their turn. */
const AT_ONCE = 500
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A list mapped a piece at a time. */
export async function inPieces<T, U>(items: readonly T[], map: (item: T) => U): Promise<U[]> {
  const mapped: U[] = []
  for (const [index, item] of items.entries()) {
    mapped.push(map(item))
    if (index % AT_ONCE === AT_ONCE - 1) await turn()
  }
  return mapped
}

/** A list sorted as `sort` does, by pieces that are then merged two by two. */
export async function sortedInPieces<T>(items: readonly T[], compare: (a: T, b: T) => number): Promise<T[]> {
  let runs: T[][] = []
  for (let from = 0; from < items.length; from += AT_ONCE) {
    runs.push(items.slice(from, from + AT_ONCE).sort(compare))
    await turn()
  }
  while (runs.length > 1) {
    const merged: T[][] = []
    for (let index = 0; index < runs.length; index += 2) merged.push(await mergedRuns(runs[index] ?? [], runs[index + 1] ?? [], compare))
    runs = merged
  }
  return runs[0] ?? []
}

async function mergedRuns<T>(a: readonly T[], b: readonly T[], compare: (a: T, b: T) => number): Promise<T[]> {
  const merged: T[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]]
    if (right === undefined || (left !== undefined && compare(left, right) <= 0)) {
      merged.push(left as T)
      i += 1
    } else {
      merged.push(right)
      j += 1
    }
    if (merged.length % (8 * AT_ONCE) === 0) await turn()
  }
  return merged
}
