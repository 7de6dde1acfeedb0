import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { TestProject } from 'vitest/node'
import { bundle } from '../../scripts/bundle.mjs'
import { root } from '../../scripts/setup.mjs'

const sources = join(root, 'server/src')
const cache = join(root, 'node_modules/.cache/hoithi')

/** Build the worker threads once for a run of tests, as setup.mjs builds them: each of hundreds reads TypeScript anew otherwise, for seconds. */
export default async function buildWorkers(project: TestProject): Promise<() => void> {
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'workers-'))
  await build({
    ...bundle,
    entryPoints: readdirSync(sources)
      .filter((name) => name.endsWith('-worker.ts'))
      .map((name) => join(sources, name)),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
  })
  project.provide('workers', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}

declare module 'vitest' {
  export interface ProvidedContext {
    workers: string
  }
}
