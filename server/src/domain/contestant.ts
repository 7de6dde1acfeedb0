import type { ContestantKind } from '@hoithi/shared/contracts/common'
import { accept, refuse, type Decision } from './decision.ts'

/** What may be corrected of a contestant; the phone is their login and stays. */
export type ContestantFace = { fullName: string; birthDate: string; contestantKind: ContestantKind }

/** Whether a birth date makes a person 14 to 120 years old. */
export function plausibleBirth(birthDate: string, now: number): boolean {
  const years = (now - Date.parse(birthDate)) / (365.25 * 86_400_000)
  return years >= 14 && years <= 120
}

/** What an officer sees of a phone: the last three digits. */
export function maskedPhone(phone: string): string {
  return '•'.repeat(Math.max(0, phone.length - 3)) + phone.slice(-3)
}

export function decideCorrection(before: ContestantFace, after: ContestantFace, now: number): Decision<ContestantFace> {
  if (!plausibleBirth(after.birthDate, now))
    return refuse('invalid-request', [{ field: 'birthDate', message: 'must make the person 14 to 120 years old' }])
  const same = before.fullName === after.fullName && before.birthDate === after.birthDate && before.contestantKind === after.contestantKind
  return same ? refuse('nothing-changed') : accept(after)
}
