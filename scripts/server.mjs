import { build } from 'esbuild'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { bundle } from './bundle.mjs'
import { root } from './setup.mjs'

const threads = readdirSync(join(root, 'server/src')).filter((name) => name.endsWith('-worker.ts'))

/** The server, and each of its threads and processes beside it. */
await build({ ...bundle, entryPoints: ['main.ts', ...threads].map((name) => `server/src/${name}`), outdir: 'server/dist' })
