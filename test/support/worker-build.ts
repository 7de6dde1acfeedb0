import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { TestProject } from 'vitest/node'

const root = fileURLToPath(new URL('../..', import.meta.url))
const sources = join(root, 'server/src')
const cache = join(root, 'node_modules/.cache/hoithi')

/** Build the worker threads once for a run of tests, as setup.mjs builds them: each of hundreds reads TypeScript anew otherwise, for seconds. */
export default async function buildWorkers(project: TestProject): Promise<() => void> {
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'workers-'))
  await build({
    entryPoints: readdirSync(sources)
      .filter((name) => name.endsWith('-worker.ts'))
      .map((name) => join(sources, name)),
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    sourcemap: true,
    alias: { '@hoithi/shared': join(root, 'shared/src') },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    logLevel: 'warning',
  })
  project.provide('workers', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}

declare module 'vitest' {
  export interface ProvidedContext {
    workers: string
  }
}
