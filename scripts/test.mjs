import { build, installBeside } from './setup.mjs'

// Compiling SQLite takes one core a while; nothing before the tests themselves needs it.
const installed = installBeside()
build()
const { close, runChecks, runTests } = await import('./checks.mjs')
const { ensureChromium } = await import('./chromium.mjs')

if (ensureChromium() === null) {
  console.error('The browser tests need Chromium or Chrome: install one, or name it with CHROMIUM=/path/to/chrome, and run npm test again.')
  process.exit(1)
}
const checks = await runChecks()
await installed
close(checks, runTests(['unit', 'web']), runTests(['load']), runTests(['browser']))
