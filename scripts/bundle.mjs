import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './setup.mjs'

/** Packages that are ES modules and nothing else: bundled, a thread starts in half the time, for it need not find and read hundreds of files. */
const INSIDE = ['@hoithi/shared', 'csv-parse', 'csv-stringify', 'drizzle-orm', 'fast-xml-parser', 'hucre', 'marked', 'uqr', 'zod']
const { dependencies } = JSON.parse(readFileSync(join(root, 'server/package.json'), 'utf8'))

/** How esbuild bundles what runs on the server; the other packages stay beside it. */
export const bundle = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  splitting: true,
  external: Object.keys(dependencies).filter((name) => !INSIDE.includes(name)),
  sourcemap: true,
  sourcesContent: false,
  alias: { '@hoithi/shared': './shared/src' },
  logLevel: 'warning',
}
