import { isHashed, wayOf } from './ways.ts'

declare const self: ServiceWorkerGlobalScope
/** The phone app of one build, filled in by `scripts/worker.mjs`: the page itself is `/`, and names `entry`. */
declare const SHELL: { build: string; entry: string; files: string[] }

const PREFIX = 'phone-'
const own = PREFIX + SHELL.build
/** On a line slower than this the page comes from the phone. */
const PATIENCE_MS = 2_500

async function fetched(path: string): Promise<Response> {
  const response = await fetch(path, { cache: isHashed(path) ? 'default' : 'no-cache' })
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  if (path === '/' && !(await response.clone().text()).includes(SHELL.entry)) throw new Error('the page is of another build already')
  return response
}

/** One file after the other, so that answers never wait behind them; what an earlier build had is not fetched again. */
async function fill(): Promise<void> {
  const cache = await caches.open(own)
  for (const path of SHELL.files) await cache.put(path, (isHashed(path) ? await caches.match(path) : undefined) ?? (await fetched(path)))
}

/** Runs when no page is controlled by an earlier build any more: only then do its files go. */
async function takeOver(): Promise<void> {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== own).map((name) => caches.delete(name)))
  // Safari 14 has none.
  if ('navigationPreload' in self.registration) await self.registration.navigationPreload.enable()
  await self.clients.claim()
}

async function page(event: FetchEvent): Promise<Response> {
  const preloaded = event.preloadResponse as Promise<Response | undefined> | undefined
  const network = (async () => (await preloaded) ?? (await fetch(event.request)))()
  const kept = await (await caches.open(own)).match('/')
  if (kept === undefined) return network
  const late = new Promise<Response>((resolve) => setTimeout(() => resolve(kept), PATIENCE_MS))
  const best = network.then(
    (response) => (response.status >= 500 ? kept : response),
    () => kept,
  )
  return Promise.race([best, late])
}

const file = async (request: Request): Promise<Response> => (await caches.match(request, { ignoreVary: true })) ?? fetch(request)

// A new build waits until no page of the earlier one is open: nobody's attempt changes its code half way.
self.addEventListener('install', (event) => event.waitUntil(fill()))
self.addEventListener('activate', (event) => event.waitUntil(takeOver()))
self.addEventListener('fetch', (event) => {
  const way = wayOf(event.request, self.location.origin)
  if (way === 'page') event.respondWith(page(event))
  if (way === 'file') event.respondWith(file(event.request))
})
/** A page asks whether it is of this build. */
self.addEventListener('message', (event) => {
  event.ports[0]?.postMessage(SHELL.files.includes(String(event.data)))
})
