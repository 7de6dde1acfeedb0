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

/** 08:00 10/05/2021 on a zone's clock. */
export function wallWords(at: number, zone: string): string {
  const [date = '', time = ''] = wallOf(at, zone).split('T')
  return `${time} ${date.split('-').reverse().join('/')}`
}

/** The moment when the zone's clocks show it; of two such moments the earlier; null when it is no date and time. Where clocks skip it, the moment they skip to. */
export function momentOf(wall: string, zone: string): number | null {
  const shown = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(wall) ? Date.parse(`${wall}Z`) : Number.NaN
  if (Number.isNaN(shown)) return null
  const offsetAt = (at: number): number => Date.parse(`${wallOf(at, zone)}Z`) - Math.floor(at / 60_000) * 60_000
  const candidates = [shown - offsetAt(shown - 86_400_000), shown - offsetAt(shown + 86_400_000)]
  return Math.min(...candidates.filter((at) => wallOf(at, zone) === wall), ...(candidates.some((at) => wallOf(at, zone) === wall) ? [] : candidates))
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
