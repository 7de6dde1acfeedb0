import { install, build } from './setup.mjs'

install()
build()
const { close, runChecks, runTests } = await import('./checks.mjs')
const { ensureChromium } = await import('./chromium.mjs')

if (ensureChromium() === null) {
  console.error('The browser tests need Chromium or Chrome: install one, or name it with CHROMIUM=/path/to/chrome, and run npm test again.')
  process.exit(1)
}
close(await runChecks(), runTests(['unit']), runTests(['load']), runTests(['browser']))
