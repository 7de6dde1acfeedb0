/** What the worker does with a request: bring the page, bring a file of the app, or leave it to the browser as if there were no worker. */
export type Way = 'page' | 'file' | 'leave'
type Asked = { method: string; mode: string; url: string }

/** Everything below these is not the phone app: answers, papers, boards and keys are never kept here, and the desk is not touched. */
const NOT_PHONE = /^\/(api|desk|u|healthz|readyz|metrics|sw\.js)(\/|$)/
const FILE = /^\/(assets\/.+|manifest\.webmanifest|favicon\.svg|[\w-]+\.png)$/

export function wayOf({ method, mode, url }: Asked, origin: string): Way {
  const address = new URL(url)
  if (method !== 'GET' || address.origin !== origin || NOT_PHONE.test(address.pathname)) return 'leave'
  if (mode === 'navigate') return 'page'
  return FILE.test(address.pathname) ? 'file' : 'leave'
}

/** A file whose name carries a hash of what is in it never changes. */
export const isHashed = (path: string): boolean => path.startsWith('/assets/')
