import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { root } from './setup.mjs'

const WORTH_IT = 500
const text = new Set(['.html', '.js', '.css', '.svg', '.json', '.webmanifest'])

/** Lay a .br and a .gz beside every text file of the built pages; the server sends what the browser takes. */
function compress(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) compress(path)
    else if (text.has(extname(name))) {
      const bytes = readFileSync(path)
      if (bytes.length < WORTH_IT) continue
      writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
      writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
    }
  }
}

compress(join(root, 'web/dist'))
