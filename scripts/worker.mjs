import { buildSync } from 'esbuild'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './setup.mjs'

const dist = join(root, 'web/dist')
const manifest = Object.values(JSON.parse(readFileSync(join(dist, 'play-manifest.json'), 'utf8')))
const chunks = manifest.flatMap(({ file, css = [] }) => [file, ...css]).filter((file) => /\.(js|css)$/.test(file))
const icons = readdirSync(join(root, 'web/public')).filter((name) => !name.endsWith('-512.png'))
const [entry] = manifest.filter(({ isEntry }) => isEntry).map(({ file }) => `/${file}`)

/** The page, then everything that it may load, what it needs at once first. */
const files = ['/', entry, ...new Set([...chunks, ...icons].map((file) => `/${file}`).filter((file) => file !== entry))]
const hash = createHash('sha256').update(files.join('\n'))
for (const file of ['play.html', ...icons]) hash.update(readFileSync(join(dist, file)))

/** The service worker of this build of the phone app: it knows the names of its files. */
buildSync({
  entryPoints: [join(root, 'web/worker/worker.ts')],
  outfile: join(dist, 'sw.js'),
  bundle: true,
  minify: true,
  target: 'es2020',
  format: 'iife',
  define: { SHELL: JSON.stringify({ build: hash.digest('hex').slice(0, 12), entry, files }) },
  logLevel: 'warning',
})
