import { createHmac } from 'node:crypto'
import { roles, type Role } from '@hoithi/shared/contracts/common'
import type { Caller } from './request.ts'

export type Person = { id: string; unionId: string | null }
const DAY_MS = 86_400_000
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A stranger and somebody of every role, with as many sessions as they need: signed with the secret of the server under test. `now` is its clock. */
export function callersOf(secret: string, people: Readonly<Record<Role, Person>>, now: () => number): Caller[] {
  let made = 0
  const token = (role: Role): string => {
    made += 1
    const { id, unionId } = people[role]
    const at = now()
    // Begun later than any change that fuzzing makes, so that nobody falls out.
    const claims = { sub: id, role, unionId, jti: `fuzz-${made}`, since: at + DAY_MS, until: at + DAY_MS, second: true, proven: Date.now() + DAY_MS }
    const body = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`
    return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`
  }
  return [{ who: 'stranger', token: null }, ...roles.map((role) => ({ who: role, token: () => token(role) }))]
}
