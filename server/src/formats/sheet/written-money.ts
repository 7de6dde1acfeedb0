const MOST_MONEY = 1_000_000_000_000_000

/** Whole đồng, with the dots that people write between thousands; null: nothing is written, undefined: no amount. */
export function moneyIn(written: string): number | null | undefined {
  const digits = written.replace(/\s*(?:đồng|đ|vnđ|vnd)$/i, '')
  if (digits === '') return null
  const plain = /^\d{1,3}(?:[., ]\d{3})+$/.test(digits) ? digits.replace(/[., ]/g, '') : digits
  const value = /^\d+$/.test(plain) ? Number(plain) : undefined
  return value === undefined || value > MOST_MONEY ? undefined : value
}
