import { runAll } from './checks.mjs'
import { build, install } from './setup.mjs'

install()
build()
await runAll([['unit', 'web']])
