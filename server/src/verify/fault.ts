import { canonical } from '../domain/receipt.ts'

/** What is checked, in the order in which people read it. */
const checkNames = [
  'pages',
  'chain',
  'entries',
  'attempts',
  'answers',
  'scores',
  'times',
  'changes',
  'boards',
  'seals',
  'ranks',
  'sealedUnions',
  'audit',
  'published',
] as const
export type CheckName = (typeof checkNames)[number]

/** One thing that is not as the log gives it: where it stands, what should be there and what is. */
export type Fault = { check: CheckName; table: string; key: string; field: string; expected: string; found: string }

/** As many faults are named of each check; all are counted. */
export const NAMED_AT_MOST = 100

/** How much was checked, and what was wrong. */
export type Tally = { checked: number; faults: number }
export type Ledger = {
  checked: (check: CheckName, things?: number) => void
  fault: (fault: Omit<Fault, 'expected' | 'found'> & { expected: unknown; found: unknown }) => void
  tallies: () => [CheckName, Tally][]
  faults: () => Fault[]
}

/** A value as a line can hold it: null is "–", and a long text is cut. */
function written(value: unknown): string {
  const text = value === null || value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 200 ? `${text.slice(0, 199)}…` : text
}

export function openLedger(): Ledger {
  const tallies = new Map<CheckName, Tally>()
  const named: Fault[] = []
  const of = (check: CheckName): Tally => {
    const known = tallies.get(check) ?? { checked: 0, faults: 0 }
    tallies.set(check, known)
    return known
  }
  return {
    checked: (check, things = 1) => {
      of(check).checked += things
    },
    fault: ({ expected, found, ...place }) => {
      const tally = of(place.check)
      tally.faults += 1
      if (tally.faults <= NAMED_AT_MOST) named.push({ ...place, expected: written(expected), found: written(found) })
    },
    tallies: () => checkNames.flatMap((name) => (tallies.has(name) ? [[name, of(name)]] : [])),
    faults: () => [...named].sort((a, b) => checkNames.indexOf(a.check) - checkNames.indexOf(b.check)),
  }
}

type Place = Pick<Fault, 'check' | 'table' | 'key'>

/** A fault for each field of `expected` that `found` has otherwise. */
export function compareFields(ledger: Ledger, place: Place, expected: Record<string, unknown>, found: Record<string, unknown>): void {
  for (const [field, value] of Object.entries(expected))
    if (!same(value, found[field])) ledger.fault({ ...place, field, expected: value, found: found[field] })
}

/** In whatever order an object names its fields. */
const same = (a: unknown, b: unknown): boolean => Object.is(a ?? null, b ?? null) || canonical(a ?? null) === canonical(b ?? null)
