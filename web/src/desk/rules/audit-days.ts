const DAY_MS = 86_400_000

/** The moments that two days of the desk's calendar ("2021-05-10", '' for no bound) hold between them; the last day is held whole. */
export function betweenDays(from: string, until: string): { fromAt?: number; untilAt?: number } {
  const [first, last] = [midnight(from), midnight(until)]
  return { ...(first === null ? {} : { fromAt: first }), ...(last === null ? {} : { untilAt: last + DAY_MS }) }
}

/** Vietnam's clocks never change, so that a day has 24 hours. */
function midnight(day: string): number | null {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00+07:00`) : Number.NaN
  return Number.isNaN(at) ? null : at
}
