/** One thing that an audit entry tells: a field with its values before and after, null where there was none. */
export type AuditChange = { field: string; before: string | null; after: string | null }

/** What an entry's details tell, field by field: only what differs between `before` and `after`, or else every figure. */
export function changesOf(details: unknown): AuditChange[] {
  if (!isRecord(details)) return []
  if (Array.isArray(details['changes'])) {
    const { changes: _, ...figures } = details
    return [...told(figures), ...details['changes'].filter(isRecord).flatMap(changesOfOne)]
  }
  const twoSided = 'before' in details || 'after' in details
  const { before, after, ...others } = twoSided ? details : { before: undefined, after: undefined, ...details }
  return [...differing(leaves(before), leaves(after)), ...told(others)]
}

const told = (figures: unknown): AuditChange[] => [...leaves(figures)].map(([field, after]) => ({ field, before: null, after }))

/** A change that the server told by its field, or of a union by its code; a field's places in a list are counted from one here. */
function changesOfOne({ field, code, before, after }: Record<string, unknown>): AuditChange[] {
  if (field === undefined) return differing(leaves(before, String(code)), leaves(after, String(code)))
  const path = String(field).replace(/(?<=^|\.)\d+(?=\.|$)/g, (place) => String(Number(place) + 1))
  return differing(leaves(before, path), leaves(after, path))
}

function differing(old: ReadonlyMap<string, string>, changed: ReadonlyMap<string, string>): AuditChange[] {
  return [...new Set([...old.keys(), ...changed.keys()])]
    .map((field) => ({ field, before: old.get(field) ?? null, after: changed.get(field) ?? null }))
    .filter((change) => change.before !== change.after)
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every single value with its path: "rules.minutes" → "20". */
function leaves(value: unknown, path = ''): Map<string, string> {
  if (value === undefined || value === null) return new Map()
  if (Array.isArray(value) && value.some(isRecord)) return leaves(Object.fromEntries(value.map((item, index) => [String(index + 1), item])), path)
  if (!isRecord(value)) return new Map([[path, written(value)]])
  return new Map(Object.entries(value).flatMap(([key, inner]) => [...leaves(inner, path === '' ? key : `${path}.${key}`)]))
}

const written = (value: unknown): string => (Array.isArray(value) ? value.map(written).join(', ') : String(value))
