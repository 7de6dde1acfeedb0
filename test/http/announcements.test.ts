import { afterEach, describe, expect, test } from 'vitest'
import { expectRefused, openWorld, type World } from './world.ts'

let world: World
afterEach(() => world.end())

const contest = () => ({ params: { slug: world.fixture.slug } })
const everyone = { scope: 'everyone', title: 'Lùi giờ thi', body: 'Kỳ thi **lùi** một ngày.' }
const titles = async (who: { ask: World['nobody']['ask'] }): Promise<string[]> =>
  (await who.ask('getNews', contest())).announcements.map(({ title }) => title)

describe('an announcement', () => {
  test('is previewed, sent, read by all and withdrawn, with the trail of who did it', async () => {
    world = await openWorld()
    const reader = await world.contestant()
    const organiser = await world.staff('organiser')
    const preview = await organiser.ask('previewAnnouncement', { ...contest(), body: everyone })
    expect(preview).toEqual({ html: '<p>Kỳ thi <strong>lùi</strong> một ngày.</p>\n', people: 1 })
    expect(await titles(reader)).toEqual([])

    const sent = await organiser.ask('announce', { ...contest(), body: everyone })
    expect(sent.people).toBe(1)
    for (const who of [reader, world.nobody, organiser]) expect(await titles(who)).toEqual(['Lùi giờ thi'])

    const withdrawal = { params: { announcementId: sent.announcementId }, body: { reason: 'sai ngày rồi' } }
    expectRefused(await organiser.call('withdrawAnnouncement', { ...withdrawal, body: { reason: 'sai' } }), 'invalid-request')
    await organiser.ask('withdrawAnnouncement', withdrawal)
    expect(await titles(reader)).toEqual([])
    expectRefused(await organiser.call('withdrawAnnouncement', withdrawal), 'already-withdrawn')

    const { rows } = await world.services.storage.audit.list({ page: 1, pageSize: 2 })
    expect(rows.map(({ action, reason, subject }) => [action, reason, subject])).toEqual([
      ['withdrawAnnouncement', 'sai ngày rồi', sent.announcementId],
      ['announce', 'Lùi giờ thi', sent.announcementId],
    ])
    expect((await organiser.ask('listAnnouncements', contest())).announcements).toMatchObject([
      { title: 'Lùi giờ thi', mayWithdraw: false, withdrawn: { reason: 'sai ngày rồi' } },
    ])
  })

  test('shows text, lists and links, and never a script, a picture or a style', async () => {
    world = await openWorld()
    const organiser = await world.staff('organiser')
    const body = 'Xem [thể lệ](https://example.org)\n<script>alert(1)</script><img src=x onerror=alert(1)>\n\n[bẫy](javascript:alert(1))'
    const { html } = await organiser.ask('previewAnnouncement', { ...contest(), body: { ...everyone, body } })
    expect(html).toContain('<a href="https://example.org" target="_blank" rel="noopener">thể lệ</a>')
    expect(html).not.toMatch(/script|img|onerror/)
  })

  test('is taken as NFC, with its line ends, and within bounds', async () => {
    world = await openWorld()
    const organiser = await world.staff('organiser')
    await organiser.ask('announce', { ...contest(), body: { ...everyone, title: 'Lùi giờ'.normalize('NFD'), body: 'một\r\n\r\n\r\n\r\nhai\u0007' } })
    const [news] = (await world.nobody.ask('getNews', contest())).announcements
    expect([news?.title, news?.html]).toEqual(['Lùi giờ', '<p>một</p>\n<p>hai</p>\n'])
    for (const wrong of [
      { title: 'ab' },
      { title: 'x'.repeat(121) },
      { body: ' \n ' },
      { body: 'x'.repeat(4_001) },
      { scope: 'union' },
      { unionId: world.unionId('T-A') },
      { scope: 'others' },
    ])
      expectRefused(await organiser.call('announce', { ...contest(), body: { ...everyone, ...wrong } }), 'invalid-request')
  })

  const officers: [officerOf: string, scope: string, union: string | undefined, answer: 'ok' | 'not-allowed'][] = [
    ['T-A', 'union', 'T-A', 'ok'],
    ['T-A', 'union', 'T-A-1', 'ok'],
    ['T-A', 'union', 'T', 'not-allowed'],
    ['T-A', 'union', 'T-B-1', 'not-allowed'],
    ['T-A', 'union', 'no such union', 'not-allowed'],
    ['T-A', 'everyone', undefined, 'not-allowed'],
    ['T-A', 'running', undefined, 'not-allowed'],
    ['T', 'union', 'T-B-1', 'ok'],
  ]
  test('of an officer goes to their own subtree only, and so does what they withdraw', async () => {
    world = await openWorld()
    const organiser = await world.staff('organiser')
    for (const [officerOf, scope, union, answer] of officers) {
      const officer = await world.staff('officer', officerOf)
      const body = { ...everyone, scope, ...(union === undefined ? {} : { unionId: world.unionId(union) }) }
      for (const name of ['previewAnnouncement', 'announce'] as const) {
        const response = await officer.call(name, { ...contest(), body })
        expect([officerOf, scope, union, response.statusCode === 200 ? 'ok' : response.json<{ code: string }>().code]).toEqual([
          officerOf,
          scope,
          union,
          answer,
        ])
      }
      if (answer === 'ok' || union === 'no such union') continue
      const { announcementId } = await organiser.ask('announce', { ...contest(), body })
      const withdrawal = { params: { announcementId }, body: { reason: 'không phải của tôi' } }
      expectRefused(await officer.call('withdrawAnnouncement', withdrawal), 'not-allowed')
    }
    expectRefused(
      await organiser.call('announce', { ...contest(), body: { ...everyone, scope: 'union', unionId: 'no such union' } }),
      'unknown-union',
    )
  })

  test('arrives on a phone that polls: nothing new is a 304 without a body, for each reader their own', async () => {
    world = await openWorld()
    const organiser = await world.staff('organiser')
    const [inside, outside] = [await world.contestant('T-A-1'), await world.contestant('T-B-1')]
    const first = await inside.call('getNews', contest())
    expect(first.headers['cache-control']).toBe('private, no-cache')
    const poll = (who: typeof inside) => who.call('getNews', { ...contest(), headers: { 'if-none-match': String(first.headers.etag) } })
    const quiet = await poll(inside)
    expect([quiet.statusCode, quiet.body]).toEqual([304, ''])
    await organiser.ask('announce', { ...contest(), body: { ...everyone, scope: 'union', unionId: world.unionId('T-A') } })
    expect([(await poll(inside)).statusCode, (await poll(outside)).statusCode, (await poll(world.nobody)).statusCode]).toEqual([200, 304, 304])
    expectRefused(await inside.call('getNews', { params: { slug: 'khong-co' } }), 'not-found')
  })
})
