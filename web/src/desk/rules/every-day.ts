type CountedDay = { day: string; counted: number; sum: number }
const DAY_MS = 86_400_000

/** Days from the first to the last with those on which nothing was counted, so that a chart's axis is time. */
export function everyDay(days: readonly CountedDay[]): CountedDay[] {
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return []
  const known = new Map(days.map((one) => [one.day, one]))
  const all: CountedDay[] = []
  for (let at = Date.parse(first.day); at <= Date.parse(last.day); at += DAY_MS) {
    const day = new Date(at).toISOString().slice(0, 10)
    all.push(known.get(day) ?? { day, counted: 0, sum: all.at(-1)?.sum ?? 0 })
  }
  return all
}
