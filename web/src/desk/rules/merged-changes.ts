/** Something that others have changed: what stands there now (null: it was taken away), and whose of the two was kept. */
export type OtherChange<Value> = { key: string; theirs: Value | null; kept: 'mine' | 'theirs' }
type Parts<Value> = ReadonlyMap<string, Value>

/**
 * One state from mine and a newer one of others, both made from `base`: what one side alone changed is taken, and where both did mine stays.
 * In the order of mine, what others added behind it. `others` is empty where I had changed nothing.
 */
export function mergedChanges<Value>(
  { base, mine, theirs }: { base: Parts<Value>; mine: Parts<Value>; theirs: Parts<Value> },
  written: (value: Value) => string,
): { merged: Map<string, Value>; others: OtherChange<Value>[] } {
  const alike = (a: Value | undefined, b: Value | undefined): boolean => (a === undefined || b === undefined ? a === b : written(a) === written(b))
  const merged = new Map<string, Value>()
  const others: OtherChange<Value>[] = []
  for (const key of new Set([...mine.keys(), ...theirs.keys()])) {
    const [was, own, other] = [base.get(key), mine.get(key), theirs.get(key)]
    const kept = alike(own, was) ? 'theirs' : 'mine'
    if (!alike(other, was) && !alike(other, own)) others.push({ key, theirs: other ?? null, kept })
    const value = kept === 'mine' ? own : other
    if (value !== undefined) merged.set(key, value)
  }
  const touched = [...new Set([...base.keys(), ...mine.keys()])].some((key) => !alike(mine.get(key), base.get(key)))
  return touched ? { merged, others } : { merged: new Map(theirs), others: [] }
}
