import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build, install, root, run, tool } from './setup.mjs'

// `npm run …` of a TypeScript command, also on a fresh clone, with the settings that npm start reads.
install()
build()
const settings = existsSync(join(root, '.env')) ? ['--env-file=.env'] : []
run(tool('tsx'), [...settings, ...process.argv.slice(2)])
