/** What a recognition decision is kept as. */
export type DecisionFileType = 'application/pdf' | 'image/jpeg' | 'image/png'
export type DecisionFile = { type: DecisionFileType; bytes: Uint8Array }

export const MAX_DECISION_BYTES = 5 * 1024 * 1024
