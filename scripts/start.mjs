import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { serverArguments, serverMemory } from './server-command.mjs'
import { build, install, root } from './setup.mjs'

install()
build()

const settings = existsSync(join(root, '.env')) ? ['--env-file=.env'] : []
const server = spawn(process.execPath, [...settings, ...serverArguments], {
  cwd: root,
  stdio: 'inherit',
  env: { NODE_ENV: 'production', ...serverMemory, ...process.env },
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal))
server.on('exit', (code) => process.exit(code ?? 0))
