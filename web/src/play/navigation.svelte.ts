import type { Component } from 'svelte'
import { matchPath, type Params } from './route-match.ts'

/** Path patterns and how to fetch their screens, first match wins; `other` is shown for every other path. */
export type RouteTable = { screens: Record<string, () => Promise<Component>>; other: () => Promise<Component> }
type Place = { path: string; params: Params; screen: Component | null }

/** A screen that comes within this time needs no word about loading. */
const PATIENCE_MS = 250

let table: RouteTable | null = null
let place = $state.raw<Place>({ path: location.pathname, params: {}, screen: null })
let moving = $state(false)
let turn = 0

/** How to fetch the screen of a path, and what the path names. */
export function screenOf({ screens, other }: RouteTable, path: string): { load: () => Promise<Component>; params: Params } {
  for (const [pattern, load] of Object.entries(screens)) {
    const params = matchPath(pattern, path)
    if (params !== null) return { load, params }
  }
  return { load: other, params: {} }
}

async function show(): Promise<void> {
  if (table === null) return
  const mine = ++turn
  const path = location.pathname
  const { load, params } = screenOf(table, path)
  const slow = setTimeout(() => (moving = true), PATIENCE_MS)
  const screen = await load()
  clearTimeout(slow)
  if (mine !== turn) return
  moving = false
  place = { path, params, screen }
}

let stale = false
const ofAttempt = (path: string): boolean => path.startsWith('/luot-thi/')

/** The server has a new build: the next step to another page loads it, except into or out of an attempt. */
export function loadAtNextStep(): void {
  stale = true
}

/** Go to a path of this app, optionally in place of the current one in the browser's history. */
export function go(path: string, options: { replace?: boolean; search?: string } = {}): void {
  const search = options.search === undefined || options.search === '' ? '' : `?${options.search.replace(/^\?/, '')}`
  if (stale && !ofAttempt(path) && !ofAttempt(location.pathname)) return location.assign(path + search)
  history[options.replace === true ? 'replaceState' : 'pushState'](null, '', path + search)
  void show().then(() => window.scrollTo(0, 0))
}

/** Where a plain click leads inside this app; null when the browser should do as it always does. */
function linkInside(event: MouseEvent): URL | null {
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (link === null || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return null
  if (
    link.hasAttribute('target') ||
    link.hasAttribute('download') ||
    link.origin !== location.origin ||
    (link.getAttribute('href') ?? '#').startsWith('#')
  )
    return null
  return new URL(link.href)
}

/** Show the screen of the current path, and from now on of every link and every step back; gives back what ends it. */
export function followLinks(routes: RouteTable): () => void {
  table = routes
  const click = (event: MouseEvent): void => {
    const url = linkInside(event)
    if (url === null) return
    event.preventDefault()
    go(url.pathname, { search: url.search })
  }
  const back = (): void => void show()
  document.addEventListener('click', click)
  window.addEventListener('popstate', back)
  void show()
  return () => {
    document.removeEventListener('click', click)
    window.removeEventListener('popstate', back)
  }
}

/** The screen to draw; null before the first one has come. Reactive. */
export function currentScreen(): Component | null {
  return place.screen
}

/** Whether the next screen is slow to come. Reactive. */
export function isMoving(): boolean {
  return moving
}

/** A named part of the current path. Reactive. */
export function param(name: string): string {
  return place.params[name] ?? ''
}

/** The current path. Reactive. */
export function currentPath(): string {
  return place.path
}

/** A value of the query, always as text: codes keep their leading zeros. */
export function queryValue(name: string): string {
  return new URLSearchParams(location.search).get(name) ?? ''
}
