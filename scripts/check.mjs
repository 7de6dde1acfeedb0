import { close, runChecks, runTests } from './checks.mjs'
import { build, install } from './setup.mjs'

install()
build()
close(await runChecks(), await runTests(['unit', 'web']))
