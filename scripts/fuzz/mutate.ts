import type { Random } from '../../server/src/domain/random.ts'

const deep = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels)) as unknown

/** Values that programs have stumbled over before. */
const nasty: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1,
  0.1,
  -0.5,
  1e21,
  1e308,
  -1e308,
  2 ** 31,
  2 ** 32,
  Number.MAX_SAFE_INTEGER,
  Number.MIN_SAFE_INTEGER,
  8_640_000_000_000_001,
  253_402_300_799_999,
  '',
  ' ',
  '0',
  '-1',
  'NaN',
  'null',
  'true',
  '\0',
  'a\0b',
  '\ud800',
  'a\udc00',
  '\uFEFF',
  '\u202Ea',
  '\u0301'.repeat(50),
  'ư'.normalize('NFD').repeat(40),
  '🙂'.repeat(30),
  'x'.repeat(5_000),
  'Đ'.repeat(3_000),
  '\r\nX-Injected: 1',
  '../../../../etc/passwd',
  '%2e%2e%2f',
  "' or 1=1 --",
  '" or ""="',
  '$(id)',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '=1+1',
  '__proto__',
  'constructor',
  'toString',
  '1e309',
  '2021-02-30',
  '+275760-09-14',
  '9999-12-31',
  '0000-00-00',
  'Asia/Nowhere',
  '((((((((((a+)+)+)+)+)+)+)+)+)+)!',
  'a'.repeat(64),
  [],
  {},
  [[]],
  [null],
  deep(500),
  Array.from({ length: 2_000 }, (_, index) => index),
  { length: 1e9 },
  { toString: 1 },
  { $ne: null },
]

const extras = ['__proto__', 'constructor', 'role', 'unionId', 'score', 'isAdmin', '', 'a.b', '0']

export const nastyValue = (random: Random): unknown => nasty[random.below(nasty.length)]

/** A text as it may stand in an address. */
export function nastyText(random: Random): string {
  const value = nastyValue(random)
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}

/** The same value with one thing in it changed, left out, doubled or added. */
export function mutated(value: unknown, random: Random): unknown {
  if (Array.isArray(value) && value.length > 0 && random.below(4) > 0) {
    const at = random.below(value.length)
    const ways = [
      () => value.map((each: unknown, index) => (index === at ? mutated(each, random) : each)),
      () => value.filter((_, index) => index !== at),
      () => [...value, value[at]] as unknown[],
      () => Array.from({ length: 1 + random.below(600) }, () => value[at] as unknown),
    ]
    return ways[random.below(ways.length)]?.()
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return near(value, random)
  const names = Object.keys(value)
  const name = names[random.below(Math.max(1, names.length))]
  if (name === undefined || random.below(8) === 0) return withField(value, extras[random.below(extras.length)] ?? '', nastyValue(random))
  if (random.below(8) === 0) return Object.fromEntries(Object.entries(value).filter(([each]) => each !== name))
  return withField(value, name, mutated((value as Record<string, unknown>)[name], random))
}

/** A value a little off, or something else altogether. */
function near(value: unknown, random: Random): unknown {
  if (random.below(3) > 0) return nastyValue(random)
  if (typeof value === 'number') return value + ([-1, 1, 0.5, 1e12][random.below(4)] ?? 1)
  if (typeof value !== 'string') return nastyValue(random)
  const at = random.below(value.length + 1)
  return `${value.slice(0, at)}${nastyText(random).slice(0, 200)}${value.slice(at)}`
}

/** `__proto__` becomes a field of its own, as it does in a text of JSON. */
function withField(value: object, name: string, field: unknown): object {
  const copy = Object.fromEntries(Object.entries(value))
  Object.defineProperty(copy, name, { value: field, enumerable: true, configurable: true, writable: true })
  return copy
}

/** A text of JSON as a broken line or a careless program would leave it. */
export function spoilt(json: string, random: Random): string {
  const at = random.below(json.length + 1)
  const ways = [
    () => json.slice(0, at),
    () => json + json,
    () => `${json.slice(0, at)}\0${json.slice(at)}`,
    () => `\uFEFF${json}`,
    () => json.replaceAll('"', "'"),
    () => '{"a":'.repeat(2_000),
    () => '['.repeat(20_000),
    () => json.replace(/\d+/, '1e400'),
    () => '{"__proto__":{"role":"administrator"}}',
    () => '',
  ]
  return ways[random.below(ways.length)]?.() ?? ''
}
