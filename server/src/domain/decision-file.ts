/** What a recognition decision is kept as. */
export type DecisionFileType = 'application/pdf' | 'image/jpeg' | 'image/png'

export const MAX_DECISION_BYTES = 5 * 1024 * 1024

const signatures = [
  ['application/pdf', '255044462d'],
  ['image/jpeg', 'ffd8ff'],
  ['image/png', '89504e470d0a1a0a'],
] as const satisfies readonly (readonly [DecisionFileType, string])[]

/** What a file is, by what it begins with and never by its name; null for anything else. */
export function decisionFileType(bytes: Uint8Array): DecisionFileType | null {
  const start = [...bytes.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return signatures.find(([, signature]) => start.startsWith(signature))?.[0] ?? null
}
