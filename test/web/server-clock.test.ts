import { afterEach, beforeEach, expect, it, vi } from 'vitest'

let local = 0
beforeEach(() => {
  local = 0
  vi.resetModules()
  vi.spyOn(performance, 'now').mockImplementation(() => local)
})
afterEach(() => {
  vi.restoreAllMocks()
})
const clock = () => import('../../web/src/lib/server-clock.ts')

it('runs on from the last reply by the monotonic timer alone', async () => {
  const { anchor, serverNow } = await clock()
  expect(serverNow()).toBeNull()
  anchor(1_000_000)
  local = 2_500
  expect(serverNow()).toBe(1_002_500)
})

it('never runs backwards because a reply was slow', async () => {
  const { anchor, serverNow } = await clock()
  anchor(1_000_000)
  local = 5_000
  anchor(1_002_000)
  expect(serverNow()).toBe(1_005_000)
})

it('jumps ahead when the phone has slept', async () => {
  const { anchor, serverNow } = await clock()
  anchor(1_000_000)
  local = 1_000
  anchor(1_900_000)
  expect(serverNow()).toBe(1_900_000)
})

it('follows a server whose clock was set back', async () => {
  const { anchor, serverNow } = await clock()
  anchor(1_000_000)
  anchor(900_000)
  expect(serverNow()).toBe(900_000)
})
