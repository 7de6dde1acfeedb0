import { describe, expect, it } from 'vitest'
import { isHashed, wayOf, type Way } from '../../web/worker/ways.ts'

const HERE = 'https://hoithi.example'

describe('the worker on the phone', () => {
  const cases: [method: string, mode: string, address: string, way: Way][] = [
    ['GET', 'navigate', '/', 'page'],
    ['GET', 'navigate', '/thi/abc?x=1', 'page'],
    ['GET', 'navigate', '/luot-thi/abc', 'page'],
    ['GET', 'navigate', '/deskmate', 'page'],
    ['GET', 'navigate', '/desk', 'leave'],
    ['GET', 'navigate', '/desk/rounds/abc', 'leave'],
    ['GET', 'navigate', '/u/T-A-1', 'leave'],
    ['GET', 'navigate', '/api/docs', 'leave'],
    ['GET', 'cors', '/assets/base-abc.js', 'file'],
    ['GET', 'no-cors', '/icon-192.png', 'file'],
    ['GET', 'cors', '/manifest.webmanifest', 'file'],
    ['GET', 'same-origin', '/sw.js', 'leave'],
    ['GET', 'cors', '/api/me', 'leave'],
    ['GET', 'cors', '/api/contests/thu', 'leave'],
    ['GET', 'cors', '/api/attempts/abc', 'leave'],
    ['GET', 'cors', '/api/attempts/abc/review', 'leave'],
    ['GET', 'cors', '/api/rounds/abc/leaderboard', 'leave'],
    ['GET', 'no-cors', '/api/pictures/abc.png', 'leave'],
    ['PUT', 'cors', '/api/attempts/abc/responses', 'leave'],
    ['POST', 'navigate', '/thi/abc', 'leave'],
    ['GET', 'no-cors', 'https://elsewhere.example/assets/a.js', 'leave'],
  ]
  it.each(cases)('%s %s %s: %s', (method, mode, address, way) => expect(wayOf({ method, mode, url: new URL(address, HERE).href }, HERE)).toBe(way))

  it.each([
    ['/assets/base-abc.js', true],
    ['/', false],
    ['/manifest.webmanifest', false],
  ])('a name with a hash is kept as it is: %s %s', (path, hashed) => expect(isHashed(path)).toBe(hashed))
})
