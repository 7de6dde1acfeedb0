import { build, installBeside } from './setup.mjs'

const began = performance.now()
// Compiling SQLite takes one core a while; nothing before the tests themselves needs it.
const installed = installBeside()
const fetched = performance.now()
build()
const { close, runChecks, runTests, took } = await import('./checks.mjs')
took('packages', fetched - began)
took('build', performance.now() - fetched)
const { ensureChromium } = await import('./chromium.mjs')

if (ensureChromium() === null) {
  console.error('The browser tests need Chromium or Chrome: install one, or name it with CHROMIUM=/path/to/chrome, and run npm test again.')
  process.exit(1)
}

/** What a browser and killed servers leave free of two processors is enough for the checks. */
async function throughTheBrowser() {
  await installed
  return [await runTests(['browser'], { beside: true })]
}
async function besideTheBrowser() {
  const checks = await runChecks({ atOnce: 1, behind: true })
  await installed
  return [checks, await runTests(['load'], { beside: true })]
}
const counts = await Promise.all([throughTheBrowser(), besideTheBrowser()])
close(...counts.flat(), await runTests(['unit', 'web']))
