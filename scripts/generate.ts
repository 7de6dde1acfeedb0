import { generate } from './generate/run.ts'
import { WrongOptions } from './command-options.ts'
import { readOptions } from './generate/options.ts'
import { progressBar } from './progress-bar.ts'

// `npm run generate -- --data DIR [--people N] [--attempts M] [--rounds R] [--seed S]`: a data folder with invented people and finished attempts, as a server
// would have left it. DIR must be empty or not there; `DATA_DIR=DIR npm start` opens it.

const bar = progressBar()
try {
  const options = readOptions(process.argv.slice(2))
  const { seconds } = await generate(options, bar.show)
  const taken = Object.entries(seconds).map(([stage, took]) => `${stage} ${took.toFixed(1)} s`)
  console.log(
    `${options.data}: ${options.people} people, ${options.attempts} attempts (${taken.join(', ')}). DATA_DIR=${options.data} npm start opens it.`,
  )
} catch (error) {
  const known = error instanceof WrongOptions || (error instanceof TypeError && 'code' in error)
  if (!known) throw error
  bar.end()
  console.error(`Nothing was made: ${error.message}.`.replace(/\.\.$/, '.'))
  process.exitCode = 1
}
