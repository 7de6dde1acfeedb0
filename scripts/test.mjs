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

/** A browser and killed servers wait more than they work: what they leave of two processors is for the checks, and then for all other tests. */
const throughTheBrowser = async () => [await prepared.then(() => runTests(['browser'], { beside: true, workers: 1 }))]
const killedServers = async () => [await prepared.then(() => runTests(['load'], { beside: true, workers: 1 }))]
async function behindThem() {
  const checks = await runChecks({ atOnce: 1, behind: true, built })
  await prepared
  return [checks, await runTests(['unit', 'web'], { beside: true, behind: true })]
}
const counts = await Promise.all([throughTheBrowser(), killedServers(), behindThem()])
close(...counts.flat())
