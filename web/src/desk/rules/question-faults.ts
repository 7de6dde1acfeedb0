const fields = [
  'code',
  'kind',
  'topic',
  'difficulty',
  'status',
  'stem',
  'options',
  'correct',
  'credits',
  'prompts',
  'answers',
  'explanation',
  'legalReference',
  'tags',
  'keepLast',
  'note',
] as const
export type FaultField = (typeof fields)[number]

/** A sentence of the server and the code of what it says; empty where the contract and not the domain refused. */
export type Fault = { code: string; message: string }

/** What is wrong with a question, by the field beside which it is said; `other` where no field is meant. */
export type Faults = Partial<Record<FaultField | 'other', Fault[]>>

const aliases: Record<string, FaultField> = { id: 'code' }

function fieldOf(named: string): FaultField | 'other' {
  const parts = named.split('.').filter((part) => part !== 'body' && part !== 'question')
  const name = aliases[parts[0] ?? ''] ?? parts[0]
  return fields.find((field) => field === name) ?? 'other'
}

const isFault = (detail: unknown): detail is { field: string; message: string; code?: unknown } =>
  typeof detail === 'object' &&
  detail !== null &&
  'field' in detail &&
  'message' in detail &&
  typeof detail.field === 'string' &&
  typeof detail.message === 'string'

/** The details of a refused question as the form shows them; a sentence that comes twice is said once. */
export function faultsOf(details: unknown): Faults {
  const faults: Faults = {}
  for (const { field, message, code } of Array.isArray(details) ? details.filter(isFault) : []) {
    const name = fieldOf(field)
    const known = faults[name] ?? []
    if (known.some((fault) => fault.message === message)) continue
    faults[name] = [...known, { code: typeof code === 'string' ? code : '', message }]
  }
  return faults
}
