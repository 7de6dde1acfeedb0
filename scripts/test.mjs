import { scratchInMemory } from './scratch.mjs'
import { installBeside, runBeside } from './setup.mjs'

const began = performance.now()
const chromium = runBeside('scripts/get-chromium.mjs')
// Compiling SQLite takes one core a while; nothing before the tests themselves needs it.
const installed = installBeside()
const fetched = performance.now()
const built = runBeside('scripts/build.mjs')
const { close, runChecks, runTests, took } = await import('./checks.mjs')
took('packages', fetched - began)
scratchInMemory()

/** What the tests need beside the sources. */
async function ready() {
  await installed
  if (!(await chromium)) {
    console.error('The browser tests need Chromium or Chrome: install one, or name it with CHROMIUM=/path/to/chrome, and run npm test again.')
    process.exit(1)
  }
  if (!(await built)) process.exit(1)
  took('build and native packages, beside the checks', performance.now() - fetched)
}
const prepared = ready()

/**
 * A browser and killed servers wait more than they work: what they leave of two processors is for all other tests, once no server is killed any more. What
 * needs nothing compiled runs while SQLite is. With `--all` the checks and tests of several servers on one database run too.
 */
const all = process.argv.includes('--all')
const throughTheBrowser = async () => {
  await prepared
  const counts = [await runTests(['browser'], { beside: true, workers: 1 })]
  return all ? [...counts, await runTests(['servers'], { beside: true, workers: 1 })] : counts
}
const others = async () => {
  const counts = [await runTests(['pure', 'web'], { beside: true, workers: 1 })]
  await prepared
  counts.push(await runTests(['load'], { beside: true, workers: 1 }))
  return [...counts, await runTests(['unit', 'postgres'], { beside: true, behind: true })]
}
const checksBehind = async () => (all ? [await runChecks({ atOnce: 1, behind: true, built })] : [])
const counts = await Promise.all([throughTheBrowser(), others(), checksBehind()])
close(...counts.flat())
