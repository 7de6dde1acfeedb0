import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Role } from '@hoithi/shared/contracts/common'
import { tokenFor } from '../support/client.ts'
import { readPdf } from '../formats/read-pdf.ts'
import { scannedLink } from '../formats/read-poster.ts'
import { openWorld, type Person, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await openWorld({}, { env: { PUBLIC_URL: 'https://thi.example' } })
})
afterEach(() => world.end())

const asked = (unionCode?: string, query: Record<string, string> = {}) => ({
  params: { slug: world.fixture.slug },
  query: { ...query, ...(unionCode === undefined ? {} : { unionId: world.unionId(unionCode) }) },
})
const signed = (role: Role) => ({ authorization: `Bearer ${tokenFor(world.app, world.services, { id: 'someone', role })}` })
const codeOf = (link: string | undefined): string => link?.replace('https://thi.example/u/', '') ?? ''

async function postersOf(who: Person, ...of: Parameters<typeof asked>) {
  const response = await who.call('exportPosters', asked(...of))
  if (response.statusCode !== 200) return { refused: response.json<{ code: string }>().code }
  const codes = readPdf(response.rawPayload).map((page) => codeOf(scannedLink(page)))
  expect(response.headers).toMatchObject({ 'content-type': 'application/pdf', 'x-posters': String(codes.length) })
  return { codes, file: /filename="(.*)"/.exec(String(response.headers['content-disposition']))?.[1] }
}

describe('a file of posters', () => {
  const all = ['T', 'T-A', 'T-A-2', 'T-A-1', 'T-B', 'T-B-1']
  test.each([
    // who, of which union, only that one?, which posters
    ['organiser', undefined, undefined, {}, { codes: all, file: 'ap-phich-thu.pdf' }],
    ['organiser', undefined, 'T-A-1', { below: 'no' }, { codes: ['T-A-1'], file: 'ap-phich-t-a-1.pdf' }],
    ['officer', 'T-A', undefined, {}, { codes: ['T-A', 'T-A-2', 'T-A-1'], file: 'ap-phich-t-a-va-cap-duoi.pdf' }],
    ['officer', 'T-A', 'T-A', { below: 'no' }, { codes: ['T-A'], file: 'ap-phich-t-a.pdf' }],
    ['officer', 'T-A', 'T-B', {}, { refused: 'not-allowed' }],
    ['officer', 'T-A', 'T', { below: 'no' }, { refused: 'not-allowed' }],
    ['officer', undefined, undefined, {}, { refused: 'not-found' }],
    ['administrator', undefined, 'no such union', {}, { refused: 'not-found' }],
  ] as const)('for an %s of %s who asks for %s %j', async (role, own, unionCode, query, expected) => {
    expect(await postersOf(await world.staff(role, own), unionCode, query)).toEqual(expected)
  })
})

describe('what the desk shows', () => {
  test('of one union: its words, its link, its symbol, and how many posters there are below', async () => {
    const poster = await (await world.staff('officer', 'T-A')).ask('getPoster', asked('T-A-1'))
    expect(poster).toMatchObject({ posters: 1, origin: 'https://thi.example', localOnly: false })
    expect(poster.union).toMatchObject({ code: 'T-A-1', link: 'https://thi.example/u/T-A-1', path: 'LĐLĐ tỉnh › LĐLĐ huyện A' })
  })

  test.each([
    ['officer', 'T-A', 'T-A', 3],
    ['organiser', undefined, undefined, 6],
  ] as const)('without a union an %s sees the top of what is theirs', async (role, own, top, posters) => {
    const poster = await (await world.staff(role, own)).ask('getPoster', asked())
    expect([poster.union?.code, poster.posters]).toEqual([top, posters])
  })
})

test.each([
  // PUBLIC_URL, opened at, address on the poster, a phone cannot open it
  ['http://localhost:8080', 'localhost:8080', 'http://localhost:8080', true],
  ['http://localhost:8080', '192.168.1.7:8080', 'http://192.168.1.7:8080', false],
  ['https://thi.example', 'elsewhere.example', 'https://thi.example', false],
])('with PUBLIC_URL %s, opened at %s, posters name %s', async (publicUrl, host, origin, localOnly) => {
  await world.end()
  world = await openWorld({}, { env: { PUBLIC_URL: publicUrl } })
  const response = await world.app.inject({ url: `/api/contests/${world.fixture.slug}/posters`, headers: { ...signed('organiser'), host } })
  expect(response.json()).toMatchObject({ origin, localOnly })
})

describe('the address on a poster', () => {
  const open = async (path: string, headers: Record<string, string> = {}) => {
    const response = await world.app.inject({ url: path, headers })
    return [response.statusCode, response.headers.location, response.headers['cache-control']]
  }
  test.each([
    ['/u/T-A-1', '/dang-ky?don-vi=T-A-1'],
    ['/u/T-A-1/', '/dang-ky?don-vi=T-A-1'],
    ['/u/C%C4%90%2F1%3F', '/dang-ky?don-vi=C%C4%90%2F1%3F'],
    ['/u/%2F%2Fevil.example', '/dang-ky?don-vi=%2F%2Fevil.example'],
  ])('%s leads to %s', async (path, target) => {
    expect(await open(path)).toEqual([302, target, 'no-store'])
  })
  test('a contestant who is logged in goes to the contest, staff who try the code see what workers see', async () => {
    expect(await open('/u/T-A-1', signed('contestant'))).toEqual([302, '/', 'no-store'])
    expect(await open('/u/T-A-1', signed('organiser'))).toEqual([302, '/dang-ky?don-vi=T-A-1', 'no-store'])
  })
  test('the form finds the union by its code alone', async () => {
    const found = async (code: string) => (await world.nobody.ask('searchUnions', { query: { code } })).unions.map((union) => union.code)
    expect([await found('t-a'), await found('T-A-1'), await found('T-C')]).toEqual([['T-A'], ['T-A-1'], []])
  })
})
