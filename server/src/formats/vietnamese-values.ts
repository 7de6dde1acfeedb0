/** Indochina Time; Vietnam has had no summer time since 1975. */
const VIETNAM_OFFSET_MS = 7 * 3_600_000

const numbers = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 2 })

/** A number as Vietnamese write it: 1.234,5. */
export function decimal(value: number): string {
  return numbers.format(value)
}

/** A span as minutes, seconds and milliseconds: 9:05.250, and 83:00.000 for more than an hour. */
export function minutes(durationMs: number): string {
  const seconds = Math.floor(durationMs / 1000)
  const pad = (value: number, width: number) => String(value).padStart(width, '0')
  return `${Math.floor(seconds / 60)}:${pad(seconds % 60, 2)}.${pad(durationMs % 1000, 3)}`
}

/** A moment (epoch ms) on Vietnam's clock: dd/MM/yyyy HH:mm:ss, to the millisecond if asked. */
export function vietnamTime(at: number, precision: 'second' | 'millisecond' = 'second'): string {
  const iso = new Date(at + VIETNAM_OFFSET_MS).toISOString()
  return `${vietnameseDate(iso.slice(0, 10))} ${iso.slice(11, precision === 'second' ? 19 : 23)}`
}

/** An ISO date as dd/MM/yyyy; anything else (a date that was erased) as it stands. */
export function vietnameseDate(isoDate: string): string {
  return isoDate.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$3/$2/$1')
}

/** A moment (epoch ms) as the day number of a spreadsheet, on Vietnam's clock. */
export function vietnamSerial(at: number): number {
  return dayNumber(at + VIETNAM_OFFSET_MS)
}

/** An ISO date as the day number of a spreadsheet; null for anything else and for days before 1/3/1900, which spreadsheets count differently. */
export function dateSerial(isoDate: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(isoDate) || isoDate < '1900-03-01') return null
  const at = Date.parse(`${isoDate}T00:00:00Z`)
  return Number.isNaN(at) ? null : dayNumber(at)
}

const dayNumber = (utc: number): number => utc / 86_400_000 + 25_569
