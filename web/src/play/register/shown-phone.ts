import { normalisePhone } from '@hoithi/shared/phone'

/** A number in groups, as it is read out; what is no number stays as it was typed. */
export function showPhone(typed: string): string {
  const phone = normalisePhone(typed)
  return phone === null ? typed : phone.replace(/^(\d{4})(\d{3})(\d+)$/, '$1 $2 $3')
}
