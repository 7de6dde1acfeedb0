/** Repeatable stream of whole numbers from a hexadecimal seed of 32 digits (sfc32, C. Doty-Humphrey, PractRand). */
export type Random = {
  /** A whole number in [0, bound), without modulo bias. */
  below: (bound: number) => number
}

export function randomFrom(seed: string): Random {
  const word = (at: number) => Number.parseInt(seed.slice(at * 8, at * 8 + 8), 16) | 0
  let a = word(0)
  let b = word(1)
  let c = word(2)
  let counter = word(3) | 1
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum >>> 0
  }
  for (let i = 0; i < 16; i += 1) next()
  const below = (bound: number): number => {
    const limit = 2 ** 32 - (2 ** 32 % bound)
    let value = next()
    while (value >= limit) value = next()
    return value % bound
  }
  return { below }
}

/** A new array in random order (Fisher–Yates). */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const result = [...items]
  for (let i = result.length - 1; i > 0; i -= 1) {
    const j = random.below(i + 1)
    const swap = result[i] as T
    result[i] = result[j] as T
    result[j] = swap
  }
  return result
}
