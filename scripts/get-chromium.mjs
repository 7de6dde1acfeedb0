import { ensureChromium } from './chromium.mjs'

process.exit(ensureChromium() === null ? 1 : 0)
