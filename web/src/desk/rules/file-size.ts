const units = ['B', 'kB', 'MB', 'GB'] as const

/** A size as people read it: one decimal from a thousand bytes on. */
export function fileSize(bytes: number, write: (value: number, decimals: number) => string): string {
  const step = bytes < 1_000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  return `${write(bytes / 1_000 ** step, step === 0 ? 0 : 1)} ${units[step] ?? 'B'}`
}
