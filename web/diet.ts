import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/** The table of routes without those that nothing in `sources` names between quotes. */
export function namedRoutes(table: string, sources: string): string {
  return table.replace(/^ {2}(\w+): '[A-Z]+ .*',\n/gm, (line, name: string) => (sources.includes(`'${name}'`) ? line : ''))
}

function sourcesOf(folders: string[]): string {
  const files = folders.flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
  return files
    .filter((path) => /\.(ts|svelte)$/.test(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n')
}

/** An app takes along the addresses of the routes that it calls, not the whole table. */
export function onlyNamedRoutes(folders: string[]): Plugin {
  return {
    name: 'only-named-routes',
    enforce: 'pre',
    apply: 'build',
    transform: (code, id) => (id.endsWith('/shared/src/routes.ts') ? { code: namedRoutes(code, sourcesOf(folders)), map: null } : null),
  }
}

const SVELTE_FOR_SOME = /\/client\/dom\/(elements\/bindings\/(?!shared|universal|this)|blocks\/(each|html|svelte-element|await))/
/** What every screen of the phone app needs: of Svelte all but forms, lists and the like, and what surrounds the screens. */
export const everyScreens = (id: string): boolean =>
  (/\/svelte\/src\/(internal|store|constants|utils|index|reactivity\/create)/.test(id) && !SVELTE_FOR_SOME.test(id)) ||
  /preload-helper|@oxc-project|\/clsx\/|\/shared\/src\/routes/.test(id) ||
  /\/src\/(play|lib)\/(api|ask|early|failure|format|later|locale|navigation|next-step|route-match|server-clock|session|ticking)\./.test(id) ||
  /\/lib\/text\/(catalogue|fill|play|play-vi)\./.test(id)

/** What most of the later screens share: small files that would each cost a slow line a question of its own. */
export const mostScreens = (id: string): boolean =>
  (/\/svelte\/src\/internal\//.test(id) && SVELTE_FOR_SOME.test(id)) ||
  /\/src\/play\/(resource|Waiting|Field|news\/(news|NewsItem)|attempt\/(attempt-view|left-text))\./.test(id) ||
  /\/lib\/(html|text\/play-(screens|understand))(-vi)?\./.test(id)
