import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serverArguments } from '../../scripts/server-command.mjs'
import { readOnlyDatabase } from '../../scripts/torture/database-faults.ts'
import { faults, type Fault } from '../../scripts/torture/faults.ts'
import { buildApp } from '../../server/src/app.ts'
import { compose } from '../../server/src/compose.ts'
import { readConfig } from '../../server/src/config.ts'
import { tokenFor } from './client.ts'
import { makeContest, makeContestant } from './contest.ts'
import { announced } from './demo-server.ts'
import { ownStore, type OwnStore } from './own-store.ts'
import { root } from './services.ts'

const SECRET = 'a secret that only the tests ever use'
const START = '2021-05-04T08:00:00+07:00'

/** The built server on a small contest in a store of its own: it can be killed, and started again on what it left. */
export async function startKillable(setting: Parameters<typeof makeContest>[1]) {
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-killed-'))
  const store = await ownStore()
  const { token, roundId } = await filled(folder, store, setting)
  let child: ChildProcess | null = null
  let port = '0'

  const start = async (): Promise<string> => {
    const env = {
      PATH: process.env['PATH'] ?? '',
      DATA_DIR: folder,
      JWT_SECRET: SECRET,
      CLOCK_START: START,
      PORT: port,
      ADDRESS_LIMIT: '6000',
      ...store.settings,
    }
    child = spawn(process.execPath, serverArguments, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] })
    const url = (await announced(child)).replace('localhost', '127.0.0.1')
    port = new URL(url).port
    return url
  }
  const kill = async (): Promise<void> => {
    if (child === null) return
    const ended = new Promise((resolve) => child?.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
  }
  return {
    token,
    roundId,
    start,
    kill,
    pid: () => child?.pid ?? 0,
    /** What it is like when nothing can be written any more: on a disk that is read-only, or in a database that is. */
    readOnly: (): Fault => (store.address === null ? faults.filesReadOnly({ pid: child?.pid ?? 0 }) : readOnlyDatabase(store.address)),
    end: async () => {
      await kill()
      await store.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A contest and one contestant's session, written before the server runs. */
async function filled(
  folder: string,
  { settings }: OwnStore,
  setting: Parameters<typeof makeContest>[1],
): Promise<{ token: string; roundId: string }> {
  const config = readConfig({ DATA_DIR: folder, JWT_SECRET: SECRET, LOG_LEVEL: 'silent', ...settings }, root)
  const services = await compose(config, { now: () => Date.parse(START), rehearsal: true })
  const app = await buildApp(services)
  const fixture = await makeContest(services, setting)
  const unionId = fixture.unionIds['T-A-1'] ?? ''
  const { id } = await makeContestant(services, unionId)
  const token = tokenFor(app, services, { id, role: 'contestant', unionId })
  await app.close()
  await services.projector.stop()
  await services.storage.close()
  return { token, roundId: fixture.roundIds[0] ?? '' }
}
