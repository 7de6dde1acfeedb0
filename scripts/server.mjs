import { build } from 'esbuild'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { bundle } from './bundle.mjs'
import { root } from './setup.mjs'

const threads = readdirSync(join(root, 'server/src')).filter((name) => name.endsWith('-worker.ts'))

const outdir = 'server/dist'
/** The server, and each of its threads and processes beside it; what several need, or few jobs do, lies in files of its own. */
const { metafile } = await build({
  ...bundle,
  entryPoints: ['main.ts', ...threads].map((name) => `server/src/${name}`),
  outdir,
  metafile: true,
})
const made = new Set(Object.keys(metafile.outputs))
for (const name of readdirSync(join(root, outdir))) if (/\.js(\.map)?$/.test(name) && !made.has(`${outdir}/${name}`)) rmSync(join(root, outdir, name))
