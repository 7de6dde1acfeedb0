import './collector.ts'
import type { Server } from 'node:net'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildApp } from './app.ts'
import type { Config } from './config.ts'
import { drain } from './drain.ts'
import { openDoors } from './http/doors.ts'
import { OUTSIDE } from './http/sockets.ts'
import { sparing } from './http/sparing.ts'
import { keepHead } from './kept-head.ts'
import { markRun } from './machine/run-mark.ts'
import { openServices, whyNot } from './opening.ts'
import type { Services } from './services.ts'
import { startSweep } from './sweep.ts'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
/** A chore that hangs must not keep a machine from shutting down, once its notice is over. */
const LONGEST_STOP_MS = 20_000
async function opened(): Promise<Awaited<ReturnType<typeof openServices>>> {
  try {
    return await openServices(process.env, root)
  } catch (error) {
    const why = whyNot(error)
    if (why === null) throw error
    console.error(why)
    process.exit(2)
  }
}

function announce(config: Config, services: Services, port: number): void {
  const address = `${config.publicUrl.protocol}//${config.publicUrl.hostname}${config.publicUrl.port === '' ? '' : `:${port}`}`
  const lines = [
    `hoithi is up: ${address} (contestants) and ${address}/desk (organisers, judges)`,
    ...(services.clock.rehearsal
      ? [
          `Rehearsal: the clock stands at ${new Date(services.clock.now()).toISOString()} and ticks on${config.clockSpeed === 1 ? '' : `, ${config.clockSpeed} times as fast`}.`,
        ]
      : []),
    ...(services.clock.rehearsal && config.backupEveryMs === null ? [] : [copiesLine(config)]),
    ...(services.setupToken === null
      ? []
      : [`Make the first administrator with this one-time link: ${address}/desk/setup?token=${services.setupToken}`]),
  ]
  console.log(lines.join('\n'))
}

function copiesLine({ backupEveryMs, backupDir }: Config): string {
  if (backupEveryMs === null)
    return 'No copies of the database are made: set BACKUP_DIR to a folder, best on another disk, and the server makes them by itself.'
  return `A copy of the database is made and read through every ${backupEveryMs / 60_000} minutes: ${backupDir}`
}

async function run(): Promise<void> {
  const { config, services, letGo } = await opened()
  const mark = markRun(config.dataDir)
  process.on('uncaughtExceptionMonitor', (error) => mark.crashed(error))
  const app = await buildApp(services)
  const tell = sparing()
  const failed = (error: unknown): void => tell(error, app.log)
  const sweep = startSweep(services, failed)
  const head = config.database === null ? keepHead(config.dataDir, services.storage.log) : null
  services.leader.follow(failed)
  services.projector.follow(failed)
  services.flagPasses.follow(failed)
  services.regrader.follow(failed)
  services.backups.follow(failed)
  services.overload.follow()

  let doors: Promise<Server[]> = Promise.resolve([])
  let stopping = false
  const stop = async (): Promise<void> => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(1), LONGEST_STOP_MS + config.drainMs).unref()
    await services.backups.stop()
    await drain(app, await doors, config.drainMs)
    await services.storage.jobs.stop()
    await app.close()
    services.overload.stop()
    await sweep.stop()
    await services.flagPasses.stop()
    await services.regrader.stop()
    await services.projector.stop()
    await services.leader.stop()
    await head?.stop()
    await services.storage.close()
    letGo()
    if ('stop' in services.clock && typeof services.clock.stop === 'function') services.clock.stop()
    mark.stopped()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop())

  try {
    await app.listen({ host: config.host, port: config.port, backlog: OUTSIDE })
  } catch (error) {
    console.error(
      `hoithi did not start: cannot listen on ${config.host}:${config.port} (${error instanceof Error ? error.message : String(error)}); stop the other program or set PORT.`,
    )
    process.exit(2)
  }
  mark.running()
  doors = openDoors(app.server, () => app.connected() >= config.sockets.connections)
  const bound = app.server.address()
  announce(config, services, typeof bound === 'object' && bound !== null ? bound.port : config.port)
}

await run()
