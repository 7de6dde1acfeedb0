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
 * A browser and killed servers wait more than they work: what they leave of two processors is for the checks and, once no server is killed
 * any more, for all other tests.
 */
const throughTheBrowser = async () => [await prepared.then(() => runTests(['browser'], { beside: true, workers: 1 }))]
const killedServersFirst = async () => {
  await prepared
  return [await runTests(['load'], { beside: true, workers: 1 }), await runTests(['unit', 'web', 'postgres'], { beside: true, behind: true })]
}
const checksBehind = async () => [await runChecks({ atOnce: 1, behind: true, built })]
const counts = await Promise.all([throughTheBrowser(), killedServersFirst(), checksBehind()])
close(...counts.flat())
