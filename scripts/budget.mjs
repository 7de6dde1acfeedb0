import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { root } from './setup.mjs'

const KB = 1_000
const LARGEST = { javascript: 30 * KB, everything: 60 * KB }
const dist = join(root, 'web/dist')

/** Files that a phone fetches before it can show the first page: the page itself, its entry, and what the entry imports at once. */
function firstLoad() {
  const manifest = JSON.parse(readFileSync(join(dist, 'play-manifest.json'), 'utf8'))
  const files = new Set(['play.html', 'favicon.svg'])
  const add = (chunk) => {
    if (files.has(chunk.file)) return
    files.add(chunk.file)
    for (const style of chunk.css ?? []) files.add(style)
    for (const name of chunk.imports ?? []) add(manifest[name])
  }
  add(manifest['play.html'])
  return [...files]
}

const sizes = firstLoad().map((file) => ({ file, bytes: gzipSync(readFileSync(join(dist, file)), { level: 9 }).length }))
const sum = (some) => some.reduce((total, { bytes }) => total + bytes, 0)
const found = { javascript: sum(sizes.filter(({ file }) => file.endsWith('.js'))), everything: sum(sizes) }
for (const { file, bytes } of sizes) console.log(`${String(bytes).padStart(7)}  ${file}`)
console.log(
  `First load of /, gzip: ${found.javascript} bytes of JavaScript (at most ${LARGEST.javascript}), ${found.everything} bytes in all (at most ${LARGEST.everything}).`,
)
if (found.javascript > LARGEST.javascript || found.everything > LARGEST.everything) {
  console.error('The first load is over its budget: make a screen lazy or take something out.')
  process.exit(1)
}
