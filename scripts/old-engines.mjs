import { transformSync } from 'esbuild'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './setup.mjs'

// The oldest browsers of the phone app: Chrome and Android WebView 88, Safari 14. They read ES2020.
const dist = join(root, 'web/dist')
const manifest = Object.values(JSON.parse(readFileSync(join(dist, 'play-manifest.json'), 'utf8')))
const scripts = [...new Set(manifest.map(({ file }) => file).filter((file) => file.endsWith('.js'))), 'sw.js']

/** What only newer ones have and nobody may call without asking first. */
const NEWER =
  /\.(?:at|hasOwn|findLast|findLastIndex|toSorted|toReversed|toSpliced|groupBy|withResolvers|randomUUID|checkVisibility)\(|\bAbortSignal\.(?:timeout|any)\b|\(\?<[!=]/
/** The same of names that a script can ask for with `typeof`. */
const NEWER_NAMES = ['WeakRef', 'BroadcastChannel', 'requestIdleCallback', 'structuredClone']

const faults = scripts.flatMap((file) => {
  const code = readFileSync(join(dist, file), 'utf8')
  const [old, own] = ['es2020', 'esnext'].map((target) => transformSync(code, { target }).code)
  const newer = [...(NEWER.exec(code) ?? []), ...NEWER_NAMES.filter((name) => code.includes(name) && !code.includes(`typeof ${name}`))]
  return [...(old === own ? [] : [`${file}: syntax newer than ES2020`]), ...newer.map((name) => `${file}: ${name}`)]
})
for (const fault of faults) console.error(fault)
console.log(`${scripts.length} scripts of the phone app read by Chrome 88 and Safari 14: ${faults.length === 0 ? 'yes' : 'no'}`)
process.exitCode = faults.length === 0 ? 0 : 1
