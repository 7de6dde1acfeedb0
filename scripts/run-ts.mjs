import { build, install, run, tool } from './setup.mjs'

// `npm run …` of a TypeScript command, also on a fresh clone.
install()
build()
run(tool('tsx'), process.argv.slice(2))
