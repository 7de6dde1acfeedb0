import { normalisePhone } from '@hoithi/shared/phone'
import type { ContestantKind } from '@hoithi/shared/contracts/common'
import type { ScreenKey } from '../../lib/text/play-screens.svelte.ts'
import { parseBirthDate } from './birth-date.ts'

/** A union that the person did not find, as they write it in. */
export type Proposed = { name: string; place: string; parentId: string | null }

export type Draft = {
  phone: string
  password: string
  fullName: string
  birthDate: string
  contestantKind: ContestantKind | null
  unionId: string | null
  /** In place of `unionId`. */
  proposed: Proposed | null
  consent: boolean
}

/** In the order of the page, so that the first mistake is the topmost one. */
export const fields = ['phone', 'password', 'fullName', 'birthDate', 'contestantKind', 'unionId', 'consent'] as const
export type RegistrationField = (typeof fields)[number]
export type Mistakes = Partial<Record<RegistrationField, ScreenKey>>

/** What must be mended before the form can be sent. */
export function mistakes(draft: Draft, thisYear: number): Mistakes {
  const right: Record<RegistrationField, boolean> = {
    phone: normalisePhone(draft.phone) !== null,
    password: draft.password.length >= 8,
    fullName: /\p{L}.*\p{L}/u.test(draft.fullName),
    birthDate: parseBirthDate(draft.birthDate, thisYear) !== null,
    contestantKind: draft.contestantKind !== null,
    unionId: draft.proposed === null ? draft.unionId !== null : written(draft.proposed),
    consent: draft.consent,
  }
  const textOf = (field: RegistrationField): ScreenKey => (field === 'unionId' && draft.proposed !== null ? 'mistake.proposed' : `mistake.${field}`)
  return Object.fromEntries(fields.filter((field) => !right[field]).map((field) => [field, textOf(field)]))
}

const written = ({ name, place }: Proposed): boolean => /\p{L}/u.test(name) && name.trim().length >= 2 && place.trim().length >= 2

/** Fields of the request that the page shows under another name. */
const wordOf = (field: unknown): unknown => {
  if (field === 'consentVersion') return 'consent'
  return typeof field === 'string' && field.startsWith('proposedUnion') ? 'unionId' : field
}

/** Which fields a refusal of the server speaks of. */
export function refusedFields(code: string, details: unknown): RegistrationField[] {
  const byCode: Record<string, RegistrationField> = {
    'phone-taken': 'phone',
    'guessable-password': 'password',
    'unknown-union': 'unionId',
    'consent-required': 'consent',
  }
  const known = byCode[code]
  if (known !== undefined) return [known]
  const named = Array.isArray(details) ? details.map((detail: { field?: unknown } | null) => wordOf(detail?.field)) : []
  return fields.filter((field) => named.includes(field))
}
