/** SHA-256 of a text as 64 hexadecimal digits; handed in, so that the domain stays free of libraries. */
export type Sha256 = (text: string) => string
/** The same of a text that comes in pieces. */
export type PieceHash = { update: (text: string) => void; hex: () => string }

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** JSON with sorted keys: the same value always gives the same bytes. */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  let text = ''
  if (Array.isArray(value)) {
    for (const inner of value) text += `,${canonical(inner)}`
    return `[${text.slice(1)}]`
  }
  const fields = value as Record<string, unknown>
  for (const key of Object.keys(fields).sort(byCodeUnits)) if (fields[key] !== undefined) text += `,${JSON.stringify(key)}:${canonical(fields[key])}`
  return `{${text.slice(1)}}`
}

const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : 1)

/** The next link of the submission log: the hash covers the one before, the number, the kind, the moment and the payload. */
export function chainHash(sha256: Sha256, prevHash: string, entry: { seq: number; kind: string; at: number; payload: string }): string {
  return sha256(`${prevHash}\n${entry.seq}\n${entry.kind}\n${entry.at}\n${entry.payload}`)
}

export const GENESIS_HASH = '0'.repeat(64)

/** A receipt that a person can read out: 12 letters and digits of Crockford's alphabet (60 bits), in fours. */
export function receiptCode(sha256: Sha256, parts: unknown): string {
  const digits = BigInt(`0x${sha256(canonical(parts)).slice(0, 15)}`)
  const letters = Array.from({ length: 12 }, (_, index) => ALPHABET[Number((digits >> BigInt(55 - index * 5)) & 31n)])
  return `${letters.slice(0, 4).join('')}-${letters.slice(4, 8).join('')}-${letters.slice(8).join('')}`
}

/** What a person typed as a receipt, as it was issued: o → 0, i and l → 1, dashes restored. Null when it cannot be one. */
export function normaliseReceipt(typed: string): string | null {
  const letters = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  return letters.length === 12 ? `${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}` : null
}
