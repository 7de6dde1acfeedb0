import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildApp } from './app.ts'
import { compose } from './compose.ts'
import { readConfig, WrongConfiguration, type Config } from './config.ts'
import { markRun } from './machine/run-mark.ts'
import type { Services } from './services.ts'
import { startSweep } from './sweep.ts'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const DRAIN_MS = 10_000

function configuration(): Config {
  try {
    return readConfig(process.env, root)
  } catch (error) {
    if (!(error instanceof WrongConfiguration)) throw error
    console.error(`hoithi did not start: ${error.message}`)
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
  const config = configuration()
  const mark = markRun(config.dataDir)
  process.on('uncaughtExceptionMonitor', (error) => mark.crashed(error))
  const services = await compose(config)
  const app = await buildApp(services)
  const failed = (error: unknown): void => app.log.error(error)
  const sweep = startSweep(services, failed)
  services.projector.follow(failed)
  services.flagPasses.follow(failed)
  services.regrader.follow(failed)
  services.backups.follow(failed)

  let stopping = false
  const stop = async (): Promise<void> => {
    if (stopping) return
    stopping = true
    // Kept-alive connections would hold the close for ever.
    const idle = setInterval(() => app.server.closeIdleConnections(), 100)
    const last = setTimeout(() => app.server.closeAllConnections(), DRAIN_MS)
    await services.backups.stop()
    await app.close()
    clearInterval(idle)
    clearTimeout(last)
    await sweep.stop()
    await services.flagPasses.stop()
    await services.regrader.stop()
    await services.projector.stop()
    await services.storage.close()
    if ('stop' in services.clock && typeof services.clock.stop === 'function') services.clock.stop()
    mark.stopped()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop())

  try {
    await app.listen({ host: config.host, port: config.port })
  } catch (error) {
    console.error(
      `hoithi did not start: cannot listen on ${config.host}:${config.port} (${error instanceof Error ? error.message : String(error)}); stop the other program or set PORT.`,
    )
    process.exit(2)
  }
  mark.running()
  const bound = app.server.address()
  announce(config, services, typeof bound === 'object' && bound !== null ? bound.port : config.port)
}

await run()
