import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { serverArguments } from '../../scripts/server-command.mjs'
import { announced } from '../support/demo-server.ts'
import { root } from '../support/services.ts'

test('whatever a request says, a line of the log is one line of JSON: none is invented, no terminal is told anything', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-log-'))
  const env = { PATH: process.env['PATH'] ?? '', DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'info' }
  const child = spawn(process.execPath, serverArguments, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (printed += chunk.toString('latin1')))
  const port = Number(new URL(await announced(child)).port)
  const send = async (request: string): Promise<void> => {
    const socket = connect(port, '127.0.0.1')
    socket.write(request, 'latin1')
    await text(socket)
  }
  const forged = '{"level":50,"msg":"FORGED"}'
  await send(`GET /api/%0a${encodeURIComponent(forged)}%0d%0a%1b[31m HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
  await send(`GET /api/\x9b31m HTTP/1.1\r\nHost: x\r\nUser-Agent: \x1b[2J ${forged}\r\nConnection: close\r\n\r\n`)
  await send(`GET /api/audit?name=${encodeURIComponent(`\n${forged}`)} HTTP/1.1\r\nHost: x${'\\n'}${forged}\r\nConnection: close\r\n\r\n`)
  await send(
    'POST /api/sessions HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\nContent-Length: 41\r\nConnection: close\r\n\r\n{"login":"a\\nFORGED","password":"bi mat"}',
  )
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
  rmSync(folder, { recursive: true, force: true })

  const lines = printed.split('\n').filter((line) => line !== '')
  const logged = lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as { msg: string })
  // Of each that was refused a line.
  expect(logged.length).toBeGreaterThanOrEqual(4)
  expect(logged.filter(({ msg }) => msg === 'FORGED')).toEqual([])
  // Of what does not begin as JSON all is the server's own greeting.
  expect(lines.filter((line) => !line.startsWith('{') && /FORGED|level/.test(line))).toEqual([])
  expect([...printed].filter((sign) => sign !== '\n' && (sign < ' ' || sign === '\x7f'))).toEqual([])
  expect(printed).not.toContain('bi mat')
})
