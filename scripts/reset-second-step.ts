import { fileURLToPath } from 'node:url'
import { compose } from '../server/src/compose.ts'
import { readConfig, WrongConfiguration } from '../server/src/config.ts'
import { resetSecondFactor } from '../server/src/features/accounts/second-factor-actions.ts'

// `npm run reset-second-step -- LOGIN "REASON"`: for the administrator who has lost phone and recovery codes and has no colleague; whoever can run it
// can read the database anyway. It may run beside the server, whose audit log tells of it.

const HOW = 'npm run reset-second-step -- LOGIN "why, at least five letters"'
const LEAST_REASON = 5

async function run([login, reason]: string[]): Promise<string> {
  if (login === undefined || reason === undefined || reason.trim().length < LEAST_REASON) return `Say whose and why: ${HOW}`
  const services = await compose(readConfig(process.env, fileURLToPath(new URL('..', import.meta.url))))
  try {
    const account = await services.storage.accounts.findByLogin(login.trim().toLowerCase())
    if (account === null || account.role === 'contestant')
      return `There is no desk account "${login}" in this data folder; DATA_DIR must be the server's.`
    const reset = await resetSecondFactor(services, { accountId: account.id, actorId: 'console', reason: reason.trim(), endsSessions: false })
    if (!reset.ok) return `The account "${login}" has no second step: its password alone is asked for.`
    console.log(`The second step of "${login}" is off. Log in with the password and turn it on again; sessions that are open now end by themselves.`)
    return ''
  } finally {
    await services.storage.close()
  }
}

try {
  const refused = await run(process.argv.slice(2))
  if (refused !== '') {
    console.error(refused)
    process.exitCode = 1
  }
} catch (error) {
  if (!(error instanceof WrongConfiguration)) throw error
  console.error(error.message)
  process.exitCode = 2
}
