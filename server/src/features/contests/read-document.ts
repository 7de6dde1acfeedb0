import { contestDocument, type ContestDocument } from '@hoithi/shared/contracts/contest-desk'
import type { z } from 'zod'
import { documentFaults, type DocumentFacts, type Fault } from '../../domain/document-faults.ts'
import { faultInWords, faultTexts, type FaultCode } from '../../domain/document-fault-texts.ts'
import { normalisePhone } from '@hoithi/shared/phone'

type Issue = z.core.$ZodIssue
type Read = { document: ContestDocument; faults: Fault[] } | { document: null; faults: Fault[] }

/** A typed document as the contract reads it, with every fault that it still has; null where a field is not well-formed. */
export function readDocument(typed: Record<string, unknown>): { document: ContestDocument; faults: [] } | { document: null; faults: Fault[] } {
  const parsed = contestDocument.safeParse(typed)
  if (!parsed.success) return { document: null, faults: parsed.error.issues.flatMap((issue) => issueFaults(issue, typed)) }
  const { settings, ...document } = parsed.data
  // Phones are compared as they are registered; what is no phone stays, to be told.
  const barred = settings.barred.map(({ phone, note }) => ({ phone: normalisePhone(phone) ?? phone, note }))
  return { document: { ...document, settings: { ...settings, barred } }, faults: [] }
}

/** Read and judge; `factsOf` looks up what the document names. */
export async function judgeDocument(typed: Record<string, unknown>, factsOf: (document: ContestDocument) => Promise<DocumentFacts>): Promise<Read> {
  const read = readDocument(typed)
  return read.document === null ? read : { document: read.document, faults: documentFaults(read.document, await factsOf(read.document)) }
}

export type SpokenFault = { field: string; code: string; message: { vi: string; en: string } }

/** Faults as they are told: each with its sentence. */
export const spoken = (faults: readonly Fault[]): SpokenFault[] =>
  faults.map(({ field, code, figures }) => ({ field, code, message: faultInWords(code, figures) }))

const pathOf = (path: readonly PropertyKey[]): string => path.map(String).join('.')
const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined),
    value,
  )

const isFaultCode = (code: unknown): code is FaultCode => typeof code === 'string' && Object.hasOwn(faultTexts, code)

/** One zod issue as faults in the organisers' words. */
function issueFaults(issue: Issue, typed: unknown): Fault[] {
  const field = pathOf(issue.path)
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((name) => ({ field: pathOf([...issue.path, name]), code: 'unknown-field', figures: { name } }))
  return [{ field, ...judged(issue, typed) }]
}

function judged(issue: Issue, typed: unknown): Omit<Fault, 'field'> {
  if (issue.code === 'invalid_type') return valueAt(typed, issue.path) === undefined ? { code: 'missing' } : wrongType(issue.expected)
  if (issue.code === 'too_small') return sized(issue.origin, 'min', Number(issue.minimum))
  if (issue.code === 'too_big') return sized(issue.origin, 'max', Number(issue.maximum))
  if (issue.code === 'not_multiple_of') return { code: 'two-decimals' }
  if (issue.code === 'invalid_format') return { code: issue.path.at(-1) === 'slug' ? 'slug-format' : 'clock-format' }
  const told: unknown = issue.code === 'custom' ? issue.params?.['code'] : undefined
  return { code: isFaultCode(told) ? told : 'wrong-value' }
}

const wrongType = (expected: string): Omit<Fault, 'field'> => ({ code: expected === 'int' ? 'not-whole' : 'wrong-type' })

const sizes = { string: { min: 'too-short', max: 'too-long' }, array: { min: 'too-few', max: 'too-many' } } as const

function sized(origin: string, end: 'min' | 'max', limit: number): Omit<Fault, 'field'> {
  if (origin === 'string' || origin === 'array') return { code: sizes[origin][end], figures: { [end]: limit } }
  return { code: end === 'min' ? 'too-low' : 'too-high', figures: { [end]: limit } }
}
