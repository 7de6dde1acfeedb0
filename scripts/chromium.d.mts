export function findChromium(): string | null
export function ensureChromium(): string | null
export const CHROMIUM_ARGUMENTS: string[]
