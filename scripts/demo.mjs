import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { serverArguments, serverMemory } from './server-command.mjs'
import { build, install, root, run, tool } from './setup.mjs'

install()
build()

const env = {
  CLOCK_START: '2021-05-10T08:00:00+07:00',
  DATA_DIR: 'data/demo',
  HOST: process.env.HOST ?? '127.0.0.1',
  PORT: process.env.PORT ?? '8080',
  ADDRESS_LIMIT: process.env.ADDRESS_LIMIT ?? '6000',
  STAFF_TOTP: process.env.STAFF_TOTP ?? 'optional',
}
const onPostgres = (process.env.DATABASE_URL ?? '') !== ''
/** Servers on one database share their secrets; the demo's logins are printed below anyway. */
if (onPostgres) for (const name of ['JWT_SECRET', 'SAFE_KEY']) env[name] = process.env[name] ?? `the demo's ${name}, which everybody may know`
const filled = !onPostgres && ['.filled', 'hoithi.sqlite'].every((name) => existsSync(join(root, env.DATA_DIR, name)))
if (!filled) run(tool('tsx'), ['scripts/demo-data.ts'], env)

const { SAMPLE_PASSWORD, sampleLogins } = await import('./demo-logins.js')
const address = `http://localhost:${env.PORT}`
const others = Object.values(networkInterfaces())
  .flat()
  .filter((face) => face !== undefined && !face.internal && face.family === 'IPv4')
if (env.HOST === '0.0.0.0') for (const { address: own } of others) console.log('For phones on the same network: http://%s:%s', own, env.PORT)
console.log('\nSample logins (password for all of them: %s)', SAMPLE_PASSWORD)
for (const { login, role, where } of sampleLogins) console.log('  %s %s %s%s', role.padEnd(14), login.padEnd(11), address, where)
if (env.STAFF_TOTP === 'optional')
  console.log(
    'Two-step login is left to each account here; npm start asks judges and administrators for it, and so does STAFF_TOTP=required npm run demo.',
  )
console.log(`Stop with Ctrl+C; the next start keeps everything. Start afresh ${onPostgres ? 'with an empty database' : 'by removing data/demo'}.\n`)

const server = spawn(process.execPath, serverArguments, {
  cwd: root,
  stdio: 'inherit',
  env: { ...serverMemory, ...process.env, ...env },
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal))
server.on('exit', (code) => process.exit(code ?? 0))
