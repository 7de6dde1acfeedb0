import { expect, test } from 'vitest'
import { deviceOf } from '../../server/src/domain/device.ts'

test.each([
  // called                what the header says
  [
    'zalo android',
    'Mozilla/5.0 (Linux; Android 13; SM-A145F) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/120.0 Mobile Safari/537.36 Zalo android/24',
  ],
  [
    'facebook ios',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/440.0]',
  ],
  [
    'samsung android',
    'Mozilla/5.0 (Linux; Android 13; SM-A145F) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/23.0 Chrome/115.0 Mobile Safari/537.36',
  ],
  [
    'cocCoc windows',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/120.0 Chrome/114.0 Safari/537.36',
  ],
  ['edge windows', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36 Edg/120.0'],
  ['chrome ios', 'Mozilla/5.0 (iPad; CPU OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/120.0 Mobile/15E148 Safari/604.1'],
  ['safari mac', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Safari/605.1.15'],
  ['firefox linux', 'Mozilla/5.0 (X11; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0'],
  ['other other', 'curl/8.4.0'],
  ['other other', ''],
  ['other other', `${'x'.repeat(1_000)} Chrome/120.0 Windows`],
])('%s: %s', (called, header) => {
  const { browser, system } = deviceOf(header)
  expect(`${browser} ${system}`).toBe(called)
})

test('no header at all is a device nobody knows', () => expect(deviceOf(undefined)).toEqual({ browser: 'other', system: 'other' }))
