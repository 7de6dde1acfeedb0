const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  formats.set(zone, format)
  return format
}

/** What a clock on a wall of the zone shows at a moment, as an input of date and time takes it: "2021-05-10T08:00". */
export function wallOf(at: number, zone: string): string {
  const part = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  return `${part['year']?.padStart(4, '0')}-${part['month']}-${part['day']}T${part['hour']}:${part['minute']}`
}

/** The same for reading: "08:00 10/05/2021". */
export function wallWords(at: number, zone: string): string {
  const [year, month, day, clock] = wallOf(at, zone).split(/[-T]/)
  return `${clock} ${day}/${month}/${year}`
}

/** The moment when the zone's clocks show it; of two such moments the earlier, and where clocks skip it as far behind the gap, as the server has it; null when it is no date and time. */
export function momentOf(wall: string, zone: string): number | null {
  const shown = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(wall) ? Date.parse(`${wall}Z`) : Number.NaN
  // A 30 February is read as a day in March.
  if (Number.isNaN(shown) || new Date(shown).toISOString().slice(0, 16) !== wall) return null
  const offsetAt = (at: number): number => Date.parse(`${wallOf(at, zone)}Z`) - Math.floor(at / 60_000) * 60_000
  const [before, after] = [shown - offsetAt(shown - 86_400_000), shown - offsetAt(shown + 86_400_000)]
  const moments = [before, after].filter((at) => wallOf(at, zone) === wall)
  return moments.length === 0 ? before : Math.min(...moments)
}

/** Whether the browser knows a time zone. */
export function isZone(zone: string): boolean {
  try {
    formatOf(zone)
    return true
  } catch {
    return false
  }
}
