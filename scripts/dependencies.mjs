import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

/** What a package may be licensed under: each allows use, change and passing on in a product of another licence. */
const allowed = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'Zlib',
  'Unlicense',
  'CC0-1.0',
  'OFL-1.1',
])
/** For tools that are not part of the product: changes to their own files would have to be shown. */
const allowedForTools = new Set(['MPL-2.0'])
/** Packages whose entry names no licence; what their own file says. */
const looked = { 'png-js': 'MIT' }
/** What runs by itself when it is installed, and why it may: it is compiled, or fetches the program for this machine. */
const mayRun = {
  'better-sqlite3': 'compiles SQLite for this machine, or takes the compiled one',
  esbuild: 'checks that the program for this machine is there',
}

/** Whether a licence expression (SPDX) leaves a way that is allowed. */
function fits(expression, licences) {
  const words = expression.replace(/^\((.*)\)$/, '$1')
  if (words.includes(' OR ')) return words.split(' OR ').some((way) => fits(way.trim(), licences))
  return words.split(' AND ').every((one) => licences.has(one.trim()))
}

/** `node_modules/a/node_modules/b` is b. */
const nameOf = (path) => path.split('node_modules/').at(-1)

/** What is wrong with what the lockfile names, a sentence each. `allowScripts` is what package.json lets run. */
export function faultsOf(lock, allowScripts = {}) {
  if (lock.lockfileVersion !== 3) return [`package-lock.json has version ${String(lock.lockfileVersion)}: make it anew with npm 9 or newer`]
  const fetched = Object.entries(lock.packages).filter(([path, entry]) => path.includes('node_modules/') && entry.link !== true)
  return fetched.flatMap(([path, entry]) => {
    const name = nameOf(path)
    const licence = entry.license ?? looked[name]
    const licences = entry.dev === true || entry.devOptional === true ? new Set([...allowed, ...allowedForTools]) : allowed
    return [
      ...(/^sha512-[\w+/]{86}==$/.test(entry.integrity ?? '')
        ? []
        : [`${path} has no sha512 in package-lock.json: npm would take whatever it is sent`]),
      ...(entry.resolved === undefined || entry.resolved.startsWith('https://registry.npmjs.org/') ? [] : [`${path} comes from ${entry.resolved}`]),
      ...(licence !== undefined && fits(licence, licences)
        ? []
        : [`${path} is licensed under ${String(licence)}, which scripts/dependencies.mjs does not allow`]),
      ...(entry.hasInstallScript !== true || (name in mayRun && allowScripts[name] === true)
        ? []
        : [`${path} runs a script when it is installed: look at it, then name it in scripts/dependencies.mjs and in allowScripts of package.json`]),
    ]
  })
}

/** Scripts that are allowed though no package has them any more. */
function idle(lock, allowScripts) {
  const running = new Set(Object.entries(lock.packages).flatMap(([path, entry]) => (entry.hasInstallScript === true ? [nameOf(path)] : [])))
  return [...new Set([...Object.keys(mayRun), ...Object.keys(allowScripts)])]
    .filter((name) => !running.has(name))
    .map((name) => `${name} may run a script when it is installed, but has none: take it off the lists`)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const read = (name) => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'))
  const [lock, { allowScripts }] = [read('package-lock.json'), read('package.json')]
  const faults = [...faultsOf(lock, allowScripts), ...idle(lock, allowScripts)]
  for (const fault of faults) console.error(fault)
  const scripts = Object.entries(mayRun).map(([name, why]) => `  ${name}: ${why}`)
  if (faults.length === 0)
    console.log(['Every package has its checksum and an allowed licence. Scripts that run at an install:', ...scripts].join('\n'))
  process.exit(faults.length === 0 ? 0 : 1)
}
