/** A birth date as people type it (05/09/1988, 5-9-1988, 05091988) as ISO; null when there is no such day or it cannot be a birth date. */
export function parseBirthDate(typed: string, thisYear: number): string | null {
  const match = /^(\d{1,2})[\s/.-]+(\d{1,2})[\s/.-]+(\d{4})$/.exec(typed.trim()) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(typed.trim())
  if (match === null) return null
  const [day, month, year] = match.slice(1).map(Number) as [number, number, number]
  const date = new Date(Date.UTC(year, month - 1, day))
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return exists && year >= 1900 && year < thisYear ? date.toISOString().slice(0, 10) : null
}

/** ISO as dd/mm/yyyy. */
export function showBirthDate(iso: string): string {
  return iso.split('-').reverse().join('/')
}
