import { spawn } from 'node:child_process'
import { install, root, run, tool } from './setup.mjs'

install()
const env = {
  ...process.env,
  CLOCK_START: '2021-05-10T08:00:00+07:00',
  DATA_DIR: 'data/dev',
  PORT: '8080',
  PUBLIC_URL: 'http://localhost:5173',
  LOG_LEVEL: 'info',
  ADDRESS_LIMIT: '6000',
  STAFF_TOTP: 'optional',
}
run(tool('tsx'), ['scripts/demo-data.ts'], env)

// The server starts anew and the pages reload with each change.
const children = [
  spawn(tool('tsx'), ['watch', 'server/src/main.ts'], { cwd: root, stdio: 'inherit', env }),
  spawn(tool('vite'), ['web', '--config', 'web/vite.config.ts'], { cwd: root, stdio: 'inherit', env }),
]
console.log('Phone app http://localhost:5173/ · desk http://localhost:5173/desk · logins as in the demo')
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => children.forEach((child) => child.kill(signal)))
for (const child of children)
  child.on('exit', (code) => {
    children.forEach((other) => other.kill())
    process.exit(code ?? 0)
  })
