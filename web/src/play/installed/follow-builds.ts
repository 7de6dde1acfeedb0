import { loadAtNextStep } from '../navigation.svelte.ts'
import { session } from '../session.svelte.ts'
import { keepRules } from './kept-rules.ts'

/** A page that is looked at again after this long asks whether there is a new build. */
const CHECK_MS = 30 * 60_000

/** Install the worker that keeps the app on this phone. When a new build has come, the next step to another page loads it. */
export async function followBuilds(): Promise<void> {
  if (session.contest !== null) keepRules(session.contest)
  const registration = await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' })
  // It may have come before this page asked.
  watch(registration.waiting ?? registration.installing)
  registration.addEventListener('updatefound', () => watch(registration.installing))
  let askedAt = performance.now()
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || performance.now() - askedAt < CHECK_MS) return
    askedAt = performance.now()
    registration.update().catch(() => undefined)
  })
}

function watch(fresh: ServiceWorker | null): void {
  const look = (): void => {
    if (fresh?.state === 'installed' && navigator.serviceWorker.controller !== null) void compare(fresh)
  }
  fresh?.addEventListener('statechange', look)
  look()
}

/** The page came from the server and may be of the new build already. */
async function compare(fresh: ServiceWorker): Promise<void> {
  const entry = document.querySelector<HTMLScriptElement>('script[type="module"]')?.src
  if (entry === undefined) return
  const channel = new MessageChannel()
  const known = new Promise<boolean>((resolve) => (channel.port1.onmessage = ({ data }) => resolve(data === true)))
  fresh.postMessage(new URL(entry).pathname, [channel.port2])
  if (!(await known)) loadAtNextStep()
}
