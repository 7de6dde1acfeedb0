import type { Random } from '../../server/src/domain/random.ts'
import { mutated, nastyText, nastyValue, spoilt } from './mutate.ts'
import type { Operation } from './operations.ts'
import type { Pool } from './pool.ts'
import { sampleOf, type JsonSchema } from './sample.ts'

export type Request = { id: string; who: string; method: string; path: string; headers: Record<string, string>; body: string | Buffer | null }
/** Somebody who asks; a fresh session each time, so that one who logs out goes on. */
export type Caller = { who: string; token: (() => string) | null }

type Making = { operation: Operation; caller: Caller; pool: Pool; random: Random; document: object }

const types = ['application/json', 'application/json; charset=utf-16', 'text/plain', 'application/octet-stream', 'multipart/form-data', 'x/y;;', '']
const oneIn = (random: Random, count: number): boolean => random.below(count) === 0

/** A request that the document allows, with something wrong about two out of three. */
export function makeRequest(making: Making): Request {
  const { operation, caller, random } = making
  const path = addressOf(making)
  const body = bodyOf(making)
  const headers: Record<string, string> = {
    'sec-fetch-site': 'same-origin',
    ...(caller.token === null ? {} : { authorization: `Bearer ${caller.token()}` }),
    ...(body === null ? {} : { 'content-type': operation.bytes ? 'application/octet-stream' : 'application/json' }),
  }
  if (oneIn(random, 6)) Object.assign(headers, oddHeader(random))
  const method = oneIn(random, 60) ? (['PATCH', 'HEAD', 'OPTIONS', 'DELETE', 'PUT', 'POST', 'GET'][random.below(7)] ?? 'GET') : operation.method
  return { id: operation.id, who: caller.who, method, path, headers, body }
}

/** What stands for a value that a shape does not tell: mostly one that the server has named. */
function knownTo({ pool, random }: Making) {
  return (name: string): unknown => (oneIn(random, 8) ? undefined : (pool.pick(name, random) ?? undefined))
}

function partOf(making: Making, name: string, schema: JsonSchema): string {
  const { random, document } = making
  if (oneIn(random, 12)) return nastyText(random)
  const value = sampleOf(schema, document, knownTo(making), name)
  const sent = oneIn(random, 8) ? mutated(value, random) : value
  return typeof sent === 'string' ? sent : (JSON.stringify(sent) ?? '')
}

/** Lone halves of a letter cannot be written into an address. */
const encoded = (text: string): string => encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '\uFFFD'))

function addressOf(making: Making): string {
  const { operation, random } = making
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const schema = operation.params.find((each) => each.name === name)?.schema ?? { type: 'string' }
    return encoded(partOf(making, name, schema))
  })
  const query = operation.query
    .filter(() => oneIn(random, 2))
    .map(({ name, schema = {} }) => `${encoded(name)}=${encoded(partOf(making, name, schema))}`)
  if (oneIn(random, 20)) query.push(...query.slice(0, 1), 'a[b][c]=1', '__proto__[x]=1', '%zz', '%ff=%00')
  const address = `${path}${query.length === 0 ? '' : `?${query.join('&')}`}`
  return oneIn(random, 40) ? oddAddress(address, random) : address
}

function oddAddress(address: string, random: Random): string {
  const at = random.below(address.length) + 1
  return `${address.slice(0, at)}${['%', '%zz', '%00', '//', '/../', '%2e%2e%2f', ';x=1', '%c0%af', '%ff', 'a'.repeat(300), '?', '#'][random.below(12)] ?? ''}${address.slice(at)}`
}

function bodyOf(making: Making): string | Buffer | null {
  const { operation, random, document } = making
  if (operation.bytes) return oneIn(random, 10) ? null : fileOf(random)
  if (operation.body === null) return oneIn(random, 20) ? JSON.stringify(nastyValue(random)) : null
  let value = sampleOf(operation.body, document, knownTo(making))
  for (let left = random.below(4); left > 1; left -= 1) value = mutated(value, random)
  const json = JSON.stringify(value) ?? ''
  return oneIn(random, 20) ? spoilt(json, random) : json
}

const openings = ['89504e470d0a1a0a', 'ffd8ff', '504b0304', '255044462d', '3c3f786d6c', '3c7175697a3e', 'efbbbf', 'fffe', 'd0cf11e0a1b11ae1', '']
const contents = [
  '::Q1:: Hỏi? {=a ~b}',
  'Câu 1: Hỏi?\nA. x\nB. y\nĐáp án: A\n',
  '{"id":"1","stem":"x"}\n',
  '<quiz><question type="multichoice"></question></quiz>',
  'Mã,Câu hỏi\n1,2\n',
]

/** The beginning of a file of some kind and anything after it, or a short file as people write them with a byte changed. */
function fileOf(random: Random): Buffer {
  if (oneIn(random, 2)) {
    const text = Buffer.from(contents[random.below(contents.length)] ?? '')
    if (oneIn(random, 2)) text[random.below(text.length)] = random.below(256)
    return text
  }
  const tail = Buffer.from(Array.from({ length: random.below(2_000) }, () => random.below(256)))
  return Buffer.concat([Buffer.from(openings[random.below(openings.length)] ?? '', 'hex'), tail])
}

function oddHeader(random: Random): Record<string, string> {
  const odd: Record<string, string>[] = [
    { 'content-type': types[random.below(types.length)] ?? '' },
    { 'accept-language': 'en;q=x,;;,vi' },
    { 'accept-encoding': 'gzip;q=0, br, *' },
    { 'if-none-match': '"x", W/"y", *' },
    { range: 'bytes=0-1,5-2,-9' },
    { cookie: 'hoithi_session=a.b.c; hoithi_device=%00; =; x' },
    { authorization: 'Bearer ' },
    { authorization: 'Bearer a.b.c' },
    { authorization: 'Basic eDp4' },
    { 'x-forwarded-for': '::1, x, 999.1.1.1' },
    { 'x-forwarded-host': 'evil.example' },
    { 'user-agent': 'x'.repeat(4_000) },
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'http://[::1' },
    { expect: 'x' },
    { 'content-encoding': 'gzip' },
  ]
  return odd[random.below(odd.length)] ?? {}
}
