// Written without a type argument: what the runner keeps compiled it makes anew only where it reads "import.meta.glob(".
const everySource = {
  ...import.meta.glob('../../web/src/**/*.{ts,svelte}', { query: '?raw', import: 'default', eager: true }),
  ...import.meta.glob('../../server/src/**/*.ts', { query: '?raw', import: 'default', eager: true }),
  ...import.meta.glob('../../shared/src/**/*.ts', { query: '?raw', import: 'default', eager: true }),
} as Record<string, string>

const sourcesIn = (folders: readonly string[]): string[] =>
  Object.entries(everySource)
    .filter(([path]) => folders.some((folder) => path.startsWith(`../../${folder}/`)) && !/\/lib\/text\/.*-[a-z]{2,3}\.ts$/.test(path))
    .map(([, source]) => source)

/** Every word that names something in these folders: properties, codes, variables. */
export const namesIn = (...folders: string[]): ReadonlySet<string> =>
  new Set(sourcesIn(folders).flatMap((source) => [...source.matchAll(/[A-Za-z_][\w-]*/g)].map(([word]) => word)))

/** What the sources in these folders ask of their texts. */
export type Asked = {
  /** Keys as they stand in `t('…')`, also on both sides of a choice. */
  called: ReadonlySet<string>
  /** Keys with a dot that stand anywhere else: in tables, in properties of a component. */
  named: ReadonlySet<string>
  /** Keys that are put together, with `*` for what varies. */
  patterns: ReadonlySet<string>
}

const LITERAL = /'([\w-]+(?:\.[\w-]+)*)'/g
const TEMPLATE = /`((?:[\w-]+\.)+[\w-]*|)\$\{([^`{}]*)\}([\w.-]*)(\$\{[^`]*\})?`/g

const literals = (text: string): string[] => [...text.matchAll(LITERAL)].map(([, key = '']) => key)
const patternsIn = (text: string): string[] =>
  [...text.matchAll(TEMPLATE)]
    .filter(([, before]) => before !== '')
    .map(([, before = '', , after = '', more]) => `${before}*${after}${more ? '*' : ''}`)

/** What stands in the brackets of each call of a text function, up to its values. */
const calls = (source: string): string[] =>
  [...source.matchAll(/\b(?:t|questionText|find)\(((?:[^(){]|\$\{[^}]*\}|\([^()]*\))*)/g)].map(([, inside = '']) => inside)

export function askedIn(...folders: string[]): Asked {
  const sources = sourcesIn(folders)
  const inside = sources.flatMap(calls)
  return {
    called: new Set(inside.flatMap(literals)),
    named: new Set(sources.flatMap(literals).filter((key) => key.includes('.'))),
    patterns: new Set([
      ...sources.flatMap(patternsIn),
      ...sources.flatMap((source) => [...source.matchAll(/\bnamed\('([\w.]+)'/g)].map(([, group = '']) => `${group}.*`)),
    ]),
  }
}
