/** The part of JSON Schema that the contracts are written out in. */
export type JsonSchema = {
  $ref?: string
  type?: string | string[]
  format?: string
  enum?: readonly unknown[]
  const?: unknown
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  minItems?: number
  minimum?: number
  exclusiveMinimum?: number
  minLength?: number
  maxLength?: number
  default?: unknown
}

/** Values that a shape alone does not tell, by the name of their field. */
export type Known = (name: string) => unknown

/** Text of six words: long enough for every reason, short enough for every name. */
const WORDS = 'Thử xem có qua được không'

/** The schema that a reference inside `root` leads to. */
function resolved(schema: JsonSchema, root: object): JsonSchema {
  if (schema.$ref === undefined) return schema
  let found: unknown = root
  for (const part of schema.$ref.replace(/^#\/?/, '').split('/')) found = (found as Record<string, unknown>)[part]
  return resolved(found as JsonSchema, root)
}

/** A plain value of a schema: what is required and nothing else, the first of several ways, the least number. */
export function sampleOf(given: JsonSchema, root: object, known: Known, name = ''): unknown {
  const schema = resolved(given, root)
  const value = known(name)
  if (value !== undefined) return value
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return schema.enum[0]
  const ways = schema.anyOf ?? schema.oneOf
  if (ways !== undefined) return sampleOf(ways.find(({ type }) => type !== 'null') ?? {}, root, known, name)
  if (schema.allOf !== undefined) return Object.assign({}, ...schema.allOf.map((part) => sampleOf(part, root, known, name))) as unknown
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object': {
      const fields = (schema.required ?? []).map((field) => [field, sampleOf(schema.properties?.[field] ?? {}, root, known, field)])
      return Object.fromEntries(fields) as unknown
    }
    case 'array':
      return Array.from({ length: Math.max(1, schema.minItems ?? 1) }, () => sampleOf(schema.items ?? {}, root, known, name))
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, schema.exclusiveMinimum === undefined ? 1 : schema.exclusiveMinimum + 1)
    case 'boolean':
      return true
    case 'string':
      return textOf(schema)
    case undefined:
    default:
      return {}
  }
}

function textOf({ format, minLength = 0, maxLength = 1_000 }: JsonSchema): string {
  if (format === 'date') return '1990-01-01'
  return WORDS.padEnd(minLength, 'x').slice(0, maxLength)
}
