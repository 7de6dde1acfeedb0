/** One thing that an audit entry tells: a field with its values before and after, null where there was none. */
export type AuditChange = { field: string; before: string | null; after: string | null }

/** What an entry's details tell, field by field: only what differs between `before` and `after`, or else every figure. */
export function changesOf(details: unknown): AuditChange[] {
  if (!isRecord(details)) return []
  const twoSided = 'before' in details || 'after' in details
  const { before, after, ...others } = twoSided ? details : { before: undefined, after: undefined, ...details }
  const [old, changed] = [leaves(before), leaves(after)]
  const fields = [...new Set([...old.keys(), ...changed.keys()])]
  const differing = fields
    .map((field) => ({ field, before: old.get(field) ?? null, after: changed.get(field) ?? null }))
    .filter((change) => change.before !== change.after)
  return [...differing, ...[...leaves(others)].map(([field, after]) => ({ field, before: null, after }))]
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
