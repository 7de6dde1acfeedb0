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
const checks = await runChecks()
await installed
close(checks, runTests(['unit', 'web']), runTests(['load']), runTests(['browser']))
