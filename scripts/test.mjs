import { installBeside, runBeside } from './setup.mjs'

const began = performance.now()
const chromium = runBeside('scripts/get-chromium.mjs')
// Compiling SQLite takes one core a while; nothing before the tests themselves needs it.
const installed = installBeside()
const fetched = performance.now()
const built = runBeside('scripts/build.mjs')
const { close, runChecks, runTests, took } = await import('./checks.mjs')
took('packages', fetched - began)

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

/** A browser and killed servers wait more than they work: what they leave free of two processors is enough for the checks. */
const throughTheBrowser = async () => [await prepared.then(() => runTests(['browser'], { beside: true }))]
async function besideTheBrowser() {
  const checks = await runChecks({ atOnce: 1, behind: true, built })
  await prepared
  return [checks, await runTests(['load'], { beside: true })]
}
const counts = await Promise.all([throughTheBrowser(), besideTheBrowser()])
close(...counts.flat(), await runTests(['unit', 'web']))
