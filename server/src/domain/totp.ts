import { sameText } from './same-text.ts'

/** HMAC-SHA-1 of a message (RFC 2104); handed in, so that the domain stays free of libraries. */
export type HmacSha1 = (key: Uint8Array, message: Uint8Array) => Uint8Array

const STEP_MS = 30_000
const DIGITS = 6
/** A phone's clock may be one step off, either way. */
const DRIFT = 1
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The step of 30 seconds that a moment lies in; `now` is the real time, epoch ms. */
export const stepAt = (now: number): number => Math.floor(now / STEP_MS)

/** The code of a step: HOTP (RFC 4226 5.3) of the time (RFC 6238), of `digits` figures. */
export function codeOfStep(hmac: HmacSha1, secret: Uint8Array, step: number, digits = DIGITS): string {
  const message = new Uint8Array(8)
  new DataView(message.buffer).setBigUint64(0, BigInt(step))
  const hash = hmac(secret, message)
  const offset = (hash.at(-1) ?? 0) & 15
  const number = new DataView(hash.buffer, hash.byteOffset + offset, 4).getUint32(0) & 0x7fffffff
  return String(number % 10 ** digits).padStart(digits, '0')
}

/** The step whose code was typed; null when it is none of those that count now. Every step is compared, whichever is right. */
export function matchingStep(hmac: HmacSha1, secret: Uint8Array, typed: string, now: number): number | null {
  let found: number | null = null
  for (let step = stepAt(now) - DRIFT; step <= stepAt(now) + DRIFT; step += 1) if (sameText(codeOfStep(hmac, secret, step), typed)) found = step
  return found
}

/** Six figures as they were typed, without the blanks that people put between them; null when it is something else. */
export function typedCode(typed: string): string | null {
  const code = typed.normalize('NFKC').replace(/[\s-]/g, '')
  return /^\d{6}$/.test(code) ? code : null
}

/** A secret as people type it into an authenticator (RFC 4648, without padding). */
export function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

/** What an authenticator reads from the QR code; `issuer` and `login` are shown beside its codes. */
export function authenticatorUri({ issuer, login, secret }: { issuer: string; login: string; secret: string }): string {
  const query = `secret=${secret}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=${DIGITS}&period=${STEP_MS / 1000}`
  return `otpauth://totp/${encodeURIComponent(issuer)}:${encodeURIComponent(login)}?${query}`
}
